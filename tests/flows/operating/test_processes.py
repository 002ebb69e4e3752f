"""Processes are started so that they can be stopped, and only what we started is stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.errors import BusyError
from flows.operating import processes
from flows.operating.processes import Place, ProcessError, place_of

SLEEP = ("timeit", "-n1", "-r1", "import time; time.sleep(60)")
TELL_SIGINT = ("timeit", "-n1", "-r1", "import signal; print(signal.getsignal(signal.SIGINT))")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = place_of(tmp_path, "sleeper")
    yield made
    processes.stop(made, timeout_s=5)


def test_what_was_started_runs_until_it_is_stopped(place: Place) -> None:
    process = processes.start(place, SLEEP, os.environ)
    assert processes.running(place) == process.pid
    assert processes.stop(place) is True
    assert processes.running(place) is None
    assert process.poll() is not None
    assert not place.record.exists()


def test_stopping_what_does_not_run_says_so(place: Place) -> None:
    assert processes.stop(place) is False


def test_an_id_that_another_process_has_now_is_not_ours(place: Place) -> None:
    place.folder.mkdir()
    place.record.write_text(json.dumps({"pid": os.getpid(), "started": "1"}), "utf-8")
    assert processes.running(place) is None
    assert processes.stop(place) is False  # or this test would have ended here


@pytest.mark.parametrize("text", ["", "[]", '{"pid": "x", "started": ""}'], ids=["empty", "a list", "no number"])
def test_a_spoilt_record_is_no_process(place: Place, text: str) -> None:
    place.folder.mkdir()
    place.record.write_text(text, "utf-8")
    assert processes.running(place) is None


def test_a_process_that_ended_but_was_not_asked_how_does_not_run(place: Place) -> None:
    """A grandchild's corpse, as a container without an init keeps it: the id is taken, but nobody works."""
    code = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', '']); print(p.pid, flush=True); input()"
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    state = Path(f"/proc/{pid}/stat")
    assert processes.until(lambda: state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z", 20)
    place.folder.mkdir()
    started = state.read_text("utf-8").rpartition(")")[2].split()[19]
    place.record.write_text(json.dumps({"pid": pid, "started": started}), "utf-8")
    assert processes.running(place) is None
    parent.communicate("\n")


def test_a_child_of_a_background_shell_still_minds_sigint(place: Place) -> None:
    """A Prefect worker ends on SIGINT alone, which a shell's background process ignores, with all that it starts."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = processes.start(place, TELL_SIGINT, os.environ)
        assert process.wait(20) == 0
    finally:
        signal.signal(signal.SIGINT, before)
    assert "default_int_handler" in place.log.read_text("utf-8")


def test_a_home_is_served_by_one(tmp_path: Path) -> None:
    with processes.only_one(tmp_path), pytest.raises(BusyError, match=str(tmp_path)), processes.only_one(tmp_path):
        pass
    with processes.only_one(tmp_path):
        pass


def test_a_server_that_cannot_start_is_an_error_that_names_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        monkeypatch.setattr(processes, "start", lambda place, _command, env: start_nothing(place, env))
        with pytest.raises(ProcessError, match=r"server\.log"):
            processes.start_server(place_of(tmp_path, "server"), port, os.environ)


def start_nothing(place: Place, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"], env=environment)


def test_the_environment_keeps_what_the_user_set_but_not_another_servers_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", "/somewhere")
    monkeypatch.setenv("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", "60")
    monkeypatch.setenv("PREFECT_API_URL", "http://elsewhere.example/api")
    made = processes.prefect_environment(tmp_path, 4321)
    assert (made["PREFECT_HOME"], made["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]) == ("/somewhere", "60")
    assert made["PREFECT_API_URL"] == "http://127.0.0.1:4321/api"
    assert made["CLAIMWATCH_HOME"] == str(tmp_path)
