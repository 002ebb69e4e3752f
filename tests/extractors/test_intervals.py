"""Tests of extractors/intervals.py."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.intervals import (
    MIRROR,
    VAGUE_ENDS,
    ValueRelation,
    disjoint,
    fits,
    granularity,
    in_words,
    interval_of,
    lost_power_of_ten,
    relate_values,
    same_when_rounded,
)
from extractors.values import Bound, Claim
from tests.builders import figure


def exact(number: float) -> Claim:
    return figure("killed", number)


def about(number: float, shade: str | None = None) -> Claim:
    return figure("killed", number, bound=Bound.APPROX, vague=shade)


def more_than(number: float) -> Claim:
    return figure("killed", number, bound=Bound.MORE_THAN)


def at_least(number: float) -> Claim:
    return figure("killed", number, bound=Bound.AT_LEAST)


def up_to(number: float) -> Claim:
    return figure("killed", None, number, bound=Bound.AT_MOST)


def fewer_than(number: float) -> Claim:
    return figure("killed", None, number, bound=Bound.FEWER_THAN)


def between(low: float, high: float) -> Claim:
    return figure("killed", low, high, bound=Bound.RANGE)


def word(vague: str | None) -> Claim:
    return figure("killed", None, bound=Bound.VAGUE, vague=vague)


INTERVALS = {
    "a count is itself": (Bound.EXACT, 101, 101, None, (101, 101)),
    "a bare thousand is rounded, but not by half": (Bound.EXACT, 1000, 1000, None, (950, 1050)),
    "a bare 11,000": (Bound.EXACT, 11000, 11000, None, (10500, 11500)),
    "two digits under twenty are counted": (Bound.EXACT, 12, 12, None, (12, 12)),
    "about": (Bound.APPROX, 4700, 4700, None, (4465, 4935)),
    "11,000-odd": (Bound.APPROX, 11000, 11000, "odd", (11000, 12000)),
    "10,000-odd leans a tenth, not a whole digit": (
        Bound.APPROX,
        10000,
        10000,
        "odd",
        (10000, 11000),
    ),
    "nearly 5,000": (Bound.APPROX, 5000, 5000, "nearly", (4500, 5000)),
    "more than": (Bound.MORE_THAN, 3000, None, None, (3000, None)),
    "at least": (Bound.AT_LEAST, 600, None, None, (600, None)),
    "up to": (Bound.AT_MOST, None, 8000, None, (0, 8000)),
    "fewer than": (Bound.FEWER_THAN, None, 50, None, (0, 50)),
    "a range": (Bound.RANGE, 8000, 12000, None, (8000, 12000)),
    "a range told backwards": (Bound.RANGE, 12000, 8000, None, (8000, 12000)),
    "hundreds": (Bound.VAGUE, None, None, "hundreds", (200, 999)),
    "dozens": (Bound.VAGUE, None, None, "dozens", (24, 99)),
    "heavy losses": (Bound.VAGUE, None, None, None, (None, None)),
    "no number at all": (Bound.EXACT, None, None, None, (None, None)),
}


@pytest.mark.parametrize(("bound", "low", "high", "vague", "expected"), INTERVALS.values(), ids=INTERVALS)
def test_bound_and_ends_give_the_interval_that_is_compared(
    bound: Bound,
    low: float | None,
    high: float | None,
    vague: str | None,
    expected: tuple[float | None, float | None],
) -> None:
    assert interval_of(bound, low, high, vague) == pytest.approx(expected)


def test_unknown_vague_word_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="umpteen"):
        interval_of(Bound.VAGUE, None, None, "umpteen")


@pytest.mark.parametrize(
    ("number", "expected"),
    [(11_000, 1000), (4_700, 100), (101, 1), (0, 1), (33.3, 0.1), (1.25, 0.01), (10_000, 10_000)],
)
def test_granularity_is_the_weight_of_the_last_digit(number: float, expected: float) -> None:
    assert granularity(number) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (11_000, 10_900, True),
        (100, 101, True),
        (4_700, 4_732, True),
        (1_000, 1_100, False),
        (4_700, 4_800, False),
        (5_000, 4_700, False),
        (600, 600, False),
    ],
)
def test_rounding_joins_only_a_number_with_its_rounded_self(one: float, other: float, *, expected: bool) -> None:
    assert same_when_rounded(one, other) is expected
    assert same_when_rounded(other, one) is expected


R = ValueRelation
RELATIONS = {
    "some 11,000, then 11,000-odd": (about(11000), about(11000, "odd"), R.SAME),
    "a qualifier is dropped": (about(11000), exact(11000), R.REWORDED),
    "a qualifier is added": (exact(1000), about(1000), R.REWORDED),
    "about, then nearly": (about(1000), about(1000, "nearly"), R.SAME),
    "more than, then at least": (more_than(3000), at_least(3000), R.REWORDED),
    "up to, then fewer than": (up_to(8000), fewer_than(8000), R.REWORDED),
    "10,000-odd is more than 10,000": (about(10000, "odd"), more_than(10000), R.REWORDED),
    "a count is rounded": (exact(101), about(100), R.REWORDED),
    "a rounded number made exact": (about(11000), exact(10900), R.REWORDED),
    "the same count": (exact(101), exact(101), R.SAME),
    "several hundred, then hundreds": (word("several_hundred"), word("hundreds"), R.REWORDED),
    "dozens, then tens": (word("dozens"), word("tens"), R.REWORDED),
    "a figure rises": (exact(1000), exact(4000), R.RAISED),
    "a rise of an eleventh": (about(11000), about(12000), R.RAISED),
    "a rise of a tenth": (about(1000), exact(1100), R.RAISED),
    "a rise within the tolerance of about": (about(4700), about(4800), R.RAISED),
    "two bare numbers are two numbers": (exact(11000), exact(11300), R.RAISED),
    "a count corrected by fifteen": (exact(924), exact(909), R.LOWERED),
    "a figure falls": (about(6000), about(5000), R.LOWERED),
    "a far lower limit becomes a point": (at_least(100), about(300), R.RAISED),
    "more than 3,000, then 3,800": (more_than(3000), about(3800), R.RAISED),
    "more than 500, then about 470": (more_than(500), about(470), R.LOWERED),
    "600, then at least 2,000": (about(600), at_least(2000), R.RAISED),
    "a point far above the new limit": (exact(6000), more_than(4000), R.LOWERED),
    "a lower limit rises a little": (more_than(6000), more_than(6200), R.RAISED),
    "an upper limit falls": (up_to(12000), up_to(10000), R.LOWERED),
    "up to 12,000, then 5,000": (up_to(12000), exact(5000), R.LOWERED),
    "9,000 passes the limit of 8,000": (up_to(8000), exact(9000), R.RAISED),
    "a range, then above it": (between(10000, 12000), exact(15000), R.RAISED),
    "a range shifts": (between(8000, 10000), between(9000, 11000), R.RAISED),
    "hundreds, then thousands": (word("hundreds"), word("thousands"), R.RAISED),
    "up to, then at least the same": (up_to(8000), at_least(8000), R.RAISED),
    "over a hundred, then hundreds": (more_than(100), word("hundreds"), R.RAISED),
    "3,000, then more than 3,000": (about(3000), more_than(3000), R.WIDENED),
    "more than 3,000, then 3,000": (more_than(3000), exact(3000), R.NARROWED),
    "4,700, then more than 4,500": (about(4700), more_than(4500), R.WIDENED),
    "hundreds, then about 300": (word("hundreds"), about(300), R.NARROWED),
    "hundreds, then at least 300": (word("hundreds"), at_least(300), R.NARROWED),
    "thousands, then 3,000": (word("thousands"), exact(3000), R.NARROWED),
    "a range, then a point in it": (between(10000, 12000), about(11000), R.NARROWED),
    "a range, then its end": (between(8000, 10000), exact(10000), R.NARROWED),
    "a range, then a smaller one": (between(8000, 12000), between(10000, 11000), R.NARROWED),
    "a point, then a range around it": (about(11000), between(10000, 12000), R.WIDENED),
    "about a point, then a range no wider than that": (about(3000), between(3000, 3200), R.NARROWED),
    "about a count, then a range no wider than its last digit": (about(1100), between(1080, 1120), R.NARROWED),
    "about a count, then a range wider than its last digit": (about(340), between(300, 350), R.WIDENED),
    "10,000-odd, then a range from it": (about(10000, "odd"), between(10000, 10400), R.NARROWED),
    "a range, then about a finer point in it": (between(11000, 12000), about(11500), R.NARROWED),
    "a bare number, then a range from it": (exact(5000), between(5000, 5200), R.WIDENED),
    "up to 12,000, then 12,000": (up_to(12000), exact(12000), R.NARROWED),
    "8,000, then up to 8,000": (about(8000), up_to(8000), R.WIDENED),
    "a range, then about its end": (between(8000, 10000), about(10200), R.COMPATIBLE),
    "about 4,000, then more than 4,100": (about(4000), more_than(4100), R.COMPATIBLE),
    "a limit above and one below": (up_to(12000), at_least(8000), R.COMPATIBLE),
    "heavy losses, then 300": (word(None), exact(300), R.COMPATIBLE),
    "heavy losses, told again": (word(None), word(None), R.SAME),
}


@pytest.mark.parametrize(("before", "after", "expected"), RELATIONS.values(), ids=RELATIONS)
def test_two_stated_numbers_stand_to_each_other_as_a_reader_says(
    before: Claim, after: Claim, expected: ValueRelation
) -> None:
    assert relate_values(before, after)[0] is expected
    assert relate_values(after, before)[0] is MIRROR[expected]


def test_reason_names_both_numbers() -> None:
    assert relate_values(about(2000), at_least(2300))[1] == ("about 2,000 was raised to at least 2,300")


def test_relation_needs_no_interval_computed_before() -> None:
    bare = replace(about(4000), interval=None)
    assert relate_values(bare, at_least(300)) == relate_values(about(4000), at_least(300))


FITTING = {
    "overlap of round numbers": (exact(11000), exact(10900), True),
    "a point a little above its lower limit": (more_than(3000), exact(4000), True),
    "a point far above its lower limit": (at_least(300), exact(1000), False),
    "a point below its lower limit": (more_than(500), about(470), False),
    "a point far below its upper limit": (up_to(12000), exact(3000), False),
    "a vague word around a number": (word("hundreds"), exact(300), True),
    "two counts": (exact(1700), exact(1400), False),
    "nothing said": (word(None), exact(1400), True),
}


@pytest.mark.parametrize(("one", "other", "expected"), FITTING.values(), ids=FITTING)
def test_two_speakers_agree_when_their_numbers_leave_room(one: Claim, other: Claim, *, expected: bool) -> None:
    assert fits(one, other) is expected
    assert fits(other, one) is expected


def test_lower_limit_is_never_disjoint_from_a_higher_number() -> None:
    assert not disjoint(at_least(300), exact(1000))
    assert disjoint(at_least(1000), exact(300))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (about(12000), about(1200), 1),
        (exact(1100), exact(11300), 1),
        (more_than(3000), exact(30000), 1),
        (exact(120), exact(1200000), 4),
        (exact(1200), exact(1400), None),
        (exact(4000), exact(300), None),
        (exact(0), exact(0), None),
        (word(None), exact(10), None),
    ],
    ids=str,
)
def test_power_of_ten_is_found_within_rounding(one: Claim, other: Claim, expected: int | None) -> None:
    assert lost_power_of_ten(one, other) == expected
    assert lost_power_of_ten(other, one) == expected


@pytest.mark.parametrize(
    ("quantity", "unit", "expected"),
    [
        (exact(2300), None, "2,300"),
        (about(2300), "persons", "about 2,300"),
        (more_than(40), "percent", "more than 40 %"),
        (at_least(600), None, "at least 600"),
        (up_to(8000), None, "up to 8,000"),
        (fewer_than(50), None, "fewer than 50"),
        (between(8000, 12000), None, "8,000 to 12,000"),
        (about(33.3), "percent", "about 33.3 %"),
        (exact(470), "km2", "470 km²"),
        (word("hundreds"), None, "an unnumbered amount (200 to 999)"),
        (word(None), None, "an unstated number"),
    ],
)
def test_number_is_said_as_a_reader_reads_it_aloud(quantity: Claim, unit: str | None, expected: str) -> None:
    assert in_words(quantity, unit) == expected


NUMBERS = st.floats(min_value=1, max_value=1e6, allow_nan=False).map(lambda x: float(round(x)))
ANYTHING = st.none() | st.floats() | st.integers(-(10**9), 10**9).map(float)
BOUNDS = st.sampled_from(Bound)
SHADES = st.none() | st.sampled_from(sorted(VAGUE_ENDS))


@st.composite
def quantities(draw: st.DrawFn) -> Claim:
    bound, low, high = draw(BOUNDS), draw(ANYTHING), draw(ANYTHING)
    interval = draw(st.none() | st.tuples(ANYTHING, ANYTHING))
    if draw(st.booleans()):
        interval = interval_of(bound, low, high, draw(SHADES))
    return replace(exact(1), bound=bound, low=low, high=high, interval=interval)


@given(quantities(), quantities())
def test_any_two_quantities_have_a_relation_and_swapping_mirrors_it(a: Claim, b: Claim) -> None:
    relation, why = relate_values(a, b)
    assert relate_values(b, a)[0] is MIRROR[relation]
    assert why
    assert fits(a, b) is fits(b, a)
    assert lost_power_of_ten(a, b) == lost_power_of_ten(b, a)


@given(quantities())
def test_quantity_is_the_same_as_itself_and_fits_itself(a: Claim) -> None:
    assert relate_values(a, a)[0] is ValueRelation.SAME
    assert fits(a, a)


@given(NUMBERS, NUMBERS, st.sampled_from([Bound.APPROX, Bound.AT_LEAST, Bound.AT_MOST]))
def test_larger_number_has_no_lower_interval(one: float, other: float, bound: Bound) -> None:
    small, large = sorted((one, other))
    lower, higher = interval_of(bound, small, small), interval_of(bound, large, large)
    assert (lower[0] or 0) <= (higher[0] or 0)
    assert (lower[1] or math.inf) <= (higher[1] or math.inf)


@given(NUMBERS)
def test_interval_holds_its_number_and_about_holds_the_bare_one(number: float) -> None:
    near, far = interval_of(Bound.EXACT, number, number)
    low, high = interval_of(Bound.APPROX, number, number)
    ends = [end for end in (low, near, number, far, high) if end is not None]
    assert ends == sorted(ends)
    assert len(ends) == 5
