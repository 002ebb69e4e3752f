"""Finds sources that contradict each other, once for each pair of sources and of figures."""

from collections.abc import Iterator
from functools import partial

from extractors.changes import Contradiction, new_contradictions
from extractors.values import Issue
from flows.alerts.alert import standing_key
from flows.alerts.verdicts import Finding
from flows.collection.faults import attempt
from flows.collection.runs import Run
from flows.judging.found import Found
from flows.judging.series import Lately
from flows.translate import side_of
from warehouse import read
from warehouse.connect import Connection
from warehouse.rows import Across


def contradicted(con: Connection, run: Run, lately: Lately, issues: list[Issue]) -> Iterator[Found]:
    """Yield the contradictions that the new versions bring about and that were never told."""
    compared = partial(new_contradictions, lately.tellings, lately.new, run.now)
    found = {_event(run, one): one for one in attempt(issues, run.watch.id, compared) or ()}
    told = read.known_event_keys(con, run.watch.id, found)
    for event, one in found.items():
        if event not in told:
            yield Found(
                change=one.change,
                before=side_of(lately.told[one.before.ref]),
                after=side_of(lately.told[one.after.ref]),
                across=Across.SOURCES,
                finding=Finding.CONTRADICTION,
                reasons=one.reasons,
                origin=lately.origin(one.refs),
                event=event,
            )


def _event(run: Run, one: Contradiction) -> str:
    """Return what a contradiction is about, in whatever order the two were told."""
    claims = (one.before.claim, one.after.claim)
    sides = sorted(f"{claim.source} {claim.low} {claim.high}" for claim in claims)
    return standing_key(run.watch.id, "contradiction", claims[0].metric, claims[0].subject, *sides)
