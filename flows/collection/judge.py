"""Compares each new version with the one before and with the other outlets, and lets the policy decide.

Reads the warehouse, writes nothing: the changes and alerts that it returns are stored by the caller.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import overload

from extractors.changes import between_outlets, between_revisions
from extractors.claims import Reader
from extractors.grounding import PROPOSED, ours
from extractors.values import Change, Issue, Kind, Reading
from flows.alerts import wording
from flows.alerts.alert import Alert, Side, alert_key, event_key, moved_key, series_of
from flows.alerts.policy import Decision, Origin, Policy, Verdict
from flows.alerts.takedown import is_takedown, takedown_alert
from flows.collection.faults import attempt
from flows.collection.harvest import Visit
from flows.collection.prior import Prior
from flows.collection.runs import Run
from flows.records import Record
from flows.translate import article_of, side_of, telling_of, version_side
from warehouse import read
from warehouse.answers import ArticleState, Told, VersionText
from warehouse.connect import Connection
from warehouse.rows import Across, AlertRow, ChangeCause, ChangeRow, VersionCause, VersionRow
from warehouse.rows import Decision as StoredDecision

COMPARED_BACK = timedelta(hours=72)
"""How far apart two outlets' articles may be published to be held against each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A version that this batch stored: what was read in it, and the ids of its claims in the same order.

    `prior_last_seen_at` is when the version before it was last found in place.
    """

    stored: VersionText
    reading: Reading
    claim_ids: tuple[int, ...]
    prior_claim_ids: tuple[int, ...] = ()
    prior_last_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What comparing found; `issues` are the pairs that our code failed to compare."""

    changes: tuple[ChangeRow, ...]
    alerts: tuple[Alert, ...]
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A change between two sides, before anybody decided on it."""

    change: Change
    before: Side | None
    after: Side | None
    across: Across
    origin: Origin = Origin.PUBLISHER


def judge(
    con: Connection,
    run: Run,
    reader: Reader,
    fresh: Sequence[Fresh],
    priors: Mapping[int, Prior],
    recent: Sequence[AlertRow],
) -> Judged:
    """Return the changes that the new versions make, decided, and the alerts among them."""
    told = {row.event_key for row in recent} | _moved(run, [json.loads(row.payload) for row in recent])
    issues: list[Issue] = []
    found = [
        item for version in fresh for item in _within(version, priors.get(version.stored.version.article_id), issues)
    ]
    found += _between(con, run, reader, fresh, issues)
    policy = Policy(story=run.watch.story, thresholds=run.watch.thresholds)
    rows, alerts = [], []
    for item in found:
        event = event_key(run.watch.id, item.across, item.change)
        events = (event, *_carried(run, item))
        decision = policy.decide(item.change, told=told, events=events, origin=_origin(run, item))
        rows.append(_change_row(run, item, decision))
        if decision.verdict is Verdict.ALERTED:
            alerts.append(_alert(run, item, decision, event))
            told |= {event} | _moved(run, [alerts[-1].payload()])
    return Judged(changes=tuple(rows), alerts=tuple(alerts), issues=tuple(issues))


def _origin(run: Run, item: _Found) -> Origin:
    """Return what brought a change to light; of what a run of the past brings, the publisher's own is the archive's."""
    return Origin.ARCHIVE if run.is_past and item.origin is Origin.PUBLISHER else item.origin


def _moved(run: Run, payloads: Sequence[Record]) -> set[str]:
    """Return the values to which alerts have said that a series moved within an article."""
    afters = ((payload["series"], payload["after"]) for payload in payloads if payload["across"] == Across.REVISIONS)
    return {
        moved_key(run.watch.id, str(series), after["claim"]["low"], after["claim"]["high"])
        for series, after in afters
        if isinstance(after, dict) and after["claim"]
    }


def _carried(run: Run, item: _Found) -> tuple[str, ...]:
    """Return the keys of the moves that a difference between outlets may merely be the other end of."""
    if item.across is not Across.OUTLETS:
        return ()
    claims = (claim for claim in (item.change.before, item.change.after) if claim is not None)
    return tuple(moved_key(run.watch.id, series_of(claim), claim.low, claim.high) for claim in claims)


def takedowns(
    con: Connection, run: Run, visits: Sequence[Visit], states: Mapping[str, ArticleState]
) -> tuple[Alert, ...]:
    """Return an alert for each article whose absence these visits confirm; none in a run of the past."""
    if run.is_past:
        return ()
    gone = [
        (visit, state)
        for visit in visits
        if (state := states.get(visit.url)) and is_takedown(state, visit.outcome, run.now)
    ]
    versions = read.last_versions(con, [state.article_id for _, state in gone])
    return tuple(
        takedown_alert(
            run.watch.id,
            _named(run, version_side(_text_of(versions[state.article_id], state), None, None)),
            visit.outcome,
            state.gone_since_at or run.now,
            run.now,
        )
        for visit, state in gone
    )


def _text_of(version: VersionRow, state: ArticleState) -> VersionText:
    return VersionText(version=version, url=state.url, publisher=state.publisher, is_baseline=state.is_baseline)


def _within(version: Fresh, prior: Prior | None, issues: list[Issue]) -> Iterator[_Found]:
    """Yield the changes between a version and the one before it; none for the first of an article."""
    if prior is None:
        return
    is_technical = version.stored.version.cause is VersionCause.TECHNICAL
    origin = Origin.TECHNICAL if is_technical else Origin.PUBLISHER
    after = ours(version.reading)  # what only a model found moves no verdict
    compared = partial(between_revisions, prior.article, prior.reading, article_of(version.stored), after)
    for change in attempt(issues, version.stored.url, compared) or ():
        before_id = _claim_id(change.before, prior.reading, version.prior_claim_ids)
        after_id = _claim_id(change.after, version.reading, version.claim_ids)
        yield _Found(
            change=change,
            before=replace(
                version_side(prior.stored, change.before, before_id), last_seen_at=version.prior_last_seen_at
            ),
            after=version_side(version.stored, change.after, after_id),
            across=Across.REVISIONS,
            origin=origin,
        )


def _between(
    con: Connection, run: Run, reader: Reader, fresh: Sequence[Fresh], issues: list[Issue]
) -> Iterator[_Found]:
    """Yield the changes between a new version and what other outlets tell now, each pair and event once."""
    if not fresh:
        return
    new = {version.stored.version.version_id: version.stored.is_baseline for version in fresh}
    tellings = read.recent_tellings(con, run.watch.id, run.now - COMPARED_BACK, reader.rules_version)
    by_source: dict[str | None, list[Told]] = defaultdict(list)
    for told in tellings:
        is_ours = PROPOSED not in told.claim.reasons and told.claim.seen_at <= run.now  # an archive is read later
        if is_ours and told.claim.kind == Kind.FIGURE and told.claim.source is not None:
            by_source[told.claim.source].append(told)
    for group in by_source.values():
        yield from _pairs(group, new, run, issues)


def _pairs(group: Sequence[Told], new: Mapping[int, bool], run: Run, issues: list[Issue]) -> Iterator[_Found]:
    """Yield the changes between two tellings of one source; `new`: version id -> whether a baseline brought it.

    An event that a baseline tells does not hide the same event told by a feed that is no baseline.
    """
    names = {feed.outlet: feed.outlet_name for feed in run.watch.feeds}
    seen: set[tuple[str, Origin]] = set()
    ordered = sorted(group, key=lambda told: (told.claim.published_at or told.claim.seen_at, told.claim.claim_id))
    tellings = [telling_of(told, names) for told in ordered]
    for index, later in enumerate(ordered):
        for number, earlier in enumerate(ordered[:index]):
            arrived = [new[side.claim.version_id] for side in (earlier, later) if side.claim.version_id in new]
            if not arrived:
                continue
            compared = partial(between_outlets, tellings[number], tellings[index])
            change = attempt(issues, later.url, compared)
            if change is None:
                continue
            event = event_key(run.watch.id, Across.OUTLETS, change)
            origin = Origin.BASELINE if all(arrived) else Origin.PUBLISHER
            if (event, origin) not in seen:
                seen.add((event, origin))
                yield _Found(
                    change=change,
                    before=side_of(earlier),
                    after=side_of(later),
                    across=Across.OUTLETS,
                    origin=origin,
                )


def _claim_id(claim: object, reading: Reading, ids: Sequence[int]) -> int | None:
    for found, claim_id in zip(reading.claims, ids, strict=False):
        if found is claim:
            return claim_id
    return None


def _change_row(run: Run, item: _Found, decision: Decision) -> ChangeRow:
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
        before_claim_id=before.claim_id if before else None,
        after_claim_id=after.claim_id if after else None,
        before_version_id=before.version_id if before else None,
        after_version_id=after.version_id if after else None,
    )


def _alert(run: Run, item: _Found, decision: Decision, event: str) -> Alert:
    change = item.change
    before, after = _named(run, item.before), _named(run, item.after)
    claim = change.after or change.before
    series = series_of(claim) if claim else change.metric
    is_between = item.across is Across.OUTLETS
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
        headline=wording.headline(change, before, after, is_between=is_between),
        lines=wording.lines(change, before, after),
        why=change.why,
        before=before,
        after=after,
    )


@overload
def _named(run: Run, side: Side) -> Side: ...


@overload
def _named(run: Run, side: Side | None) -> Side | None: ...


def _named(run: Run, side: Side | None) -> Side | None:
    """Give a side its outlet's name as the watch has it."""
    if side is None:
        return None
    name = next((feed.outlet_name for feed in run.watch.feeds if feed.outlet == side.outlet), side.outlet)
    return replace(side, outlet_name=name)
