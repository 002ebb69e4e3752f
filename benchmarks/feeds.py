"""Read every feed under some folders and say how it went: python -m benchmarks.feeds FOLDER ...

For the fixtures of other projects' feed readers. Each file is read as if a server had sent it, one after another in a
child process: a crash costs one file, and the child's peak of memory is that of the greediest file.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from extractors.feeds import read_feed
from extractors.values import Issue, Page

SUFFIXES = frozenset({".xml", ".json", ".rss", ".rdf", ".atom", ".feed", ".txt"})
LIMIT_S = 10.0
LIMIT_MB = 200
SLOWEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How reading one file ended; `peak_mb` is the child's peak so far."""

    path: Path
    state: str
    seconds: float
    peak_mb: float


def main() -> int:
    """Print a table; exits with 1 where a file crashed the reader or went over a limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    paths = sorted(
        path for folder in parser.parse_args().folders for path in folder.rglob("*") if path.suffix in SUFFIXES
    )
    outcomes = list(_outcomes(paths))
    for line in _table(outcomes):
        sys.stdout.write(f"{line}\n")
    return int(any(_is_bad(outcome) for outcome in outcomes))


def _is_bad(outcome: Outcome) -> bool:
    return outcome.state.startswith("crash") or outcome.seconds > LIMIT_S or outcome.peak_mb > LIMIT_MB


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    states = Counter(outcome.state for outcome in outcomes)
    yield f"{len(outcomes)} files: " + ", ".join(f"{state} {count}" for state, count in states.most_common())
    yield f"peak of memory {max(outcome.peak_mb for outcome in outcomes):.0f} MB"
    for outcome in sorted(outcomes, key=lambda one: -one.seconds)[:SLOWEST]:
        yield f"{outcome.seconds:7.2f} s  {outcome.state}  {outcome.path}"
    yield from (f"over a limit: {outcome}" for outcome in outcomes if _is_bad(outcome))


def _outcomes(paths: Sequence[Path]) -> Iterator[Outcome]:
    """Yield one outcome a file; a child that dies, or is silent for too long, is replaced behind its file."""
    left = list(paths)
    while left:
        ours, theirs = multiprocessing.Pipe()
        child = multiprocessing.get_context("spawn").Process(target=_read_all, args=(left, theirs), daemon=True)
        child.start()
        theirs.close()
        while left and (outcome := _next(ours)) is not None:
            yield outcome
            left = left[1:]
        if left:
            yield Outcome(path=left.pop(0), state="crash or silence", seconds=2 * LIMIT_S, peak_mb=0.0)
        child.kill()
        child.join()


def _next(child: Connection) -> Outcome | None:
    """Return what the child says next; None where it died or is silent for too long."""
    try:
        return child.recv() if child.poll(2 * LIMIT_S) else None
    except EOFError:
        return None


def _read_all(paths: Sequence[Path], out: Connection) -> None:
    for path in paths:
        started = time.process_time()
        state = _state_of(path)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        out.send(Outcome(path=path, state=state, seconds=time.process_time() - started, peak_mb=peak_mb))


def _state_of(path: Path) -> str:
    seen_at = datetime(2026, 1, 1, tzinfo=UTC)
    url = f"https://feeds.example/{path.name}"
    page = Page(url=url, final_url=url, status=200, content_type="", body=path.read_bytes(), fetched_at=seen_at)
    try:
        found = read_feed(page, "benchmark")
    except Exception as error:  # noqa: BLE001  what is measured
        return f"crash {type(error).__name__}"
    return found.kind if isinstance(found, Issue) else "ok"


if __name__ == "__main__":
    sys.exit(main())
