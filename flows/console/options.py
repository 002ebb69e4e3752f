"""The options that several commands share, and where things are: the home, the watch, the clock."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.console.exits import Exit, fail
from flows.records import parse_instant

DEFAULT_HOME = Path("claimwatch-data")
DEFAULT_WATCH = "north-korea-in-russia"


def _watches(typed: str) -> list[str]:
    """Return the shipped watches that a name begun in the shell may mean."""
    from flows.watching.loading import shipped_watches

    return [name for name in shipped_watches() if name.startswith(typed)]


WatchOption = Annotated[
    str,
    typer.Option(
        "--watch",
        "-w",
        help="A shipped watch's name or a watch folder's path.",
        show_default=True,
        autocompletion=_watches,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program instead of text for a person.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print only what went wrong.")]


def home_of(context: typer.Context) -> Path:
    """Return the home that the command line or CLAIMWATCH_HOME names, made absolute."""
    found: object = context.obj
    return (found if isinstance(found, Path) else DEFAULT_HOME).resolve()


def now() -> datetime:
    """Return the current instant; the console is one of the few places that read the clock."""
    return datetime.now(UTC)


def instant_given(text: str) -> datetime:
    """Return the day or instant that a person wrote; a day is its midnight, no zone is UTC."""
    try:
        return parse_instant(text)
    except ValueError as error:
        raise fail(f"{text!r} is no day: write it as 2025-01-27.", Exit.USAGE) from error
