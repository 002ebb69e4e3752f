"""Finds who carries an event that is alerted: the outlets that tell what a side of the alert tells, or edit alike.

Those that tell it in the run that alerts, and later ones as they come: these are carriers of that alert, and no alert.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.comparing.alignment import same_value
from extractors.comparing.keys import is_fresh, key_of
from extractors.grounding import PROPOSED
from extractors.values import Claim
from flows.alerts.alert import Alert, Side
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.judging.outlets import COMPARED_BACK
from flows.records import Record
from flows.translate import claim_of, side_of, version_side
from warehouse import read
from warehouse.connect import Connection
from warehouse.events import CarrierRow, first_told
from warehouse.rows import Across, AlertRow

BEFORE, AFTER = "before", "after"

CARRIED = frozenset(
    {
        Finding.SILENT_EDIT,
        Finding.OPEN_EDIT,
        Finding.SUPERSESSION,
        Finding.MISQUOTATION,
        Finding.CONTRADICTION,
        Finding.DRIFT,
        Finding.FIRST_REPORT,
    }
)
"""The findings whose matter other outlets may tell too; the others are about one outlet or one page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a side of an alert tells; `claim` is None where a claim was taken out."""

    alert_key: str
    event_key: str
    side: str
    claim: Claim | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A telling of what a side of an alert tells; `is_edit` says that it came with the edit in which it was seen."""

    event: Event
    side: Side
    is_edit: bool


def carriers(
    con: Connection,
    run: Run,
    rules_version: str,
    fresh: Sequence[Fresh],
    found: Sequence[tuple[str, Found]],
    alerts: Sequence[Alert],
    recent: Sequence[AlertRow],
) -> tuple[CarrierRow, ...]:
    """Return who carries the new alerts, and which of the new versions carry the `recent` ones; none for the past.

    Args:
        con: where tellings, and since when they are told, are looked up.
        run: the run that judges.
        rules_version: of the readings that are compared.
        fresh: the versions that are new.
        found: what was found in them, each with the key of its event.
        alerts: those that follow.
        recent: the stored alerts whose events are still remembered.
    """
    if run.is_past or not fresh:
        return ()
    known, new = _stored_events(con, recent), [event for alert in alerts for event in _events(alert)]
    tellings = [side for version in fresh for side in _sides(version)]
    carried = [*_same_edits(found, [*known, *new]), *_same_tellings(tellings, known)]
    if new:
        told = read.recent_tellings(con, run.watch.id, run.now - COMPARED_BACK, rules_version)
        carried += _same_tellings([side_of(one) for one in told if one.claim.seen_at <= run.now], new)
    return _rows(con, run, carried)


def tells(claim: Claim, told: Claim) -> bool:
    """Return whether a claim says what another one says: of one source, of one thing, as surely, the same number."""
    return (
        told.source is not None
        and claim.source == told.source
        and claim.modality is told.modality
        and is_fresh(claim)
        and PROPOSED not in claim.reasons
        and key_of(claim) == key_of(told)
        and same_value(claim, told)
    )


def _events(alert: Alert) -> Iterator[Event]:
    """Yield the sides of a new alert that others may carry: the later one, and the earlier one between tellers."""
    if alert.finding not in CARRIED:
        return
    for name in _carried_sides(alert.across, has_after=alert.after is not None):
        side = alert.after if name == AFTER else alert.before
        yield Event(alert_key=alert.key, event_key=alert.event_key, side=name, claim=side.claim if side else None)


def _carried_sides(across: str, *, has_after: bool) -> tuple[str, ...]:
    if across in (Across.OUTLETS, Across.SOURCES):
        return (BEFORE, AFTER)
    return (AFTER,) if has_after else (BEFORE,)


def _stored_events(con: Connection, recent: Sequence[AlertRow]) -> list[Event]:
    """Return what the sides of stored alerts tell; a claim that is not stored is None."""
    rows = [(row, json.loads(row.payload)) for row in recent if row.finding in CARRIED]
    ids = [number for _, payload in rows for name in (BEFORE, AFTER) if (number := _claim_id(payload, name))]
    claims = read.claims_by_id(con, ids) if ids else {}
    return [
        Event(
            alert_key=row.alert_key,
            event_key=row.event_key,
            side=name,
            claim=claim_of(claims[number]) if (number := _claim_id(payload, name)) in claims else None,
        )
        for row, payload in rows
        for name in _carried_sides(payload["across"], has_after=payload["after"] is not None)
    ]


def _claim_id(payload: Record, name: str) -> int:
    """Return the id of a side's claim, 0 where it has none."""
    side = payload[name]
    return int(str(side["claim_id"] or 0)) if isinstance(side, dict) else 0


def _sides(version: Fresh) -> Iterator[Side]:
    """Yield what a new version tells, as sides."""
    for claim, claim_id in zip(version.reading.claims, version.claim_ids, strict=False):
        yield version_side(version.stored, claim, claim_id)


def _same_edits(found: Iterable[tuple[str, Found]], events: Iterable[Event]) -> Iterator[Carried]:
    """Yield what publishers did under the key of an alert's event, by its later side, or by what it took out."""
    by_key = {event.event_key: event for event in events if event.side == AFTER or event.claim is None}
    for key, item in found:
        side = item.after or item.before
        if item.origin is Origin.PUBLISHER and side is not None and (event := by_key.get(key)):
            yield Carried(event=event, side=side, is_edit=item.across is Across.REVISIONS)


def _same_tellings(tellings: Iterable[Side], events: Sequence[Event]) -> Iterator[Carried]:
    by_thing: dict[tuple[str, str | None], list[Event]] = {}
    for event in events:
        if event.claim is not None:
            by_thing.setdefault((event.claim.metric, event.claim.source), []).append(event)
    for side in tellings:
        claim = side.claim
        for event in by_thing.get((claim.metric, claim.source), ()) if claim is not None else ():
            if claim is not None and event.claim is not None and tells(claim, event.claim):
                yield Carried(event=event, side=side, is_edit=False)


def _rows(con: Connection, run: Run, carried: Sequence[Carried]) -> tuple[CarrierRow, ...]:
    """Return the carriers as rows: an edit since it was seen, a telling since its article first had it."""
    ids = [one.side.claim_id for one in carried if one.side.claim_id is not None and not one.is_edit]
    told_at = first_told(con, ids) if ids else {}
    return tuple(
        CarrierRow(
            watch=run.watch.id,
            event_key=one.event.event_key,
            alert_key=one.event.alert_key,
            side=one.event.side,
            outlet=one.side.outlet,
            publisher=one.side.publisher,
            language=one.side.language,
            url=one.side.url,
            version_id=one.side.version_id,
            claim_id=one.side.claim_id,
            via=one.side.claim.via if one.side.claim else None,
            carried_at=told_at.get(one.side.claim_id or 0, one.side.seen_at),
            run_id=run.run_id,
        )
        for one in carried
    )
