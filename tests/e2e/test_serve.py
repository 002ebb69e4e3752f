"""`claimwatch serve` as a process: a server, its deployments and their runs in one command, and a clean end."""

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from prefect.client.schemas.objects import FlowRun

from flows.collection.runs import new_run
from flows.collection.slot import slot
from flows.operating import processes
from flows.operating.serving import deployments
from flows.watching.known import find_watch
from tests.e2e.stage import Stage, free_port, staged, waited
from warehouse import connect, read

pytestmark = pytest.mark.e2e

PAGES_PORT = free_port()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("serve")) as made:
        try:
            yield made
        finally:
            processes.stop(server_of(made))
            processes.stop(pages_of(made))


@pytest.fixture(scope="module")
def serving(stage: Stage) -> Iterator[subprocess.Popen[bytes]]:
    with started(stage, "serve.log") as process:
        yield process


@contextmanager
def started(stage: Stage, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command in a process group of its own, as a terminal does, and wait until it serves."""
    command = [sys.executable, "-m", "flows.console.main", *serve(stage), "--pages-port", str(PAGES_PORT)]
    log = stage.home / "processes" / name
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=stage.folder, env=stage.environment, stdout=out, stderr=out, start_new_session=True
        )
    try:
        waited(lambda: b"Serving these" in log.read_bytes() or process.poll() is not None, 180, stage)
        assert process.poll() is None, stage.told()
        yield process
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(10)


def serve(stage: Stage) -> tuple[str, ...]:
    return ("--home", str(stage.home), "serve", "--port", str(stage.port))


def server_of(stage: Stage) -> processes.Place:
    return processes.place_of(stage.home, "serve-server")


def triggered(stage: Stage, name: str) -> FlowRun:
    """Start a run of a deployment with our watch."""

    async def ask(client):
        deployment = await client.read_deployment_by_name(name)
        return await client.create_flow_run_from_deployment(deployment.id, parameters={"watch": str(stage.watch)})

    run: FlowRun = stage.ask(ask)
    return run


def ended(stage: Stage, run: FlowRun) -> FlowRun | None:
    now: FlowRun = stage.ask(lambda client: client.read_flow_run(run.id))
    return now if now.state is not None and now.state.is_final() else None


def test_it_shows_the_deployments_of_prefect_yaml(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    known = stage.ask(lambda client: client.read_deployments())
    assert sorted(one.name for one in known) == sorted(one.name for one in deployments())
    zones = {item.schedule.timezone for one in known for item in one.schedules}
    assert zones == {"Europe/Berlin"}


def test_a_run_completes_in_its_home(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    run = triggered(stage, "collect/ad-hoc")
    done = waited(lambda: ended(stage, run), 120, stage)
    assert done.state is not None
    assert str(done.state.message).startswith("2 of 2 feeds read"), done.state.message
    with connect.reader(stage.home) as con:
        assert len(read.article_states(con, "two-outlets")) >= 4


def test_a_second_serve_of_the_same_home_is_busy(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    done = stage.run("flows.console.main", *serve(stage))
    assert done.returncode == 4
    assert "another `claimwatch serve`" in done.stderr


def test_a_server_that_dies_is_started_again(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    before = processes.running(server_of(stage))
    assert before is not None
    os.kill(before, signal.SIGKILL)
    after = waited(lambda: another(stage, before), 120, stage)
    assert after != before
    assert waited(lambda: processes.is_healthy(stage.port), 60, stage)
    run = triggered(stage, "digest/north-korea-in-russia")
    done = waited(lambda: ended(stage, run), 120, stage)
    assert done.state is not None
    assert done.state.is_completed(), done.state.message
    assert Path(stage.home / "watches" / "two-outlets" / "report.html").exists()


def another(stage: Stage, before: int) -> int | None:
    pid = processes.running(server_of(stage))
    return pid if pid != before else None


def pages_of(stage: Stage) -> processes.Place:
    return processes.place_of(stage.home, "serve-pages")


def health() -> int | None:
    """Return the status with which the pages answer for the health of the whole, None while they do not."""
    connection = http.client.HTTPConnection(processes.HOST, PAGES_PORT, timeout=30)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def test_the_pages_are_served_and_started_again_when_they_end(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    assert waited(health, 60, stage) == 503, "the deployments' watch has not run in this home"
    before = processes.running(pages_of(stage))
    assert before is not None
    os.kill(before, signal.SIGKILL)
    assert waited(lambda: processes.running(pages_of(stage)) not in (None, before), 60, stage)
    assert waited(health, 60, stage) == 503


def test_sigterm_ends_it_and_its_server(serving: subprocess.Popen[bytes], stage: Stage) -> None:
    server, pages = processes.running(server_of(stage)), processes.running(pages_of(stage))
    assert server is not None
    assert pages is not None
    serving.send_signal(signal.SIGTERM)
    assert serving.wait(90) == 0, stage.told()
    assert not processes.is_alive(server)
    assert not processes.is_alive(pages)
    assert not processes.is_healthy(stage.port)


def test_ctrl_c_lets_the_run_under_way_end(stage: Stage) -> None:
    """A terminal sends Ctrl-C to the command and to all that it started; the run is under way as we hold its slot."""
    holder = new_run(find_watch(str(stage.watch)), stage.home, datetime.now(UTC))
    with started(stage, "again.log") as again:
        with slot(holder):
            run = triggered(stage, "collect/ad-hoc")
            waited(lambda: run.id in [one.id for one in stage.runs("Running")], 120, stage)
            os.killpg(again.pid, signal.SIGINT)
            with pytest.raises(subprocess.TimeoutExpired):
                again.wait(3)
        assert again.wait(120) == 0, stage.told()
    with connect.reader(stage.home) as con:
        newest = read.run_history(con, "two-outlets", limit=1)[0]
    assert (newest.flow, newest.state) == ("collect", "completed"), stage.told()
    assert newest.started_at > run.created, "the run that was under way"
