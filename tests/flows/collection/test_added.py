"""Pages added by hand: fetched by the next run, looked at again, and not counted twice."""

import pytest

from extractors.errors import ExtractError
from flows.collection.added import add_page
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Newsstand, page_url

URL = page_url(COURIER, "by-hand")


def test_a_page_added_by_hand_is_fetched_and_watched(desk: MakeDesk, stand: Newsstand) -> None:
    office = desk()
    stand.article(COURIER, "by-hand", SEOUL.format("1,000"))
    assert add_page(office.watch, office.home, URL, language="en", outlet=None, now=MONDAY)
    first = office.collect(MONDAY)
    stand.article(COURIER, "by-hand", SEOUL.format("1,500"))
    second = office.collect(MONDAY + 2 * HOUR)
    assert (first.counts["versions"], first.told) == (1, [])
    assert second.told == [("raised", "revisions")]
    assert office.rows("select outlet, feed_id from articles") == [("courier.example", None)]


def test_a_page_is_added_once(desk: MakeDesk) -> None:
    office = desk()
    added = [add_page(office.watch, office.home, URL, language="en", outlet=None, now=MONDAY) for _ in range(2)]
    assert added == [True, False]
    assert office.rows("select count(*) from articles") == [(1,)]


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        pytest.param(URL, COURIER, id="the feed's site"),
        pytest.param("http://www.courier.example/by-hand", COURIER, id="with www"),
        pytest.param("http://elsewhere.example/a", "elsewhere.example", id="another site"),
    ],
)
def test_a_page_on_a_feeds_site_is_of_its_outlet_so_that_it_is_not_held_against_itself(
    desk: MakeDesk, url: str, outlet: str
) -> None:
    office = desk(COURIER)
    add_page(office.watch, office.home, url, language="en", outlet=None, now=MONDAY)
    assert office.rows("select outlet, publisher from articles") == [(outlet, outlet)]


def test_a_page_of_an_outlet_that_a_feed_names_keeps_its_family(desk: MakeDesk) -> None:
    office = desk(COURIER)
    add_page(office.watch, office.home, URL, language="en", outlet=COURIER, now=MONDAY)
    assert office.rows("select outlet, publisher from articles") == [(COURIER, COURIER)]


def test_a_language_that_nobody_can_read_is_refused(desk: MakeDesk) -> None:
    office = desk()
    with pytest.raises(ExtractError, match="xx"):
        add_page(office.watch, office.home, URL, language="xx", outlet=None, now=MONDAY)
    assert not office.home.exists()
