"""Commands for people who would rather look than query: report."""

import typer

from flows.console.exits import told_errors
from flows.console.options import DEFAULT_WATCH, WatchOption, home_of, now
from flows.watching.known import find_watch


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(report)


def report(context: typer.Context, watch: WatchOption = DEFAULT_WATCH) -> None:
    """Write the report: one HTML page that needs no network. Says where it lies."""
    from flows.reporting import write_report

    with told_errors():
        path = write_report(find_watch(watch), home_of(context), now())
    typer.echo(str(path))
