"""Tests of extractors/comparing/series.py: what one source says over time."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.changes import Telling, along_series
from extractors.values import Aggregation, Band, Bound, Change, Claim, Modality
from tests.builders import MONDAY, figure, status

NIS = figure("killed", 100, bound=Bound.APPROX, source="south_korea_nis")


def of(number: float, **more: object) -> Claim:
    return replace(NIS, low=number, high=number, interval=None, **more)  # type: ignore[arg-type]


def on(day: int, claim: Claim, outlet: str = "northern_courier") -> Telling:
    return Telling(
        claim=claim,
        outlet=outlet,
        publisher=outlet,
        language="en",
        published_at=MONDAY + timedelta(days=day),
        ref=f"{outlet}/{day}",
    )


def summary(found: tuple[Change, ...]) -> list[tuple[str, float | None, float | None, bool]]:
    pairs = [(c, c.before, c.after) for c in found]
    return [(str(c.change), one.low if one else None, two.low if two else None, c.alert) for c, one, two in pairs]


SERIES = {
    "three figures, each higher": (
        [on(0, of(100)), on(25, of(300)), on(130, of(600))],
        [("raised", 100, 300, True), ("raised", 300, 600, True)],
    ),
    "told in any order": (
        [on(130, of(600)), on(0, of(100)), on(25, of(300))],
        [("raised", 100, 300, True), ("raised", 300, 600, True)],
    ),
    "a lower one": ([on(0, of(600)), on(30, of(300))], [("lowered", 600, 300, True)]),
    "many outlets, one statement": ([on(0, of(300)), on(1, of(300), "b"), on(2, of(300), "c")], []),
    "rounded and reworded on the way": (
        [on(0, of(4700)), on(9, of(4700, bound=Bound.EXACT)), on(20, of(4_690, bound=Bound.EXACT))],
        [],
    ),
    "one outlet among three is wrong that day": (
        [on(0, of(300)), on(30, of(600)), on(30, of(6000), "b"), on(31, of(600), "c")],
        [("raised", 300, 600, True)],
    ),
    "another outlet, alone, is off by ten": (
        [on(0, of(1200)), on(20, of(12000), "b")],
        [("drifted", 1200, 12000, True)],
    ),
    "the same outlet gives ten times the number": (
        [on(0, of(100)), on(20, of(1000))],
        [("raised", 100, 1000, True)],
    ),
    "an old figure told again": (
        [on(0, of(300)), on(30, of(600)), on(60, of(300), "b")],
        [("raised", 300, 600, True)],
    ),
    "a step back that more outlets tell": (
        [on(0, of(300)), on(30, of(600)), on(60, of(300), "b"), on(60, of(300), "c")],
        [("raised", 300, 600, True), ("lowered", 600, 300, True)],
    ),
    "history is put where it belongs": (
        [on(90, of(600)), on(90, of(100, as_of="2024-12")), on(0, of(300))],
        [("raised", 100, 300, True), ("raised", 300, 600, True)],
    ),
    "a range after a number": (
        [on(0, of(2000)), on(20, replace(NIS, low=1500, high=2500, bound=Bound.RANGE, interval=None))],
        [("widened", 2000, 1500, False)],
    ),
    "a number after a range": (
        [on(0, replace(NIS, low=1500, high=2500, bound=Bound.RANGE, interval=None)), on(20, of(2000))],
        [("narrowed", 1500, 2000, False)],
    ),
}


@pytest.mark.parametrize(("tellings", "expected"), SERIES.values(), ids=SERIES)
def test_the_latest_statement_of_a_source_supersedes(
    tellings: list[Telling], expected: list[tuple[str, float, float, bool]]
) -> None:
    assert summary(along_series(tellings)) == expected


APART = {
    "another source": {"source": "zelensky"},
    "no source": {"source": None},
    "the outlet itself": {"source": "northern_courier"},
    "another side": {"subject": "russia"},
    "another metric": {"metric": "wounded"},
    "a rate": {"aggregation": Aggregation.RATE},
    "one sector": {"place": "kursk:own_sector"},
    "a plan": {"modality": Modality.PLANNED},
    "a denial": {"modality": Modality.DENIED},
    "a weak reading": {"band": Band.C},
    "a given": {"is_given": True},
    "brigades": {"unit": "brigades"},
}


@pytest.mark.parametrize("other", APART.values(), ids=APART)
def test_what_is_not_the_source_s_own_figure_does_not_supersede_it(other: dict[str, object]) -> None:
    assert along_series([on(0, of(300)), on(30, of(600, **other))]) == ()


def test_statuses_and_tellings_without_a_date_are_left_out() -> None:
    undated = replace(on(0, of(900)), published_at=None)
    gone = on(9, status("withdrawn_from_front", source="south_korea_nis"))
    assert along_series([on(0, of(300)), undated, gone]) == ()
    dated = replace(undated, claim=replace(undated.claim, as_of="2025-06-30"))
    assert summary(along_series([on(0, of(300)), dated])) == [("raised", 300, 900, True)]


def test_reason_names_both_numbers_and_both_days() -> None:
    (change,) = along_series([on(0, of(100)), on(25, of(300))])
    assert change.why == (
        "killed (North Korea), according to South Korea NIS: about 100 on 2025-01-27, about 300 on 2025-02-21 (raised)."
    )


TELLINGS = st.lists(
    st.builds(
        lambda day, number, outlet, source: on(day, of(number, source=source), outlet),
        st.integers(0, 60),
        st.sampled_from([100.0, 110.0, 300.0, 3000.0]),
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["south_korea_nis", "zelensky"]),
    ),
    max_size=12,
)


@given(TELLINGS, st.randoms())
def test_order_of_collecting_does_not_matter_and_each_step_begins_where_the_last_one_ended(
    tellings: list[Telling],
    random,  # type: ignore[no-untyped-def]
) -> None:
    found = along_series(tellings)
    shuffled = list(tellings)
    random.shuffle(shuffled)
    assert summary(along_series(shuffled)) == summary(found)
    for source in ("south_korea_nis", "zelensky"):
        own = [c for c in found if c.before and c.after and c.after.source == source]
        assert all(one.after is two.before for one, two in pairwise(own))
