"""How a watch does, for a person and for a monitor: last good run, due work, outbox, disk, sources in trouble."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flows.alerts.outbox import count_waiting
from flows.alerts.silence import WINDOW, is_silent, shortfall
from flows.alerts.wording import counted
from flows.collection.plan import asleep_outlets, due_articles, due_feeds, feeds_with_young
from flows.records import instant
from flows.watching.values import Watch
from warehouse import connect, read
from warehouse.answers import FeedState, RunHistory
from warehouse.errors import NotFound
from warehouse.habits import article_habits, feed_habits, news_since
from warehouse.health import Health, examine
from warehouse.outbox import dead_letters
from warehouse.rows import RunState

LATE_AFTER = timedelta(hours=6)
"""Without a good run for so long, a watch is in trouble, whatever its rhythm."""

RECENT_RUNS = 500
"""So many runs are looked through for the last good one; most of a frequent schedule's find nothing due."""

FAILURES = 3
"""A feed that failed so often in a row is in trouble; once or twice is the weather."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The answer; `problems` are sentences, empty where all is well. Sizes in bytes, instants as ISO 8601 or None."""

    watch: str
    home: str
    last_good_run_at: str | None
    last_run_at: str | None
    last_run_state: str | None
    due_feeds: int
    due_articles: int
    outbox: int
    dead_letters: int
    warehouse_bytes: int
    raw_bytes: int
    free_bytes: int
    problems: tuple[str, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing asks for a person."""
        return not self.problems

    def lines(self, when: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
        """Return what a person wants to see, name and value; `when` words an instant."""
        return (
            ("watch", self.watch),
            ("home", self.home),
            ("last good run", when(self.last_good_run_at) if self.last_good_run_at else "never"),
            ("last run", f"{when(self.last_run_at)} {self.last_run_state}" if self.last_run_at else "never"),
            ("due now", f"{counted(self.due_feeds, 'feed')}, {counted(self.due_articles, 'article')}"),
            ("alerts to send", f"{self.outbox}, {self.dead_letters} given up"),
            (
                "disk",
                f"{_mb(self.warehouse_bytes)} warehouse, {_mb(self.raw_bytes)} raw pages, {_mb(self.free_bytes)} free",
            ),
        )


def status_of(watch: Watch, home: Path, now: datetime) -> Status:
    """Return how the watch does at `now`, read from the read copy; a home without one is in trouble, not an error."""
    health = examine(home)
    try:
        with connect.reader(home) as con:
            feeds = read.feed_states(con, watch.id)
            articles = read.article_states(con, watch.id)
            habits, of_feeds = article_habits(con, watch.id), feed_habits(con, watch.id)
            news = news_since(con, watch.id, now - WINDOW)
            runs = [run for run in read.run_history(con, watch.id, limit=RECENT_RUNS) if run.flow == "collect"]
            outbox = count_waiting(con, watch, now)
            dead = len(dead_letters(con, watch.id))
    except NotFound:
        return _empty(watch, home, health)
    good = next((run for run in runs if _is_good(run)), None)
    last = runs[0] if runs else None
    asleep = asleep_outlets((*watch.feeds, *watch.pages), articles.values(), now, habits)
    young = feeds_with_young(articles.values(), now, habits)
    problems = []
    if good is None or good.ended_at is None or now - good.ended_at > LATE_AFTER:
        last_good = f"the last good run ended at {instant(good.ended_at)}" if good else "no run has gone well yet"
        problems.append(f"{last_good}: is the schedule running, and the network up?")
    troubled = [state for state in feeds.values() if state.count_failed >= FAILURES]
    problems += [
        f"feed {state.feed_id} failed {state.count_failed} times in a row: {state.last_error or 'no reason given'}"
        for state in sorted(troubled, key=lambda state: state.feed_id)
    ]
    problems += _silences(watch, feeds, news)
    if dead:
        problems.append(f"{counted(dead, 'alert')} given up, as a channel did not take it: claimwatch alerts --dead")
    if health.bytes_free < 2 * health.bytes_warehouse:
        problems.append("the disk is nearly full: a run needs twice the warehouse's size")
    return Status(
        watch=watch.id,
        home=str(home),
        last_good_run_at=instant(good.ended_at) if good else None,
        last_run_at=instant(last.started_at) if last else None,
        last_run_state=str(last.state) if last and last.state else "unfinished" if last else None,
        due_feeds=len(due_feeds(watch.feeds, feeds, now, of_feeds, young=young, asleep=asleep)),
        due_articles=len(due_articles(articles.values(), now, habits, of_feeds, asleep=asleep)),
        outbox=outbox,
        dead_letters=dead,
        warehouse_bytes=health.bytes_warehouse,
        raw_bytes=health.bytes_raw,
        free_bytes=health.bytes_free,
        problems=tuple(problems),
    )


def _silences(watch: Watch, feeds: Mapping[str, FeedState], news: Mapping[str, int]) -> list[str]:
    """Return a sentence for each feed that is read well and brings less than it should."""
    return [
        f"feed {expected.feed} is silent: {shortfall(expected, news[expected.feed])}; has it moved?"
        for expected in watch.expectations
        if expected.feed in news and not feeds[expected.feed].count_failed and is_silent(expected, news[expected.feed])
    ]


def _is_good(run: RunHistory) -> bool:
    """Return whether a run reached anybody; one that found nothing due says nothing, also after an outage."""
    counts = json.loads(run.counts) if run.counts else {}
    has_asked = counts.get("feeds", 0) + counts.get("visits", 0) > 0
    return has_asked and run.state in (RunState.COMPLETED, RunState.PARTLY)


def _empty(watch: Watch, home: Path, health: Health) -> Status:
    return Status(
        watch=watch.id,
        home=str(home),
        last_good_run_at=None,
        last_run_at=None,
        last_run_state=None,
        due_feeds=len(watch.feeds),
        due_articles=0,
        outbox=0,
        dead_letters=0,
        warehouse_bytes=health.bytes_warehouse,
        raw_bytes=health.bytes_raw,
        free_bytes=health.bytes_free,
        problems=("nothing was collected in this home yet: run claimwatch run, or claimwatch demo to see one at work",),
    )


def _mb(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
