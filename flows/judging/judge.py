"""Collects what the finders found, lets the policy decide on each, words what is to be told and says who carries it.

Reads the warehouse, writes nothing: what it returns is stored by the caller.
"""

import json
from collections.abc import Mapping, Sequence

from extractors.claims import Reader
from extractors.values import Issue, Kind
from flows.alerts import wording
from flows.alerts.alert import Alert, alert_key, event_key, moved_key, series_of
from flows.alerts.policy import Decision, Origin, Verdict, policy_of
from flows.collection.prior import Prior
from flows.collection.runs import Run
from flows.judging.events import carriers
from flows.judging.flaps import marked, unstable_alerts, unstable_versions
from flows.judging.found import Found, Fresh, Judged, named
from flows.judging.outlets import between
from flows.judging.revisions import within
from flows.judging.storms import calm
from flows.records import Record
from warehouse.connect import Connection
from warehouse.rows import Across, AlertRow, ChangeCause, ChangeRow
from warehouse.rows import Decision as StoredDecision


def judge(
    con: Connection,
    run: Run,
    reader: Reader,
    fresh: Sequence[Fresh],
    priors: Mapping[int, Prior],
    recent: Sequence[AlertRow],
    beside: Sequence[Alert] = (),
) -> Judged:
    """Return the changes that the new versions make, decided, and the alerts among them with who carries them.

    `beside` are the alerts that no change makes: of pages that are gone, of feeds that are silent.
    """
    issues: list[Issue] = []
    found = [
        item for version in fresh for item in within(version, priors.get(version.stored.version.article_id), issues)
    ]
    found += between(con, run, reader, fresh, issues)
    found = marked(found, unstable_versions(fresh, priors))
    rows, told = _decided(run, found, recent)
    notes = (policy_of(run.watch).route(alert) for alert in (*beside, *unstable_alerts(run, fresh, priors, found)))
    alerts = calm(run, [*told, *filter(None, notes)], recent)
    keyed = [(_event(run, item), item) for item in found]
    return Judged(
        changes=tuple(rows),
        alerts=alerts,
        issues=tuple(issues),
        carriers=carriers(con, run, reader.rules_version, fresh, keyed, alerts, recent),
    )


def _decided(run: Run, found: Sequence[Found], recent: Sequence[AlertRow]) -> tuple[list[ChangeRow], list[Alert]]:
    """Return what was found as changes with what the policy decided, and the alerts; each event is told once."""
    told = {row.event_key for row in recent} | _moved(run, [json.loads(row.payload) for row in recent])
    policy = policy_of(run.watch)
    rows: list[ChangeRow] = []
    alerts: list[Alert] = []
    for item in found:
        event = _event(run, item)
        events = (event, *_carried(run, item))
        decision = policy.decide(item.change, finding=item.finding, told=told, events=events, origin=_origin(run, item))
        rows.append(_change_row(run, item, decision, event))
        if decision.verdict is Verdict.ALERTED:
            alerts.append(_alert(run, item, decision, event))
            told |= {event} | _moved(run, [alerts[-1].payload()])
    return rows, alerts


def _event(run: Run, item: Found) -> str:
    return item.event or event_key(run.watch.id, item.across, item.change)


def _origin(run: Run, item: Found) -> Origin:
    """Return what brought a change to light; of what a run of the past brings, the publisher's own is the archive's."""
    return Origin.ARCHIVE if run.is_past and item.origin is Origin.PUBLISHER else item.origin


def _moved(run: Run, payloads: Sequence[Record]) -> set[str]:
    """Return the values to which alerts have said that a series moved."""
    moves = (Across.REVISIONS, Across.SERIES)
    afters = ((payload["series"], payload["after"]) for payload in payloads if payload["across"] in moves)
    return {
        moved_key(run.watch.id, str(series), after["claim"]["low"], after["claim"]["high"])
        for series, after in afters
        if isinstance(after, dict) and after["claim"]
    }


def _carried(run: Run, item: Found) -> tuple[str, ...]:
    """Return the keys of the moves that a difference between outlets, or a source's own move, may merely repeat."""
    if item.across not in (Across.OUTLETS, Across.SERIES):
        return ()
    ends = (item.change.after,) if item.across is Across.SERIES else (item.change.before, item.change.after)
    claims = (claim for claim in ends if claim is not None)
    return tuple(moved_key(run.watch.id, series_of(claim), claim.low, claim.high) for claim in claims)


def _change_row(run: Run, item: Found, decision: Decision, event: str) -> ChangeRow:
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
        event_key=event,
        reasons=item.reasons,
        notice=item.notice,
        before_claim_id=before.claim_id if before else None,
        after_claim_id=after.claim_id if after else None,
        before_version_id=before.version_id if before else None,
        after_version_id=after.version_id if after else None,
    )


def _alert(run: Run, item: Found, decision: Decision, event: str) -> Alert:
    change = item.change
    before, after = named(run, item.before), named(run, item.after)
    claim = change.after or change.before
    series = series_of(claim) if claim else change.metric
    is_between = item.across is not Across.REVISIONS
    return Alert(
        key=alert_key(run.watch.id, decision.question, series, str(change.change), item.before, item.after),
        event_key=event,
        watch=run.watch.id,
        question=decision.question,
        series=series,
        kind=str(change.change),
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
