"""Starts, finds and ends the processes of a local Prefect, by process id only. Imports no Prefect.

Each process has a record and a log in `<home>/processes/`. The record holds the time at which the process started
beside its id: an id that the system gave to another process since is never taken for ours.
"""

import fcntl
import http.client
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.errors import BusyError, FlowError

HOST = "127.0.0.1"
SERVER = "server"
WORKER = "worker"
START_S = 120.0
"""A new Prefect database takes a loaded machine of two cores half a minute."""

STOP_S = 30.0
PAUSE_S = 0.25

SETTINGS = {
    "PREFECT_LOGGING_EXTRA_LOGGERS": "claimwatch",
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    "PREFECT_TASKS_RUNNER_THREAD_POOL_MAX_WORKERS": "8",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": '["events", "flow_runs"]',
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "1209600",
    "DO_NOT_TRACK": "1",
}
"""What [tool.prefect] in pyproject.toml says, which Prefect reads in a checkout's folder only."""


class ProcessError(FlowError):
    """A process did not start, or something else is in its place."""


def prefect_environment(home: Path, port: int) -> dict[str, str]:
    """Return the environment of the local Prefect's processes; what the user set stays, but for the API's address."""
    ours = {"PREFECT_HOME": str(home / "prefect"), **SETTINGS}
    forced = {"PREFECT_API_URL": f"http://{HOST}:{port}/api", "CLAIMWATCH_HOME": str(home)}
    return {**ours, **os.environ, **forced}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the record and the log of one process lie."""

    folder: Path
    name: str

    @property
    def log(self) -> Path:
        """What the process prints."""
        return self.folder / f"{self.name}.log"

    @property
    def record(self) -> Path:
        """Its id, and when it started."""
        return self.folder / f"{self.name}.json"


def place_of(home: Path, name: str) -> Place:
    """Return where a home keeps the process of that name."""
    return Place(folder=home / "processes", name=name)


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Be the only one that serves a home or changes what serves it; the lock goes with the process.

    Raises:
        BusyError: somebody else does.
    """
    home.mkdir(parents=True, exist_ok=True)
    with (home / "serve.lock").open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(f"another `claimwatch serve` of {home}") from None
        yield


def start(place: Place, command: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a Python module with its arguments in a session of its own, and write down which process that is."""
    place.folder.mkdir(parents=True, exist_ok=True)
    # A program started in a shell's background ignores SIGINT, and so would its child, which then cannot be stopped
    # but by force: a Prefect worker ends on SIGINT alone. A handler of ours becomes the default in the child.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    blocked = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # what `serve` blocks is not for this child
    try:
        with place.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  our own interpreter and constant arguments
                [sys.executable, "-m", *command],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    place.record.write_text(json.dumps({"pid": process.pid, "started": _started(process.pid)}), "utf-8")
    return process


def running(place: Place) -> int | None:
    """Return the id of the process that was started here, if it still runs."""
    try:
        held = json.loads(place.record.read_text("utf-8"))
        pid, started = int(held["pid"]), str(held["started"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return pid if is_alive(pid) and _started(pid) == started else None


def stop(place: Place, timeout_s: float = STOP_S) -> bool:
    """End the process that was started here, by force if it does not go; return whether it ran."""
    pid = running(place)
    if pid is not None:
        for number in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.kill(pid, number)
            if until(lambda: not is_alive(pid), timeout_s):
                break
    place.record.unlink(missing_ok=True)
    return pid is not None


def start_server(place: Place, port: int, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a Prefect server on loopback and wait until it answers.

    Raises:
        ProcessError: the port is taken, or the server ended or did not answer in time.
    """
    if is_healthy(port):
        message = f"port {port} is taken by a server that is not ours: stop it, or name another with --port"
        raise ProcessError(message)
    command = ("prefect", "server", "start", "--host", HOST, "--port", str(port))
    server = start(place, command, environment)
    if not until(lambda: is_healthy(port) or server.poll() is not None, START_S) or server.poll() is not None:
        stop(place)
        message = f"the Prefect server did not start on port {port}; {place.log} says why"
        raise ProcessError(message)
    return server


def is_healthy(port: int) -> bool:
    """Return whether a Prefect API answers on that port of this machine."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def until(condition: Callable[[], bool], timeout_s: float, pause_s: float = PAUSE_S) -> bool:
    """Wait until a condition holds, looking each `pause_s`; return False if it does not within the time."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() >= deadline:
            return False
        time.sleep(pause_s)
    return True


def is_alive(pid: int) -> bool:
    """Return whether a process works; one that has ended and was not asked how yet does not."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # a child of ours that has ended is there until it is asked
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return _stat(pid)[:1] != ["Z"]  # in a container without an init it may stay so for ever


def _started(pid: int) -> str:
    """Return when a process started, in the system's ticks since boot; empty where the system does not tell."""
    stat = _stat(pid)
    return stat[19] if stat else ""


def _stat(pid: int) -> list[str]:
    """Return what the system says of a process, from its state on (proc(5)); nothing where it does not tell."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return []
