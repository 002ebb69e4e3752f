"""The command that tries a policy on what is stored before anybody adopts it: replay."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.alerts.wording import counted
from flows.console.exits import told_errors
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, instant_given
from flows.console.printing import print_json, when
from flows.records import printable
from flows.watching.known import find_watch

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.judging.replaying import Difference, Replayed


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(replay)


def replay(
    context: typer.Context,
    since: Annotated[str, typer.Option(help="From this day (or instant, UTC) on.")],
    policy: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A policy.toml to try, in place of the watch's own."),
    ] = None,
    watch: WatchOption = DEFAULT_WATCH,
    as_json: JsonOption = False,
) -> None:
    """Try a policy on what is stored.

    Shows which alerts would be gained, lost or routed otherwise. Writes nothing; docs/policy.md says more.
    """
    from flows.judging.replaying import replay as replayed_by
    from flows.watching.loading import with_policy
    from warehouse import connect

    with told_errors():
        begin = instant_given(since)
        tried = find_watch(watch)
        tried = tried if policy is None else with_policy(tried, policy)
        with connect.reader(home_of(context)) as con:
            replayed = replayed_by(con, home_of(context), tried, begin)
    if as_json:
        print_json(_record(replayed))
        return
    for difference in replayed.differences:
        _print_difference(difference)
    typer.echo(_summary(replayed))


def _record(replayed: "Replayed") -> dict[str, object]:
    return {
        "runs": replayed.count_runs,
        "changes": replayed.count_changes,
        "alerts": replayed.count_alerts,
        "differences": [difference.record() for difference in replayed.differences],
    }


def _print_difference(difference: "Difference") -> None:
    alert = difference.alert
    typer.secho(
        f"{difference.effect:<8}  {when(alert.raised_at)}  {alert.finding}  {printable(alert.headline)}",
        bold=True,
    )
    typer.echo(f"          {difference.was or 'nothing'} -> {difference.would_be or 'nothing'}: {difference.reason}")


def _summary(replayed: "Replayed") -> str:
    over = (
        f"{counted(replayed.count_changes, 'change')} and {counted(replayed.count_alerts, 'alert')} "
        f"of {counted(replayed.count_runs, 'run')}"
    )
    found = replayed.differences
    if not found:
        return f"{over}: no difference."
    effects = [difference.effect for difference in found]
    parts = [f"{effects.count(effect)} {effect}" for effect in dict.fromkeys(sorted(effects))]
    return f"{over}: {', '.join(parts)}."
