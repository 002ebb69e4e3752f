"""Starts and stops a local Prefect with a worker, in the background: what `make up` and `make stop` do.

Run from the folder that holds prefect.yaml. Everything is ended by process id, and a run that is under way first ends.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.errors import BusyError, FlowError
from flows.operating import processes
from flows.operating.processes import SERVER, WORKER, Place, ProcessError, place_of

LOOK_S = 2.0
WORKER_RUNS = 2
"""A digest need not wait for a collection; two collections of one watch wait for each other by themselves."""


def up(home: Path, port: int) -> None:
    """Start what does not run yet: server, work pool, automations, deployments, worker.

    Raises:
        BusyError: `claimwatch serve` runs on this home.
        ProcessError: something did not start; its log says why.
    """
    environment = _settle(home, port)
    with processes.only_one(home):
        server = _ensure_server(place_of(home, SERVER), port, environment)
        worker = processes.running(place_of(home, WORKER))
        _put_in_order(is_anybody_at_work=worker is not None)
        _deploy(environment)
        worker = worker or _start_worker(place_of(home, WORKER), environment)
    for line in (
        f"Prefect   http://{processes.HOST}:{port} (process {server})",
        f"worker    process {worker}",
        f"data      {home}",
        f"logs      {place_of(home, SERVER).folder}",
        f"stop it   make stop PORT={port} DATA={home}",
    ):
        _tell(line)


def stop(home: Path, port: int, wait_s: float) -> None:
    """Let no new run begin, wait for those under way, then stop the worker and the server."""
    _settle(home, port)
    if processes.running(place_of(home, SERVER)) is not None and processes.is_healthy(port):
        _pause_and_wait(wait_s)
    stopped = [name for name in (WORKER, SERVER) if processes.stop(place_of(home, name))]
    for name in stopped:
        _tell(f"{name} stopped")
    if not stopped:
        _tell(f"nothing runs for {home} on port {port}; give `make stop` the PORT= and DATA= that `make up` had")


def _settle(home: Path, port: int) -> dict[str, str]:
    """Put Prefect's settings in place for this process and its children; Prefect reads them when it is imported."""
    environment = processes.prefect_environment(home, port)
    os.environ.update(environment)
    return environment


def _ensure_server(place: Place, port: int, environment: dict[str, str]) -> int:
    pid = processes.running(place)
    if pid is None:
        _tell(f"Starting a Prefect server on port {port} ...")
        return processes.start_server(place, port, environment).pid
    if not processes.until(lambda: processes.is_healthy(port), processes.START_S):
        message = f"our server (process {pid}) does not answer on port {port}; {place.log} says why"
        raise ProcessError(message)
    return pid


def _put_in_order(*, is_anybody_at_work: bool) -> None:
    """Make pool and automations; without a worker every run that is said to be under way and has no process is dead."""
    from flows.operating import recovery

    silence = recovery.SILENCE if is_anybody_at_work else timedelta(0)
    recovered = asyncio.run(recovery.prepare(now=datetime.now(UTC), silence=silence, pool=recovery.POOL))
    for name in recovered.crashed:
        _tell(f"freed the slot of run {name}, whose process is gone")
    if recovered.count_dropped:
        _tell(f"dropped {recovered.count_dropped} missed runs; the newest of each deployment is made up for")


def _deploy(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        message = f"the deployments of {Path('prefect.yaml').resolve()} were refused:\n{done.stdout}{done.stderr}"
        raise ProcessError(message)


def _start_worker(place: Place, environment: dict[str, str]) -> int:
    from flows.operating.recovery import POOL

    name = f"{POOL}-{socket.gethostname()}"
    command = ("prefect", "worker", "start", "--pool", POOL, "--type", "process", "--name", name)
    return processes.start(place, (*command, "--limit", str(WORKER_RUNS)), environment).pid


def _pause_and_wait(wait_s: float) -> None:
    from flows.operating import recovery

    asyncio.run(recovery.pause_pool(recovery.POOL))
    names = asyncio.run(recovery.runs_at_work())
    if names:
        _tell(f"waiting up to {wait_s:.0f} s for {', '.join(names)}")
    if not processes.until(lambda: not asyncio.run(recovery.runs_at_work()), wait_s, LOOK_S):
        _tell("still not ended; it is marked Crashed at the next `make up`")


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands; exit codes as those of `claimwatch`: 0 done, 1 failed, 4 busy."""
    parser = argparse.ArgumentParser(prog="python -m flows.operating", description=__doc__)
    parser.add_argument("command", choices=("up", "stop"))
    parser.add_argument("--home", type=Path, default=Path(os.environ.get("CLAIMWATCH_HOME") or "claimwatch-data"))
    parser.add_argument("--port", type=int, default=4200)
    parser.add_argument("--wait", type=float, default=900.0, help="seconds that `stop` waits for runs under way")
    given = parser.parse_args(arguments)
    home = given.home.resolve()
    try:
        if given.command == "up":
            up(home, given.port)
        else:
            stop(home, given.port, given.wait)
    except FlowError as error:
        sys.stderr.write(f"{error}\n")
        return 4 if isinstance(error, BusyError) else 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
