"""When a source counts as silent and as back, and that each silence is told once."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from flows.alerts.alert import Alert
from flows.alerts.apprised import message_of
from flows.alerts.reported import reported
from flows.alerts.silence import Standing, output, reading, silence_alert
from flows.alerts.verdicts import Finding
from flows.report.atom import atom_feed
from flows.translate import alert_row
from flows.watching.values import Expectation
from tests.builders import MONDAY
from tests.flows.collection.newsstand import COURIER, a_feed
from warehouse.rows import AlertRow

FEED = a_feed(COURIER)
EXPECTED = Expectation(feed=COURIER, entries_a_day=4.0)
HOUR = timedelta(hours=1)
SILENT = Standing(feed=FEED, topic="silence", is_silent=True, is_back=False, why="nothing came")
BACK = replace(SILENT, is_silent=False, is_back=True)
BETWEEN = replace(SILENT, is_silent=False)


@pytest.mark.parametrize(
    ("count", "lately", "silent", "back"),
    [
        pytest.param(0, 0, True, False, id="nothing"),
        pytest.param(3, 3, True, False, id="just less than half, all of it today"),
        pytest.param(4, 0, False, False, id="half, none of it today: neither silent nor back"),
        pytest.param(4, 3, False, False, id="half, less than a day's worth today"),
        pytest.param(4, 4, False, True, id="a day's worth within the day"),
        pytest.param(40, 20, False, True, id="as ever"),
    ],
)
def test_a_feed_stands_by_what_it_brought(count: int, lately: int, silent: bool, back: bool) -> None:
    found = output(FEED, EXPECTED, count, lately)
    assert (found.is_silent, found.is_back) == (silent, back)


def test_the_edge_between_silence_and_its_end_is_wide() -> None:
    found = [output(FEED, EXPECTED, count, lately) for count in range(12) for lately in range(count + 1)]
    assert not any(one.is_silent and one.is_back for one in found)


@pytest.mark.parametrize(
    ("failed", "hours", "silent", "back"),
    [
        pytest.param(0, 0, False, True, id="it is read"),
        pytest.param(2, 30, False, False, id="twice in a day: a machine of ours slept"),
        pytest.param(9, 23, False, False, id="often, for less than a day"),
        pytest.param(3, 24, True, False, id="three times in a day"),
    ],
)
def test_a_feed_stands_by_how_long_it_could_not_be_read(failed: int, hours: int, silent: bool, back: bool) -> None:
    since = MONDAY - hours * HOUR if failed else None
    found = reading(FEED, failed, since, "no answer", MONDAY)
    assert (found.is_silent, found.is_back) == (silent, back)


def test_why_a_feed_is_not_read_says_since_when_how_often_and_the_reason() -> None:
    found = reading(FEED, 5, MONDAY - 30 * HOUR, "404", MONDAY)
    assert found.why == "It could not be read since 2025-01-26 03:00 UTC, 5 times in a row: 404."


def told(standings: list[Standing]) -> list[Alert]:
    """Return what is told of these standings, one an hour, each alert stored before the next."""
    last: AlertRow | None = None
    alerts = []
    for number, standing in enumerate(standings):
        if alert := silence_alert("desk", standing, last, MONDAY + number * HOUR):
            last = alert_row(alert, "run")
            alerts.append(alert)
    return alerts


@pytest.mark.parametrize(
    ("standings", "findings"),
    [
        pytest.param([BACK, BETWEEN], [], id="nothing was told, nothing ends"),
        pytest.param([SILENT, SILENT, BETWEEN, SILENT], [Finding.SILENCE], id="once, however long"),
        pytest.param([SILENT, BETWEEN, BACK, BACK], [Finding.SILENCE, Finding.RESUMED], id="its end once"),
        pytest.param(
            [SILENT, BACK, SILENT, BACK],
            [Finding.SILENCE, Finding.RESUMED, Finding.SILENCE, Finding.RESUMED],
            id="another silence is another event",
        ),
    ],
)
def test_each_silence_is_told_once_and_its_end_once(standings: list[Standing], findings: list[Finding]) -> None:
    alerts = told(standings)
    assert [alert.finding for alert in alerts] == findings
    assert len({alert.key for alert in alerts}) == len(findings)


def test_the_same_silence_noticed_later_has_the_same_key() -> None:
    first, later = (silence_alert("desk", SILENT, None, MONDAY + hours * HOUR) for hours in (0, 5))
    assert first is not None
    assert later is not None
    assert first.key == later.key


def test_an_end_names_the_feed_and_when_its_silence_was_told() -> None:
    _, end = told([SILENT, BACK])
    assert end.headline == "The Courier (courier) publishes again"
    assert end.reasons[-1] == "Its silence was told on 2025-01-27 09:00 UTC."


def test_an_alert_of_no_text_is_shown_everywhere() -> None:
    (alert,) = told([SILENT])
    payload = json.loads(alert.payload_json())
    assert (payload["before"], payload["after"]) == (None, None)
    shown = reported(payload)
    assert shown.headline == alert.headline
    assert alert.headline in atom_feed([shown], watch="desk", title="A desk", updated_at=MONDAY)
    assert alert.headline in message_of(payload)["title"]
