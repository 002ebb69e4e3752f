"""What one run works on, and where a watch keeps its own files."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.watching.values import Watch


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run works on. `now` is read once, by whoever starts it; `home` holds the warehouse.

    `is_past`: what the run sees happened long ago (an archive is read), and nobody is to be told of it.
    """

    watch: Watch
    home: Path
    now: datetime
    run_id: str
    flow: str = "collect"
    is_past: bool = False


def new_run(watch: Watch, home: Path, now: datetime, flow: str = "collect", *, is_past: bool = False) -> Run:
    """Return a run under a fresh id."""
    return Run(watch=watch, home=home, now=now, run_id=str(uuid.uuid4()), flow=flow, is_past=is_past)


def watch_folder(home: Path, watch_id: str) -> Path:
    """Return the folder of a watch's own files (report, alert files) in a home."""
    return home / "watches" / watch_id
