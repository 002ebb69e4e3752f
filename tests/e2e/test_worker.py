"""`make up` as processes: server, pool, worker; runs by schedule and by hand; a kill, and what comes after it.

The tests share one stage, and each brings it up where it is not.
"""

import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from prefect.client.schemas.objects import FlowRun

from flows.collection.runs import new_run
from flows.collection.slot import slot
from flows.operating import processes
from flows.operating.recovery import automations
from flows.watching.known import find_watch
from tests.e2e.stage import EVERY_S, Stage, pids_of, staged, waited
from warehouse import connect, read

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("stage")) as made:
        try:
            yield made
        finally:
            for name in (processes.WORKER, processes.SERVER):
                processes.stop(processes.place_of(made.home, name))


@pytest.fixture
def up(stage: Stage) -> Stage:
    if processes.running(processes.place_of(stage.home, processes.WORKER)) is None:
        done = stage.operate("up")
        assert done.returncode == 0, done.stderr + stage.told()
    return stage


def collected(stage: Stage, *, after: datetime) -> FlowRun | None:
    """A run of the schedule that began after a time and has completed."""
    return next(
        (
            run
            for run in stage.runs("Completed", "PartialSuccess")
            if run.auto_scheduled and run.start_time is not None and run.start_time > after
        ),
        None,
    )


def pid_of(stage: Stage, name: str) -> int:
    pid = processes.running(processes.place_of(stage.home, name))
    assert pid is not None
    return pid


def test_a_run_that_nobody_triggered_appears_and_completes(up: Stage) -> None:
    begun = datetime.now(UTC)
    run = waited(lambda: collected(up, after=begun), 3 * EVERY_S + 60, up)
    assert run.deployment_id is not None
    with connect.reader(up.home) as con:
        ended = [line for line in read.run_history(con, "two-outlets") if str(line.state) == "completed"]
        assert ended, read.run_history(con, "two-outlets")
        assert len(read.article_states(con, "two-outlets")) >= 4


def test_up_a_second_time_changes_nothing(up: Stage) -> None:
    before = [pid_of(up, name) for name in (processes.SERVER, processes.WORKER)]
    done = up.operate("up")
    assert done.returncode == 0, done.stderr
    assert [pid_of(up, name) for name in (processes.SERVER, processes.WORKER)] == before
    known = up.ask(lambda client: client.read_automations())
    assert sorted(one.name for one in known) == sorted(one.name for one in automations())


def test_a_triggered_run_takes_parameters_and_is_waited_for(up: Stage) -> None:
    feed = f'only=["{find_watch(str(up.watch)).feeds[0].id}"]'
    done = up.prefect("deployment", "run", "collect/ad-hoc", "--param", feed, "--watch", timeout_s=180)
    assert done.returncode == 0, done.stdout + done.stderr + up.told()
    (run,) = [run for run in up.runs("Completed") if run.parameters.get("only")]
    assert run.state is not None
    assert str(run.state.message).startswith("1 of 1 feed read")


def test_a_parameter_that_the_flow_has_not_is_refused(up: Stage) -> None:
    assert up.prefect("deployment", "run", "collect/ad-hoc", "--param", "feed=1").returncode == 1


def test_after_a_kill_the_slot_is_free_and_the_next_run_completes(up: Stage) -> None:
    """A power cut: worker and flow process die in the same moment, so nobody tells the server."""
    with slot(new_run(find_watch(str(up.watch)), up.home, datetime.now(UTC)), wait_s=60):
        held = waited(lambda: held_up(up), 3 * EVERY_S + 60, up)
        os.kill(pid_of(up, processes.WORKER), signal.SIGKILL)
        for group in {os.getpgid(pid) for pid in pids_of(held.id)}:
            os.killpg(group, signal.SIGKILL)
        assert held.id in {run.id for run in up.runs("Running")}
        killed_at = datetime.now(UTC)
        done = up.operate("up")
        assert (done.returncode, held.name in done.stdout) == (0, True), done.stdout + done.stderr
        assert held.id in {run.id for run in up.runs("Crashed")}
    waited(lambda: collected(up, after=killed_at), 3 * EVERY_S + 60, up)


def held_up(stage: Stage) -> FlowRun | None:
    """A scheduled collection that runs in a process of its own and waits for the slot."""
    return next((run for run in stage.runs("Running") if run.auto_scheduled and pids_of(run.id)), None)


def test_stop_leaves_no_process(up: Stage) -> None:
    pids = [pid_of(up, name) for name in (processes.WORKER, processes.SERVER)]
    done = up.operate("stop", "--wait", "90")
    assert done.returncode == 0, done.stderr
    assert "worker stopped" in done.stdout
    assert "server stopped" in done.stdout
    assert not [pid for pid in pids if processes.is_alive(pid)]
    assert not processes.is_healthy(up.port)
    records = list((up.home / "processes").glob("*.json"))
    assert records == [], json.dumps([path.name for path in records])


def test_stop_where_nothing_runs_says_so(stage: Stage) -> None:
    done = stage.operate("stop")
    assert done.returncode == 0
    assert done.stdout.startswith(f"nothing runs for {stage.home} on port")
