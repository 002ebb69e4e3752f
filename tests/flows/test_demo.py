"""What the demo does around the flow: its times, its settings, and what it counts as stored.

The week itself is played in tests/flows/coverage/test_week.py.
"""

import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from flows import demo
from tests.flows.collection.newsstand import MONDAY
from warehouse import connect, write
from warehouse.rows import AlertRow

SETTING = "PREFECT_LOGGING_LEVEL"


def test_the_week_is_collected_twice_a_day_in_order() -> None:
    times = demo.instants()
    assert (len(times), times[0].isoformat(), times[-1].isoformat()) == (
        10,
        "2025-01-27T08:00:00+00:00",
        "2025-01-31T18:00:00+00:00",
    )
    assert all(later - earlier >= timedelta(hours=10) for earlier, later in pairwise(times))


def test_a_home_that_does_not_exist_has_no_alerts_and_is_not_made(tmp_path: Path) -> None:
    assert demo.stored_alerts(tmp_path / "none") == ()
    assert not (tmp_path / "none").exists()


def test_only_the_demos_own_alerts_are_counted(tmp_path: Path) -> None:
    rows = [
        AlertRow(
            alert_key=watch,
            watch=watch,
            question="q",
            series="s",
            kind="raised",
            severity="high",
            raised_at=MONDAY,
            run_id="r",
            headline="h",
            event_key="e",
            payload=f'{{"watch": "{watch}"}}',
        )
        for watch in (demo.DEMO, "another")
    ]
    with connect.writer(tmp_path) as con, connect.transaction(con):
        write.add_alerts(con, rows)
    assert demo.stored_alerts(tmp_path) == ({"watch": demo.DEMO},)


@pytest.mark.parametrize("theirs", [None, "DEBUG"])
def test_the_users_own_prefect_settings_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theirs: str | None
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    if theirs is not None:
        monkeypatch.setenv(SETTING, theirs)
    monkeypatch.delenv("PREFECT_HOME", raising=False)
    with demo._prefect_settings(tmp_path):
        assert os.environ[SETTING] == (theirs or "ERROR")
        assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert os.environ.get(SETTING) == theirs
    assert "PREFECT_HOME" not in os.environ
