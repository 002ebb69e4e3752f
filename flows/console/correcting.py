"""Commands on claims that were misread: claims list, correct, withdraw, restore."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from extractors.values import Bound, Modality
from flows.console.exits import told_errors
from flows.console.marked import BySomebody, NoteOption, hint
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, now
from flows.console.printing import print_json, when
from flows.records import instant, printable
from flows.watching.known import find_watch

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.judging.marking import Done
    from warehouse.people import CorrectionMade

ClaimArgument = Annotated[int, typer.Argument(help="The claim's number, as claimwatch alerts show names it.")]


def add_commands(app: typer.Typer) -> None:
    """Add this module's group of commands."""
    group = typer.Typer(
        rich_markup_mode=None, no_args_is_help=True, help="Correct or withdraw a claim that was misread; undo it; list."
    )
    group.command("list")(list_corrections)
    group.command()(correct)
    group.command()(withdraw)
    group.command()(restore)
    app.add_typer(group, name="claims")


def list_corrections(context: typer.Context, watch: WatchOption = DEFAULT_WATCH, as_json: JsonOption = False) -> None:
    """Print the corrections of a watch.

    Each with how it stands to what today's rules read there.
    """
    from warehouse import connect, people

    with told_errors():
        found = find_watch(watch)
        with connect.reader(home_of(context)) as con:
            made = people.corrections_made(con, found.id)
    if as_json:
        print_json([{**asdict(one), "corrected_at": instant(one.corrected_at)} for one in made])
        return
    for one in made:
        _print_made(one)
    if not made:
        typer.echo(f"no claim of {found.id} was corrected: {hint(context, 'alerts show KEY')} names claims")


def correct(
    context: typer.Context,
    claim: ClaimArgument,
    watch: WatchOption = DEFAULT_WATCH,
    low: Annotated[float | None, typer.Option(help="The number that is said, or the lower one.")] = None,
    high: Annotated[float | None, typer.Option(help="The upper number that is said.")] = None,
    bound: Annotated[Bound | None, typer.Option(help="How the number is bounded; not vague.")] = None,
    source: Annotated[str | None, typer.Option(help="Who says it, by id; '' is the outlet itself.")] = None,
    subject: Annotated[str | None, typer.Option(help="The side that is counted, by id.")] = None,
    metric: Annotated[str | None, typer.Option(help="What is counted or stated.")] = None,
    modality: Annotated[Modality | None, typer.Option(help="How sure it is said to be.")] = None,
    by: BySomebody = "",
    note: NoteOption = "",
) -> None:
    """Say what a misread claim says.

    A number must stand in its sentence. What was read stays in the history, and what is not named stays as it is.
    """
    from flows.judging.marking import Fix, correct_claim

    fix = Fix(low=low, high=high, bound=bound, source=source, subject=subject, metric=metric, modality=modality)
    with told_errors():
        done = correct_claim(find_watch(watch), home_of(context), claim, fix, by=by, note=note, now=now())
    _print_done(context, claim, done, watch)


def withdraw(
    context: typer.Context,
    claim: ClaimArgument,
    watch: WatchOption = DEFAULT_WATCH,
    by: BySomebody = "",
    note: NoteOption = "",
) -> None:
    """Say that the words claim nothing of the kind.

    The claim is told nowhere any more; what was read stays in the history.
    """
    from flows.judging.marking import withdraw_claim

    with told_errors():
        done = withdraw_claim(find_watch(watch), home_of(context), claim, by=by, note=note, now=now())
    _print_done(context, claim, done, watch)


def restore(
    context: typer.Context,
    claim: ClaimArgument,
    watch: WatchOption = DEFAULT_WATCH,
    by: BySomebody = "",
    note: NoteOption = "",
) -> None:
    """Let a claim stand again as it was read."""
    from flows.judging.marking import restore_claim

    with told_errors():
        done = restore_claim(find_watch(watch), home_of(context), claim, by=by, note=note, now=now())
    _print_done(context, claim, done, watch)


def _print_done(context: typer.Context, number: int, done: "Done", watch: str) -> None:
    from flows.alerts.wording import gloss

    typer.echo(f"claim {number} was read: {printable(gloss(done.read))}")
    if done.stands == done.read:
        typer.echo("it stands so again")
        return
    typer.echo(f"it stands as: {printable(gloss(done.stands)) if done.stands else 'withdrawn'}")
    for key, headline in done.alerts.items():
        typer.echo(f"an alert rests on it: {printable(headline)}")
        typer.echo(f"  {hint(context, f'alerts mark {key[:12]} wrong')}")
    typer.echo(f"to undo: {hint(context, f'claims restore {number}', watch)}")


def _print_made(one: "CorrectionMade") -> None:
    typer.secho(f"{when(one.corrected_at)}  claim {one.claim_id} {one.action} by {printable(one.author)}", bold=True)
    typer.echo(f"    {_STANDINGS[one.action if one.action == 'restored' else one.standing]}")
    typer.echo(f"    {printable(one.sentence)}")
    typer.echo(f"    {one.language}  {printable(one.url)}")
    for name in one.fields:
        typer.echo(f"    {name}: {_read(one, name)} -> {_stands(one, name)}")
    if one.note:
        typer.echo(f"    note: {printable(one.note)}")


_STANDINGS = {
    "held": "it stands against what today's rules read",
    "agreed": "today's rules read it so themselves",
    "unread": "today's rules read nothing there that it could hold for",
    "past": "it holds no longer: a later one came, or the claim was restored",
    "restored": "the claim stood as it was read from then on",
}


def _read(one: "CorrectionMade", name: str) -> str:
    if name == "value":
        return _number(one.read_low, one.read_high, one.read_bound)
    return str(getattr(one, f"read_{name}") or "the outlet itself")


def _stands(one: "CorrectionMade", name: str) -> str:
    if name == "value":
        return _number(one.low, one.high, one.bound)
    return str(getattr(one, name) or "the outlet itself")


def _number(low: float | None, high: float | None, bound: str | None) -> str:
    ends = dict.fromkeys(f"{end:,g}" for end in (low, high) if end is not None)
    return " ".join(part for part in ((bound or "").replace("_", " "), " to ".join(ends)) if part)
