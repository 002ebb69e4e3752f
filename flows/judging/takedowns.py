"""Finds the articles whose absence a visit confirms."""

from collections.abc import Mapping, Sequence

from flows.alerts.alert import Alert
from flows.alerts.takedown import is_takedown, takedown_alert
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
            named(run, version_side(_text_of(versions[state.article_id], state), None, None)),
            visit.outcome,
            state.gone_since_at or run.now,
            run.now,
        )
        for visit, state in gone
    )


def _text_of(version: VersionRow, state: ArticleState) -> VersionText:
    return VersionText(version=version, url=state.url, publisher=state.publisher, is_baseline=state.is_baseline)
