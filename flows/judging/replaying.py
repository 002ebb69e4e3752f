"""Runs a policy over what is stored: which alerts it would have given, held against those that were. Writes nothing.

What was found is taken as stored, never found anew: a changed policy, or a watch with other questions, decides on it
again, run by run, as the runs did. docs/policy.md says what a replay cannot know.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from flows.alerts.alert import Alert
from flows.alerts.policy import Verdict, policy_of
from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.collection.store import EVENT_MEMORY
from flows.judging.deciding import Decided, decide
from flows.judging.found import Found
from flows.judging.mentions import Mentions
from flows.judging.stored import found_again, raised_again
from flows.judging.storms import calm
from flows.records import Record, instant
from flows.translate import alert_row
from flows.watching.rules import UNASKED, AlertRules, Handling
from flows.watching.values import Watch
from warehouse import read
from warehouse.connect import Connection
from warehouse.rows import AlertRow, ChangeRow, Decision

ALL_RUNS = 1_000_000
FOUND_AGAIN = UNASKED - {Finding.STORM}
"""Findings that no stored change makes: their alerts are taken as stored. Storms follow from the others."""


class Effect(StrEnum):
    """What another policy does to an alert."""

    GAINED = "gained"
    LOST = "lost"
    REROUTED = "rerouted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An alert that would come, would not come, or would go another way; `was` and `would_be` are routes."""

    effect: Effect
    alert: AlertRow
    was: str | None
    would_be: str | None
    reason: str

    def record(self) -> Record:
        """Return it as JSON-ready values."""
        return {
            "effect": str(self.effect),
            "was": self.was,
            "would_be": self.would_be,
            "reason": self.reason,
            "raised_at": instant(self.alert.raised_at),
            "finding": self.alert.finding,
            "question": self.alert.question,
            "headline": self.alert.headline,
            "key": self.alert.alert_key,
            "event_key": self.alert.event_key,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How a replay ended: what it went over, and what would differ, in the order of time."""

    count_runs: int
    count_changes: int
    count_alerts: int
    differences: tuple[Difference, ...]


@dataclass(slots=True, kw_only=True)
class _Part:
    """What one run found: its changes, and its alerts that no change made."""

    run_id: str
    now: datetime
    changes: list[ChangeRow] = field(default_factory=list)
    beside: list[Alert] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class _Made:
    """What the replayed policy has made so far: alerts, what waits, and why what was not told was not, by event."""

    alerts: list[AlertRow]
    waiting: dict[str, tuple[datetime, Found]]
    reasons: dict[str, str] = field(default_factory=dict)

    def add(self, run: Run, ones: Sequence[Decided], alerts: Sequence[Alert]) -> None:
        """Take in what a run would have decided and raised."""
        for one in ones:
            self.reasons[one.event] = one.decision.reason
            if one.decision.verdict is Verdict.WAITING:
                self.waiting.setdefault(one.event, (run.now, one.item))
        known = {row.alert_key for row in self.alerts}
        for alert in alerts:
            self.waiting.pop(alert.event_key, None)
            if alert.key not in known:
                self.alerts.append(alert_row(alert, run.run_id))

    def waiting_at(self, run: Run) -> list[Found]:
        """Return what still waits, the oldest first."""
        since = run.now - run.watch.rules.second_mention_within
        return [item for at, item in self.waiting.values() if at >= since]


def replay(con: Connection, home: Path, watch: Watch, since: datetime) -> Replayed:
    """Return what the policy of a watch would change in the alerts raised since then."""
    stored = read.alerts_since(con, watch.id, since - EVENT_MEMORY)
    kept = [row for row in stored if row.raised_at >= since]
    changes = read.changes_judged(con, watch.id, since)
    parts = _parts(con, watch, since, changes, kept)
    made = _Made(alerts=[row for row in stored if row.raised_at < since], waiting=_waiting(con, watch, since, stored))
    for part in parts:
        _replay_part(con, Run(watch=watch, home=home, now=part.now, run_id=part.run_id), part, made)
    new = [row for row in made.alerts if row.raised_at >= since]
    was = {row.event_key: row.decision_reason for row in changes}
    return Replayed(
        count_runs=len(parts),
        count_changes=len(changes),
        count_alerts=len(kept),
        differences=tuple(sorted(_differences(kept, new, was, made.reasons, watch.rules), key=_order)),
    )


def _replay_part(con: Connection, run: Run, part: _Part, made: _Made) -> None:
    """Decide again on what one run found."""
    waiting = made.waiting_at(run)
    if not (waiting or part.changes or part.beside):
        return
    recent = [row for row in made.alerts if row.raised_at >= run.now - EVENT_MEMORY]
    found = [*waiting, *found_again(con, part.changes)]
    ones = decide(run, found, recent, Mentions(con, run, None))
    told = [one.alert for one in ones if one.alert]
    routed = (policy_of(run.watch).route(alert) for alert in part.beside)
    made.add(run, ones, calm(run, [*told, *filter(None, routed)], recent))


def _parts(
    con: Connection, watch: Watch, since: datetime, changes: Sequence[ChangeRow], kept: Sequence[AlertRow]
) -> list[_Part]:
    """Return the runs since then in their order; one that found nothing may have brought a second mention."""
    parts: dict[str, _Part] = {}

    def part(run_id: str, now: datetime) -> _Part:
        return parts.setdefault(run_id, _Part(run_id=run_id, now=now))

    for change in changes:
        part(change.run_id, change.seen_at).changes.append(change)
    for row in kept:
        if row.finding in FOUND_AGAIN:
            part(row.run_id, row.raised_at).beside.append(raised_again(row))
    for run in read.run_history(con, watch.id, limit=ALL_RUNS):
        if run.flow == "collect" and run.started_at >= since:
            part(run.run_id, run.started_at)
    for one in parts.values():
        one.changes.sort(key=lambda change: change.change_id)
    return sorted(parts.values(), key=lambda one: (one.now, one.run_id))


def _waiting(
    con: Connection, watch: Watch, since: datetime, stored: Sequence[AlertRow]
) -> dict[str, tuple[datetime, Found]]:
    """Return what waited when the replay begins: event key -> since when, and what."""
    begin = since - watch.rules.second_mention_within
    rows = [row for row in read.changes_judged(con, watch.id, begin, Decision.WAITING) if row.seen_at < since]
    told = {row.event_key for row in stored if row.raised_at < since}
    firsts = {row.event_key: row for row in reversed(rows) if row.event_key not in told}
    ordered = tuple(reversed(firsts.values()))
    items = zip(ordered, found_again(con, ordered), strict=True)
    return {row.event_key: (row.seen_at, item) for row, item in items}


def _differences(
    kept: Sequence[AlertRow],
    new: Sequence[AlertRow],
    was: Mapping[str, str],
    would_be: Mapping[str, str],
    rules: AlertRules,
) -> Iterator[Difference]:
    """Yield what differs; `was` and `would_be`: event -> why it is not told under the old and the new policy."""
    pairs, lost, gained = _paired(kept, new)
    for old, now in pairs:
        if old.route != now.route:
            yield Difference(
                effect=Effect.REROUTED, alert=now, was=old.route, would_be=now.route, reason=_why_rerouted(old, now)
            )
    for row in lost:
        reason = would_be.get(row.event_key) or _why_lost(row, rules)
        yield Difference(effect=Effect.LOST, alert=row, was=row.route, would_be=None, reason=reason)
    for row in gained:
        reason = was.get(row.event_key) or json.loads(row.payload)["why"]
        yield Difference(effect=Effect.GAINED, alert=row, was=None, would_be=row.route, reason=reason)


def _paired(
    kept: Sequence[AlertRow], new: Sequence[AlertRow]
) -> tuple[list[tuple[AlertRow, AlertRow]], list[AlertRow], list[AlertRow]]:
    """Return the alerts that both have, by key or else by event, then those of one side alone."""
    by_key = {row.alert_key: row for row in new}
    pairs = [(row, by_key.pop(row.alert_key)) for row in kept if row.alert_key in by_key]
    paired = {old.alert_key for old, _ in pairs}
    by_event: dict[str, list[AlertRow]] = defaultdict(list)
    for row in by_key.values():
        by_event[row.event_key].append(row)
    lost = []
    for row in kept:
        if row.alert_key in paired:
            continue
        if others := by_event[row.event_key]:
            pairs.append((row, others.pop(0)))
        else:
            lost.append(row)
    return pairs, lost, [row for rows in by_event.values() for row in rows]


def _why_lost(row: AlertRow, rules: AlertRules) -> str:
    """Return why an alert that no change made would not come."""
    if row.finding == Finding.STORM and rules.handling(Finding.STORM) is not Handling.NEVER:
        return "what goes out of its outlet is no storm"
    return f"the policy never tells of {row.finding}"


def _why_rerouted(old: AlertRow, new: AlertRow) -> str:
    if json.loads(new.payload)["held_by"]:
        return "a storm of its outlet holds it for the digest"
    if json.loads(old.payload).get("held_by"):
        return "no storm of its outlet holds it any more"
    return f"the policy routes {new.finding} so"


def _order(difference: Difference) -> tuple[datetime, str, str]:
    return (difference.alert.raised_at, str(difference.effect), difference.alert.alert_key)
