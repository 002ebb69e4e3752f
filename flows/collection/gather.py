"""Asks the outlets: one feed, its new articles and those due for another look, become a Harvest.

The only step that touches the network. A fault of a feed or a page becomes a recorded Issue; nothing
is stored here.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from extractors.claims import Reader
from extractors.texts import content_hash
from extractors.urls import canonical_url, is_front_page
from extractors.values import Article, FeedEntry, Issue, Page
from flows.collection.children import by_structure, read_article, read_feed
from flows.collection.faults import BUG, bug_text
from flows.collection.harvest import Harvest, Poll, Visit
from flows.collection.news import count_new, count_restamped, is_told
from flows.collection.plan import Topic
from flows.collection.rhythm import revisit_every
from flows.outlets.fetched import Fetched, Outcome, Source
from flows.outlets.freshness import longer, ttl_s
from flows.proposals.proposer import NoModel, Proposer
from flows.watching.values import AddedPage, Feed
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit
from warehouse.rows import PollOutcome, VisitOutcome

_POLLED = {Outcome.NOT_MODIFIED: PollOutcome.NOT_MODIFIED, Outcome.BLOCKED: PollOutcome.BLOCKED}
_ABSENT = {
    Outcome.NOT_FOUND: "there is no feed at this address (404); has it moved?",
    Outcome.GONE: "the outlet has given this feed up (410); has it moved?",
}
"""For an article it is an answer that its page is not there, for a feed it is a fault."""
_VISITED = {
    Outcome.NOT_MODIFIED: VisitOutcome.NOT_MODIFIED,
    Outcome.GONE: VisitOutcome.GONE,
    Outcome.NOT_FOUND: VisitOutcome.NOT_FOUND,
    Outcome.BLOCKED: VisitOutcome.BLOCKED,
}
RECOVERED = "recovered"
"""The kind of an issue that tells of the end of another."""

_UNREAD = {
    "blocked": VisitOutcome.BLOCKED,
    "consent": VisitOutcome.BLOCKED,
    "login": VisitOutcome.BLOCKED,
    "soft_404": VisitOutcome.SOFT_404,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gatherer:
    """What gathering needs beside the feed itself; made once per run.

    `articles` are the states of all articles of the watch by canonical URL, `habits` how they changed so far, `due`
    which of them are to be looked at again, by the feed that named them, `known` the paragraphs that these had last;
    `now` is the run's time.
    """

    client: Source
    reader: Reader
    topic: Topic
    articles: Mapping[str, ArticleState]
    now: datetime
    proposer: Proposer = field(default_factory=NoModel)
    due: Mapping[str, Sequence[str]] = field(default_factory=dict)
    habits: Mapping[str, ArticleHabit] = field(default_factory=dict)
    known: Mapping[str, Sequence[str]] = field(default_factory=dict)

    async def feed(self, feed: Feed, state: FeedState | None) -> Harvest:
        """Poll one feed, then fetch its new articles and those of its articles that are due again.

        Never raises for what a feed or a page holds: a bug that it brings to light is an issue of the harvest.
        """
        try:
            return await self._feed(feed, state)
        except Exception as error:  # noqa: BLE001  one feed never costs the others
            text = bug_text(error)
            poll = Poll(feed=feed, polled_at=self.now, outcome=PollOutcome.FAILED, is_baseline=False, error=text)
            return Harvest(poll=poll, issues=(Issue(where=feed.id, kind=BUG, text=text, url=feed.url),))

    async def _feed(self, feed: Feed, state: FeedState | None) -> Harvest:
        fetched = await self.client.get(
            feed.url,
            etag=state.etag if state else None,
            last_modified=state.last_modified if state else None,
            kind="feed",
        )
        poll, entries, issues = await asyncio.to_thread(self._read_poll, feed, state, fetched)
        ours = [entry for entry in entries if self.topic.is_ours(entry, entry.language or feed.language)]
        wanted = self._wanted(feed, ours, is_reached=fetched.http_status is not None)
        visits = await self._visit_all(wanted, is_baseline=poll.is_baseline)
        if poll.outcome is PollOutcome.OK:
            poll = replace(
                poll,
                count_entries=len(entries),
                count_on_story=len(ours),
                count_new=count_new(entries, state, poll.body_sha256),
                count_restamped=count_restamped(entries),
            )
        return Harvest(poll=poll, visits=visits, issues=(*issues, *_issues_of(visits, self.articles)))

    async def pages(self, pages: Mapping[str, Feed | AddedPage]) -> Harvest:
        """Fetch pages that no feed of this run brings along: canonical URL -> who is known to have named it."""
        wanted: dict[str, tuple[Feed | AddedPage, FeedEntry | None]] = {
            url: (origin, None) for url, origin in pages.items()
        }
        visits = await self._visit_all(wanted, is_baseline=False)
        return Harvest(visits=visits, issues=_issues_of(visits, self.articles))

    def _read_poll(
        self, feed: Feed, state: FeedState | None, fetched: Fetched
    ) -> tuple[Poll, tuple[FeedEntry, ...], tuple[Issue, ...]]:
        is_baseline = state is None or state.last_ok_at is None
        entries: tuple[FeedEntry, ...] = ()
        error, outcome = (
            fetched.error or _ABSENT.get(fetched.outcome, ""),
            _POLLED.get(fetched.outcome, PollOutcome.FAILED),
        )
        kind = str(fetched.fault or fetched.outcome)
        if fetched.page is not None:
            read = read_feed(fetched.page, feed.id)
            if isinstance(read, Issue):
                error, kind = read.text, read.kind
                outcome = PollOutcome.BLOCKED if read.kind == "blocked" else PollOutcome.FAILED
            else:
                entries, outcome = read, PollOutcome.OK
        is_good = outcome in (PollOutcome.OK, PollOutcome.NOT_MODIFIED)
        poll = Poll(
            feed=feed,
            polled_at=self.now,
            outcome=outcome,
            is_baseline=is_baseline and outcome is PollOutcome.OK,
            http_status=fetched.http_status,
            etag=fetched.etag if is_good else None,
            last_modified=fetched.last_modified if is_good else None,
            body_sha256=_sha256(fetched.page) if fetched.page and is_good else None,
            error=None if is_good else error,
            fresh_s=_fresh_s(fetched, state) if is_good else None,
        )
        if is_good:
            return poll, entries, _recovered(feed, state)
        return poll, (), _first_told(state, Issue(where=feed.id, kind=kind, text=error, url=feed.url))

    def _wanted(
        self, feed: Feed, entries: Sequence[FeedEntry], *, is_reached: bool
    ) -> dict[str, tuple[Feed | AddedPage, FeedEntry | None]]:
        """Return canonical URL -> what named it: new or edited entries, then articles that are due.

        Where nobody answers at all, the articles wait for the next run.
        """
        wanted: dict[str, tuple[Feed | AddedPage, FeedEntry | None]] = {}
        by_url = {url: entry for entry in entries if (url := canonical_url(entry.url))}
        for url, entry in by_url.items():
            if url not in self.articles or self._is_told(entry, self.articles[url]):
                wanted[url] = (feed, entry)
        for url in self.due.get(feed.id, ()) if is_reached else ():
            wanted[url] = (feed, by_url.get(url))
        return wanted

    def _is_told(self, entry: FeedEntry, state: ArticleState) -> bool:
        every = revisit_every(state, self.now, self.habits.get(state.url))
        return is_told(entry, state, every, self.now)

    async def _visit_all(
        self,
        wanted: Mapping[str, tuple[Feed | AddedPage, FeedEntry | None]],
        *,
        is_baseline: bool,
    ) -> tuple[Visit, ...]:
        visits = await asyncio.gather(
            *(self.visit(url, origin, entry, is_baseline) for url, (origin, entry) in wanted.items())
        )
        return tuple(visits)

    async def visit(self, url: str, origin: Feed | AddedPage, entry: FeedEntry | None, is_baseline: bool) -> Visit:
        """Return how the visit ended, also where the page brings a bug of ours to light."""
        state = self.articles.get(url)
        is_baseline = is_baseline if state is None else state.is_baseline and state.last_version_id is None
        try:
            return await self._proposed(await self._ask(url, origin, entry, state, is_baseline))
        except Exception as error:  # noqa: BLE001  one page never costs the others
            return Visit(
                url=url,
                origin=origin,
                visited_at=self.now,
                outcome=VisitOutcome.UNREADABLE,
                is_first=state is None,
                is_baseline=is_baseline,
                error=bug_text(error),
            )

    async def _ask(
        self,
        url: str,
        origin: Feed | AddedPage,
        entry: FeedEntry | None,
        state: ArticleState | None,
        is_baseline: bool,
    ) -> Visit:
        fetched = await self.client.get(
            url,
            etag=state.etag if state else None,
            last_modified=state.last_modified if state else None,
        )
        visit = _Visiting(
            url=url,
            origin=origin,
            state=state,
            fetched=fetched,
            now=self.now,
            is_baseline=is_baseline,
        )
        if fetched.page is None:
            outcome = _VISITED.get(fetched.outcome, VisitOutcome.FAILED)
            return visit.ended(outcome, fetched.error)
        if state is not None and state.body_sha256 == _sha256(fetched.page):
            return visit.ended(VisitOutcome.UNCHANGED)
        return await asyncio.to_thread(self._read_page, visit, fetched.page, entry)

    async def _proposed(self, visit: Visit) -> Visit:
        """Return the visit with what the watch's model, if it has one, adds to its reading."""
        if visit.article is None or visit.reading is None:
            return visit
        added = await self.proposer.add(visit.article, visit.reading)
        return replace(visit, reading=added.reading, issues=(*visit.issues, *added.issues))

    def _read_page(self, visit: "_Visiting", page: Page, entry: FeedEntry | None) -> Visit:
        origin = visit.origin
        read = read_article(
            page,
            outlet=origin.outlet,
            language=origin.language,
            name=origin.outlet_name,
            entry=entry,
            known=self.known.get(visit.url, ()),
        )
        if isinstance(read, Issue):
            return visit.ended(_unread(page, read), read.text)
        digest = content_hash(read.title, read.text)
        if visit.state is not None and visit.state.last_content_hash == digest:
            return visit.ended(VisitOutcome.UNCHANGED)
        return visit.brought(page, read, digest, self.reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visiting:
    """A visit under way: what was known before, and what the server answered."""

    url: str
    origin: Feed | AddedPage
    state: ArticleState | None
    fetched: Fetched
    now: datetime
    is_baseline: bool

    def ended(self, outcome: VisitOutcome, error: str = "") -> Visit:
        """Return a visit without a new text; validators are kept only where the page is settled."""
        is_settled = outcome in (VisitOutcome.NOT_MODIFIED, VisitOutcome.UNCHANGED)
        return Visit(
            url=self.url,
            origin=self.origin,
            visited_at=self.now,
            outcome=outcome,
            is_first=self.state is None,
            is_baseline=self.is_baseline,
            http_status=self.fetched.http_status,
            etag=self.fetched.etag if is_settled else None,
            last_modified=self.fetched.last_modified if is_settled else None,
            body_sha256=_sha256(self.fetched.page) if self.fetched.page and is_settled else None,
            error=error or None,
        )

    def brought(self, page: Page, article: Article, digest: str, reader: Reader) -> Visit:
        """Return a visit that brought a text not seen last time, with what was read in it."""
        known_as = replace(article, url=self.url)
        return Visit(
            url=self.url,
            origin=self.origin,
            visited_at=self.now,
            outcome=VisitOutcome.OK,
            is_first=self.state is None,
            is_baseline=self.is_baseline,
            http_status=self.fetched.http_status,
            etag=self.fetched.etag,
            last_modified=self.fetched.last_modified,
            body_sha256=_sha256(page),
            page=page,
            article=known_as,
            reading=reader.read(known_as),
            issues=by_structure(known_as),
            content_hash=digest,
        )


def _fresh_s(fetched: Fetched, state: FeedState | None) -> float | None:
    """Return for how long a feed asks to be left alone; a 304 that does not say leaves what was said before."""
    if fetched.page is not None:
        return longer(fetched.fresh_s, ttl_s(fetched.page.body))
    return state.fresh_s if fetched.fresh_s is None and state is not None else fetched.fresh_s


def _unread(page: Page, issue: Issue) -> VisitOutcome:
    """Return what a page is that holds no article; one that led to the front page is a state of its own."""
    outcome = _UNREAD.get(issue.kind, VisitOutcome.UNREADABLE)
    is_led_away = is_front_page(page.final_url) and not is_front_page(page.url)
    return VisitOutcome.FRONT_PAGE if outcome is VisitOutcome.SOFT_404 and is_led_away else outcome


def _first_told(state: FeedState | None, issue: Issue) -> tuple[Issue, ...]:
    """Return the issue unless the poll before failed for the same reason: what lasts is told once."""
    is_told = state is not None and state.count_failed > 0 and state.last_error == issue.text
    return () if is_told else (issue,)


def _recovered(feed: Feed, state: FeedState | None) -> tuple[Issue, ...]:
    """Return word of the end of a failure, once."""
    if state is None or not state.count_failed:
        return ()
    times = "once" if state.count_failed == 1 else f"{state.count_failed} times in a row"
    text = f"is read again; it had failed {times}: {state.last_error or 'no reason given'}"
    return (Issue(where=feed.id, kind=RECOVERED, text=text, url=feed.url),)


def _sha256(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()


def _issues_of(visits: Sequence[Visit], states: Mapping[str, ArticleState]) -> tuple[Issue, ...]:
    """Return what a person should know of visits: new failures, numbers that found no place, faults of the model."""
    troubled = (VisitOutcome.BLOCKED, VisitOutcome.FAILED, VisitOutcome.UNREADABLE)
    last = {url: state.last_outcome for url, state in states.items() if state.last_outcome in troubled}
    faults = tuple(
        Issue(where=visit.url, kind=str(visit.outcome), text=visit.error or "", url=visit.url)
        for visit in visits
        if visit.outcome in troubled and visit.outcome is not last.get(visit.url)
    )
    unplaced = tuple(issue for visit in visits if visit.reading for issue in visit.reading.issues)
    return faults + unplaced + tuple(issue for visit in visits for issue in visit.issues)
