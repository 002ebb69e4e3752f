"""Tells a storm of one outlet as one alert and holds its single ones for the digest. Pure.

A redesign, a new plugin or a changed date on every page makes hundreds of alerts at once, each of them true by its own
words. They are stored, but one message goes out; the outlet's further alerts are held until a day without storm.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flows.alerts.alert import Alert, standing_key
from flows.alerts.policy import policy_of
from flows.alerts.verdicts import Finding, Route
from flows.collection.runs import Run
from flows.records import Record
from flows.watching.rules import StormSizes
from warehouse.rows import AlertRow

DAY = timedelta(days=1)

SHOWN = 20
"""So many of the alerts of a storm are listed in it."""

_UNCOUNTED = frozenset({Finding.STORM, Finding.UNSTABLE, Finding.SILENCE, Finding.RESUMED})
"""The findings of which an outlet makes one at most, or that are no message by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alert of an outlet that was sent at once or held back: what counts for a storm."""

    at: datetime
    run_id: str


def calm(run: Run, alerts: Sequence[Alert], recent: Sequence[AlertRow]) -> tuple[Alert, ...]:
    """Return the new alerts as they are to be stored: those of a storm held, with the one alert that tells of it.

    Args:
        run: the run that raises them.
        alerts: all that are new in a batch of the run, with their routes.
        recent: the stored alerts of the last days, earlier batches of this run among them.
    """
    stored = {row.alert_key for row in recent}
    by_outlet: dict[str, list[Alert]] = {}
    for alert in alerts:
        if alert.route is Route.NOW and alert.key not in stored and (outlet := _outlet(alert)):
            by_outlet.setdefault(outlet, []).append(alert)
    history = _history(recent)
    held: dict[str, str] = {}
    storms: list[Alert] = []
    for outlet, ours in by_outlet.items():
        earlier, rules = history.get(outlet, []), run.watch.rules
        storm_key = _lasting(outlet, earlier, recent, rules.storm, run.now)
        if storm_key is None and is_storm([*earlier, *(_raised(run) for _ in ours)], rules.storm):
            storm = _storm_alert(run, outlet, ours, count=len(ours) + _of_run(earlier, run.run_id))
            storm_key = storm.key
            storms += [routed] if (routed := policy_of(run.watch).route(storm)) else []
        if storm_key is not None:
            held |= dict.fromkeys((alert.key for alert in ours), storm_key)
    return (*storms, *(_held(alert, held.get(alert.key)) for alert in alerts))


def is_storm(raised: Sequence[Raised], sizes: StormSizes) -> bool:
    """Return whether the last of an outlet's alerts, in the order of time, come too thick: in its run, or in a day."""
    last = raised[-1]
    in_a_day = sum(one.at > last.at - DAY for one in raised)
    return _of_run(raised, last.run_id) > sizes.run or in_a_day > sizes.day


def _of_run(raised: Iterable[Raised], run_id: str) -> int:
    return sum(one.run_id == run_id for one in raised)


def _raised(run: Run) -> Raised:
    return Raised(at=run.now, run_id=run.run_id)


def _lasting(
    outlet: str, earlier: Sequence[Raised], recent: Sequence[AlertRow], sizes: StormSizes, now: datetime
) -> str | None:
    """Return the key of the storm that an outlet is still in: there was no day without one since it was told."""
    told = [row for row in recent if row.finding == Finding.STORM and row.series == _series(outlet)]
    if not told:
        return None
    storm = max(told, key=lambda row: row.raised_at)
    since = [n for n, one in enumerate(earlier) if one.at > storm.raised_at and is_storm(earlier[: n + 1], sizes)]
    last = max([storm.raised_at, *(earlier[n].at for n in since)])
    return storm.alert_key if now - last < DAY else None


def _history(recent: Sequence[AlertRow]) -> Mapping[str, list[Raised]]:
    """Return outlet -> its stored alerts that count, in the order of time."""
    found: dict[str, list[Raised]] = {}
    for row in sorted(recent, key=lambda row: row.raised_at):
        payload = json.loads(row.payload)
        if row.finding not in _UNCOUNTED and (row.route == Route.NOW or payload.get("held_by")):
            found.setdefault(_outlet_of(payload), []).append(Raised(at=row.raised_at, run_id=row.run_id))
    return found


def _outlet(alert: Alert) -> str:
    """Return whose doing an alert is, empty where it counts for nobody."""
    side = alert.after or alert.before
    return side.outlet if side is not None and alert.finding not in _UNCOUNTED else ""


def _outlet_of(payload: Record) -> str:
    side = payload["after"] or payload["before"]
    return str(side["outlet"]) if isinstance(side, dict) else ""


def _series(outlet: str) -> str:
    return f"{Finding.STORM}/{outlet}"


def _held(alert: Alert, storm_key: str | None) -> Alert:
    return alert if storm_key is None else replace(alert, route=Route.DIGEST, held_by=storm_key)


def _storm_alert(run: Run, outlet: str, alerts: Sequence[Alert], count: int) -> Alert:
    """Return the alert that tells of a storm; `after` is the first of the pages that made it."""
    sides = [side for alert in alerts if (side := alert.after or alert.before)]
    name = sides[0].outlet_name or outlet
    key = standing_key(run.watch.id, Finding.STORM, outlet, *sorted(alert.key for alert in alerts))
    sizes = run.watch.rules.storm
    why = (
        f"{count} alerts of {name} in one run"
        if count > sizes.run
        else f"{name} made more than {sizes.day} alerts within a day"
    )
    rest = len(alerts) - SHOWN
    return Alert(
        key=key,
        event_key=key,
        watch=run.watch.id,
        question=str(Finding.STORM),
        series=_series(outlet),
        kind=str(Finding.STORM),
        across="polls",
        severity="high",
        raised_at=run.now,
        headline=f"{name}: {len(alerts)} alerts at once, told as one",
        lines=(
            *(alert.headline for alert in alerts[:SHOWN]),
            *([f"and {rest} more, in the digest"] if rest > 0 else []),
            f"why: {why}",
        ),
        why=why,
        before=None,
        after=replace(sides[0], claim=None, claim_id=None),
        finding=Finding.STORM,
        reasons=(
            f"{why}.",
            "So many at once are often one cause: a redesign, an import, a fault of theirs or of ours.",
            "Its alerts are listed in the digest until a day has passed without a storm.",
        ),
    )
