"""Which runs are dead, which missed runs are dropped, and what the server watches for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import EventTrigger

from flows.operating.recovery import automations, superseded, with_process

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
COLLECT, DIGEST = uuid4(), uuid4()


def planned(minutes: int, deployment: UUID = COLLECT, *, by_schedule: bool = True) -> FlowRun:
    at = NOON + timedelta(minutes=minutes)
    return FlowRun(
        flow_id=uuid4(),
        deployment_id=deployment,
        auto_scheduled=by_schedule,
        expected_start_time=at,
        name=f"{minutes}",
    )


@pytest.mark.parametrize(
    ("runs", "dropped"),
    [
        pytest.param([], [], id="nothing missed"),
        pytest.param([planned(-15)], [], id="one missed is made up for"),
        pytest.param([planned(-15), planned(-45), planned(-30)], ["-45", "-30"], id="the newest of a deployment stays"),
        pytest.param([planned(-15), planned(15), planned(30)], [], id="what is to come stays"),
        pytest.param([planned(-15), planned(-600, DIGEST)], [], id="each deployment has its own newest"),
        pytest.param([planned(-15), planned(-30, by_schedule=False)], [], id="what a person asked for stays"),
    ],
)
def test_missed_runs_are_dropped_but_for_the_newest(runs: list[FlowRun], dropped: list[str]) -> None:
    assert [run.name for run in superseded(runs, NOON)] == dropped


def test_a_run_lives_where_a_process_names_it_in_its_environment_or_command(tmp_path: Path) -> None:
    running, resolving, dead = uuid4(), uuid4(), uuid4()
    for pid, environ, cmdline in (
        ("41", f"PATH=/bin\0PREFECT__FLOW_RUN_ID={running}\0", "python\0"),
        ("42", "PATH=/bin\0", f"python\0-m\0prefect.runner\0{resolving}\0"),
        ("self", f"PREFECT__FLOW_RUN_ID={dead}\0", ""),
    ):
        (tmp_path / pid).mkdir()
        (tmp_path / pid / "environ").write_text(environ, "utf-8")
        (tmp_path / pid / "cmdline").write_text(cmdline, "utf-8")
    (tmp_path / "43").mkdir()  # it ended while we looked
    assert with_process([running, resolving, dead], tmp_path) == {running, resolving}


def test_the_server_marks_silent_runs_crashed_and_never_a_run_that_has_ended() -> None:
    for automation in automations():
        assert isinstance(automation.trigger, EventTrigger)
        (action,) = automation.actions
        assert isinstance(action, ChangeFlowRunState)
        assert (action.state, action.force) == (StateType.CRASHED, False)
    heartbeat, pending = (automation.trigger for automation in automations())
    assert heartbeat.within >= timedelta(seconds=90), "three heartbeats of 30 s: fewer give false alarms"
    assert pending.within >= timedelta(minutes=5)
