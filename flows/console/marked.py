"""What the commands on alerts and on claims share: who speaks, and how an alert and its claims are printed in full."""

import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from flows.console.options import DEFAULT_HOME, DEFAULT_WATCH, home_of
from flows.console.printing import when
from flows.records import Record, printable


def _login(given: str) -> str:
    """Return the name that was given, else that of whoever is logged in; "" where the system knows none."""
    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


BySomebody = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="CLAIMWATCH_BY",
        callback=_login,
        show_default=False,
        help="Who says so; you, if nobody is named.",
    ),
]
NoteOption = Annotated[str, typer.Option("--note", help="Why, for whoever reads it later.")]


def hint(context: typer.Context, command: str, watch: str = DEFAULT_WATCH) -> str:
    """Return a command as it can be typed here, with the home and the watch that are meant."""
    home = home_of(context)
    where = "" if home == Path(DEFAULT_HOME).resolve() else f" --home {home}"
    of_watch = "" if watch == DEFAULT_WATCH else f" --watch {watch}"
    return f"claimwatch{where} {command}{of_watch}"


def print_alert_in_full(context: typer.Context, record: Record) -> None:
    """Print an alert as `claimwatch alerts show` does."""
    typer.secho(f"{when(str(record['raised_at']))}  {printable(str(record['headline']))}", bold=True)
    lines = record["lines"]
    for line in lines if isinstance(lines, list) else ():
        typer.echo(f"  {printable(str(line))}")
    typer.echo()
    for name, text in _facts(record):
        typer.echo(f"  {name + ':':<12}{printable(text)}")
    for side in ("before", "after"):
        for line in _side_lines(side, record[side]):
            typer.echo(f"  {printable(line)}")
    for item in _items(record["carriers"]):
        typer.echo(f"  {'carrier:':<12}{printable(_carrier_line(item))}")
    for line in chain_lines(record["cited"]):
        typer.echo(f"  {'chain:':<12}{printable(line)}")
    for name in ("deliveries", "marks"):
        for item in _items(record[name]):
            typer.echo(f"  {_SINGULAR[name] + ':':<12}{printable(_joined(item))}")
    typer.echo("\nWhat to do next:")
    for command in _next(context, record):
        typer.echo(f"  {command}")


_SINGULAR = {"deliveries": "delivery", "marks": "mark"}


def _facts(record: Record) -> Iterator[tuple[str, str]]:
    for name in ("key", "finding", "question", "severity", "route"):
        yield name, str(record.get(name) or "-")
    reasons = record.get("reasons")
    for reason in reasons if isinstance(reasons, list) else ():
        yield "reason", str(reason)
    if record.get("notice"):
        yield "notice", str(record["notice"])
    standing = record["standing"]
    if isinstance(standing, dict) and standing["correction"]:
        yield "misread", f"a claim of it was {standing['correction']} at {when(str(standing['corrected_at']))}"


def _side_lines(name: str, side: object) -> Iterator[str]:
    if not isinstance(side, dict):
        return
    seen = when(str(side["seen_at"]))
    yield f"{name + ':':<12}{side['outlet_name']} ({side['language']}), seen {seen}: {side['title']}"
    yield f"{'':<12}{side['url']}"
    if isinstance(claim := side["claim"], dict):
        number = f"claim {side['claim_id']}: " if side["claim_id"] is not None else ""
        yield f"{'':<12}{number}{claim['sentence'] or claim['quote']}"


def _carrier_line(carrier: Record) -> str:
    copied, via = carrier["copy_of"], carrier["via"]
    way = f", copies {copied}" if copied else f", via {via}" if via else ""
    return f"{carrier['outlet']} ({carrier['side']}), since {when(str(carrier['carried_at']))}{way}  {carrier['url']}"


def chain_lines(cited: object) -> Iterator[str]:
    """Yield who has it from whom, where more than one does."""
    steps = _items(cited.get("citations")) if isinstance(cited, dict) else []
    if isinstance(cited, dict) and len(steps) > 1:
        yield from (f"{step['from']} {step['via']} {step['to']}" for step in steps)
        yield from (f"{' and '.join(circle)} have it from each other" for circle in cited["circles"])
        yield f"independent origins: {cited['count_origins'] or 'not known'}"


def _items(found: object) -> list[Record]:
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _joined(item: Record) -> str:
    told = ((name, str(value)) for name, value in item.items() if value not in (None, ""))
    return "  ".join(
        when(value) if name.endswith("_at") else f"attempt {value}" if name == "attempt" else value
        for name, value in told
    )


def _next(context: typer.Context, record: Record) -> Iterator[str]:
    key, watch = str(record["key"])[:12], str(record["watch"])
    yield hint(context, f"alerts mark {key} right --note '...'   # or wrong, unsure")
    yield hint(context, f"alerts ack {key}")
    for side in (record["before"], record["after"]):
        if isinstance(side, dict) and side["claim_id"] is not None:
            yield hint(context, f"claims correct {side['claim_id']} --low N", watch)
            yield hint(context, f"claims withdraw {side['claim_id']}", watch)
    if record["before"] or record["after"]:
        yield hint(context, f"proof {key}", watch)
    yield hint(context, f"alerts resend {key}", watch)
