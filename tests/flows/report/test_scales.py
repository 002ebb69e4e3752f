"""Scales: where a value or a time lands, and which round marks are labelled."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flows.report.scales import TimeScale, value_scale

START = datetime(2025, 1, 27, 8, tzinfo=UTC)


@given(st.lists(st.floats(0.1, 1e9), min_size=1, max_size=8))
def test_every_value_lies_on_the_drawing_and_greater_is_higher(values: list[float]) -> None:
    scale = value_scale(values, bottom=300, top=10)
    places = [scale.place(value) for value in sorted(values)]
    assert all(10 <= place <= 300 for place in places)
    assert places == sorted(places, reverse=True)


@example([952380953.0])  # once labelled in other steps than the axis was rounded to
@given(st.lists(st.floats(0.1, 1e9), min_size=1, max_size=8))
def test_ticks_are_few_and_reach_from_end_to_end(values: list[float]) -> None:
    scale = value_scale(values, bottom=300, top=10)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 12
    assert ticks[0] == scale.low
    assert ticks[-1] == pytest.approx(scale.high)


def test_near_values_are_linear_from_zero_and_far_ones_logarithmic() -> None:
    assert not value_scale([300, 4000], bottom=300, top=10).is_log
    assert value_scale([300, 4000], bottom=300, top=10).low == 0
    assert value_scale([20, 12000], bottom=300, top=10).is_log


def test_no_value_at_all_still_gives_an_axis() -> None:
    assert value_scale([0.0], bottom=300, top=10).ticks()


def test_days_are_labelled_at_the_readers_midnight() -> None:
    zone = ZoneInfo("Asia/Seoul")
    scale = TimeScale(start=START, end=START + timedelta(days=4), left=0, right=100)
    ticks = scale.ticks(zone, at_most=5)
    assert [(t.hour, t.astimezone(UTC).hour) for t in ticks] == [(0, 15)] * len(ticks)
    assert len(ticks) == 4


@pytest.mark.parametrize("days", [0, 0.2, 1, 9, 45, 400, 4000])
def test_time_labels_are_never_more_than_asked_for(days: float) -> None:
    scale = TimeScale(start=START, end=START + timedelta(days=days), left=0, right=100)
    ticks = scale.ticks(UTC, at_most=4)
    assert len(ticks) <= 4
    assert all(scale.start <= tick <= scale.end for tick in ticks)
