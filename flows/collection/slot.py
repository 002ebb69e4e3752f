"""One collection of a watch at a time: a lock file that says who holds the slot, whatever started the run.

Prefect's concurrency limit guards its own deployments; this guards the home against all comers (a worker, `serve`, a
person's `claimwatch run`). The lock goes with the process, however that ends.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from flows.collection.runs import Run, watch_folder
from flows.errors import BusyError
from flows.records import instant

LOCK = "run.lock"
PAUSE_S = 0.25


@contextmanager
def slot(run: Run, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the slot of the run's watch for the length of the block; wait up to `wait_s` seconds for it.

    Raises:
        BusyError: another run held it all that time; the error names that run.
    """
    folder = watch_folder(run.home, run.watch.id)
    folder.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_s
    with (folder / LOCK).open("a+", encoding="utf-8") as lock:
        while not _try(lock):
            if time.monotonic() >= deadline:
                raise BusyError(_holder(lock))
            time.sleep(PAUSE_S)
        _sign(lock, run)
        yield


def _try(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(lock: IO[str], run: Run) -> None:
    lock.seek(0)
    lock.truncate()
    json.dump({"run": run.run_id, "flow": run.flow, "pid": os.getpid(), "since": instant(run.now)}, lock)
    lock.flush()


def _holder(lock: IO[str]) -> str:
    lock.seek(0)
    try:
        held = json.loads(lock.read())
        return f"run {held['run']} ({held['flow']}, process {held['pid']}, since {held['since']})"
    except (ValueError, KeyError, TypeError):  # it is just being signed
        return "another run"
