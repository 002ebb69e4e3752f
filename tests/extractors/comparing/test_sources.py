"""Tests of extractors/comparing/sources.py: when two sources contradict each other."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings

from extractors.changes import Telling, contradictions, new_contradictions
from extractors.values import Aggregation, Band, Bound, Modality
from tests.builders import MONDAY
from tests.extractors.comparing.test_series import SETTLED, TELLINGS, at, of

OTHER = {"source": "zelensky"}
NOW = MONDAY + timedelta(days=3)


def pairs(tellings: list[Telling], now: datetime = NOW) -> list[tuple[float | None, float | None]]:
    return [(one.before.claim.low, one.after.claim.low) for one in contradictions(tellings, now)]


CONTRADICT = {
    "two sources": ([at(0, of(300), "a"), at(5, of(900, **OTHER), "b")], 300),
    "in one outlet": ([at(0, of(300), "a"), at(5, of(900, **OTHER), "a")], 300),
    "two outlets tell what leaves a doubt": (
        [at(0, of(300), "a"), *(at(5, of(900, band=Band.B, **OTHER), o) for o in "bc")],
        300,
    ),
    "of one place among others": (
        [at(0, of(300), "a"), at(1, of(300, place="kursk"), "b"), at(5, of(900, place="kursk", **OTHER), "c")],
        300,
    ),
    "one has moved": ([*SETTLED, *(at(30, of(600), o) for o in "cd"), at(40, of(900, **OTHER), "b")], 600),
}


@pytest.mark.parametrize(("tellings", "last"), CONTRADICT.values(), ids=CONTRADICT)
def test_two_sources_contradict_by_their_present_figures(tellings: list[Telling], last: float) -> None:
    assert pairs(tellings) == [(last, 900)]


COMPATIBLE = {
    "one source": [at(0, of(300), "a"), at(5, of(900), "b")],
    "room for both": [at(0, of(300, bound=Bound.MORE_THAN), "a"), at(5, of(900, **OTHER), "b")],
    "one of them with others": [at(0, of(300), "a"), at(5, of(900, source="south_korea_nis+zelensky"), "b")],
    "one is quoted by the other": [at(0, of(300), "a"), at(5, of(900, chain=("south_korea_nis",), **OTHER), "b")],
    "one is carried by the other": [at(0, of(300, via="zelensky"), "a"), at(5, of(900, **OTHER), "b")],
    "two dates": [at(0, of(300, as_of="2025-01-01"), "a"), at(5, of(900, as_of="2025-01-20", **OTHER), "b")],
    "two places": [at(0, of(300, place="kursk"), "a"), at(5, of(900, place="donetsk", **OTHER), "b")],
    "another side": [at(0, of(300), "a"), at(5, of(900, subject="russia", **OTHER), "b")],
    "another stretch": [at(0, of(300), "a"), at(5, of(900, aggregation=Aggregation.PERIOD, **OTHER), "b")],
    "a plan": [at(0, of(300), "a"), at(5, of(900, modality=Modality.PLANNED, **OTHER), "b")],
    "a denial": [at(0, of(300), "a"), at(5, of(900, modality=Modality.DENIED, **OTHER), "b")],
    "one is two weeks old": [at(-400, of(300), "a"), at(5, of(900, **OTHER), "b")],
    "one outlet tells it, and reading it leaves a doubt": [
        at(0, of(300), "a"),
        at(5, of(900, band=Band.B, **OTHER), "b"),
    ],
    "told as casualties elsewhere": [
        at(0, of(300), "a"),
        at(5, of(900, **OTHER), "b"),
        at(6, of(900, metric="casualties", **OTHER), "c"),
    ],
    "what one of them said is in dispute": [at(0, of(300), "a"), at(3, of(500), "b"), at(5, of(900, **OTHER), "c")],
    "a zero was lost on the way": [at(0, of(9000), "a"), at(3, of(900), "b"), at(5, of(300, **OTHER), "c")],
    "a place, and no place": [at(0, of(300, place="kursk"), "a"), at(5, of(900, **OTHER), "b")],
}


@pytest.mark.parametrize("tellings", COMPATIBLE.values(), ids=COMPATIBLE)
def test_sources_that_leave_room_for_each_other_do_not_contradict(tellings: list[Telling]) -> None:
    assert contradictions(tellings, NOW) == ()


def test_a_contradiction_shows_each_source_at_its_best_and_says_why() -> None:
    (one,) = contradictions([at(0, of(300, band=Band.B), "a"), at(1, of(300), "b"), at(5, of(900, **OTHER), "c")], NOW)
    assert (one.before.outlet, one.after.outlet) == ("b", "c")
    assert one.reasons[0] == "South Korea NIS: about 300, told since 27 January 2025 by A, B."
    assert one.reasons[-1] == "No number fits both, and neither source rests on the other."


def test_a_contradiction_is_new_only_with_one_of_its_two_figures() -> None:
    told, _ = CONTRADICT["two sources"]
    again = at(9, of(900, **OTHER), "d")
    assert len(new_contradictions(told, [told[1].ref], NOW)) == 1
    assert new_contradictions([*told, again], [again.ref], NOW) == ()


def test_two_sources_of_one_moment_stand_in_one_order() -> None:
    told = [at(0, of(300), "a"), at(0, of(900, **OTHER), "a")]
    assert contradictions(told, NOW) == contradictions(told[::-1], NOW) != ()


@settings(deadline=None)
@given(TELLINGS)
def test_each_pair_of_sources_contradicts_itself_at_most_once(tellings: list[Telling]) -> None:
    found = contradictions(tellings, NOW)
    assert found == contradictions(tellings[::-1], NOW)
    assert len(found) <= 1
