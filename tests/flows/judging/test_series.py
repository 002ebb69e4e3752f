"""A source that moves is told once, as a move and not as outlets that differ: flows/judging/series.py."""

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
    Desk,
    Newsstand,
)
from tests.flows.judging.late import publish
from tests.flows.judging.tolls import OUTLETS, open_tolls

DAY = timedelta(days=1)
UP_FROM = (
    "South Korea's National Intelligence Service said that about 1,500 North Korean soldiers had been killed in Kursk, "
    "up from 1,000."
)


@pytest.fixture
def office(desk: MakeDesk, stand: Newsstand) -> Desk:
    """A desk that has read three outlets, which all tell 1,000."""
    open_tolls(stand, 1000)
    office = desk(*OUTLETS)
    office.collect(MONDAY)
    return office


def found(office: Desk) -> list[tuple[object, ...]]:
    return office.rows("select finding, decision from changes where finding <> 'first_report' order by change_id")


def test_a_source_that_gave_a_new_figure_is_told_as_such_with_old_and_new(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", UP_FROM, 5 * HOUR)
    assert office.collect(MONDAY + 6 * HOUR).told == [("raised", "series")]
    (alert,) = office.alerts()
    assert alert["finding"] == "supersession"
    assert alert["headline"] == "South Korea NIS moved: about 1,000 killed, now about 1,500"
    before, after = alert["before"], alert["after"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert (before["claim"]["low"], after["claim"]["low"], after["outlet"]) == (1000, 1500, LEDGER)
    assert alert["reasons"] == [
        "about 1,000, told since 27 January 2025 by The Courier, The La-Rive, The Ledger.",
        "about 1,500, told since 27 January 2025 by The Ledger.",
        "The Ledger tells about 1,000 as the earlier figure beside the new one.",
    ]
    publish(stand, RIVE, "new", SEOUL_FR.format("1 500"), 8 * HOUR)
    publish(stand, COURIER, "late", SEOUL.format("1,000"), 9 * HOUR)
    assert office.collect(MONDAY + 10 * HOUR).told == []


def test_outlets_that_differ_are_told_once_also_when_others_confirm_that_the_source_moved(
    office: Desk, stand: Newsstand
) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,500"), 30 * HOUR)
    assert office.collect(MONDAY + 31 * HOUR).told == [("raised", "outlets")]
    (alert,) = office.alerts()
    reasons = alert["reasons"]
    assert isinstance(reasons, list)
    assert alert["finding"] == "misquotation"
    assert reasons[:2] == [
        "Both name one source and were published 30 hours apart.",
        "No number fits both, and the source was not seen to move in between.",
    ]
    publish(stand, RIVE, "new", SEOUL_FR.format("1 500"), 40 * HOUR)
    assert office.collect(MONDAY + 41 * HOUR).told == []
    assert found(office)[-1] == ("supersession", "suppressed")


def test_a_move_that_two_outlets_tell_at_once_is_no_misquotation(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,500"), 30 * HOUR)
    publish(stand, RIVE, "new", SEOUL_FR.format("1 500"), 31 * HOUR)
    assert office.collect(MONDAY + 32 * HOUR).told == [("raised", "series")]
    assert found(office) == [("supersession", "alerted")]


def test_an_article_that_is_touched_without_its_figure_shows_no_move_again(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,500"), 30 * HOUR)
    publish(stand, RIVE, "new", SEOUL_FR.format("1 500"), 31 * HOUR)
    office.collect(MONDAY + 32 * HOUR)
    stand.article(LEDGER, "new", f"{SEOUL.format('1,500')} Nobody knows more.", at=MONDAY + 30 * HOUR)
    office.collect(MONDAY + 40 * HOUR)
    assert found(office) == [("supersession", "alerted")]


def test_what_a_first_run_finds_moves_nobody(desk: MakeDesk, stand: Newsstand) -> None:
    open_tolls(stand, 1000)
    publish(stand, LEDGER, "new", UP_FROM, 5 * HOUR)
    office = desk(*OUTLETS)
    assert office.collect(MONDAY + 6 * HOUR).told == []
    assert ("supersession", "suppressed") in found(office)
