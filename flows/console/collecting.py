"""Commands that make claimwatch work: run, reread, add."""

import os
import sys
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from flows.collection.runs import Run, new_run
from flows.collection.slot import slot
from flows.console import printing
from flows.console.exits import Exit, fail, told_errors
from flows.console.options import DEFAULT_WATCH, JsonOption, QuietOption, WatchOption, home_of, now
from flows.watching.known import find_watch
from flows.watching.values import ChannelKind
from warehouse.rows import RunState

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.alerts.outbox import Deliveries
    from flows.collection.store import Stored

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
    """Collect once: poll what is due, store, compare, alert.

    Where PREFECT_API_URL is set the run is tracked there; without it the same steps run in this process.
    """
    with told_errors():
        this = new_run(find_watch(watch), home_of(context), now())
        is_tracked = prefect or bool(os.environ.get("PREFECT_API_URL"))
        if is_tracked:
            stored, deliveries = _run_tracked(this, watch, only or [], wait), None
        else:
            with slot(this, wait_s=wait):
                stored, deliveries = _run_here(this, only or [], is_quiet=quiet or as_json)
    were_shown = not is_tracked and any(channel.kind is ChannelKind.CONSOLE for channel in this.watch.delivery)
    printing.print_run(stored, deliveries, as_json=as_json, is_quiet=quiet, were_alerts_shown=were_shown)
    raise typer.Exit(EXITS[stored.state])


def reread(
    context: typer.Context,
    watch: WatchOption = DEFAULT_WATCH,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say which claims would come, go and change; nothing is stored.")
    ] = False,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Extract and read again what is stored, with today's code. Never alerts, never uses the network."""
    from flows.collection.again import again_here
    from flows.collection.foresee import foresee
    from flows.collection.store import Stored, finish_run

    with told_errors():
        this = new_run(find_watch(watch), home_of(context), now(), flow="reread")
        if dry_run:
            printing.print_foreseen(foresee(this), as_json=as_json)
            return
        with slot(this), printing.progress("reading again", is_quiet=quiet or as_json) as advance:
            counts = again_here(this, advance)
            finish_run(this, Stored(counts=counts), now())
    if as_json or not quiet:
        printing.print_counts(counts, as_json=as_json)


def add(
    context: typer.Context,
    url: Annotated[str, typer.Argument(help="The article's address.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Its language, ISO 639-1: en, fr, ko ...")],
    outlet: Annotated[
        str | None, typer.Option(help="Its outlet's id; else that of the feed on its site, or the host.")
    ] = None,
    watch: WatchOption = DEFAULT_WATCH,
) -> None:
    """Watch a page that is in no feed. The next run fetches it, and later runs look at it again."""
    from extractors.urls import canonical_url
    from flows.collection.added import add_page

    with told_errors():
        reason = _refusal(url)
        address = canonical_url(url)
        if reason is not None or address is None:
            raise fail(f"{url} cannot be watched: {reason or 'it is no address of a page'}.", Exit.USAGE)
        found = find_watch(watch)
        is_new = add_page(found, home_of(context), address, language=language, outlet=outlet, now=now())
    typer.echo(f"{address} {'is watched from the next run on' if is_new else 'was watched already'}.")


def _refusal(url: str) -> str | None:
    """Return why a page is not for us, also where its address is plainly one that no run would connect to."""
    from flows.outlets.addresses import is_public, refusal

    if (reason := refusal(url)) is not None:
        return reason
    host = (urlsplit(url).hostname or "").strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return None  # a name: judged when it is connected to
    return None if is_public(host) else "it is no public address"


def _run_here(this: Run, only: list[str], *, is_quiet: bool) -> "tuple[Stored, Deliveries]":
    from flows.collection.here import collect_here

    with printing.progress("asking feeds", is_quiet=is_quiet) as advance:
        return collect_here(
            this,
            only=only,
            progress=advance,
            finished_at=now,
            stream=sys.stderr if is_quiet else sys.stdout,
        )


def _run_tracked(this: Run, watch: str, only: list[str], wait_s: float) -> "Stored":
    """Run the flow in this process, tracked by the Prefect API that is configured, or by a temporary one."""
    from flows.collect import collect_now

    return collect_now(watch=watch, home=str(this.home), only=only, wait_s=wait_s)
