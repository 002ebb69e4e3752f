"""Tests of extractors/comparing/series.py: when the coverage shows that a source moved."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.changes import Telling, along_series, explains, new_moves
from extractors.values import Aggregation, Band, Bound, Claim, Modality
from tests.builders import MONDAY, figure

DEAD = figure("killed", 300, bound=Bound.APPROX, source="south_korea_nis")


def of(number: float, **more: object) -> Claim:
    return replace(DEAD, low=number, high=number, interval=None, **more)  # type: ignore[arg-type]


def at(hour: float, claim: Claim, outlet: str, article: str = "") -> Telling:
    return Telling(
        claim=claim,
        outlet=outlet,
        publisher=outlet,
        language="en",
        published_at=MONDAY + timedelta(hours=hour),
        ref=f"{outlet}/{hour}/{claim.low}",
        article=article or f"{outlet}/{hour}",
    )


def steps(tellings: list[Telling]) -> list[tuple[float | None, float | None]]:
    return [(move.before.claim.low, move.after.claim.low) for move in along_series(tellings)]


SETTLED = [at(0, of(300), "a"), at(2, of(300), "b")]
KNOWN = of(300, is_given=True)

MOVED = {
    "two publishers tell the new one after two the old one": [*SETTLED, at(20, of(600), "c"), at(21, of(600), "d")],
    "the same publishers tell both": [*SETTLED, at(20, of(600), "a"), at(21, of(600), "b")],
    "one told the old one a day before": [at(0, of(300), "a"), at(25, of(600), "c"), at(26, of(600), "d")],
    "weeks lie between": [at(0, of(300), "a"), at(600, of(600), "c"), at(601, of(600), "d")],
    "one straggler still tells the old one": [
        *SETTLED,
        at(20, of(600), "c"),
        at(21, of(300), "e"),
        at(22, of(600), "d"),
    ],
    "up from": [at(0, of(300), "a"), at(5, of(600), "c", "t"), at(5, KNOWN, "c", "t")],
    "up from, by somebody unnamed": [
        at(0, of(300), "a"),
        at(5, of(600), "c", "t"),
        at(5, replace(KNOWN, source=None), "c", "t"),
    ],
    "recalled as told before": [
        at(0, of(300), "a"),
        at(5, of(600), "c", "t"),
        at(5, of(300, reasons=("recap",)), "c", "t"),
    ],
    "each with its own date": [at(0, of(300, as_of="2025-01-10"), "a"), at(1, of(600, as_of="2025-01-26"), "c")],
    "told in another order": [at(21, of(600), "d"), at(20, of(600), "c"), *reversed(SETTLED)],
}


@pytest.mark.parametrize("tellings", MOVED.values(), ids=MOVED)
def test_a_source_moved_where_the_coverage_bears_witness(tellings: list[Telling]) -> None:
    assert steps(tellings) == [(300, 600)]


STOOD = {
    "one outlet alone": [*SETTLED, at(20, of(600), "c")],
    "one outlet, twice": [*SETTLED, at(20, of(600), "c"), at(30, of(600), "c")],
    "two outlets that quote one": [*SETTLED, at(20, of(600, via="afp"), "c"), at(21, of(600, via="afp"), "d")],
    "two prints of one text": [*SETTLED, *(replace(at(20, of(600), o), origin="wire") for o in "cd")],
    "the old one was told by one, hours before": [at(0, of(300), "a"), at(3, of(600), "c"), at(4, of(600), "d")],
    "as many tell the old one after it": [
        *SETTLED,
        at(20, of(600), "c"),
        at(21, of(300), "e"),
        at(22, of(300), "f"),
        at(23, of(600), "d"),
    ],
    "both are told by turns": [at(0, of(300), "a"), at(1, of(600), "c"), at(2, of(300), "b"), at(3, of(600), "d")],
    "up from, and reading it leaves a doubt": [
        at(0, of(300), "a"),
        at(5, of(600, band=Band.B), "c", "t"),
        at(5, KNOWN, "c", "t"),
    ],
    "the same number in other words": [*SETTLED, at(20, of(305), "c"), at(21, of(305), "d")],
    "a range that holds it": [
        *SETTLED,
        *(at(20, replace(of(250), high=900, bound=Bound.RANGE), o) for o in "cd"),
    ],
    "a lower count, and two are too few": [*SETTLED, at(40, of(100), "c"), at(41, of(100), "d")],
    "ten times the number, and two are too few": [*SETTLED, at(40, of(3000), "c"), at(41, of(3000), "d")],
    "history": [*SETTLED, at(40, of(100, as_of="2024-12-20"), "c"), at(41, of(100, as_of="2024-12-20"), "d")],
    "another source": [*SETTLED, *(at(40, of(600, source="zelensky"), o) for o in "cd")],
    "another side": [*SETTLED, *(at(40, of(600, subject="russia"), o) for o in "cd")],
    "another metric": [*SETTLED, *(at(40, of(600, metric="wounded"), o) for o in "cd")],
    "a rate": [*SETTLED, *(at(40, of(600, aggregation=Aggregation.RATE), o) for o in "cd")],
    "an increment": [*SETTLED, *(at(40, of(600, increment="additional"), o) for o in "cd")],
    "a plan": [*SETTLED, *(at(40, of(600, modality=Modality.PLANNED), o) for o in "cd")],
    "a denial": [*SETTLED, *(at(40, of(600, modality=Modality.DENIED), o) for o in "cd")],
    "a weak reading": [*SETTLED, *(at(40, of(600, band=Band.C), o) for o in "cd")],
    "what is taken as known": [*SETTLED, *(at(40, of(600, is_given=True), o) for o in "cd")],
    "the outlet's own word": [*SETTLED, *(at(40, of(600, source=o), o) for o in "cd")],
    "troops here, then there": [
        *(at(0, of(8000, metric="troops_deployed", place="kursk"), o) for o in "ab"),
        *(at(40, of(11000, metric="troops_deployed", place="russia"), o) for o in "cd"),
    ],
    "nothing": [],
}


@pytest.mark.parametrize("tellings", STOOD.values(), ids=STOOD)
def test_where_an_outlet_may_be_wrong_the_source_has_not_moved(tellings: list[Telling]) -> None:
    assert along_series(tellings) == ()


def test_a_lower_count_needs_three_publishers() -> None:
    assert steps([*SETTLED, *(at(40 + n, of(100), o) for n, o in enumerate("cde"))]) == [(300, 100)]


def test_a_figure_that_returns_is_told_again_and_no_move_back() -> None:
    there = [*SETTLED, at(40, of(600), "c"), at(41, of(600), "d")]
    back = [at(900 + n, of(300), o) for n, o in enumerate("abcdef")]
    assert steps([*there, *back]) == [(300, 600)]


def test_each_move_begins_where_the_last_one_ended() -> None:
    told = [*SETTLED, *(at(40, of(600), o) for o in "cd"), *(at(90, of(900), o) for o in "ab")]
    assert steps(told) == [(300, 600), (600, 900)]


def test_a_move_shows_the_last_of_the_old_and_the_first_of_the_new_and_says_why() -> None:
    (move,) = along_series(MOVED["two publishers tell the new one after two the old one"])
    assert (move.before.outlet, move.after.outlet) == ("b", "c")
    assert move.reasons == (
        "about 300, told since 27 January 2025 by A, B.",
        "about 600, told since 28 January 2025 by C, D.",
        "2 publishers tell the new figure, and after it none the old one.",
    )
    assert (str(move.change.change), move.change.alert) == ("raised", True)


def test_a_move_is_new_only_when_what_came_shows_it() -> None:
    told = MOVED["two publishers tell the new one after two the old one"]
    third = at(30, of(600), "e")
    assert len(new_moves(told, [told[-1].ref])) == 1
    assert new_moves([*told, third], [third.ref]) == ()
    assert new_moves(told, []) == ()


def test_a_move_explains_its_own_two_figures_and_no_others() -> None:
    (move,) = along_series(MOVED["weeks lie between"])
    assert explains(move, of(300), of(600))
    assert explains(move, of(600), of(300))
    assert not explains(move, of(300), of(450))
    assert not explains(move, of(300, source="zelensky"), of(600, source="zelensky"))
    assert not explains(move, of(300, metric="wounded"), of(600, metric="wounded"))


TELLINGS = st.lists(
    st.builds(
        lambda hour, number, outlet, source: at(hour, of(number, source=source), outlet),
        st.integers(0, 300),
        st.sampled_from([100.0, 110.0, 300.0, 3000.0]),
        st.sampled_from("abcdef"),
        st.sampled_from(["south_korea_nis", "zelensky"]),
    ),
    max_size=14,
    unique_by=lambda telling: telling.ref,
)


@settings(deadline=None)
@given(TELLINGS, st.randoms())
def test_order_of_collecting_does_not_matter(tellings: list[Telling], random) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(tellings)
    random.shuffle(shuffled)
    assert along_series(shuffled) == along_series(tellings)


@settings(deadline=None)
@given(TELLINGS)
def test_a_move_never_leads_back_to_a_figure_of_before(tellings: list[Telling]) -> None:
    for source in ("south_korea_nis", "zelensky"):
        own = [move for move in along_series(tellings) if move.after.claim.source == source]
        seen = [move.before.claim.low for move in own] + [move.after.claim.low for move in own[-1:]]
        assert len(seen) == len(set(seen))
