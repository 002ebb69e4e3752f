"""Finds the articles whose absence a visit confirms."""

from collections.abc import Mapping, Sequence

from flows.alerts.alert import TAKEDOWN, Alert
from flows.alerts.takedown import is_takedown, takedown_alert, takedown_series
from flows.collection.harvest import Visit
from flows.collection.runs import Run
from flows.judging.found import named
from flows.translate import version_side
from warehouse import read
from warehouse.answers import ArticleState, VersionText
from warehouse.connect import Connection
from warehouse.rows import VersionRow


def takedowns(
    con: Connection, run: Run, visits: Sequence[Visit], states: Mapping[str, ArticleState]
) -> tuple[Alert, ...]:
    """Return an alert for each article whose absence these visits confirm and was not told.

    None in a run of the past.
    """
    if run.is_past:
        return ()
    away = [
        (visit, state)
        for visit in visits
        if (state := states.get(visit.url)) and is_takedown(state, visit.outcome, run.now)
    ]
    last = read.last_alerts(con, run.watch.id, [takedown_series(state.url) for _, state in away])
    gone = [
        (visit, state, told)
        for visit, state in away
        if (told := last.get(takedown_series(state.url))) is None or told.kind != TAKEDOWN
    ]
    versions = read.last_versions(con, [state.article_id for _, state, _ in gone])
    return tuple(
        takedown_alert(
            run.watch.id,
            named(run, version_side(text_of(versions[state.article_id], state), None, None)),
            visit.outcome,
            state.gone_since_at or run.now,
            run.now,
            told,
        )
        for visit, state, told in gone
    )


def text_of(version: VersionRow, state: ArticleState) -> VersionText:
    """Return a version of an article, with what only the article's state says."""
    return VersionText(version=version, url=state.url, publisher=state.publisher, is_baseline=state.is_baseline)
