"""The command line's entry: the application, its global options, and the commands of the modules beside it."""

import atexit
import os
import shlex
import sys
from contextlib import suppress
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Annotated

import typer

from flows.console import (
    alerting,
    archiving,
    collecting,
    correcting,
    exits,
    initiating,
    looking,
    printing,
    proving,
    reading,
    replaying,
    sources,
    trying,
    warehousing,
)
from flows.console.options import DEFAULT_HOME

app = typer.Typer(
    name="claimwatch",
    help="Watches how the press reports one story and says when the reported facts move.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog="Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 partly done, 4 busy.",
)
for module in (
    collecting,
    reading,
    sources,
    initiating,
    warehousing,
    looking,
    alerting,
    correcting,
    replaying,
    trying,
    archiving,
    proving,
):
    module.add_commands(app)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimwatch {installed_version('claimwatch')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path,
        typer.Option(envvar="CLAIMWATCH_HOME", help="The folder that holds the warehouse and everything else."),
    ] = DEFAULT_HOME,
    utc: Annotated[bool, typer.Option("--utc", help="Show times in UTC; else in this machine's zone.")] = False,
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take the options that stand before the command."""
    context.obj = home
    source = context.get_parameter_source("home")
    exits.hint_home(f" --home {shlex.quote(str(home))}" if source is not None and source.name == "COMMANDLINE" else "")
    printing.show_times_in_utc(utc)
    if os.environ.get("NO_COLOR"):
        context.color = False  # the commands' contexts take it over


def main() -> None:
    """Run the command line; a closed pipe (| head) ends it quietly."""
    code: int | str | None = 1  # what a bug's traceback leaves behind
    atexit.register(lambda: _leave(code))  # registered first, so it runs last
    try:
        app()
        code = 0
    except BrokenPipeError:
        os._exit(0)
    except SystemExit as ended:
        code = ended.code
        raise


def _leave(code: int | str | None) -> None:
    """End the process before the interpreter is taken down.

    Beside Prefect's threads, duckdb 2.0's bindings would print pages of "leaked" objects on standard error there.
    """
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


if __name__ == "__main__":
    main()
