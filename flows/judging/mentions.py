"""Finds who else tells what the policy lets wait: another publisher, within its time, in words of its own.

What waits is a stored change with the decision "waiting"; nothing is kept beside it. Reads the warehouse.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from extractors.values import Claim
from flows.alerts.alert import Side
from flows.alerts.policy import Origin
from flows.alerts.wording import moment
from flows.collection.runs import Run
from flows.judging.events import tells
from flows.judging.found import Found, Fresh, named
from flows.judging.stored import found_again
from flows.translate import side_of
from warehouse import read
from warehouse.answers import Told
from warehouse.connect import Connection
from warehouse.events import origins_of
from warehouse.rows import Decision


def still_waiting(con: Connection, run: Run, fresh: Sequence[Fresh]) -> tuple[Found, ...]:
    """Return what waits since no longer than the policy says and was not alerted, each event once, the oldest first.

    Nothing while no new version could tell it, and nothing in a run of the past.
    """
    if run.is_past or not fresh:
        return ()
    rows = read.changes_judged(con, run.watch.id, run.now - run.watch.rules.second_mention_within, Decision.WAITING)
    alerted = read.known_event_keys(con, run.watch.id, [row.event_key for row in rows])
    firsts = {row.event_key: row for row in reversed(rows) if row.event_key not in alerted and row.seen_at <= run.now}
    return found_again(con, tuple(reversed(firsts.values())))


class Mentions:
    """The tellings among which a second mention is looked for, read when the first is asked for."""

    def __init__(self, con: Connection, run: Run, rules_version: str | None) -> None:
        """Look among the tellings that the policy's time reaches, as read by these rules, or by the newest."""
        self._con = con
        self._run = run
        self._rules_version = rules_version
        self._told: dict[tuple[str, str | None], list[Told]] | None = None

    def confirmed(self, item: Found, others: Sequence[Found] = ()) -> Found | None:
        """Return what waits with its second mention as a reason; None while nobody else tells it.

        `others` are what was found under the same event: another publisher's same edit is a mention too.
        """
        first = item.after or item.before
        if first is None or self._run.is_past:
            return None
        edits = [other for other in others if other.origin is Origin.PUBLISHER]
        sides = [side for other in edits if (side := other.after or other.before)]
        if (claim := item.change.after) is not None:
            sides += [
                side for told in self._tellings(claim) if (side := side_of(told)).claim and tells(side.claim, claim)
            ]
        second = next((side for side in sides if self._is_independent(first, side)), None)
        return replace(item, reasons=(*item.reasons, _reason(named(self._run, second)))) if second else None

    def _tellings(self, claim: Claim) -> Sequence[Told]:
        """Return what is told of late of the same thing by the same source: most of a run's tellings are not."""
        if self._told is None:
            run, self._told = self._run, defaultdict(list)
            since = run.now - run.watch.rules.second_mention_within
            for told in read.recent_tellings(self._con, run.watch.id, since, self._rules_version, until=run.now):
                self._told[told.claim.metric, told.claim.source].append(told)
        return self._told.get((claim.metric, claim.source), ())

    def _is_independent(self, first: Side, second: Side) -> bool:
        """Return whether a side is of another publisher, and neither a print of the first one nor told through it."""
        if second.publisher == first.publisher:
            return False
        if second.claim is not None and second.claim.via in (first.outlet, first.publisher):
            return False
        origins = origins_of(self._con, [first.version_id, second.version_id])
        return origins.get(first.version_id) != origins.get(second.version_id)


def _reason(second: Side) -> str:
    since = second.published_at or second.seen_at
    return f"{second.outlet_name} tells it too, since {moment(since)}."
