"""What a run does with feeds and pages that fail: it records them, goes on, and comes back for what it missed."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    CHALLENGE,
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    Answer,
    Newsstand,
    feed_url,
    page_url,
    rss,
)
from warehouse.rows import RunState

NOBODY = "nobody"
"""An outlet whose host does not resolve."""


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(Answer(status=503), "server", id="503"),
        pytest.param(Answer(body=b"<html><body><p>Our feeds have moved.</p></body></html>"), "not_a_feed", id="HTML"),
        pytest.param(Answer(body=CHALLENGE), "blocked", id="challenge"),
        pytest.param(Answer(status=403), "status", id="403"),
        pytest.param(Answer(body=rss(LEDGER, ()), kind="application/rss+xml"), "empty", id="no entries"),
        pytest.param(Answer(status=404), "not_found", id="404"),
    ],
)
def test_a_feed_that_cannot_be_read_is_an_issue_and_the_rest_is_collected(
    desk: MakeDesk, stand: Newsstand, answer: Answer, kind: str
) -> None:
    stand.answers[feed_url(LEDGER)] = answer
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(LEDGER, COURIER)
    ended = office.collect(MONDAY)
    assert (ended.stored.state, ended.counts["versions"]) == (RunState.PARTLY, 1)
    assert office.rows("select location, kind, url from issues") == [(LEDGER, kind, feed_url(LEDGER))]
    (line,) = ended.stored.failed
    assert (line.feed_id, bool(line.error)) == (LEDGER, True)
    assert office.rows("select state from run_ends") == [("partly",)]


def test_a_run_that_reaches_nobody_has_failed_within_seconds(desk: MakeDesk) -> None:
    office = desk(NOBODY, f"{NOBODY}-2", f"{NOBODY}-3")
    began = time.monotonic()
    ended = office.collect(MONDAY)
    assert time.monotonic() - began < 10
    assert ended.stored.state is RunState.FAILED
    assert office.rows("select state, error from run_ends") == [("failed", None)]
    assert office.rows("select kind, count(*) from issues group by kind") == [("dns", 3)]


def test_a_feed_that_is_first_read_after_failing_is_still_a_baseline(desk: MakeDesk, stand: Newsstand) -> None:
    stand.answers[feed_url(COURIER)] = Answer(status=503)
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office.collect(MONDAY + 2 * HOUR)
    assert office.rows("select is_baseline from articles") == [(True,)]


def test_an_article_whose_first_fetch_failed_is_fetched_later_though_the_feed_is_unchanged(
    desk: MakeDesk, stand: Newsstand
) -> None:
    stand.feed(COURIER, "toll")
    stand.fault(page_url(COURIER, "toll"), 503)
    office = desk(COURIER)
    first = office.collect(MONDAY)
    assert (first.stored.state, first.counts["versions"], first.counts["issues"]) == (RunState.COMPLETED, 0, 1)
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert stand.count(feed_url(COURIER), 304) == 1
    assert (second.counts["versions"], office.rows("select version_no from versions")) == (1, [(1,)])


def test_a_challenge_page_is_never_a_version(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    there = stand.answers[page_url(COURIER, "toll")]
    stand.answers[page_url(COURIER, "toll")] = Answer(body=CHALLENGE)
    hidden = office.collect(MONDAY + 2 * HOUR)
    stand.answers[page_url(COURIER, "toll")] = there
    back = office.collect(MONDAY + 4 * HOUR)
    assert (hidden.counts["versions"], hidden.counts["issues"], back.counts["versions"]) == (0, 1, 0)
    assert office.rows("select outcome from visits order by visited_at") == [("ok",), ("blocked",), ("not_modified",)]
    assert office.rows("select count(*) from versions") == [(1,)]


def test_a_page_that_cannot_be_read_does_not_stop_its_neighbours(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "empty", "toll", "broken")
    stand.answers[page_url(COURIER, "empty")] = Answer(body=b"<html><body></body></html>")
    stand.answers[page_url(COURIER, "broken")] = Answer(body=b"\x00\x01\x02" * 900)
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    ended = desk(COURIER).collect(MONDAY)
    assert (ended.counts["versions"], ended.counts["issues"]) == (1, 2)


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        pytest.param(404, [1, 1, 0, 0, 1, 0, 0, 0], id="it says no"),
        pytest.param(503, [1, 1, 0, 1, 0, 1, 0, 1], id="it says later"),
    ],
)
def test_a_feed_that_keeps_failing_is_asked_less_often_and_forgiven_at_once(
    desk: MakeDesk, stand: Newsstand, status: int, asked: list[int]
) -> None:
    stand.answers[feed_url(COURIER)] = Answer(status=status)
    office = desk(COURIER)
    assert [office.collect(MONDAY + timedelta(hours=hour)).counts["feeds"] for hour in range(8)] == asked
    stand.feed(COURIER, "toll")
    assert office.collect(MONDAY + timedelta(hours=10)).counts["feeds"] == 1
    assert office.collect(MONDAY + timedelta(hours=11)).counts["feeds"] == 1


def test_after_an_outage_of_our_own_every_feed_is_asked_at_once(desk: MakeDesk, stand: Newsstand) -> None:
    office = desk(COURIER, LEDGER, RIVE)
    outlets = (COURIER, LEDGER, RIVE)
    for outlet in outlets:
        stand.answers[feed_url(outlet)] = Answer(status=502)
    for hour in range(4):
        office.collect(MONDAY + timedelta(hours=hour))
    for outlet in outlets:
        stand.feed(outlet, "toll")
    back = office.collect(MONDAY + timedelta(hours=3, minutes=10))
    assert (back.counts["feeds"], back.stored.state) == (3, RunState.COMPLETED)
    assert office.collect(MONDAY + timedelta(hours=3, minutes=20)).counts["feeds"] == 0


def test_a_watch_without_feeds_has_nothing_to_do_and_says_so(desk: MakeDesk) -> None:
    office = desk()
    ended = office.collect(MONDAY)
    assert (ended.stored.state, ended.stored.polled) == (RunState.COMPLETED, ())


def test_an_error_on_the_way_stores_nothing_of_the_batch(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)

    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("warehouse.write.add_changes", fail)
        with pytest.raises(OSError, match="no space"):
            office.collect(MONDAY)
    tables = ("polls", "articles", "visits", "versions", "claims")
    assert [office.rows(f"select count(*) from {name}") for name in tables] == [[(0,)]] * len(tables)
    whole = replace(office).collect(MONDAY + timedelta(seconds=1))
    assert (whole.counts["versions"], whole.counts["feeds"]) == (1, 1)
