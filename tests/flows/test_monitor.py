"""How a watch does: what counts as a good run, as due work and as trouble."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.monitor import LATE_AFTER, status_of
from flows.watching.values import Expectation
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Answer,
    Desk,
    feed_url,
    open_stand,
    watch_of,
)
from warehouse import connect, write
from warehouse.outbox import OutboxEvent, OutboxEventRow, add_outbox_events
from warehouse.rows import PollOutcome, PollRow


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Desk]:
    with open_stand() as stand:
        stand.feed(COURIER, "toll")
        stand.article(COURIER, "toll", SEOUL.format("1,000"))
        yield Desk(watch=watch_of(COURIER), home=tmp_path / "home", stand=stand)


def test_a_home_without_a_run_has_never_done_well(tmp_path: Path) -> None:
    found = status_of(watch_of(COURIER), tmp_path / "none", MONDAY)
    assert (found.is_well, found.last_good_run_at, found.due_feeds) == (False, None, 1)
    assert not (tmp_path / "none").exists()


def test_after_a_good_run_all_is_well_until_it_is_late(office: Desk) -> None:
    office.collect(MONDAY)
    for after, is_well in ((timedelta(), True), (LATE_AFTER, True), (LATE_AFTER + timedelta(seconds=1), False)):
        assert status_of(office.watch, office.home, MONDAY + after).is_well is is_well


def test_what_is_due_is_counted(office: Desk) -> None:
    office.collect(MONDAY)
    now, later = (status_of(office.watch, office.home, MONDAY + after) for after in (timedelta(), 2 * HOUR))
    assert (now.due_feeds, now.due_articles) == (0, 0)
    assert (later.due_feeds, later.due_articles) == (1, 1)


def test_a_run_that_found_nothing_due_is_not_taken_for_a_good_one(office: Desk) -> None:
    office.stand.answers[feed_url(COURIER)] = Answer(status=503)
    office.collect(MONDAY)
    office.collect(MONDAY + timedelta(minutes=1))
    found = status_of(office.watch, office.home, MONDAY + timedelta(minutes=1))
    assert (found.last_run_state, found.last_good_run_at) == ("completed", None)
    assert found.problems == ("no run has gone well yet: is the schedule running, and the network up?",)


def test_alerts_that_wait_are_counted_for_each_channel(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    office.collect(MONDAY)
    office.stand.article(COURIER, "toll", SEOUL.format("1,500"))
    with monkeypatch.context() as patch:
        patch.setattr("flows.alerts.channels.JsonlSender.send", lambda self, payloads: ("full",) * len(payloads))
        office.collect(MONDAY + 2 * HOUR)
    assert status_of(office.watch, office.home, MONDAY + 2 * HOUR).outbox == 1
    office.collect(MONDAY + 4 * HOUR)
    assert status_of(office.watch, office.home, MONDAY + 4 * HOUR).outbox == 0


def test_what_was_given_up_needs_a_person(office: Desk) -> None:
    office.collect(MONDAY)
    row = OutboxEventRow(
        watch=office.watch.id, alert_key="a", channel="desk", event=OutboxEvent.DEAD, happened_at=MONDAY, reason="no"
    )
    with connect.writer(office.home) as con, connect.transaction(con):
        add_outbox_events(con, [row])
    found = status_of(office.watch, office.home, MONDAY)
    assert (found.dead_letters, found.problems) == (
        1,
        ("1 alert given up, as a channel did not take it: claimwatch alerts --dead",),
    )


def test_a_feed_that_failed_three_times_in_a_row_is_trouble_with_its_reason(tmp_path: Path) -> None:
    with open_stand() as stand:
        stand.feed(COURIER)
        stand.feed(LEDGER, "toll")
        office = Desk(watch=watch_of(COURIER, LEDGER), home=tmp_path / "home", stand=stand)
        stand.answers[feed_url(COURIER)] = Answer(status=404)
        problems = []
        for hour in (0, 1, 4):
            office.collect(MONDAY + hour * HOUR)
            problems.append(status_of(office.watch, office.home, MONDAY + hour * HOUR).problems)
    assert problems == [
        (),
        (),
        ("feed courier failed 3 times in a row: there is no feed at this address (404); has it moved?",),
    ]


@pytest.mark.parametrize(
    ("brought", "problems"),
    [
        pytest.param(4, (), id="half of what is expected"),
        pytest.param(
            1,
            ("feed courier is silent: 1 new in 2 days, where at least 8 are expected; has it moved?",),
            id="less than half",
        ),
    ],
)
def test_a_feed_that_is_read_and_brings_too_little_is_silent(
    office: Desk, brought: int, problems: tuple[str, ...]
) -> None:
    watch = replace(office.watch, expectations=(Expectation(feed=COURIER, entries_a_day=4.0),))
    office.collect(MONDAY)
    office.collect(MONDAY + 48 * HOUR)
    row = PollRow(
        watch=watch.id,
        feed_id=COURIER,
        polled_at=MONDAY + 47 * HOUR,
        run_id="x",
        outcome=PollOutcome.OK,
        count_new=brought,
    )
    with connect.writer(office.home) as con, connect.transaction(con):
        write.add_polls(con, [row])
    assert status_of(watch, office.home, MONDAY + 48 * HOUR).problems == problems
