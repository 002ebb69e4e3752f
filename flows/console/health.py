"""How `check --probe` shows the health of a watch's sources: one line a source, or one JSON record."""

from collections.abc import Sequence
from pathlib import Path

import typer

from flows.alerts.wording import counted
from flows.collection.probing import Probe, probe_watch
from flows.console.exits import Exit, told_errors
from flows.console.options import now
from flows.console.printing import print_json, when
from flows.records import Record, instant, printable
from flows.watching.known import find_watch

_HEAD = ("source", "state", "entries", "on topic", "newest", "validators", "robots", "seconds")
_RIGHT = frozenset({"entries", "on topic", "seconds"})


def print_probes(names: Sequence[str], home: Path, *, as_json: bool) -> Exit:
    """Ask the sources of these watches, print how each is, and return done, partly or failed (all of them)."""
    with told_errors():
        watches = [find_watch(name) for name in names]
        probed = [(watch.id, probe_watch(watch, home, now)) for watch in watches]
    if as_json:
        print_json([{"watch": watch, "sources": [probe_record(probe) for probe in probes]} for watch, probes in probed])
    else:
        for watch, probes in probed:
            print_table(watch, probes)
    return _exit_of([probe for _, probes in probed for probe in probes])


def _exit_of(probes: Sequence[Probe]) -> Exit:
    well = sum(probe.is_well for probe in probes)
    if well == len(probes):
        return Exit.DONE
    return Exit.PARTLY if well else Exit.FAILED


def print_table(watch: str, probes: Sequence[Probe]) -> None:
    """Print how each source of a watch is, and how many are well."""
    rows = [_HEAD, *map(_cells, probes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    typer.secho(_line(_HEAD, widths), bold=True)
    for probe, row in zip(probes, rows[1:], strict=True):
        typer.secho(_line(row, widths), fg=None if probe.is_well else typer.colors.RED)
        if probe.error:
            typer.echo(f"    {printable(probe.error)}")
    well = sum(probe.is_well for probe in probes)
    typer.echo(f"{watch}: {well} of {counted(len(probes), 'source')} well")


def _cells(probe: Probe) -> tuple[str, ...]:
    is_known = probe.is_well
    return (
        printable(probe.source),
        probe.state,
        str(probe.count_entries) if is_known else "-",
        str(probe.count_on_story) if is_known else "-",
        when(probe.newest) if probe.newest else "-",
        ", ".join(probe.validators) or "-",
        probe.robots,
        f"{probe.seconds:.1f}",
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if name in _RIGHT else cell.ljust(width)
        for name, cell, width in zip(_HEAD, cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip()


def probe_record(probe: Probe) -> Record:
    """Return how a source is, for a program."""
    return {
        "source": probe.source,
        "url": probe.url,
        "state": probe.state,
        "error": probe.error or None,
        "entries": probe.count_entries,
        "on_topic": probe.count_on_story,
        "newest": instant(probe.newest),
        "validators": list(probe.validators),
        "robots": probe.robots,
        "seconds": probe.seconds,
    }
