"""The flow `collect`: one collection as a tracked Prefect run. Orchestration only; the steps are in flows.collection.

A small watch has a task per feed and one batch to store; a large one has shards of feeds, each its own task and batch.
Either way a run has at most 50 task runs.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.blocks.system import Secret
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import task_run
from prefect.states import Completed, Failed

from extractors.claims import Reader
from flows.alerts.outbox import Deliveries
from flows.alerts.wording import counted
from flows.collection.gather import Gatherer
from flows.collection.harvest import Harvest
from flows.collection.here import Plan, client_for, deliver_run, gatherer_for, hand_pages, plan_run
from flows.collection.reread import reread_here
from flows.collection.runs import Run, new_run
from flows.collection.slot import slot
from flows.collection.store import Stored, finish_run, store_asked, store_harvests
from flows.errors import BusyError, ConfigError, FlowError
from flows.keepers import Secrets
from flows.operating import tracking
from flows.operating.heartbeat import beat
from flows.watching.known import find_watch
from flows.watching.values import Feed
from warehouse.rows import PollOutcome, RunState

log = logging.getLogger("claimwatch.collect")

MAX_TASKS = 50
"""A task run costs the server about 25 ms and 20 KB: a task per feed pays off for small watches only."""

OTHER_TASKS = 2
"""The batch that is always stored, and the delivery."""

SHARDS_AHEAD = 4
"""So many shards are gathered at once and wait to be stored: memory stays flat, a slow host delays only its shard."""

RETRIES = 1
RETRY_DELAY_S = 5.0

_KEPT: ContextVar[list[Stored]] = ContextVar("kept")
"""Where `tracked` waits for what the flow that it runs stored."""


class FeedUnreachableError(FlowError):
    """Makes Prefect try a feed again; never leaves the last attempt."""


@flow(name="collect", description=__doc__)
async def collect(
    watch: str = "north-korea-in-russia",
    home: str | None = None,
    only: list[str] | None = None,
    at: datetime | None = None,
    wait_s: float = 600.0,
) -> State[Stored]:
    """Poll the due feeds of a watch, store what is new, find what changed, and deliver the alerts.

    Args:
        watch: a shipped watch's name, or the path of a watch folder.
        home: the folder that holds the warehouse; CLAIMWATCH_HOME or ./claimwatch-data if not given.
        only: ids of feeds to ask whether due or not, and no others.
        at: the time of the run, for replays; now if not given.
        wait_s: how long to wait, in seconds, for another run of the same watch and home.
    """
    run = new_run(find_watch(watch), home_folder(home), (at or datetime.now(UTC)).astimezone(UTC))
    with told_slot(run, wait_s=wait_s):
        reader = Reader(run.watch.story)
        blocks = await _blocks(run)
        plan = plan_run(run, only or (), blocks)
        reread_here(run)  # after an upgrade of the rules: only readings by the same rules are held against each other
        async with client_for(run, plan) as client:
            stored = await _gather_and_store(run, plan, gatherer_for(run, plan, client, reader), reader)
        store_asked(run, client)
        deliveries = await _deliver(run, blocks)
        finish_run(run, stored, at or datetime.now(UTC))
        await asyncio.to_thread(beat, run, stored.state, Secrets(environment=os.environ, blocks=blocks))
        await tracking.report_run(run, stored, deliveries)
    log.info("collected", extra={"watch": run.watch.id, **stored.counts})
    _KEPT.get([]).append(stored)
    return _state(stored)


async def _blocks(run: Run) -> dict[str, str]:
    """Return the Prefect Secrets that the watch names, name -> value.

    Raises:
        ConfigError: Prefect has no such Secret, or its value is no text.
    """
    found: dict[str, str] = {}
    for name in run.watch.blocks:
        try:
            value: object = cast("Secret[str]", await Secret.aload(name)).get()
        except ValueError:
            value = None
        if not isinstance(value, str):
            raise ConfigError(run.watch.id, "", f"Prefect has no Secret {name} that is a text")
        found[name] = value
    return found


def home_folder(home: str | None) -> Path:
    """Return the home that a parameter, the environment or the default names, absolute."""
    return Path(home or os.environ.get("CLAIMWATCH_HOME") or "claimwatch-data").resolve()


@contextmanager
def told_slot(run: Run, *, wait_s: float) -> Iterator[None]:
    """Hold the slot of a run's watch as `slot` does, and log which run holds it before waiting for that one.

    Raises:
        BusyError: another run held it all that time; the error names that run.
    """
    with ExitStack() as stack:
        try:
            stack.enter_context(slot(run))
        except BusyError as busy:
            log.warning("waiting up to %d s for the slot: %s", wait_s, busy)
            stack.enter_context(slot(run, wait_s=wait_s))
        yield


def shards(feeds: Sequence[Feed], most: int = MAX_TASKS) -> tuple[tuple[Feed, ...], ...]:
    """Return a shard per feed if a run then has at most `most` tasks, else the fewest feeds a shard that fit.

    The shards of a large watch cost two tasks each, as each is also stored.
    """
    if len(feeds) + OTHER_TASKS <= most:
        return tuple((feed,) for feed in feeds)
    size = -(-len(feeds) // ((most - OTHER_TASKS) // 2))
    return tuple(tuple(feeds[start : start + size]) for start in range(0, len(feeds), size))


async def _gather_and_store(run: Run, plan: Plan, gatherer: Gatherer, reader: Reader) -> Stored:
    """Gather all shards; small watches are stored in one batch, large ones by shard, so that memory stays flat."""
    progress = await tracking.Progress.begin(len(plan.feeds))
    groups = shards(plan.feeds)

    async def gathered(group: Sequence[Feed]) -> tuple[Harvest, ...]:
        harvests = await _gather(gatherer, plan, group)
        await progress.advance(len(group))
        return harvests

    if len(groups) == len(plan.feeds):
        batches = await asyncio.gather(*(gathered(group) for group in groups))
        harvests = [harvest for batch in batches for harvest in batch]
        return await _store(run, [*harvests, await gatherer.pages(hand_pages(run, plan))], reader)
    stored = await _store(run, [await gatherer.pages(hand_pages(run, plan))], reader)
    room = asyncio.Semaphore(SHARDS_AHEAD)

    async def gathered_in_turn(group: Sequence[Feed]) -> tuple[Harvest, ...]:
        await room.acquire()
        return await gathered(group)

    async with asyncio.TaskGroup() as shard_tasks:
        for under_way in [shard_tasks.create_task(gathered_in_turn(group)) for group in groups]:
            stored = stored.plus(await _store(run, await under_way, reader))
            room.release()
    return stored


async def _gather(gatherer: Gatherer, plan: Plan, group: Sequence[Feed]) -> tuple[Harvest, ...]:
    """Gather a group of feeds as one task, which is tried again if its only feed could not be reached."""
    name = f"feed-{group[0].id}" if len(group) == 1 else f"shard-{group[0].id}-and-{len(group) - 1}-more"

    @task(
        name="gather",
        task_run_name=name,
        tags=["feed"],
        retries=RETRIES if len(group) == 1 else 0,
        retry_delay_seconds=RETRY_DELAY_S,
        cache_policy=NO_CACHE,
    )
    async def gather() -> tuple[Harvest, ...]:
        found = tuple(await asyncio.gather(*(gatherer.feed(feed, plan.feed_states.get(feed.id)) for feed in group)))
        if len(group) == 1 and _is_worth_a_retry(found[0]) and task_run.run_count <= RETRIES:
            message = f"{group[0].id} could not be reached; trying again in {RETRY_DELAY_S:.0f} s"
            raise FeedUnreachableError(message)
        return found

    return await gather()


def _is_worth_a_retry(harvest: Harvest) -> bool:
    """Whether the feed failed without an answer: a server's own word (404, 403) does not change in seconds."""
    poll = harvest.poll
    return poll is not None and poll.outcome is PollOutcome.FAILED and poll.http_status is None


async def _store(run: Run, harvests: Sequence[Harvest], reader: Reader) -> Stored:
    """Store a batch as one task, beside the event loop: other shards go on meanwhile."""

    @task(name="store", cache_policy=NO_CACHE)
    async def store() -> Stored:
        return await asyncio.to_thread(store_harvests, run, harvests, reader)

    return await store()


async def _deliver(run: Run, blocks: Mapping[str, str]) -> Deliveries:
    """Send as one task, beside the event loop: channels that speak HTTP have a loop of their own."""

    @task(name="deliver", cache_policy=NO_CACHE)
    async def deliver() -> Deliveries:
        return await asyncio.to_thread(deliver_run, run, stream=sys.stdout, blocks=blocks)

    return await deliver()


def _state(stored: Stored) -> State[Stored]:
    """Return how the flow run ends: some feeds down is a partial success, all of them down a failure."""
    if stored.state is RunState.COMPLETED:
        return Completed(data=stored, message=_told(stored))
    if stored.state is RunState.PARTLY:
        return Completed(name="PartialSuccess", data=stored, message=_told(stored))
    return Failed(data=stored, message=f"none of {len(stored.polled)} feeds could be reached")


def _told(stored: Stored) -> str:
    good = len(stored.polled) - len(stored.failed)
    texts, alerts = stored.counts.get("versions", 0), stored.counts.get("alerts", 0)
    feeds = counted(len(stored.polled), "feed")
    return f"{good} of {feeds} read, {counted(texts, 'new text')}, {counted(alerts, 'alert')}"


def collect_now(*, watch: str, home: str, only: list[str], wait_s: float) -> Stored:
    """Run the flow in this process as a tracked run, and return what it stored, also where it failed."""
    return asyncio.run(_stored(watch=watch, home=home, only=only, wait_s=wait_s))


async def tracked(**parameters: Any) -> tuple[State[Stored], Stored | None]:
    """Run the flow and return how it ended, and what it stored if it came that far.

    What was stored does not travel in the state: where the server answers the last report late, Prefect reports again
    and is handed the state as the server holds it, which is without data.

    Args:
        parameters: those of `collect`.
    """
    kept: list[Stored] = []
    token = _KEPT.set(kept)
    try:
        state: State[Stored] = await collect(**parameters, return_state=True)  # type: ignore[assignment]  # Prefect types a flow that returns a State as returning a State of it
    finally:
        _KEPT.reset(token)
    return state, kept[0] if kept else None


async def _stored(**parameters: Any) -> Stored:
    """Return what the tracked run stored; raises what ended it where it stored nothing."""
    state, stored = await tracked(**parameters)
    return stored if stored is not None else await state.aresult()


if __name__ == "__main__":
    asyncio.run(_stored(watch="north-korea-in-russia", home=str(home_folder(None)), only=[], wait_s=0.0))
