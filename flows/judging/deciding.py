"""Lets the policy decide on what was found, and words what is to be told. Reads the warehouse for second mentions only.

A run decides so on what it finds, a replay on what is stored.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.values import Kind
from flows.alerts import wording
from flows.alerts.alert import Alert, alert_key, event_key, moved_key, series_of
from flows.alerts.policy import Decision, Origin, Verdict, policy_of
from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.judging.found import Found, named
from flows.judging.mentions import Mentions
from flows.records import Record
from warehouse.rows import Across, AlertRow, ChangeCause, ChangeRow
from warehouse.rows import Decision as StoredDecision

_STANDS_ALONE = frozenset({Finding.FIRST_REPORT, Finding.STALE_CARRIER})
"""Findings that say of no series that it moved, and that no move makes old news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was found, the key of its event, what the policy decided, and the alert that follows if one does."""

    item: Found
    event: str
    decision: Decision
    alert: Alert | None = None


def decide(run: Run, found: Sequence[Found], recent: Sequence[AlertRow], mentions: Mentions) -> tuple[Decided, ...]:
    """Return what was found with what the policy decides, in the same order; each event is told once.

    `recent` are the alerts by which an event is known as told; in `mentions` those that must wait find a second one.
    """
    told = {row.event_key for row in recent} | _moved(run, [json.loads(row.payload) for row in recent])
    same: dict[str, list[Found]] = defaultdict(list)
    for item in found:
        same[_event(run, item)].append(item)
    ones: list[Decided] = []
    for item in found:
        event = _event(run, item)
        ones.append(_decided(run, item, event, told, mentions, same[event]))
        if (alert := ones[-1].alert) is not None:
            told |= {event} | _moved(run, [alert.payload()])
    return tuple(ones)


def change_row(run: Run, decided: Decided) -> ChangeRow:
    """Return what was found as a change with what the policy decided."""
    item, decision = decided.item, decided.decision
    change, before, after = item.change, item.before, item.after
    return ChangeRow(
        watch=run.watch.id,
        seen_at=run.now,
        run_id=run.run_id,
        across=item.across,
        metric=change.metric,
        change=str(change.change),
        why=change.why,
        decision=StoredDecision(str(decision.verdict)),
        decision_reason=decision.reason,
        advises_alert=change.alert,
        cause=ChangeCause.TECHNICAL if item.origin is Origin.TECHNICAL else ChangeCause.PUBLISHER,
        finding=str(item.finding),
        origin=str(_origin(run, item)),
        event_key=decided.event,
        reasons=item.reasons,
        notice=item.notice,
        before_claim_id=before.claim_id if before else None,
        after_claim_id=after.claim_id if after else None,
        before_version_id=before.version_id if before else None,
        after_version_id=after.version_id if after else None,
    )


def _decided(run: Run, item: Found, event: str, told: set[str], mentions: Mentions, same: Sequence[Found]) -> Decided:
    """Return what becomes of one item; `same` are all that tell the same event."""
    decision = _decision(run, item, event, told)
    if decision.verdict is Verdict.WAITING and (confirmed := mentions.confirmed(item, same)):
        item = confirmed
        decision = _decision(run, item, event, told, is_confirmed=True)
    alert = _alert(run, item, decision, event) if decision.verdict is Verdict.ALERTED else None
    return Decided(item=item, event=event, decision=decision, alert=alert)


def _decision(run: Run, item: Found, event: str, told: set[str], *, is_confirmed: bool = False) -> Decision:
    return policy_of(run.watch).decide(
        item.change,
        finding=item.finding,
        told=told,
        events=(event, *_carried(run, item)),
        origin=_origin(run, item),
        is_confirmed=is_confirmed,
    )


def _event(run: Run, item: Found) -> str:
    return item.event or event_key(run.watch.id, item.across, item.change)


def _origin(run: Run, item: Found) -> Origin:
    """Return what brought a change to light; of what a run of the past brings, the publisher's own is the archive's."""
    return Origin.ARCHIVE if run.is_past and item.origin is Origin.PUBLISHER else item.origin


def _moved(run: Run, payloads: Sequence[Record]) -> set[str]:
    """Return the values to which alerts have said that a series moved."""
    moves = (Across.REVISIONS, Across.SERIES)
    afters = (
        (payload["series"], payload["after"])
        for payload in payloads
        if payload["across"] in moves and payload.get("finding") not in _STANDS_ALONE
    )
    return {
        moved_key(run.watch.id, str(series), after["claim"]["low"], after["claim"]["high"])
        for series, after in afters
        if isinstance(after, dict) and after["claim"]
    }


def _carried(run: Run, item: Found) -> tuple[str, ...]:
    """Return the keys of the moves that a difference between outlets, or a source's own move, may merely repeat."""
    if item.across not in (Across.OUTLETS, Across.SERIES) or item.finding in _STANDS_ALONE:
        return ()
    ends = (item.change.after,) if item.across is Across.SERIES else (item.change.before, item.change.after)
    claims = (claim for claim in ends if claim is not None)
    return tuple(moved_key(run.watch.id, series_of(claim), claim.low, claim.high) for claim in claims)


def _alert(run: Run, item: Found, decision: Decision, event: str) -> Alert:
    change = item.change
    before, after = named(run, item.before), named(run, item.after)
    claim = change.after or change.before
    series = series_of(claim) if claim else change.metric
    is_between = item.across is not Across.REVISIONS
    kind = str(item.finding if item.finding in _STANDS_ALONE else change.change)
    return Alert(
        key=alert_key(run.watch.id, decision.question, series, kind, item.before, item.after),
        event_key=event,
        watch=run.watch.id,
        question=decision.question,
        series=series,
        kind=kind,
        across=str(item.across),
        severity="high" if claim is not None and claim.kind is Kind.FIGURE else "medium",
        raised_at=run.now,
        headline=wording.headline(change, before, after, is_between=is_between, finding=item.finding),
        lines=wording.lines(change, before, after),
        why=change.why,
        before=before,
        after=after,
        finding=item.finding,
        reasons=item.reasons,
        notice=item.notice,
        route=decision.route,
    )
