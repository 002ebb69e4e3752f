"""When an article that does not answer counts as taken down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.alerts.takedown import is_takedown, takedown_alert
from tests.builders import figure
from tests.flows.alerts.test_policy import side
from tests.flows.collection.test_plan import NOW, article_state
from warehouse.rows import VisitOutcome

STATE = article_state(timedelta(days=5), timedelta(hours=10))


DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("outcome", "away", "said", "sightings", "gone"),
    [
        pytest.param(VisitOutcome.GONE, 13 * HOUR, 13 * HOUR, 1, True, id="410 for half a day"),
        pytest.param(VisitOutcome.GONE, 2 * HOUR, 2 * HOUR, 1, False, id="410 for two hours"),
        pytest.param(VisitOutcome.GONE, 2 * DAY, None, 9, False, id="the first 410 after two days of 404"),
        pytest.param(VisitOutcome.GONE, 2 * DAY, 13 * HOUR, 9, True, id="410 for half a day after 404s"),
        pytest.param(VisitOutcome.NOT_FOUND, 13 * HOUR, 13 * HOUR, 9, False, id="404 after a 410: its own clock"),
        pytest.param(VisitOutcome.NOT_FOUND, HOUR, None, 4, False, id="404 for an hour"),
        pytest.param(VisitOutcome.NOT_FOUND, 2 * DAY, None, 9, False, id="404 for two days may heal"),
        pytest.param(VisitOutcome.NOT_FOUND, 3 * DAY, None, 2, True, id="404 for three days"),
        pytest.param(VisitOutcome.NOT_FOUND, 14 * DAY, None, 1, False, id="404 twice, weeks apart"),
        pytest.param(VisitOutcome.SOFT_404, 3 * DAY, None, 2, True, id="says so for three days"),
        pytest.param(VisitOutcome.FRONT_PAGE, 3 * DAY, None, 2, True, id="leads to the front page for three days"),
        pytest.param(VisitOutcome.FAILED, 9 * DAY, None, 9, False, id="a dead server says nothing of the article"),
        pytest.param(VisitOutcome.BLOCKED, 9 * DAY, None, 9, False, id="a challenge page says nothing either"),
    ],
)
def test_absence_counts_once_it_is_confirmed(
    outcome: VisitOutcome, away: timedelta, said: timedelta | None, sightings: int, gone: bool
) -> None:
    state = replace(
        STATE,
        gone_since_at=NOW - away,
        said_gone_since_at=None if said is None else NOW - said,
        count_gone=sightings,
    )
    assert is_takedown(state, outcome, NOW) is gone


def test_a_page_that_was_never_read_is_not_taken_down() -> None:
    state = replace(STATE, last_version_id=None, gone_since_at=NOW - timedelta(days=9))
    assert not is_takedown(state, VisitOutcome.GONE, NOW)


def test_the_first_absence_is_not_yet_a_takedown() -> None:
    assert not is_takedown(STATE, VisitOutcome.GONE, NOW)


def test_noticing_it_later_gives_the_same_alert() -> None:
    gone = replace(side(figure("killed", 1)), claim=None)
    first = takedown_alert("w", gone, VisitOutcome.GONE, NOW, NOW + timedelta(days=1))
    second = takedown_alert("w", gone, VisitOutcome.GONE, NOW, NOW + timedelta(days=2))
    assert first.key == second.key
