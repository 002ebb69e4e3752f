from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.coverage.noise import ago, built_at, noise, shuffled
from tests.flows.coverage.conftest import small_press

NOON = datetime(2025, 1, 28, 12, tzinfo=UTC)
MORNING = datetime(2025, 1, 28, 9, tzinfo=UTC)


def test_the_same_page_at_the_same_time_has_the_same_noise(tmp_path: Path) -> None:
    outlet = small_press(tmp_path).titles[0].outlet
    assert noise(outlet, "first", NOON, 60) == noise(outlet, "first", NOON, 60)


def test_every_moving_part_moves_within_a_day(tmp_path: Path) -> None:
    outlet = small_press(tmp_path).titles[0].outlet
    day = [noise(outlet, "first", NOON + timedelta(minutes=m), m * 60) for m in range(0, 1440, 30)]
    for part in ("nonce", "ad", "shows_newsletter", "shows_cookie_note", "comments", "readers"):
        assert len({getattr(one, part) for one in day}) > 1, part


def test_files_are_built_at_midnight_and_at_an_edit_and_other_pages_for_each_visit(tmp_path: Path) -> None:
    files = small_press(tmp_path / "a", etag="strong").titles[0].outlet
    live = small_press(tmp_path / "b", etag="weak").titles[0].outlet
    midnight = NOON.replace(hour=0)
    assert built_at(files, midnight - timedelta(days=1), NOON) == midnight
    assert built_at(files, MORNING, NOON) == MORNING
    assert built_at(live, MORNING, NOON) == NOON


def test_shuffling_keeps_every_item() -> None:
    items = tuple("abcdef")
    orders = {shuffled(items, str(seed)) for seed in range(5)}
    assert len(orders) > 1
    assert {tuple(sorted(order)) for order in orders} == {items}


def test_an_age_is_told_in_minutes_then_in_hours(tmp_path: Path) -> None:
    outlet = small_press(tmp_path).titles[0].outlet
    assert [ago(outlet, age) for age in (60, 3599, 3600, 90_000)] == ["1 min", "59 min", "1 h", "25 h"]
