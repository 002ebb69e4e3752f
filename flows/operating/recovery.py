"""Frees what dead runs hold, and asks the Prefect server to do the same from then on.

A run whose worker and process died together stays Running for ever and keeps its deployment's slot: each later run is
cancelled (upstream issues 16746, 22528). Three things mend that: `recover` at start, an automation that marks a run
Crashed once its heartbeats stop, and another for a run that never began.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from prefect.automations import Automation
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateName,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.filters import EventFilter, EventNameFilter, EventResourceFilter
from prefect.events.schemas.automations import EventTrigger, Posture
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed
from prefect.workers.process import ProcessWorker

TAG = "claimwatch"
POOL = "claimwatch"
SILENCE = timedelta(seconds=120)
"""Four heartbeats: a run without a sign of life for so long, and without a process here, is dead."""

NO_HEARTBEAT = timedelta(seconds=90)
NEVER_BEGAN = timedelta(minutes=10)
AT_WORK = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """What was put in order: names of dead runs that are Crashed now, and how many missed runs were dropped."""

    crashed: tuple[str, ...]
    count_dropped: int


async def prepare(*, now: datetime, silence: timedelta = SILENCE, pool: str | None = None) -> Recovered:
    """Make the pool, if one is wanted, and the automations; free dead runs; drop missed runs but the newest."""
    async with get_client() as client:
        if pool is not None:
            await open_pool(client, pool)
        await _automate()
        crashed = await recover(client, now=now, silence=silence)
        return Recovered(crashed=crashed, count_dropped=await drop_missed(client, now))


async def open_pool(client: PrefectClient, pool: str) -> None:
    """Make the pool of this machine's processes if there is none, and let it work if it was paused."""
    try:
        await client.read_work_pool(pool)
    except ObjectNotFound:
        template = ProcessWorker.get_default_base_job_template()
        await client.create_work_pool(WorkPoolCreate(name=pool, type=ProcessWorker.type, base_job_template=template))
    await client.update_work_pool(pool, WorkPoolUpdate(is_paused=False))


async def pause_pool(pool: str) -> None:
    """Let no further run of the pool begin; a pool that is not there is paused enough."""
    async with get_client() as client:
        try:
            await client.update_work_pool(pool, WorkPoolUpdate(is_paused=True))
        except ObjectNotFound:
            return


async def runs_at_work() -> tuple[str, ...]:
    """Return the names of our runs that are under way."""
    async with get_client() as client:
        return tuple(run.name for run in await _runs(client, AT_WORK))


async def recover(client: PrefectClient, *, now: datetime, silence: timedelta) -> tuple[str, ...]:
    """Mark our dead runs Crashed, which frees their slots at once; return their names.

    Args:
        client: speaks to the server.
        now: the current time.
        silence: how long a run without a process on this machine may be silent; nought where nobody else can run it.
    """
    runs = await _runs(client, AT_WORK)
    living = with_process(run.id for run in runs)
    dead = [run for run in runs if run.id not in living and now - await _last_sign(client, run) >= silence]
    state: State[None] = Crashed(message="its process is gone; marked when claimwatch was started again")
    for run in dead:
        await client.set_flow_run_state(run.id, state)
    return tuple(run.name for run in dead)


async def drop_missed(client: PrefectClient, now: datetime) -> int:
    """Cancel the scheduled runs that were missed while nobody worked, but for each deployment's newest."""
    late = await client.read_flow_runs(
        flow_run_filter=FlowRunFilter(
            tags=FlowRunFilterTags(all_=[TAG]),
            state=FlowRunFilterState(
                type=FlowRunFilterStateType(any_=[StateType.SCHEDULED]),
                name=FlowRunFilterStateName(any_=["Scheduled", "Late"]),
            ),
        )
    )
    dropped = superseded(late, now)
    for run in dropped:
        state: State[None] = Cancelled(message="missed while claimwatch was stopped; a later run does the same work")
        await client.set_flow_run_state(run.id, state)
    return len(dropped)


def superseded(runs: Iterable[FlowRun], now: datetime) -> tuple[FlowRun, ...]:
    """Return the runs that a schedule planned before `now` and that a later missed run of their deployment replaces."""
    missed: dict[UUID | None, list[FlowRun]] = {}
    for run in runs:
        if run.auto_scheduled and run.expected_start_time is not None and run.expected_start_time <= now:
            missed.setdefault(run.deployment_id, []).append(run)
    return tuple(run for group in missed.values() for run in sorted(group, key=_planned)[:-1])


def with_process(run_ids: Iterable[UUID], processes: Path = Path("/proc")) -> frozenset[UUID]:
    """Return the runs that a process of this machine works on: Prefect names the run in its environment or command."""
    wanted = {str(run_id).encode(): run_id for run_id in run_ids}
    found: set[UUID] = set()
    for place in processes.glob("[0-9]*") if wanted else ():
        said = _bytes_of(place / "environ") + _bytes_of(place / "cmdline")
        found.update(run_id for text, run_id in wanted.items() if text in said)
    return frozenset(found)


def _planned(run: FlowRun) -> datetime:
    return run.expected_start_time or datetime.min.replace(tzinfo=UTC)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # another user's process, or one that has just ended
        return b""


async def _runs(client: PrefectClient, types: Sequence[StateType]) -> list[FlowRun]:
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=list(types)))
    return await client.read_flow_runs(flow_run_filter=FlowRunFilter(tags=FlowRunFilterTags(all_=[TAG]), state=state))


async def _last_sign(client: PrefectClient, run: FlowRun) -> datetime:
    """Return when a run was last heard of: its newest heartbeat, or else the beginning of its state."""
    page = await client.read_events(
        filter=EventFilter(
            event=EventNameFilter(name=["prefect.flow-run.heartbeat"]),
            resource=EventResourceFilter(id=[f"prefect.flow-run.{run.id}"]),
        ),
        limit=1,
    )
    signs: list[datetime] = [event.occurred for event in page.events]
    if run.state is not None:
        signs.append(run.state.timestamp)
    return max(signs, default=datetime.min.replace(tzinfo=UTC))


def automations() -> tuple[Automation, ...]:
    """Return what the server shall watch for on our behalf."""
    return (
        _crash_after("claimwatch: a run without heartbeat", "prefect.flow-run.heartbeat", NO_HEARTBEAT),
        _crash_after("claimwatch: a run that never began", "prefect.flow-run.Pending", NEVER_BEGAN),
    )


def _crash_after(name: str, sign: str, within: timedelta) -> Automation:
    message = f"no sign of life for {within.total_seconds():.0f} s"
    return Automation(
        name=name,
        trigger=EventTrigger(
            after={sign},
            expect={"prefect.flow-run.*"},
            match={"prefect.resource.id": "prefect.flow-run.*"},
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=within,
        ),
        actions=[ChangeFlowRunState(name=None, state=StateType.CRASHED, message=message, force=False)],
    )


async def _automate() -> None:
    """Make the automations, or bring those of the same name up to date: a second copy would act twice."""
    for wanted in automations():
        try:
            known = await Automation.aread(name=wanted.name)
        except ValueError:
            await wanted.acreate()
            continue
        wanted.id = known.id
        await wanted.aupdate()


if __name__ == "__main__":
    asyncio.run(prepare(now=datetime.now(UTC)))
