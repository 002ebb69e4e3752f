"""Asks each source of a watch once, through the guarded client, and says how it is. Stores what it asked, no more."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from extractors.values import FeedEntry, Issue
from flows.collection.children import read_article
from flows.collection.faults import bug_text
from flows.collection.giving import OK, UNREADABLE, Given, given_by_feed, nothing_of, validators_of
from flows.collection.plan import Topic
from flows.collection.runs import new_run
from flows.collection.store import Stored, finish_run, store_asked
from flows.outlets.asking import terms_of
from flows.outlets.client import Client
from flows.outlets.fetched import Fault, Fetched
from flows.outlets.robots import KEPT, RobotsCopy, origin_of
from flows.translate import robots_copy
from flows.watching.values import AddedPage, Feed, Watch
from warehouse import connect, read
from warehouse.errors import NotFound

AT_ONCE = 16
"""So many sources are asked and read at a time; the client spaces the requests to each host."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """How one source answered. A page added by hand counts as one entry.

    `source` is the feed's id or the page's address; `newest` the latest date given, None where none is sure;
    `validators` what the outlet offers so that we need not fetch the same twice; `robots` is open, closed, none (no
    such file) or unknown (nobody answered); `seconds` include the wait for our turn at the host.
    """

    source: str
    url: str
    state: str
    error: str = ""
    count_entries: int = 0
    count_on_story: int = 0
    newest: datetime | None = None
    validators: tuple[str, ...] = ()
    robots: str = "unknown"
    seconds: float

    @property
    def is_well(self) -> bool:
        """Whether the source gives what it should."""
        return self.state == OK


def given_by_page(fetched: Fetched, page: AddedPage) -> Given:
    """Return what a page added by hand gives: its article as one entry, with the whole text for a summary."""
    if fetched.page is None:
        return nothing_of(fetched)
    found = read_article(fetched.page, outlet=page.outlet, language=page.language, name=page.outlet_name)
    if isinstance(found, Issue):
        return Given(state=found.kind, error=found.text)
    entry = FeedEntry(
        feed_id="",
        entry_id=found.url,
        url=found.url,
        title=found.title,
        summary=found.text,
        published_at=found.published_at,
        updated_at=found.modified_at,
    )
    return Given(state=OK, entries=(entry,))


def probe_watch(watch: Watch, home: Path, now: Callable[[], datetime]) -> tuple[Probe, ...]:
    """Ask every feed of a watch, then every page added by hand, once each; in the watch's order.

    What earlier runs in this home learned of hosts is kept to: a host that asked to be left alone is not asked. Where
    the home has a warehouse, the requests go into its ledger like those of a run: to an outlet they are requests too.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
        ConfigError: a secret that the watch names for its outlets is not in the environment.
    """
    run = new_run(watch, home, now(), flow="probe")
    known = _known(home, run.now)
    robots, resting = known or ((), {})
    terms = terms_of(watch.asking, watch.id, os.environ)
    client = Client(now=now, robots=robots, resting=resting, terms=terms)

    async def whole() -> tuple[Probe, ...]:
        async with client:
            return await probe_all(watch, client, robots)

    found = asyncio.run(whole())
    if known is not None:
        finish_run(run, Stored(), now())
        store_asked(run, client)
    return found


def _known(home: Path, at: datetime) -> tuple[tuple[RobotsCopy, ...], dict[str, datetime]] | None:
    """Return what a home knows of hosts, None where it has no warehouse yet."""
    try:
        with connect.reader(home) as con:
            robots = tuple(robots_copy(row) for row in read.robots_since(con, at - KEPT))
            return robots, read.resting_hosts(con, at)
    except NotFound:
        return None


async def probe_all(watch: Watch, client: Client, robots: Iterable[RobotsCopy] = ()) -> tuple[Probe, ...]:
    """Ask every source of a watch with a client that is open, at most `AT_ONCE` at a time.

    Args:
        watch: whose feeds and pages are asked.
        client: asks for them.
        robots: the copies that the client was given, which it does not fetch again.
    """
    turns, topic = asyncio.Semaphore(AT_ONCE), Topic(watch.topic)

    async def one(ask: Awaitable[Probe]) -> Probe:
        async with turns:
            return await ask

    prober = _Prober(client=client, topic=topic, robots=tuple(robots))
    asks = (*map(prober.feed, watch.feeds), *map(prober.page, watch.pages))
    return tuple(await asyncio.gather(*map(one, asks)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prober:
    client: Client
    topic: Topic
    robots: tuple[RobotsCopy, ...]

    async def feed(self, feed: Feed) -> Probe:
        start = _clock()
        fetched = await self.client.get(feed.url, kind="feed")
        given = await asyncio.to_thread(_guarded, lambda: given_by_feed(fetched, feed.id))
        return self._probe(feed.id, feed.language, fetched, given, start)

    async def page(self, page: AddedPage) -> Probe:
        start = _clock()
        fetched = await self.client.get(page.url)
        given = await asyncio.to_thread(_guarded, lambda: given_by_page(fetched, page))
        return self._probe(page.url, page.language, fetched, given, start)

    def _probe(self, source: str, language: str, fetched: Fetched, given: Given, start: float) -> Probe:
        ours = [entry for entry in given.entries if self.topic.is_ours(entry, entry.language or language)]
        return Probe(
            source=source,
            url=fetched.url,
            state=given.state,
            error=given.error,
            count_entries=len(given.entries),
            count_on_story=len(ours),
            newest=max(filter(None, map(_dated, given.entries)), default=None),
            validators=validators_of(fetched),
            robots=self._robots(fetched),
            seconds=round(_clock() - start, 2),
        )

    def _robots(self, fetched: Fetched) -> str:
        if fetched.fault is Fault.ROBOTS:
            return "closed"
        copies = {copy.origin: copy for copy in (*self.robots, *self.client.robots_seen)}
        copy = copies.get(origin_of(fetched.page.final_url if fetched.page else fetched.url))
        if copy is None or copy.status is None:
            return "unknown"
        return "none" if 400 <= copy.status < 500 else "open"


def _guarded(read: Callable[[], Given]) -> Given:
    """Return what the reading gives; a bug that one source brings to light does not cost the others."""
    try:
        return read()
    except Exception as error:  # noqa: BLE001
        return Given(state=UNREADABLE, error=bug_text(error))


def _dated(entry: FeedEntry) -> datetime | None:
    return entry.published_at or entry.updated_at


def _clock() -> float:
    return asyncio.get_running_loop().time()
