"""When newsrooms sleep."""

from datetime import UTC, datetime

import pytest

from flows.collection.nights import PRESS, is_night


@pytest.mark.parametrize(
    ("country", "hour", "night"),
    [
        pytest.param("GB", 0, True, id="midnight in London"),
        pytest.param("GB", 5, True, id="before six"),
        pytest.param("GB", 6, False, id="six o'clock"),
        pytest.param("KR", 0, False, id="morning in Seoul"),
        pytest.param("KR", 20, True, id="early tomorrow in Seoul"),
        pytest.param("gb", 3, True, id="in small letters"),
        pytest.param("RU", 1, True, id="Moscow sleeps, Vladivostok does not: the press goes by Moscow"),
        pytest.param("US", 6, False, id="New York sleeps, the west coast does not"),
        pytest.param("", 3, False, id="no country"),
        pytest.param("XX", 3, False, id="no such country"),
    ],
)
def test_night_goes_by_the_clocks_of_a_country(country: str, hour: int, night: bool) -> None:
    assert is_night(country, datetime(2025, 1, 28, hour, 30, tzinfo=UTC)) is night


def test_night_keeps_summer_time() -> None:
    assert is_night("GB", datetime(2025, 1, 28, 5, 30, tzinfo=UTC))
    assert not is_night("GB", datetime(2025, 7, 28, 5, 30, tzinfo=UTC))


@pytest.mark.parametrize("country", PRESS)
def test_a_press_that_goes_by_one_clock_has_a_night_each_day(country: str) -> None:
    assert sum(is_night(country, datetime(2025, 1, 28, hour, 30, tzinfo=UTC)) for hour in range(24)) == 6
