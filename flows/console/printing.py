"""How results look in a terminal, and as JSON for programs. Text from outside is stripped of control characters."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from flows.alerts.wording import counted
from flows.records import parse_instant, printable

if TYPE_CHECKING:  # who only asks for help does not wait for the whole house to be imported
    from rich.table import Table

    from flows.alerts.alert import Alert
    from flows.alerts.outbox import Deliveries
    from flows.collection.foresee import Foreseen
    from flows.collection.store import Stored

HINT_UNREACHABLE = (
    "No feed could be reached. Nothing is lost; try again when the network is back, or see: claimwatch demo"
)


_in_utc: ContextVar[bool] = ContextVar("in_utc", default=False)
Advance = Callable[[int, int], None]
"""Told how many pieces of a work are done, and of how many."""


def show_times_in_utc(wanted: bool) -> None:
    """Choose the zone of the times that a person is shown."""
    _in_utc.set(wanted)


def when(at: datetime | str) -> str:
    """Return an instant, or one written as ISO 8601, as a person reads it: to the minute, with its zone's name."""
    moment = parse_instant(at) if isinstance(at, str) else at
    local = moment.astimezone(UTC if _in_utc.get() else None)
    return f"{local:%Y-%m-%d %H:%M} {local.tzname()}"


@contextmanager
def progress(doing: str, *, is_quiet: bool = False) -> Iterator[Advance]:
    """Show a bar with the time left for the length of a `with` block, in a terminal only; give what moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    screen = Console(stderr=True, quiet=is_quiet)
    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        line = bar.add_task(doing, total=None)
        yield lambda done, count: bar.update(line, completed=done, total=count)


def print_json(value: object) -> None:
    """Print one JSON value for a program."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_run(
    stored: "Stored", deliveries: "Deliveries | None", *, as_json: bool, is_quiet: bool, were_alerts_shown: bool
) -> None:
    """Print how a run ended: what went wrong, the alerts unless a channel has shown them, and one line of counts.

    `deliveries` is None for a tracked run, whose own log and artifacts say what was sent.
    """
    if as_json:
        print_json(_run_record(stored, deliveries))
        return
    from rich.console import Console

    screen = Console(stderr=True)
    if stored.failed:
        screen.print(_trouble(stored))
    if stored.polled and len(stored.failed) == len(stored.polled):
        screen.print(HINT_UNREACHABLE)
    for error in deliveries.errors if deliveries else ():
        screen.print(f"not delivered, will be tried again: {printable(error)}", markup=False)
    if not is_quiet:
        for alert in () if were_alerts_shown else stored.alerts:
            print_alert(alert)
        typer.echo(summary(stored))


def print_alert(alert: "Alert") -> None:
    """Print an alert as a person wants to read it: the headline, then before, after and why."""
    typer.secho(printable(alert.headline), bold=True)
    for line in alert.lines:
        typer.echo(f"  {printable(line)}")


def print_counts(counts: Mapping[str, int], *, as_json: bool) -> None:
    """Print named counts on one line, or as JSON."""
    if as_json:
        print_json(dict(counts))
    else:
        typer.echo(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()))


def print_foreseen(found: "Foreseen", *, as_json: bool) -> None:
    """Print what reading again would change, one claim a line, then the counts."""
    if as_json:
        print_json(found.record())
        return
    for change in found.changes:
        before, after = change.before_quote or "-", change.after_quote or "-"
        place = change.after_url or change.before_url or ""
        typer.echo(printable(f"{change.change} {change.metric}: {before} -> {after}  {place}"))
    print_counts(found.counts, as_json=False)
    typer.echo("nothing was stored")


def summary(stored: "Stored") -> str:
    """Return one line that says what a run did."""
    counts = stored.counts
    if not stored.polled and not counts.get("visits", 0):
        return "nothing is due yet; --feed ID asks a feed at once"
    read = len(stored.polled) - len(stored.failed)
    return (
        f"{read} of {counted(len(stored.polled), 'due feed')} read, {counted(counts.get('versions', 0), 'new text')}, "
        f"{counted(counts.get('claims', 0), 'claim')}, {counted(counts.get('changes', 0), 'change')}, "
        f"{counted(counts.get('alerts', 0), 'alert')}"
    )


def _trouble(stored: "Stored") -> "Table":
    from rich.box import SIMPLE
    from rich.table import Table
    from rich.text import Text

    table = Table("feed", "what went wrong", title="Feeds that could not be read", title_justify="left", box=SIMPLE)
    for line in stored.failed:
        table.add_row(Text(line.feed_id), Text(printable(line.error)))
    return table


def _run_record(stored: "Stored", deliveries: "Deliveries | None") -> dict[str, object]:
    return {
        "state": str(stored.state),
        "counts": dict(stored.counts),
        "alerts": [alert.payload() for alert in stored.alerts],
        "feeds": [
            {
                "feed": line.feed_id,
                "url": line.url,
                "outcome": str(line.outcome),
                "entries": line.count_entries,
                "on_story": line.count_on_story,
                "new_texts": line.count_new,
                "error": line.error or None,
            }
            for line in stored.polled
        ],
        "deliveries": deliveries and {"sent": deliveries.count_sent, "failed": deliveries.count_failed},
    }
