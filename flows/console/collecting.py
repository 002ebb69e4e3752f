"""Commands that make claimwatch work: run, reread, add."""

import os
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from extractors.urls import canonical_url
from flows.alerts.outbox import Deliveries
from flows.collection.added import add_page
from flows.collection.here import collect_here
from flows.collection.reread import reread_here
from flows.collection.runs import Run, new_run
from flows.collection.slot import slot
from flows.collection.store import Stored
from flows.console import printing
from flows.console.exits import Exit, fail, told_errors
from flows.console.options import DEFAULT_WATCH, JsonOption, QuietOption, WatchOption, home_of, now
from flows.known_watches import find_watch
from flows.outlets.addresses import refusal
from warehouse.rows import RunState

EXITS = {RunState.COMPLETED: Exit.DONE, RunState.PARTLY: Exit.PARTLY, RunState.FAILED: Exit.FAILED}


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(run)
    app.command()(reread)
    app.command()(add)


def run(
    context: typer.Context,
    watch: WatchOption = DEFAULT_WATCH,
    only: Annotated[
        list[str] | None, typer.Option("--feed", help="Ask this feed only, due or not; may be given again.")
    ] = None,
    prefect: Annotated[
        bool, typer.Option("--prefect", help="As a tracked Prefect run, also where PREFECT_API_URL is not set.")
    ] = False,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run that holds the slot.")] = 0.0,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Collect once: poll the due feeds, store what is new, find what changed, deliver the alerts."""
    with told_errors():
        this = new_run(find_watch(watch), home_of(context), now())
        if prefect or os.environ.get("PREFECT_API_URL"):
            stored, deliveries = _run_tracked(this, watch, only or [], wait), Deliveries()
        else:
            with slot(this, wait_s=wait):
                stored, deliveries = _run_here(this, only or [], is_quiet=quiet or as_json)
    printing.print_run(stored, deliveries, as_json=as_json, is_quiet=quiet)
    raise typer.Exit(EXITS[stored.state])


def reread(
    context: typer.Context,
    watch: WatchOption = DEFAULT_WATCH,
    as_json: JsonOption = False,
) -> None:
    """Read the claims again from the stored texts with today's rules; never alerts, never uses the network."""
    with told_errors():
        this = new_run(find_watch(watch), home_of(context), now(), flow="reread")
        with slot(this):
            counts = reread_here(this)
    printing.print_counts(counts, as_json=as_json)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The article's address.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Its language, ISO 639-1: en, fr, ko ...")],
    outlet: Annotated[str | None, typer.Option(help="Its outlet's id; the host's name if not given.")] = None,
    watch: WatchOption = DEFAULT_WATCH,
) -> None:
    """Watch a page that is in no feed; the next run fetches it, and later runs look at it again."""
    with told_errors():
        reason = refusal(url)
        address = canonical_url(url)
        if reason is not None or address is None:
            raise fail(f"{url} cannot be watched: {reason or 'it is no address of a page'}.", Exit.USAGE)
        found = find_watch(watch)
        is_new = add_page(found, home_of(context), address, language=language, outlet=outlet, now=now())
    typer.echo(f"{address} {'is watched from the next run on' if is_new else 'was watched already'}.")


def _run_here(this: Run, only: list[str], *, is_quiet: bool) -> tuple[Stored, Deliveries]:
    screen = Console(stderr=True, quiet=is_quiet)
    columns = (TextColumn("asking feeds"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True, disable=not screen.is_terminal) as bar:
        line = bar.add_task("feeds", total=None)
        return collect_here(
            this,
            only=only,
            progress=lambda done, count: bar.update(line, completed=done, total=count),
            finished_at=now,
        )


def _run_tracked(this: Run, watch: str, only: list[str], wait_s: float) -> Stored:
    """Run the flow in this process, tracked by the Prefect API that is configured, or by a temporary one."""
    from flows.collect import collect_now

    return collect_now(watch=watch, home=str(this.home), only=only, wait_s=wait_s)
