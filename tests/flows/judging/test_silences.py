"""Sources that fall silent over whole runs: told once, with their reason, and their return once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.collection.harvest import Harvest, Poll
from flows.collection.runs import new_run
from flows.judging.silences import is_our_own, silences
from flows.watching.values import Expectation
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    Answer,
    Desk,
    Newsstand,
    feed_url,
    open_stand,
    watch_of,
)
from warehouse import connect, write
from warehouse.habits import FeedReads
from warehouse.rows import PollOutcome, PollRow

Told = list[tuple[str, str]]


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        running.feed(COURIER, "off-topic")
        running.feed(LEDGER, "off-topic")
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    watch = watch_of(COURIER, LEDGER)
    watch = replace(watch, expectations=(Expectation(feed=COURIER, entries_a_day=4.0),))
    return Desk(watch=watch, home=tmp_path / "home", stand=stand)


def told(office: Desk) -> Told:
    return [(str(alert["finding"]), str(alert["series"])) for alert in office.alerts()]


def brought(office: Desk, count: int, at: timedelta, *, of: int | None = None) -> None:
    """Put a good poll of the Courier that brought so many entries `of` those that the feed then held."""
    row = PollRow(
        watch=office.watch.id,
        feed_id=COURIER,
        polled_at=MONDAY + at,
        run_id="x",
        outcome=PollOutcome.OK,
        count_entries=of,
        count_new=count,
    )
    with connect.writer(office.home) as con, connect.transaction(con):
        write.add_polls(con, [row])


def test_a_feed_that_brings_too_little_is_told_once_and_its_return_once(office: Desk) -> None:
    office.collect(MONDAY)
    assert told(office) == []
    for hours in (24, 47, 48, 60, 72):
        office.collect(MONDAY + hours * HOUR)
    assert told(office) == [("silence", "silence/courier")]
    brought(office, 4, 73 * HOUR)
    for hours in (74, 80):
        office.collect(MONDAY + hours * HOUR)
    silence, resumed = office.alerts()
    assert (silence["raised_at"], resumed["raised_at"]) == ("2025-01-29T08:00:00Z", "2025-01-30T16:00:00Z")
    assert silence["reasons"] == ["It brought 0 new in 2 days, where at least 8 are expected."]
    assert (resumed["finding"], resumed["before"], resumed["after"]) == ("resumed", None, None)
    assert len(office.sent()) == 2


def test_a_feed_that_brings_enough_or_of_which_nothing_is_expected_is_not_silent(office: Desk) -> None:
    office.collect(MONDAY)
    brought(office, 4, 30 * HOUR)
    for hours in (47, 49, 60):
        office.collect(MONDAY + hours * HOUR)
    assert told(office) == []


def test_a_feed_that_was_full_of_news_after_an_outage_of_ours_may_have_brought_more(office: Desk) -> None:
    office.collect(MONDAY)
    brought(office, 3, 48 * HOUR, of=3)
    office.collect(MONDAY + 49 * HOUR)
    assert told(office) == []


def test_a_feed_that_cannot_be_read_is_told_after_a_day_with_its_reason_and_its_return_once(
    office: Desk, stand: Newsstand
) -> None:
    watched = replace(office, watch=replace(office.watch, expectations=()))
    watched.collect(MONDAY)
    stand.fault(feed_url(LEDGER), 404)
    for hours in range(2, 60, 8):
        watched.collect(MONDAY + hours * HOUR)
    (silence,) = watched.alerts()
    assert (silence["finding"], silence["series"], silence["headline"]) == (
        "silence",
        "unread/ledger",
        "The Ledger (ledger) cannot be read",
    )
    assert str(silence["why"]).startswith("It could not be read since 2025-01-27 10:00 UTC, 4 times in a row: there is")
    stand.feed(LEDGER, "off-topic")
    for hours in (70, 90):
        watched.collect(MONDAY + hours * HOUR)
    assert told(watched) == [("silence", "unread/ledger"), ("resumed", "unread/ledger")]


def test_when_nobody_is_read_it_is_our_network_and_no_feed_is_silent(office: Desk, stand: Newsstand) -> None:
    office.collect(MONDAY)
    there = dict(stand.answers)
    for outlet in (COURIER, LEDGER):
        stand.answers[feed_url(outlet)] = Answer(status=502)
    for hours in range(2, 60, 8):
        office.collect(MONDAY + hours * HOUR)
    assert told(office) == []
    stand.answers.update(there)
    brought(office, 8, 59 * HOUR)
    office.collect(MONDAY + 62 * HOUR)
    assert told(office) == []


def _reads(failed: int) -> FeedReads:
    since = MONDAY if failed else None
    return FeedReads(feed_id="x", last_ok_at=MONDAY, count_failed=failed, failing_since_at=since, last_error=None)


@pytest.mark.parametrize(
    ("failed", "ours"),
    [
        pytest.param([3], False, id="the only feed"),
        pytest.param([3, 0], False, id="one of two"),
        pytest.param([3, 1], True, id="both"),
        pytest.param([9, 9, 0, 0], False, id="half of them"),
        pytest.param([9, 9, 9, 0], True, id="more than half"),
    ],
)
def test_when_most_feeds_fail_the_fault_is_ours(failed: list[int], ours: bool) -> None:
    assert is_our_own([_reads(count) for count in failed]) is ours


def test_a_feed_that_never_was_read_has_not_gone_silent(office: Desk, stand: Newsstand) -> None:
    stand.fault(feed_url(LEDGER), 404)
    watched = replace(office, watch=replace(office.watch, expectations=()))
    for hours in range(0, 60, 8):
        watched.collect(MONDAY + hours * HOUR)
    assert told(watched) == []


def test_a_run_of_the_past_tells_of_no_silence(office: Desk) -> None:
    office.collect(MONDAY)
    office.collect(MONDAY + 47 * HOUR)
    run = new_run(office.watch, office.home, MONDAY + 49 * HOUR)
    poll = Poll(feed=office.watch.feeds[0], polled_at=run.now, outcome=PollOutcome.OK, is_baseline=False)
    brought(office, 0, 49 * HOUR)
    with connect.writer(office.home) as con:
        assert [alert.finding for alert in silences(con, run, [Harvest(poll=poll)])] == ["silence"]
        assert silences(con, replace(run, is_past=True), [Harvest(poll=poll)]) == ()
