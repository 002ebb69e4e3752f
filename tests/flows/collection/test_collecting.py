"""A run from the feeds to the alert file: what is stored, what is told, and that nothing is told twice."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    SEOUL_FR,
    Newsstand,
    a_feed,
    feed_url,
    page_url,
)
from warehouse.rows import RunState

NOTHING = {"articles": 0, "versions": 0, "claims": 0, "changes": 0, "alerts": 0}
DAY = timedelta(days=1)


def test_the_first_run_stores_and_is_silent(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.feed(LEDGER, "losses")
    stand.article(LEDGER, "losses", SEOUL.format("1,900"))
    office = desk(COURIER, LEDGER)
    first = office.collect(MONDAY)
    assert (first.stored.state, first.counts["versions"], first.counts["alerts"]) == (RunState.COMPLETED, 2, 0)
    assert office.rows("select distinct decision, decision_reason from changes") == [
        ("suppressed", "the first run of a feed is a baseline")
    ]
    assert office.sent() == []


@pytest.mark.parametrize(
    ("outlet", "sentence", "before", "after", "kind"),
    [
        pytest.param(COURIER, SEOUL, "1,000", "1,500", "raised", id="English"),
        pytest.param(RIVE, SEOUL_FR, "1 500", "1 000", "lowered", id="French"),
    ],
)
def test_a_figure_that_is_edited_gives_one_alert_with_both_sides_and_the_window(
    desk: MakeDesk, stand: Newsstand, outlet: str, sentence: str, before: str, after: str, kind: str
) -> None:
    stand.feed(outlet, "toll")
    stand.article(outlet, "toll", sentence.format(before))
    office = desk(outlet)
    office.collect(MONDAY)
    stand.article(outlet, "toll", sentence.format(after))
    second = office.collect(MONDAY + 2 * HOUR)
    assert second.told == [(kind, "revisions")]
    (alert,) = office.alerts()
    sides = [alert["before"], alert["after"]]
    assert all(isinstance(side, dict) for side in sides)
    old, new = sides
    assert (old["seen_at"], new["seen_at"]) == ("2025-01-27T08:00:00Z", "2025-01-27T10:00:00Z")
    assert before in old["claim"]["quote"]
    assert after in new["claim"]["quote"]
    assert {old["url"], new["url"]} == {page_url(outlet, "toll")}
    assert old["version_id"] != new["version_id"]
    assert json.loads(office.sent()[0]) == alert


def test_a_later_run_without_news_stores_and_sends_nothing_and_is_answered_304(
    desk: MakeDesk, stand: Newsstand
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    sent = office.sent()
    again = office.collect(MONDAY + 2 * HOUR)
    later = office.collect(MONDAY + 4 * HOUR)
    assert {name: again.counts[name] for name in NOTHING} == NOTHING
    assert {name: later.counts[name] for name in NOTHING} == NOTHING
    assert len(sent) == 1
    assert office.sent() == sent
    assert stand.count(feed_url(COURIER), 304) == 2
    assert stand.count(page_url(COURIER, "toll"), 304) == 1
    assert (again.counts["feeds"], later.counts["visits"]) == (0, 1)


def test_rewording_and_another_advertisement_are_no_change(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,000").replace("said that", "told reporters that"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert (second.counts["versions"], second.counts["changes"]) == (1, 0)


def test_two_outlets_that_give_one_source_differently_are_told_once(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    stand.feed(RIVE, "pont")
    stand.article(RIVE, "pont", "Le maire attend toujours une réponse de la région.")
    office = desk(COURIER, RIVE)
    office.collect(MONDAY)
    stand.feed(RIVE, "pertes", "pont")
    stand.article(RIVE, "pertes", SEOUL_FR.format("3 000"), at=MONDAY + HOUR)
    second = office.collect(MONDAY + 2 * HOUR)
    assert [across for _, across in second.told] == ["outlets"]
    (alert,) = office.alerts()
    assert [side["outlet"] for side in (alert["before"], alert["after"]) if isinstance(side, dict)] == [COURIER, RIVE]
    stand.article(RIVE, "pertes", SEOUL_FR.format("3 000") + " Le pont reste fermé.", at=MONDAY + HOUR)
    third = office.collect(MONDAY + 4 * HOUR)
    assert (third.counts["versions"], third.counts["alerts"]) == (1, 0)
    assert len(office.sent()) == 1


def test_the_same_edit_in_a_second_outlet_is_suppressed_with_its_reason(desk: MakeDesk, stand: Newsstand) -> None:
    for outlet in (COURIER, LEDGER):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", SEOUL.format("1,000"))
    office = desk(COURIER, LEDGER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    stand.article(LEDGER, "toll", SEOUL.format("1,500"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert [kind for kind, across in second.told if across == "revisions"] == ["raised"]
    reasons = office.rows(
        "select decision, decision_reason from changes where across = 'revisions' and decision <> 'alerted'"
    )
    assert reasons == [("suppressed", "the same event has been alerted before")]


def test_a_second_outlet_that_follows_hours_later_is_suppressed_too(desk: MakeDesk, stand: Newsstand) -> None:
    for outlet in (COURIER, LEDGER):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", SEOUL.format("1,000"))
    office = desk(COURIER, LEDGER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    count = len(office.alerts())
    stand.article(LEDGER, "toll", SEOUL.format("1,500"))
    third = office.collect(MONDAY + 5 * HOUR)
    assert third.told == []
    assert len(office.alerts()) == count


def test_an_article_that_left_the_feed_is_still_looked_at(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.feed(COURIER, "weather")
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]


def test_an_article_that_two_feeds_name_is_stored_once(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.answers[f"{feed_url(COURIER)}?world"] = stand.answers[feed_url(COURIER)]
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    world = a_feed(COURIER, id="courier-world", url=f"{feed_url(COURIER)}?world")
    office = replace(office, watch=replace(office.watch, feeds=(*office.watch.feeds, world)))
    ended = office.collect(MONDAY)
    assert office.rows("select count(*) from articles") == [(1,)]
    assert office.rows("select count(*) from versions") == [(1,)]
    assert ended.counts["articles"] == 1


def test_a_page_that_is_gone_becomes_one_takedown_after_half_a_day(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"), title="How many fell in Kursk")
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.feed(COURIER, "weather")
    stand.fault(page_url(COURIER, "toll"), 410)
    told = [office.collect(MONDAY + after).told for after in (2 * HOUR, 8 * HOUR, 15 * HOUR, 20 * HOUR, 2 * DAY)]
    assert told == [[], [], [("takedown", "visits")], [], []]
    (alert,) = office.alerts()
    assert alert["headline"] == "The Courier took down \u201cHow many fell in Kursk\u201d"
    assert len(office.sent()) == 1


def test_a_page_that_comes_back_in_time_was_not_taken_down(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    there = stand.answers[page_url(COURIER, "toll")]
    stand.fault(page_url(COURIER, "toll"), 410)
    office.collect(MONDAY + 2 * HOUR)
    stand.answers[page_url(COURIER, "toll")] = there
    office.collect(MONDAY + 6 * HOUR)
    stand.fault(page_url(COURIER, "toll"), 410)
    assert office.collect(MONDAY + 16 * HOUR).told == []


def test_who_moves_a_figure_is_not_told_again_for_differing_from_the_rest(desk: MakeDesk, stand: Newsstand) -> None:
    for outlet in (COURIER, LEDGER):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", SEOUL.format("1,000"))
    office = desk(COURIER, LEDGER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert second.told == [("raised", "revisions")]
    assert office.rows("select decision from changes where across = 'outlets'") == [("suppressed",)]
    stand.article(COURIER, "toll", SEOUL.format("1,500") + " The bridge stays closed.")
    third = office.collect(MONDAY + 4 * HOUR)
    assert (third.counts["versions"], third.told) == (1, [])
