"""Outlets left behind: what counts as an old figure told as the present one, and each is told once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from extractors.values import Band, Bound, Claim, Modality
from flows.alerts.alert import Side
from flows.judging.stale import Move, is_left_behind
from tests.builders import figure
from tests.flows.alerts.test_policy import side
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
from tests.flows.judging.tolls import OUTLETS, open_tolls, tell

DAY = timedelta(days=1)
LATER = timedelta(hours=24)
OLD = figure("killed", 1000, source="south_korea_nis")
NEW = figure("killed", 1500, source="south_korea_nis")
SENT = figure("troops_deployed", 8000, source="south_korea_nis", place="kursk")


def a_move(before: Claim = OLD, after: Claim = NEW, at: datetime = MONDAY) -> Move:
    told: Side = side(after)
    return Move(before=before, after=after, at=at, side=told, is_of_the_source=True)


@pytest.mark.parametrize(
    ("claim", "behind"),
    [
        pytest.param(OLD, True, id="the old figure"),
        pytest.param(replace(OLD, bound=Bound.APPROX), True, id="about the old figure"),
        pytest.param(NEW, False, id="the new figure"),
        pytest.param(figure("killed", 700, source="south_korea_nis"), False, id="a third figure"),
        pytest.param(figure("killed", 1000, bound=Bound.AT_LEAST, source="south_korea_nis"), False, id="fits both"),
        pytest.param(replace(OLD, source="nato"), False, id="another source's"),
        pytest.param(replace(OLD, source=None), False, id="nobody's"),
        pytest.param(replace(OLD, subject="russia"), False, id="another side's"),
        pytest.param(replace(OLD, metric="wounded"), False, id="another metric"),
        pytest.param(replace(OLD, period="month"), False, id="of one month"),
        pytest.param(replace(OLD, is_given=True), False, id="up from the old figure"),
        pytest.param(replace(OLD, band=Band.C), False, id="doubtful"),
        pytest.param(replace(OLD, modality=Modality.DENIED), False, id="denied"),
        pytest.param(replace(OLD, as_of="2025-01-20"), False, id="as of a day before the move"),
        pytest.param(replace(OLD, as_of="2024-12"), False, id="as of a month before the move"),
        pytest.param(replace(OLD, as_of="2025-01"), True, id="as of the month of the move"),
        pytest.param(replace(OLD, as_of="2025-01-28"), True, id="as of a day after the move"),
    ],
)
def test_an_old_figure_is_of_the_source_and_told_as_what_holds(claim: Claim, behind: bool) -> None:
    assert is_left_behind(claim, MONDAY + 2 * DAY, (claim,), a_move(), LATER) is behind


@pytest.mark.parametrize(
    ("hours", "behind"),
    [
        pytest.param(-48, False, id="before the move"),
        pytest.param(24, False, id="news takes a day"),
        pytest.param(25, True, id="more than a day later"),
    ],
)
def test_who_published_before_or_shortly_after_is_not_left_behind(hours: int, behind: bool) -> None:
    assert is_left_behind(OLD, MONDAY + hours * HOUR, (OLD,), a_move(), LATER) is behind


def test_a_text_that_also_tells_the_new_figure_knows_of_the_move() -> None:
    assert not is_left_behind(OLD, MONDAY + 2 * DAY, (OLD, NEW), a_move(), LATER)
    assert is_left_behind(OLD, MONDAY + 2 * DAY, (OLD, replace(NEW, source="nato")), a_move(), LATER)


def test_troops_elsewhere_are_other_troops() -> None:
    move = a_move(SENT, replace(SENT, low=11_000, high=11_000, interval=(11_000, 11_000)))
    assert is_left_behind(SENT, MONDAY + 2 * DAY, (SENT,), move, LATER)
    assert not is_left_behind(replace(SENT, place="russia"), MONDAY + 2 * DAY, (), move, LATER)


ITS_OWN = (
    "The briefing lasted twenty minutes and was held behind closed doors. Two members of the committee left it without "
    "a word; a third spoke of graves that nobody had marked, and asked that the families be told before the papers. "
    "The service has promised to come back within a month, with maps and with whatever its prisoners will say."
)


@pytest.fixture
def office(desk: MakeDesk, stand: Newsstand) -> Desk:
    """A desk that saw the Courier raise Seoul's 300 to 1,000 on Monday."""
    open_tolls(stand, 300, at=MONDAY - 9 * DAY)
    office = desk(*OUTLETS)
    office.collect(MONDAY)
    tell(stand, {COURIER: 1000}, at=MONDAY - 9 * DAY)
    office.collect(MONDAY + 4 * HOUR)
    return office


def stale(office: Desk) -> list[dict[str, object]]:
    return [alert for alert in office.alerts() if alert["finding"] == "stale_carrier"]


def test_an_outlet_that_still_tells_the_old_figure_is_told_once_in_the_digest(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,000"), 8 * HOUR, words=ITS_OWN)
    office.collect(MONDAY + 9 * HOUR)
    publish(stand, RIVE, "later", SEOUL_FR.format("300"), 2 * DAY)
    office.collect(MONDAY + 2 * DAY + HOUR)
    publish(stand, RIVE, "later-still", SEOUL_FR.format("300"), 12 * DAY)
    office.collect(MONDAY + 12 * DAY + HOUR)
    (alert,) = stale(office)
    assert alert["headline"] == (
        "The La-Rive still tells about 300 killed, which South Korea NIS has replaced with about 1,000"
    )
    assert alert["reasons"] == [
        "The move to about 1,000 was told at 2025-01-27 12:00 UTC.",
        "This text was published 44 hours later, gives the old figure as the present one and does not mention the "
        "new one.",
    ]
    assert (alert["kind"], alert["route"], alert["across"]) == ("stale_carrier", "digest", "outlets")
    assert (alert["before"]["outlet"], alert["after"]["outlet"]) == (COURIER, RIVE)


def test_an_edit_that_nobody_followed_makes_nobody_stale(office: Desk, stand: Newsstand) -> None:
    publish(stand, RIVE, "later", SEOUL_FR.format("300"), 2 * DAY)
    office.collect(MONDAY + 2 * DAY + HOUR)
    assert stale(office) == []


def test_a_second_print_of_the_edited_text_is_no_second_voice(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "print", SEOUL.format("1,000"), 8 * HOUR)
    office.collect(MONDAY + 9 * HOUR)
    publish(stand, RIVE, "later", SEOUL_FR.format("300"), 2 * DAY)
    office.collect(MONDAY + 2 * DAY + HOUR)
    assert stale(office) == []


def test_an_article_that_was_not_touched_since_is_history(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,000"), 8 * HOUR, words=ITS_OWN)
    for hours in (9, 40, 60):
        office.collect(MONDAY + hours * HOUR)
    assert stale(office) == []


def test_an_old_article_that_is_edited_and_keeps_the_old_figure_is_left_behind(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "new", SEOUL.format("1,000"), 8 * HOUR, words=ITS_OWN)
    office.collect(MONDAY + 9 * HOUR)
    edited = f"{SEOUL_FR.format('300')} Les corps n'ont pas été rendus aux familles, ajoute le service."
    stand.article(RIVE, "toll", edited, at=MONDAY - 9 * DAY)
    office.collect(MONDAY + 3 * DAY)
    (alert,) = stale(office)
    assert "This text was edited 68 hours later" in str(alert["reasons"][1])
