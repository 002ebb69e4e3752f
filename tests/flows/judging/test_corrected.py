"""A claim that was misread and corrected: later versions and other outlets are held against what the person said."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from extractors.values import Bound
from flows.collection.reread import reread_here
from flows.collection.runs import new_run
from flows.judging.marking import Fix, correct_claim, restore_claim, withdraw_claim
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Desk,
    Newsstand,
    open_stand,
    watch_of,
)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        running.feed(COURIER, "toll")
        running.article(COURIER, "toll", SEOUL.format("1,500"))
        running.feed(LEDGER, "bridge")
        running.article(LEDGER, "bridge", "North Korean engineers are to repair a bridge in Kursk.")
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    """A desk that has read the Courier's article: about 1,500 killed."""
    made = Desk(watch=watch_of(COURIER, LEDGER), home=tmp_path / "home", stand=stand)
    made.collect(MONDAY)
    return made


def claim_id(office: Desk) -> int:
    ((number,),) = office.rows("select max(claim_id) from claims where metric = 'killed'")
    return int(str(number))


def at(hours: float) -> datetime:
    return MONDAY + hours * HOUR


def correct(office: Desk, hours: float = 1, **given: object) -> None:
    fix = Fix(**given)  # type: ignore[arg-type]
    correct_claim(office.watch, office.home, claim_id(office), fix, by="Ada", note="", now=at(hours))


def told(office: Desk) -> list[tuple[object, ...]]:
    return office.rows("select low, bound, version_no from claim_history where metric = 'killed' order by version_no")


def test_an_edit_elsewhere_in_the_article_makes_no_change_of_a_corrected_claim(office: Desk, stand: Newsstand) -> None:
    correct(office, bound=Bound.AT_LEAST)
    stand.article(COURIER, "toll", SEOUL.format("1,500") + " Snow fell over the border on Monday.")
    second = office.collect(at(2))
    assert (second.counts["versions"], second.counts["changes"], second.told) == (1, 0, [])
    assert told(office) == [(1500, "at_least", 1), (1500, "at_least", 2)]


def test_an_edit_of_the_figure_is_told_against_the_corrected_value(office: Desk, stand: Newsstand) -> None:
    correct(office, bound=Bound.AT_LEAST)
    stand.article(COURIER, "toll", SEOUL.format("3,000"))
    assert office.collect(at(2)).told == [("raised", "revisions")]
    assert "from at least 1,500 to about 3,000" in str(office.alerts()[0]["headline"])
    assert office.alerts()[0]["before"]["claim_id"] == 1  # type: ignore[index]


def test_a_withdrawn_claim_is_compared_with_nothing(office: Desk, stand: Newsstand) -> None:
    withdraw_claim(office.watch, office.home, claim_id(office), by="Ada", note="", now=at(1))
    stand.article(COURIER, "toll", SEOUL.format("3,000"))
    told_kinds = [kind for kind, _ in office.collect(at(2)).told]
    assert "raised" not in told_kinds


def test_another_outlet_is_held_against_the_corrected_value(office: Desk, stand: Newsstand) -> None:
    correct(office, hours=1, bound=Bound.AT_LEAST)
    stand.feed(LEDGER, "bridge", "toll")
    stand.article(LEDGER, "toll", SEOUL.format("3,000"))
    assert office.collect(at(3)).told == []  # 3,000 is at least 1,500


def test_without_the_correction_the_two_outlets_differ(office: Desk, stand: Newsstand) -> None:
    stand.feed(LEDGER, "bridge", "toll")
    stand.article(LEDGER, "toll", SEOUL.format("3,000"))
    assert [across for _, across in office.collect(at(3)).told] == ["outlets"]


def test_a_correction_stays_through_a_reread_and_a_restored_claim_is_as_the_rules_read_it(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    correct(office, bound=Bound.AT_LEAST)
    monkeypatch.setattr("extractors.claims.RULES", "tomorrow")
    counts = reread_here(new_run(office.watch, office.home, at(2), flow="reread"))
    assert (counts["claims"], counts["technical_changes"]) == (1, 0)
    assert told(office) == [(1500, "at_least", 1)]
    assert office.rows("select standing from corrections_log") == [("held",)]
    restore_claim(office.watch, office.home, claim_id(office), by="Ada", note="", now=at(3))
    assert told(office) == [(1500, "approx", 1)]
    assert office.rows("select count(*) from claims") == [(2,)]
