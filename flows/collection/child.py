"""A process that reads pages and feeds for a run, and that a page can end without harm to anything else.

It gets pages on its standard input, which is a socket, and answers there, until the run closes it. The kernel ends it
as soon as one page has had its share of processor time, also inside C code. It has neither the run's environment, with
its secrets, nor a way to write a file.
"""

import os
import resource
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from extractors.feeds import read_feed
from extractors.pages import read_article
from extractors.values import Issue
from flows.collection.faults import BUG, bug_text
from flows.collection.wire import OUT_OF_MEMORY, READY, Asked, receive, send

MEMORY = 1_073_741_824
"""Bytes of address space: a page of 8 MB takes less than half of it."""

_STATUS = Path("/proc/self/status")

GROWN_KB = 400_000
"""A child that once took so much memory goes after its answer; its successor begins small."""

_WORK: dict[str, Callable[..., object]] = {"article": read_article, "feed": read_feed}


def main() -> None:
    """Answer until the run closes the socket."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a person's Ctrl-C is for the run, which then closes the socket
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the default ends the process at once
    _take_limits()
    with socket.socket(fileno=os.dup(0)) as run, suppress(OSError):
        send(run, READY)
        while True:
            found = _worked(Asked.of_message(receive(run)))
            send(run, (found, _has_grown()))


def _worked(asked: Asked) -> object:
    """Return what the reader finds; a bug that the page brings to light is an Issue."""
    signal.setitimer(signal.ITIMER_PROF, asked.limit_s)
    try:
        return _WORK[asked.kind](asked.page, **asked.more)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except Exception as error:  # noqa: BLE001  one page never costs the others
        return Issue(where=asked.page.url, kind=BUG, text=bug_text(error), url=asked.page.final_url)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _take_limits() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        with suppress(OSError, ValueError):  # a system that knows no such limit, or has a narrower one
            resource.setrlimit(what, (most, most))


def _has_grown() -> bool:
    return _peak_kb() > GROWN_KB


def _peak_kb() -> int:
    """Return the most memory that this process ever had.

    Linux hands the peak that getrusage tells on from the process that started us, which may be a large one; so what
    the kernel knows of our own memory is read where it says that.
    """
    with suppress(OSError):
        status = _STATUS.read_text("ascii", "replace")
        peak = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "")
        if peak:
            return int(peak.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
