"""Finds the articles that are there again after they were told to be gone."""

from collections.abc import Mapping, Sequence

from flows.alerts.alert import Alert
from flows.alerts.takedown import returned_alert, takedown_series
from flows.alerts.verdicts import Finding
from flows.collection.harvest import Visit
from flows.collection.runs import Run
from flows.judging.found import named
from flows.judging.takedowns import text_of
from flows.translate import version_side
from warehouse import read
from warehouse.answers import ArticleState
from warehouse.connect import Connection
from warehouse.rows import VisitOutcome

THERE = (VisitOutcome.OK, VisitOutcome.UNCHANGED, VisitOutcome.NOT_MODIFIED, VisitOutcome.FLAPPING)
"""The answers that bring the article; one that is held may be half an error page, and waits for the next look."""


def returns(
    con: Connection, run: Run, visits: Sequence[Visit], states: Mapping[str, ArticleState]
) -> tuple[Alert, ...]:
    """Return an alert for each article that these visits found again; their new versions are stored already.

    None in a run of the past. `states` are those before the visits.
    """
    if run.is_past:
        return ()
    found = [state for visit in visits if visit.outcome in THERE and (state := states.get(visit.url))]
    last = read.last_alerts(con, run.watch.id, [takedown_series(state.url) for state in found])
    back = [
        (state, told)
        for state in found
        if (told := last.get(takedown_series(state.url))) and told.kind == Finding.TAKEDOWN
    ]
    newest = read.last_versions(con, [state.article_id for state, _ in back])
    return tuple(
        returned_alert(
            run.watch.id,
            named(run, version_side(text_of(newest[state.article_id], state), None, None)),
            told,
            is_same_text=newest[state.article_id].version_id == state.last_version_id,
            gone_since=state.gone_since_at or told.raised_at,
            now=run.now,
        )
        for state, told in back
    )
