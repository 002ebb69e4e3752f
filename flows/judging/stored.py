"""Brings stored changes and alerts back as values, for what waits and for replays. Reads the warehouse."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.values import Change, ChangeKind, Claim
from flows.alerts.alert import Alert, Side
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.judging.found import Found
from flows.records import Record, parse_instant
from flows.translate import claim_of, patched, version_side
from warehouse import people, read
from warehouse.answers import VersionText
from warehouse.connect import Connection
from warehouse.people import CorrectionRow
from warehouse.rows import AlertRow, ChangeRow, ClaimRow


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the warehouse knows of the two sides of some changes, by id."""

    claims: Mapping[int, ClaimRow]
    corrections: Mapping[int, CorrectionRow]
    versions: Mapping[int, VersionText]


def found_again(con: Connection, rows: Sequence[ChangeRow]) -> tuple[Found, ...]:
    """Return changes as the finders found them, in the order given."""
    claim_ids = {i for row in rows for i in (row.before_claim_id, row.after_claim_id) if i is not None}
    version_ids = {i for row in rows for i in (row.before_version_id, row.after_version_id) if i is not None}
    known = _Known(
        claims=read.claims_by_id(con, claim_ids),
        corrections=people.corrections_of(con, claim_ids),
        versions=read.version_texts(con, version_ids),
    )
    return tuple(_found(row, known) for row in rows)


def _found(row: ChangeRow, known: _Known) -> Found:
    before = _side(row.before_version_id, row.before_claim_id, known, row.seen_at)
    after = _side(row.after_version_id, row.after_claim_id, known, row.seen_at)
    return Found(
        change=Change(
            metric=row.metric,
            change=ChangeKind(row.change),
            before=_claim(before),
            after=_claim(after),
            alert=row.advises_alert,
            why=row.why,
        ),
        before=before,
        after=after,
        across=row.across,
        finding=Finding(row.finding),
        reasons=row.reasons,
        notice=row.notice,
        origin=Origin(row.origin),
        event=row.event_key,
    )


def _side(version_id: int | None, claim_id: int | None, known: _Known, at: datetime) -> Side | None:
    """Return one side of a change, its claim as people had corrected it by then."""
    if version_id is None:
        return None
    claim = claim_of(known.claims[claim_id]) if claim_id is not None else None
    correction = known.corrections.get(claim_id) if claim_id is not None else None
    if claim is not None and correction is not None and correction.corrected_at <= at:
        claim = patched(claim, correction)
    return version_side(known.versions[version_id], claim, claim_id)


def _claim(side: Side | None) -> Claim | None:
    return side.claim if side is not None else None


def raised_again(row: AlertRow) -> Alert:
    """Return a stored alert that no change made; its sides are those of the pages it tells of, without claims."""
    payload = json.loads(row.payload)
    return Alert(
        key=row.alert_key,
        event_key=row.event_key,
        watch=row.watch,
        question=row.question,
        series=row.series,
        kind=row.kind,
        across=payload["across"],
        severity=row.severity,
        raised_at=row.raised_at,
        headline=row.headline,
        lines=tuple(payload["lines"]),
        why=payload["why"],
        before=_page(payload["before"]),
        after=_page(payload["after"]),
        finding=Finding(row.finding),
        reasons=tuple(payload["reasons"]),
        notice=payload["notice"] or "",
    )


def _page(record: Record | None) -> Side | None:
    if record is None:
        return None
    published = record["published_at"]
    return Side(
        outlet=str(record["outlet"]),
        outlet_name=str(record["outlet_name"]),
        publisher=str(record["publisher"]),
        language=str(record["language"]),
        url=str(record["url"]),
        title=str(record["title"]),
        seen_at=parse_instant(str(record["seen_at"])),
        published_at=parse_instant(str(published)) if published else None,
        version_id=int(str(record["version_id"])),
        claim=None,
    )
