"""Play edit histories against our rhythms and against a poll every 15 minutes: python -m benchmarks.polling [NAME ...].

The histories are the shipped week and made-up weeks (benchmarks/newsrooms.py); all where none is named. Nothing is
fetched: time is a number, a request a count. Feeds and articles are asked when the code of the product says so
(`flows.collection.plan`, `rhythm` and `news`), on its schedule. It is played at several minutes of the quarter of an
hour (at each for the shipped week, whose edits happened at round times).
"""

import sys
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import repeat
from math import inf
from statistics import median

from benchmarks.newsrooms import SCHEDULE, WEEKS, History, Told, made_up
from extractors.claims import Reader
from extractors.values import Article, FeedEntry
from flows.collection.news import count_new, count_restamped, is_told
from flows.collection.plan import asleep_outlets, due_articles, due_feeds, feeds_with_young
from flows.collection.rhythm import revisit_every
from flows.coverage.articles import PressArticle
from flows.coverage.press import Title, load_press
from flows.watching.known import find_watch
from flows.watching.values import Feed
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import PollOutcome, VisitOutcome

SHIPPED = "shipped"
BEGIN = datetime(2025, 1, 27, tzinfo=UTC)
END = datetime(2025, 2, 1, tzinfo=UTC)
WINDOW = 12
"""So many polls make a habit: as in warehouse/sql/queries/feed_habits.sql."""

ENTRIES = 30
"""So many entries that are not of the story a feed holds; of so many, a feed that stamps edits has stamped some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What it took and gave: requests for feeds and articles, delays in minutes (inf for an edit never seen)."""

    count_feeds: int
    count_articles: int
    edits: tuple[float, ...]
    arrivals: tuple[float, ...]

    @property
    def missed(self) -> float:
        """The share of the edits that was never seen."""
        return self.edits.count(inf) / len(self.edits)

    @property
    def requests(self) -> int:
        """All requests."""
        return self.count_feeds + self.count_articles


@dataclass(slots=True)
class Week:
    """One pass over a history, with what a warehouse would know."""

    history: History
    is_fixed: bool = False
    told: dict[str, list[Told]] = field(default_factory=dict)
    states: dict[str, FeedState] = field(default_factory=dict)
    polls: dict[str, deque[tuple[datetime, int, int, int]]] = field(default_factory=dict)
    articles: dict[str, ArticleState] = field(default_factory=dict)
    habits: dict[str, ArticleHabit] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    by_url: dict[str, Told] = field(default_factory=dict)
    count_feeds: int = 0
    count_articles: int = 0
    edits: list[float] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sort the articles by their feeds."""
        self.by_url = {told.url: told for told in self.history.told}
        for told in self.history.told:
            self.told.setdefault(told.feed_id, []).append(told)

    def run(self, now: datetime) -> None:
        """Play one run."""
        feeds, wanted = (tuple(self.history.feeds.values()), set(self.seen)) if self.is_fixed else self._due(now)
        for feed in feeds:
            wanted |= set(self._poll(feed, now))
        for url in sorted(wanted):
            self._visit(self.by_url[url], now)

    def _due(self, now: datetime) -> tuple[tuple[Feed, ...], set[str]]:
        """Return what the product would ask for."""
        feeds, articles = self.history.feeds.values(), self.articles.values()
        feed_habits = {feed_id: _habit(feed_id, self.polls[feed_id]) for feed_id in self.states}
        young = feeds_with_young(articles, now, self.habits)
        asleep = asleep_outlets(feeds, articles, now, self.habits)
        due = due_articles(articles, now, self.habits, feed_habits, asleep=asleep)
        return (
            due_feeds(feeds, self.states, now, feed_habits, young=young, asleep=asleep),
            {state.url for state in due},
        )

    def _poll(self, feed: Feed, now: datetime) -> Iterator[str]:
        """Ask a feed; yields the articles that it makes us look at."""
        self.count_feeds += 1
        told = [one for one in self.told.get(feed.id, ()) if one.published_at <= now]
        if self.is_fixed:
            yield from (one.url for one in told if one.url not in self.seen)
            return
        is_stamping = feed.id in self.history.stamping
        entries = [_entry(one, now, stamps_edits=is_stamping) for one in told]
        self._remember_poll(feed, entries, now)
        for entry in entries:
            known = self.articles.get(entry.url)
            if known is None or self._is_told(entry, known, now):
                yield entry.url

    def _remember_poll(self, feed: Feed, entries: Sequence[FeedEntry], now: datetime) -> None:
        state, others = self.states.get(feed.id), self.history.others.get(feed.id, ())
        come = bisect_right(others, now)
        new = 0 if state is None else (count_new(entries, state, None) or 0) + come
        if state is not None:
            new -= bisect_right(others, state.last_polled_at)
        restamped = count_restamped(entries) + (feed.id in self.history.stamping and come >= ENTRIES)
        self.states[feed.id] = _feed_state(feed, now)
        polls = self.polls.setdefault(feed.id, deque(maxlen=WINDOW))
        polls.append((now, new, len(entries) + min(come, ENTRIES), restamped))

    def _is_told(self, entry: FeedEntry, known: ArticleState, now: datetime) -> bool:
        return is_told(entry, known, revisit_every(known, now, self.habits[entry.url]), now)

    def _visit(self, told: Told, now: datetime) -> None:
        self.count_articles += 1
        before = self.seen.get(told.url)
        count = bisect_right(told.edits, now)
        if before is None:
            self.arrivals.append(_minutes(now - told.published_at))
        else:
            self.edits += [_minutes(now - edit) for edit in told.edits[before:count]]
        self.seen[told.url] = count
        if not self.is_fixed:
            self._remember_visit(told, now, is_changed=before is None or count > before)

    def _remember_visit(self, told: Told, now: datetime, *, is_changed: bool) -> None:
        last, outlet = self.articles.get(told.url), self.history.feeds[told.feed_id].outlet
        self.articles[told.url] = _article_state(told, outlet, last, now, is_changed=is_changed)
        edits = self.habits[told.url].count_edits + is_changed if last is not None else 0
        self.habits[told.url] = ArticleHabit(url=told.url, count_edits=edits, count_figures=told.count_figures)


def main() -> int:
    """Print all; exits with 1 where ours takes more than half the requests of a history or a longer median."""
    histories = {SHIPPED: _shipped} | {habits.name: partial(made_up, habits) for habits in WEEKS}
    if unknown := set(sys.argv[1:]) - set(histories):
        sys.stderr.write(f"{', '.join(sorted(unknown))}: no such history; there are {', '.join(histories)}\n")
        return 2
    missed = [name for name in sys.argv[1:] or histories if not _is_well(histories[name]())]
    return int(bool(missed))


def _is_well(history: History) -> bool:
    """Play a history both ways, print it, and return whether it reaches the goal; medians are of whole minutes."""
    fixed, ours = (play(history, is_fixed=is_fixed) for is_fixed in (True, False))
    edits = sum(len(told.edits) for told in history.told)
    sys.stdout.write(f"{history.name}: {len(history.feeds)} feeds, {len(history.told)} articles, {edits} edits\n")
    for asker, asked in (("every 15 minutes", fixed), ("claimwatch", ours)):
        sys.stdout.write(f"  {asker:17} {_line(asked)}\n")
    sys.stdout.write(f"  requests: {100 * ours.requests / fixed.requests:.1f} % of those of every 15 minutes\n")
    return 2 * ours.requests <= fixed.requests and round(median(ours.edits)) <= round(median(fixed.edits))


def _line(asked: Asked) -> str:
    late = sorted(asked.edits)[int(0.9 * len(asked.edits))]
    return (
        f"{asked.requests} requests ({asked.count_feeds} feeds, {asked.count_articles} articles); edits: median "
        f"{median(asked.edits):.0f} min, 90 % within {late:.0f} min, {100 * asked.missed:.1f} % not seen; "
        f"new articles: median {median(asked.arrivals):.0f} min"
    )


def play(history: History, *, is_fixed: bool) -> Asked:
    """Play a history with the schedule at several minutes of the quarter; counts are means, delays those of all."""
    weeks = []
    for minute in range(0, int(_minutes(SCHEDULE)), 1 if history.name == SHIPPED else 3):
        week = Week(history=history, is_fixed=is_fixed)
        now = history.begin + timedelta(minutes=minute)
        while now < history.end:
            week.run(now)
            now += SCHEDULE
        weeks.append(week)
    edits = [delay for week in weeks for delay in week.edits]
    happened = len(weeks) * sum(len(told.edits) for told in history.told)
    return Asked(
        count_feeds=round(sum(week.count_feeds for week in weeks) / len(weeks)),
        count_articles=round(sum(week.count_articles for week in weeks) / len(weeks)),
        edits=(*edits, *repeat(inf, happened - len(edits))),
        arrivals=tuple(delay for week in weeks for delay in week.arrivals),
    )


def _shipped() -> History:
    """Return the articles of the story, the feeds at 15 minutes, and the feeds whose entries stamp edits (Atom)."""
    watch = find_watch("shipped-coverage")
    reader = Reader(watch.story)
    titles = load_press().titles
    return History(
        name=SHIPPED,
        begin=BEGIN,
        end=END,
        feeds={feed.id: replace(feed, every=SCHEDULE) for feed in watch.feeds},
        stamping=frozenset(title.outlet.id for title in titles if title.outlet.feed == "atom"),
        told=tuple(
            _told(title, article, reader) for title in titles for article in title.articles if not article.is_off_topic
        ),
    )


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


def _entry(told: Told, at: datetime, *, stamps_edits: bool) -> FeedEntry:
    """Return what a feed says of an article: an RSS feed of the week has the date of publication alone."""
    updated = ([told.published_at, *told.edits])[bisect_right(told.edits, at)]
    return FeedEntry(
        feed_id=told.feed_id,
        entry_id=told.url,
        url=told.url,
        title=told.url,
        published_at=told.published_at,
        updated_at=updated if stamps_edits else None,
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


def _article_state(
    told: Told, outlet: str, last: ArticleState | None, now: datetime, *, is_changed: bool
) -> ArticleState:
    return ArticleState(
        article_id=1,
        url=told.url,
        outlet=outlet,
        publisher=outlet,
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
