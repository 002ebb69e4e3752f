"""Commands on alerts: alerts list, show, resend, ack, mark, precision."""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup
from typing_extensions import override

from flows.alerts.verdicts import Finding, Route
from flows.console.exits import Exit, fail, told_errors
from flows.console.marked import BySomebody, NoteOption, hint, print_alert_in_full
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, now
from flows.console.printing import print_json, when
from flows.records import Record, parse_instant, printable
from flows.watching.known import DEMO, find_watch

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from warehouse.connect import Connection
    from warehouse.people import AlertMark, AlertStanding, Precision

KeyArgument = Annotated[str, typer.Argument(help="The alert's key, or how it begins.")]


class ListFirst(TyperGroup):
    """A group whose first command is meant where none is named: `claimwatch alerts --json` lists."""

    @override
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # typer keeps the type to itself
        """Name the command `list` where options come first; a shell that completes wants to know all commands."""
        if not ctx.resilient_parsing and (not args or (args[0].startswith("-") and args[0] != "--help")):
            args = ["list", *args]
        return super().parse_args(ctx, args)


def add_commands(app: typer.Typer) -> None:
    """Add this module's group of commands."""
    group = typer.Typer(
        cls=ListFirst, rich_markup_mode=None, help="List alerts, send them again, and say whether they were right."
    )
    group.command("list")(list_alerts)
    group.command()(show)
    group.command("resend")(send_again)
    group.command()(ack)
    group.command()(mark)
    group.command()(precision)
    app.add_typer(group, name="alerts")


def list_alerts(
    context: typer.Context,
    watch: WatchOption = DEFAULT_WATCH,
    last: Annotated[int, typer.Option(min=1, help="How many, the newest last.")] = 20,
    since: Annotated[str | None, typer.Option(help="Only those raised since this date or instant (UTC).")] = None,
    finding: Annotated[Finding | None, typer.Option(help="Only those of this finding.")] = None,
    question: Annotated[str | None, typer.Option(help="Only those of this question of the watch.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only those with this outlet, by id or name.")] = None,
    language: Annotated[str | None, typer.Option(help="Only those with a side in this language.")] = None,
    unacknowledged: Annotated[bool, typer.Option("--unacknowledged", "-u", help="Only those nobody has seen.")] = False,
    dead: Annotated[bool, typer.Option("--dead", help="Only those that a channel was given up for.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the last alerts.

    Each with what was read before and after, its key, and what people said of it.
    """
    from flows.alerts.marks import Wanted
    from warehouse import connect

    wanted = Wanted(
        since=_instant(since),
        finding=finding,
        question=question,
        outlet=outlet,
        language=language,
        is_unacknowledged=unacknowledged,
        is_dead=dead,
    )
    with told_errors():
        found = find_watch(watch)
        with connect.reader(home_of(context)) as con:
            told = _told(con, found.id)
            of_demo = () if told else _told(con, DEMO)
    wished = [one for one in told if wanted.takes(*one)]
    listed = wished[-last:]
    if as_json:
        print_json([_with_standing(*one) for one in listed])
        return
    for one in listed:
        _print_short(*one)
    if len(listed) < len(wished):
        typer.echo(f"{len(wished) - len(listed)} earlier ones are not shown: --last {len(wished)}", err=True)
    if not listed:
        more = f"; this home holds {len(of_demo)} of the demo: --watch {DEMO}" if of_demo else ""
        typer.echo(
            f"none of the {len(told)} alerts of {found.id} is such"
            if told
            else f"no alerts of {found.id} yet{more}; how it does: {hint(context, 'status', watch)}"
        )


def show(context: typer.Context, key: KeyArgument, as_json: JsonOption = False) -> None:
    """Print one alert in full, and what to do next.

    Both sides, reasons, carriers, deliveries, marks and corrections.
    """
    from flows.judging.marking import find_alert
    from warehouse import connect

    with told_errors(), connect.reader(home_of(context)) as con:
        payload = json.loads(find_alert(con, key).payload)
        record = _full_record(con, payload)
    if as_json:
        print_json(record)
    else:
        print_alert_in_full(context, record)


def send_again(
    context: typer.Context,
    key: KeyArgument,
    watch: WatchOption = DEFAULT_WATCH,
    channel: Annotated[str | None, typer.Option(help="Only by this channel; by all that take it otherwise.")] = None,
) -> None:
    """Let the next run send an alert once more.

    Also where it was given up. It comes under its own key, by which a receiver drops repeats.
    """
    from flows.alerts.outbox import resend
    from flows.judging.marking import find_alert
    from warehouse import connect

    with told_errors():
        found = find_watch(watch)
        with connect.reader(home_of(context)) as con:
            row = find_alert(con, key, found.id)
        known = [way.id for way in found.delivery]
        if channel is not None and channel not in known:
            raise fail(f"{found.id} has no channel {channel!r}; it has: {', '.join(known) or 'none'}", Exit.USAGE)
        asked = resend(found, home_of(context), row.alert_key, now(), (channel,) if channel else ())
    typer.echo(f"the next run sends it by {', '.join(asked) or 'no channel: delivery.toml names none'}")


def ack(context: typer.Context, key: KeyArgument, by: BySomebody = "", note: NoteOption = "") -> None:
    """Say that an alert was seen, without a verdict."""
    from warehouse.people import AlertMark

    _mark(context, key, AlertMark.SEEN, by, note)


def mark(
    context: typer.Context,
    key: KeyArgument,
    verdict: Annotated[str, typer.Argument(help="right, wrong or unsure.")],
    by: BySomebody = "",
    note: NoteOption = "",
) -> None:
    """Say whether an alert was right. The latest word counts; all are kept, and the precision is published."""
    from warehouse.people import AlertMark

    if verdict not in (AlertMark.RIGHT, AlertMark.WRONG, AlertMark.UNSURE):
        raise fail(f"an alert is right, wrong or unsure, not {verdict!r}", Exit.USAGE)
    _mark(context, key, AlertMark(verdict), by, note)


def precision(context: typer.Context, watch: WatchOption = DEFAULT_WATCH, as_json: JsonOption = False) -> None:
    """Print how many alerts people found right.

    By language, finding and question, with the 95 % interval.
    """
    from dataclasses import asdict

    from warehouse import connect, people

    with told_errors():
        found = find_watch(watch)
        with connect.reader(home_of(context)) as con:
            rows = people.alert_precision(con, found.id)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        typer.echo(_precision_line(row))
    if not any(row.precision is not None for row in rows):
        typer.echo(f"nobody has marked an alert of {found.id} yet: {hint(context, 'alerts mark KEY right')}")


def _mark(context: typer.Context, key: str, said: "AlertMark", by: str, note: str) -> None:
    from flows.judging.marking import mark_alert

    with told_errors():
        row = mark_alert(home_of(context), key, said, by=by, note=note, now=now())
    typer.echo(f"{said}: {printable(row.headline)}")


def _precision_line(row: "Precision") -> str:
    name = row.value if row.grouped_by == "all" else f"{row.grouped_by} {row.value or '-'}"
    counts = (
        f"{row.count_right} right, {row.count_wrong} wrong, {row.count_unsure} unsure, {row.count_unmarked} unmarked"
    )
    if row.precision is None:
        return f"{name:<32}{'-':>6}{'':<16}  {counts}"
    return (
        f"{name:<32}{row.precision:>6.0%} ({row.precision_low or 0:>4.0%} to {row.precision_high or 0:>4.0%})  {counts}"
    )


def _instant(text: str | None) -> datetime | None:
    try:
        return None if text is None else parse_instant(text)
    except ValueError as error:
        raise fail(f"--since {text!r} is no date, as 2025-01-27 is one.", Exit.USAGE) from error


def _told(con: "Connection", watch: str) -> list[tuple[Record, "AlertStanding"]]:
    """Return the alerts of a watch, the newest last, with what became of each."""
    from warehouse import people, read

    standings = people.alert_standings(con, watch)
    return [(json.loads(row.payload), standings[row.alert_key]) for row in read.alerts_since(con, watch)]


def _with_standing(payload: Record, standing: "AlertStanding") -> Record:
    from flows.alerts.marks import standing_record

    return {**payload, "standing": standing_record(standing)}


def _print_short(payload: Record, standing: "AlertStanding") -> None:
    from flows.alerts.marks import standing_words

    typer.secho(f"{when(str(payload['raised_at']))}  {printable(str(payload['headline']))}", bold=True)
    lines = payload["lines"]
    for line in lines if isinstance(lines, list) else ():
        typer.echo(f"    {printable(str(line))}")
    route = "for the digest" if payload.get("route") == Route.DIGEST else ""
    said = "; ".join(filter(None, (route, standing_words(standing))))
    typer.secho(f"    key: {str(payload['key'])[:12]}" + (f"  {printable(said)}" if said else ""), dim=True)


def _full_record(con: "Connection", payload: Record) -> Record:
    """Return an alert with all that became of it."""
    from flows.alerts.carriers import carrier_record, chain_of, chain_record
    from flows.records import instant
    from warehouse import people
    from warehouse.events import carriers_of

    key = str(payload["key"])
    carriers = carriers_of(con, [key]).get(key, ())
    standings = people.alert_standings(con, str(payload["watch"]))
    return {
        **_with_standing(payload, standings[key]),
        "carriers": [carrier_record(carrier) for carrier in carriers],
        "cited": chain_record(chain_of([carrier for carrier in carriers if carrier.side == "after"])),
        "deliveries": [
            {
                "channel": d.channel,
                "attempt": d.attempt,
                "tried_at": instant(d.tried_at),
                "state": d.state,
                "error": d.error,
            }
            for d in people.deliveries_of(con, key)
        ],
        "marks": [
            {"mark": m.mark, "author": m.author, "note": m.note, "marked_at": instant(m.marked_at)}
            for m in people.alert_marks(con, key)
        ],
    }
