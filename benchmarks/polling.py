"""Play the shipped week's edits against our rhythms and against a poll every 15 minutes.

python -m benchmarks.polling

Nothing is fetched: time is a number, a request a count. Feeds and articles are asked when the code of the product says
so (`flows.collection.plan`, `rhythm` and `news`), on its schedule, from the first publication to the end of the week.
The schedule is played at each minute of the quarter of an hour, because the edits of the week happened at round times.
"""

import sys
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import median

from extractors.claims import Reader
from extractors.values import Article, FeedEntry
from flows.collection.news import count_new, count_restamped, is_told
from flows.collection.plan import due_articles, due_feeds, feeds_with_young
from flows.collection.rhythm import revisit_every
from flows.coverage.articles import PressArticle
from flows.coverage.press import Title, load_press
from flows.watching.known import find_watch
from flows.watching.values import Feed
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import PollOutcome, VisitOutcome

SCHEDULE = timedelta(minutes=15)
BEGIN = datetime(2025, 1, 27, tzinfo=UTC)
END = datetime(2025, 2, 1, tzinfo=UTC)
WINDOW = 12
"""So many polls make a habit: as in warehouse/sql/queries/feed_habits.sql."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article of the week: when it came, when it was edited, and how many figures it claims at first."""

    url: str
    feed_id: str
    published_at: datetime
    edits: tuple[datetime, ...]
    count_figures: int

    def count_edits(self, at: datetime) -> int:
        """Return how many edits there were by then."""
        return sum(edit <= at for edit in self.edits)

    def entry(self, at: datetime, *, stamps_edits: bool) -> FeedEntry:
        """Return what the feed says of it: an RSS feed of the week has the date of publication alone."""
        updated = ([self.published_at] + [edit for edit in self.edits if edit <= at])[-1]
        return FeedEntry(
            feed_id=self.feed_id,
            entry_id=self.url,
            url=self.url,
            title=self.url,
            published_at=self.published_at,
            updated_at=updated if stamps_edits else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What it took and gave: requests for feeds and articles, and the delays, in minutes, of what was seen."""

    count_feeds: int
    count_articles: int
    edits: tuple[float, ...]
    arrivals: tuple[float, ...]
    count_missed: int

    @property
    def requests(self) -> int:
        """All requests."""
        return self.count_feeds + self.count_articles


@dataclass(slots=True)
class Week:
    """One pass over the week, with what a warehouse would know."""

    feeds: Mapping[str, Feed]
    stamping: frozenset[str]
    told: Mapping[str, Told]
    is_fixed: bool = False
    states: dict[str, FeedState] = field(default_factory=dict)
    polls: dict[str, deque[tuple[datetime, int, int, int]]] = field(default_factory=dict)
    articles: dict[str, ArticleState] = field(default_factory=dict)
    habits: dict[str, ArticleHabit] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    count_feeds: int = 0
    count_articles: int = 0
    edits: list[float] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)

    def run(self, now: datetime) -> None:
        """Play one run."""
        feed_habits = {feed_id: _habit(feed_id, self.polls[feed_id]) for feed_id in self.states}
        if self.is_fixed:
            feeds, due = tuple(self.feeds.values()), tuple(self.articles.values())
        else:
            young = feeds_with_young(self.articles.values(), now, self.habits)
            feeds = due_feeds(self.feeds.values(), self.states, now, feed_habits, young)
            due = due_articles(self.articles.values(), now, self.habits, feed_habits)
        wanted = {state.url for state in due}
        for feed in feeds:
            wanted |= set(self._poll(feed, now))
        for url in sorted(wanted):
            self._visit(self.told[url], now)

    def _poll(self, feed: Feed, now: datetime) -> Iterator[str]:
        """Ask a feed; yields the articles that it makes us look at."""
        self.count_feeds += 1
        entries = [
            told.entry(now, stamps_edits=feed.id in self.stamping)
            for told in self.told.values()
            if told.feed_id == feed.id and told.published_at <= now
        ]
        state = self.states.get(feed.id)
        new = count_new(entries, state, None) or 0
        self.states[feed.id] = _feed_state(feed, now)
        polls = self.polls.setdefault(feed.id, deque(maxlen=WINDOW))
        polls.append((now, new, len(entries), count_restamped(entries)))
        for entry in entries:
            known = self.articles.get(entry.url)
            if known is None or (not self.is_fixed and self._is_told(entry, known, now)):
                yield entry.url

    def _is_told(self, entry: FeedEntry, known: ArticleState, now: datetime) -> bool:
        return is_told(entry, known, revisit_every(known, now, self.habits[entry.url]), now)

    def _visit(self, told: Told, now: datetime) -> None:
        self.count_articles += 1
        before = self.seen.get(told.url)
        count = told.count_edits(now)
        if before is None:
            self.arrivals.append(_minutes(now - told.published_at))
        else:
            self.edits += [_minutes(now - edit) for edit in told.edits[before:count]]
        is_changed = before is None or count > before
        self.seen[told.url] = count
        last = self.articles.get(told.url)
        self.articles[told.url] = _article_state(told, last, now, is_changed=is_changed)
        edits = self.habits[told.url].count_edits + is_changed if last is not None else 0
        self.habits[told.url] = ArticleHabit(url=told.url, count_edits=edits, count_figures=told.count_figures)


def main() -> int:
    """Print both; exits with 1 where ours takes more than half the requests or a longer median."""
    told, feeds, stamping = _shipped()
    fixed, ours = (_play(told, feeds, stamping, is_fixed=is_fixed) for is_fixed in (True, False))
    for name, asked in (("every 15 minutes", fixed), ("claimwatch", ours)):
        sys.stdout.write(f"{name:17} {_line(asked)}\n")
    sys.stdout.write(f"requests: {ours.requests / fixed.requests:.0%} of those of every 15 minutes\n")
    return int(2 * ours.requests > fixed.requests or median(ours.edits) > median(fixed.edits))


def _line(asked: Asked) -> str:
    late = sorted(asked.edits)[int(0.9 * len(asked.edits))]
    return (
        f"{asked.requests} requests ({asked.count_feeds} feeds, {asked.count_articles} articles); edits: median "
        f"{median(asked.edits):.0f} min, 90 % within {late:.0f} min, {asked.count_missed} not seen; "
        f"new articles: median {median(asked.arrivals):.0f} min"
    )


def _play(told: Sequence[Told], feeds: Mapping[str, Feed], stamping: frozenset[str], *, is_fixed: bool) -> Asked:
    """Play the week with the schedule at each minute of the quarter; counts are means, delays are those of all."""
    weeks = []
    for minute in range(int(_minutes(SCHEDULE))):
        week = Week(feeds=feeds, stamping=stamping, told={one.url: one for one in told}, is_fixed=is_fixed)
        now = BEGIN + timedelta(minutes=minute)
        while now < END:
            week.run(now)
            now += SCHEDULE
        weeks.append(week)
    edits = [delay for week in weeks for delay in week.edits]
    happened = len(weeks) * sum(len(one.edits) for one in told)
    return Asked(
        count_feeds=round(sum(week.count_feeds for week in weeks) / len(weeks)),
        count_articles=round(sum(week.count_articles for week in weeks) / len(weeks)),
        edits=tuple(edits),
        arrivals=tuple(delay for week in weeks for delay in week.arrivals),
        count_missed=happened - len(edits),
    )


def _shipped() -> tuple[tuple[Told, ...], dict[str, Feed], frozenset[str]]:
    """Return the articles of the story, the feeds at 15 minutes, and the feeds whose entries stamp edits (Atom)."""
    watch = find_watch("shipped-coverage")
    reader = Reader(watch.story)
    titles = load_press().titles
    told = tuple(
        _told(title, article, reader) for title in titles for article in title.articles if not article.is_off_topic
    )
    feeds = {
        feed.id: Feed(**{name: getattr(feed, name) for name in feed.__slots__} | {"every": SCHEDULE})
        for feed in watch.feeds
    }
    return told, feeds, frozenset(title.outlet.id for title in titles if title.outlet.feed == "atom")


def _told(title: Title, article: PressArticle, reader: Reader) -> Told:
    first = article.revisions[0]
    edits = {revision.at for revision in article.revisions[1:]} | {post.at for post in article.posts}
    text = Article(
        url=f"http://{title.outlet.host}/{article.slug}",
        outlet=title.outlet.id,
        language=title.outlet.language,
        title=first.title,
        text="\n\n".join(first.paragraphs),
    )
    return Told(
        url=text.url,
        feed_id=title.outlet.id,
        published_at=article.published_at,
        edits=tuple(sorted(edit for edit in edits if article.published_at < edit < END - SCHEDULE)),
        count_figures=sum(claim.kind == "figure" for claim in reader.read(text).claims),
    )


def _feed_state(feed: Feed, now: datetime) -> FeedState:
    return FeedState(
        feed_id=feed.id,
        last_polled_at=now,
        last_outcome=PollOutcome.OK,
        last_ok_at=now,
        etag=None,
        last_modified=None,
        body_sha256=None,
        count_failed=0,
        last_error=None,
    )


def _habit(feed_id: str, polls: Sequence[tuple[datetime, int, int, int]]) -> FeedHabit:
    return FeedHabit(
        feed_id=feed_id,
        since=polls[0][0],
        count_good=len(polls),
        count_new=sum(new for _, new, _, _ in polls),
        is_overflowing=any(new > 1 and 2 * new >= entries for _, new, entries, _ in polls),
        tells_edits=any(restamped for _, _, _, restamped in polls),
    )


def _article_state(told: Told, last: ArticleState | None, now: datetime, *, is_changed: bool) -> ArticleState:
    return ArticleState(
        article_id=1,
        url=told.url,
        outlet=told.feed_id,
        publisher=told.feed_id,
        language="en",
        feed_id=told.feed_id,
        first_seen_at=last.first_seen_at if last else now,
        is_baseline=False,
        last_visited_at=now,
        last_outcome=VisitOutcome.OK,
        etag=None,
        last_modified=None,
        body_sha256=None,
        last_version_id=1,
        last_version_no=1,
        last_content_hash=None,
        last_hash_version=None,
        last_changed_at=last.last_changed_at if last and not is_changed else now,
        published_at=told.published_at,
        count_gone=0,
        gone_since_at=None,
        count_failed=0,
    )


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


if __name__ == "__main__":
    sys.exit(main())
