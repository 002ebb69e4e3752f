"""Articles that are there again after they were told to be gone, over whole runs."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Answer,
    Desk,
    Newsstand,
    open_stand,
    page_url,
    watch_of,
)

TOLL = page_url(COURIER, "toll")
DAY = timedelta(days=1)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        running.feed(COURIER, "toll")
        running.feed(LEDGER, "other")
        running.article(COURIER, "toll", SEOUL.format("1,000"))
        running.article(LEDGER, "other", SEOUL.format("1,000"))
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    """A desk that was told on Tuesday that the Courier's article is gone since Monday morning."""
    office = Desk(watch=watch_of(COURIER, LEDGER), home=tmp_path / "home", stand=stand)
    office.collect(MONDAY)
    stand.fault(TOLL, 410)
    for hours in (2, 6, 10, 16, 24):
        office.collect(MONDAY + hours * HOUR)
    assert findings(office) == ["takedown"]
    return office


def findings(office: Desk) -> list[object]:
    return [alert["finding"] for alert in office.alerts()]


def test_an_article_that_comes_back_as_it_was_is_told_once(office: Desk, stand: Newsstand) -> None:
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    for hours in (50, 62, 80):
        office.collect(MONDAY + hours * HOUR)
    _, back = office.alerts()
    assert back["headline"] == "\u201cWhat is known of the Kursk front\u201d is back at The Courier after 2 days"
    assert back["reasons"] == [
        "It was not there between 2025-01-27 10:00 and 2025-01-29 10:00 UTC (2 days).",
        "The text is the same.",
    ]
    assert (back["finding"], back["kind"], back["across"], back["before"]) == ("returned", "returned", "visits", None)
    assert len(office.sent()) == 2


def test_an_article_that_comes_back_with_another_figure_is_told_and_so_is_the_figure(
    office: Desk, stand: Newsstand
) -> None:
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 50 * HOUR)
    alerts = {str(alert["finding"]): alert for alert in office.alerts()}
    assert alerts["returned"]["reasons"][-1] == "The text is another; what it changes is told on its own."
    assert alerts["returned"]["after"]["version_id"] == alerts["silent_edit"]["after"]["version_id"]


def test_half_a_page_is_not_yet_a_return(office: Desk, stand: Newsstand) -> None:
    there = stand.answers[page_url(LEDGER, "other")]
    stand.answers[TOLL] = Answer(body=b"<html><body><article><h1>What is known</h1><p>" + b"Soon. " * 9 + b"</p>")
    office.collect(MONDAY + 50 * HOUR)
    assert findings(office) == ["takedown"]
    stand.answers[TOLL] = there
    office.collect(MONDAY + 51 * HOUR)
    assert findings(office) == ["takedown", "returned"]


def test_an_article_that_goes_again_is_taken_down_again(office: Desk, stand: Newsstand) -> None:
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office.collect(MONDAY + 50 * HOUR)
    stand.fault(TOLL, 410)
    for days in (3, 4, 5, 6):
        office.collect(MONDAY + days * DAY)
    assert findings(office) == ["takedown", "returned", "takedown"]
    assert len({alert["key"] for alert in office.alerts()}) == 3


def test_an_article_that_stumbled_and_was_not_told_to_be_gone_does_not_return(office: Desk, stand: Newsstand) -> None:
    other = page_url(LEDGER, "other")
    there = stand.answers[other]
    stand.fault(other, 404)
    office.collect(MONDAY + 30 * HOUR)
    stand.answers[other] = there
    office.collect(MONDAY + 40 * HOUR)
    assert findings(office) == ["takedown"]
