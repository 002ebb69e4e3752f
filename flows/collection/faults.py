"""A bug of ours that one page brings to light becomes a recorded issue, so that the others are still read.

Only pure work on one page, text or pair is guarded so: a fault of the warehouse or of the machine ends the run.
"""

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from extractors.values import Issue

T = TypeVar("T")

BUG = "bug"
"""The kind of such an issue."""

FRAMES = 3
LONGEST = 200


def attempt(issues: list[Issue], where: str, work: Callable[[], T]) -> T | None:
    """Return what the work gives; where it raises, None, and an issue about `where` (an address) in `issues`."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001  whatever one text does to our code, the others go on
        issues.append(Issue(where=where, kind=BUG, text=bug_text(error), url=where))
        return None


def bug_text(error: Exception) -> str:
    """Return what a maintainer needs to find the bug: what was raised, and the innermost places in the code."""
    frames = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    said = f"{type(error).__name__}: {error}"[:LONGEST]
    return f"a fault in our own code ({said}; at {places or 'an unknown place'}): please report it with this address"
