"""Commands for people who would rather look than query: report, alerts."""

import json
from typing import Annotated

import typer

from flows.console.exits import told_errors
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, now
from flows.console.printing import print_json
from flows.known_watches import DEMO, find_watch
from flows.records import printable


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(report)
    app.command()(alerts)


def report(context: typer.Context, watch: WatchOption = DEFAULT_WATCH) -> None:
    """Write the report: one HTML page that needs no network. Says where it lies."""
    from flows.reporting import write_report

    with told_errors():
        path = write_report(find_watch(watch), home_of(context), now())
    typer.echo(str(path))


def alerts(
    context: typer.Context,
    watch: WatchOption = DEFAULT_WATCH,
    last: Annotated[int, typer.Option(min=1, help="How many, the newest last.")] = 20,
    as_json: JsonOption = False,
) -> None:
    """Print the last alerts, with what was read before and after."""
    from warehouse import connect, read

    with told_errors():
        found = find_watch(watch)
        with connect.reader(home_of(context)) as con:
            rows = read.alerts_since(con, found.id)[-last:]
            of_demo = () if rows else read.alerts_since(con, DEMO)
    payloads = [json.loads(row.payload) for row in rows]
    if as_json:
        print_json(payloads)
        return
    for payload in payloads:
        typer.secho(f"{payload['raised_at']}  {printable(payload['headline'])}", bold=True)
        for line in payload["lines"]:
            typer.echo(f"    {printable(line)}")
    if not rows:
        hint = f"; this home holds {len(of_demo)} of the demo: --watch {DEMO}" if of_demo else ""
        typer.echo(f"no alerts of {found.id} yet{hint}")
