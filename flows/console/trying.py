"""Commands to see it work and to keep it working: demo, serve."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console.exits import Exit, told_errors
from flows.console.findings import by_finding
from flows.console.options import DEFAULT_HOME, home_of
from flows.console.printing import progress
from flows.watching.known import DEMO

if TYPE_CHECKING:  # imported where it is needed, so that help comes at once
    from flows.demo import Played

PortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port of the Prefect server on loopback.")]
PagesPortOption = Annotated[
    int, typer.Option(min=0, max=65535, help="Port of the report's pages on loopback; 0 serves none.")
]


def _stories(typed: str) -> list[str]:
    """Return the made-up stories that a name begun in the shell may mean."""
    from flows.demo import PLOTS

    return [name for name in PLOTS if name.startswith(typed)]


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(demo)
    app.command()(serve)


def demo(
    context: typer.Context,
    story: Annotated[
        str,
        typer.Option(
            help=f"What is played: {DEMO} (a week, nine languages) or mine-at-varn (docs/tutorial.md).",
            autocompletion=_stories,
        ),
    ] = DEMO,
    serve_it: Annotated[
        bool, typer.Option("--serve", help="Play it on a schedule, half a day each 20 s, and serve its pages.")
    ] = False,
    port: PortOption = 4200,
    pages_port: PagesPortOption = 4280,
) -> None:
    """Play made-up outlets through the real flows, all on loopback.

    A week in nine languages, or the story of the tutorial, as fast as it goes; or with --serve on a schedule.
    """
    from flows.demo import schedule_of

    home = _demo_home(context)
    with told_errors():
        if serve_it:
            from flows.operating.serving import serve_forever

            serve_forever(home, port, pages_port or None, {"deployments": [schedule_of(story)]})
            return
        played = _play(home, story)
    for line in by_finding(played.alerts):
        typer.secho(line, bold=line.startswith("\n"))
    typer.echo(f"\n{len(played.alerts)} alerts stored, {played.count_new} of them new in this run.")
    if played.alerts and not played.count_new:
        typer.echo(f"This story had been played before. To see it again from the start, remove {home}.")
    for line in played.misses:
        typer.secho(line, fg=typer.colors.RED)
    _print_next(home, played.report, story)
    raise typer.Exit(Exit.FAILED if played.misses else Exit.DONE)


def serve(
    context: typer.Context,
    port: PortOption = 4200,
    pages_port: PagesPortOption = 4280,
    pages_only: Annotated[
        list[str] | None,
        typer.Option("--pages-only", help="Serve only the pages, of this watch; no schedule runs. May be given again."),
    ] = None,
) -> None:
    """Run the schedules of prefect.yaml, and serve the report's pages.

    Both with a Prefect server on loopback, in one command, until Ctrl-C or SIGTERM.
    """
    with told_errors():
        if pages_only:
            from flows.pages.__main__ import serve as serve_pages

            typer.echo(f"http://127.0.0.1:{pages_port}/  (Ctrl-C stops it)", err=True)
            serve_pages(home_of(context), pages_port, pages_only)
            return
        from flows.operating.serving import serve_forever

        serve_forever(home_of(context), port, pages_port or None)


def _play(home: Path, story: str) -> "Played":
    """Play a story, with a line for each half-day and, in a terminal, a bar below them."""
    from rich.console import Console

    from flows.demo import play, plot_of

    screen, count = Console(stderr=True), len(plot_of(story).instants)
    screen.print(f"Playing {story} into {home} (a minute or two) ...", highlight=False, markup=False)
    done = 0
    with progress("half-days") as advance:

        def tell(line: str) -> None:
            nonlocal done
            done += 1
            screen.print(f"  {line}", highlight=False, markup=False)
            advance(done, count)

        return play(home, tell, story)


def _demo_home(context: typer.Context) -> Path:
    """Return the home that was asked for; without one the demo keeps out of the real data's way."""
    parent = context.find_root()
    source = parent.get_parameter_source("home")
    if source is not None and source.name == "DEFAULT":
        return (DEFAULT_HOME / "demo").resolve()
    return home_of(context)


def _print_next(home: Path, report: Path, story: str) -> None:
    typer.echo(f"\nThe report: {report}\n\nWhat to try next:")
    command = _command()
    for hint in (
        f"{command} --home {home} sql 'from alerts_log'",
        f"{command} --home {home} alerts --watch {story} --json",
        f"{command} --home {home} report --watch {story}",
        f"echo 'Some 11,000 troops were sent, officials said.' | {command} read -",
        f"{command} run        # the real feeds",
        f"{command} serve      # and on a schedule",
    ):
        typer.echo(f"  {hint}")


def _command() -> str:
    """Return the command as it can be typed here: its name where it is on the path, or else how it was called."""
    return "claimwatch" if shutil.which("claimwatch") else sys.argv[0]
