"""Articles are looked at again whatever becomes of their feed; feeds are slowed and come back by themselves."""

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
    SEOUL,
    Answer,
    Desk,
    Newsstand,
    feed_url,
    host_of,
    page_url,
)
from tests.flows.collection.test_faults import NO_SUCH_PAGE
from warehouse import connect, read

FRONT_PAGE = b"<html><head><title>The Courier</title></head><body><ul><li>News</li></ul></body></html>"

QUARTER = timedelta(minutes=15)


@pytest.fixture
def office(desk: MakeDesk, stand: Newsstand) -> Desk:
    """A desk that has read one article of each of two outlets."""
    for outlet in (COURIER, LEDGER):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", SEOUL.format("1,000"))
    office = desk(COURIER, LEDGER)
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    return office


def test_an_article_that_left_its_feed_and_was_edited_then_alerts(office: Desk, stand: Newsstand) -> None:
    stand.feed(COURIER, "another", "third")
    assert ("raised", "revisions") in office.collect(MONDAY + 2 * HOUR).told


def test_an_article_of_a_feed_that_the_watch_no_longer_has_is_still_looked_at(office: Desk) -> None:
    without = replace(office, watch=replace(office.watch, feeds=office.watch.feeds[1:]))
    ended = without.collect(MONDAY + 2 * HOUR)
    assert ("raised", "revisions") in ended.told
    assert office.rows("select distinct outlet, feed_id from articles order by 1") == [
        (COURIER, COURIER),
        (LEDGER, LEDGER),
    ]


def test_an_article_is_looked_at_though_its_feed_is_not_due(office: Desk, stand: Newsstand) -> None:
    ended = office.collect(MONDAY + QUARTER)
    assert (ended.counts["feeds"], ended.counts["versions"]) == (0, 1)
    assert stand.count(feed_url(COURIER)) == 1


def test_an_article_is_looked_at_though_its_feed_is_gone(office: Desk, stand: Newsstand) -> None:
    stand.answers[feed_url(COURIER)] = Answer(status=404)
    assert ("raised", "revisions") in office.collect(MONDAY + 2 * HOUR).told


def test_when_feeds_are_named_the_articles_of_others_wait(office: Desk, stand: Newsstand) -> None:
    office.collect(MONDAY + 2 * HOUR, only=[LEDGER])
    assert stand.count(page_url(COURIER, "toll")) == 1
    assert stand.count(page_url(LEDGER, "toll")) == 2


def test_a_feed_that_brings_nothing_is_slowed_and_hurries_when_it_brings_something(
    desk: MakeDesk, stand: Newsstand
) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    quarters = replace(office.watch, feeds=tuple(replace(feed, every=QUARTER) for feed in office.watch.feeds))
    office = replace(office, watch=quarters)
    asked = [office.collect(MONDAY + n * QUARTER).counts["feeds"] for n in range(9)]
    assert asked == [1, 1, 1, 1, 0, 0, 1, 0, 0]
    assert office.rows("select count_new, outcome from polls order by polled_at limit 2") == [
        (None, "ok"),
        (None, "not_modified"),
    ]


def test_an_etag_that_changes_at_each_poll_makes_no_work(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    counts = []
    for hour in range(3):
        for url in (feed_url(COURIER), page_url(COURIER, "toll")):
            stand.answers[url] = replace(stand.answers[url], tag=f'"{hour}"')
        ended = office.collect(MONDAY + hour * HOUR)
        counts.append((ended.counts["versions"], ended.counts["visits"], ended.counts["issues"]))
    assert [versions for versions, _, _ in counts] == [1, 0, 0]
    assert max(visits for _, visits, _ in counts) == 1
    assert office.rows("select etag from visits order by visited_at desc limit 1") == [('"2"',)]
    assert office.rows("select etag from polls order by polled_at desc limit 1") == [('"2"',)]


def test_a_feed_that_failed_for_a_week_recovers_by_itself(desk: MakeDesk, stand: Newsstand) -> None:
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.answers[feed_url(COURIER)] = Answer(status=404)
    for hours in range(2, 7 * 24, 8):
        office.collect(MONDAY + hours * HOUR)
    stand.feed(COURIER, "toll", "news")
    stand.article(COURIER, "news", SEOUL.format("1,200"))
    back = office.collect(MONDAY + timedelta(days=7, hours=2))
    assert (back.counts["feeds"], back.counts["articles"]) == (1, 1)
    assert office.rows("select is_baseline from articles order by article_id desc limit 1") == [(False,)]


@pytest.mark.parametrize(
    ("answer", "outcome", "absences"),
    [
        pytest.param(Answer(status=410), "gone", 1, id="410"),
        pytest.param(Answer(status=404), "not_found", 1, id="404"),
        pytest.param(Answer(body=NO_SUCH_PAGE), "soft_404", 1, id="soft 404"),
        pytest.param(Answer(status=302, location="/"), "front_page", 1, id="led to the front page"),
        pytest.param(Answer(status=503), "failed", 0, id="server in trouble"),
        pytest.param(Answer(body=CHALLENGE), "blocked", 0, id="challenge"),
    ],
)
def test_the_ways_in_which_an_article_is_not_there_are_told_apart(
    office: Desk, stand: Newsstand, answer: Answer, outcome: str, absences: int
) -> None:
    stand.answers[f"http://{host_of(COURIER)}/"] = Answer(body=FRONT_PAGE)
    stand.answers[page_url(COURIER, "toll")] = answer
    office.collect(MONDAY + 2 * HOUR)
    assert office.rows("select outcome from visits order by visited_at desc, article_id limit 1") == [(outcome,)]
    with connect.reader(office.home) as con:
        state = read.article_states(con, office.watch.id)[page_url(COURIER, "toll")]
    assert (state.count_gone, state.said_gone_since_at is not None) == (absences, outcome == "gone")


def test_an_error_is_told_once_and_its_end_once(office: Desk, stand: Newsstand) -> None:
    there = dict(stand.answers)
    for url in (feed_url(COURIER), page_url(COURIER, "toll")):
        stand.answers[url] = Answer(status=403)
    for hour in (2, 4, 12, 24):
        office.collect(MONDAY + hour * HOUR)
    stand.answers[feed_url(COURIER)] = Answer(status=404)
    office.collect(MONDAY + 48 * HOUR)
    stand.answers.update(there)
    for hour in (60, 70):
        office.collect(MONDAY + hour * HOUR)
    told = office.rows(f"select kind from issues where url = '{feed_url(COURIER)}' order by issue_id")
    assert [kind for (kind,) in told] == ["status", "not_found", "recovered"]
    assert office.rows(f"select count(*) from issues where url = '{page_url(COURIER, 'toll')}'") == [(1,)]
    assert office.rows(f"select count(*) > 4 from polls where feed_id = '{COURIER}'") == [(True,)]
