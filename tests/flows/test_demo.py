"""What the demo does around the flow: its times, its settings, what it counts as stored, and the second story whole.

The week itself is played in tests/flows/coverage/test_week.py, the tutorial's commands in tests/test_tutorial.py.
"""

import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from flows import demo
from flows.collection.here import collect_here
from flows.collection.runs import new_run
from flows.collection.store import Stored, finish_run
from flows.coverage.feeds import FEED_PATH
from flows.coverage.press import load_press
from flows.errors import FlowError
from flows.operating.serving import deployments
from flows.watching.known import find_watch
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


def test_a_served_story_goes_on_after_what_a_home_holds_of_it_and_ends(tmp_path: Path) -> None:
    plot = demo.PLOTS[demo.MINE]
    seen = [demo.next_instant(tmp_path, demo.MINE)]
    for at in (*plot.instants, MONDAY):  # a run at another time, by hand, is no part of the story
        finish_run(new_run(find_watch(demo.MINE), tmp_path, at), Stored(), at)
        seen.append(demo.next_instant(tmp_path, demo.MINE))
    assert seen == [*plot.instants, None, None]


def test_a_story_that_nobody_wrote_is_not_played(tmp_path: Path) -> None:
    with pytest.raises(FlowError, match=r"is no made-up story.* There are shipped-coverage, mine-at-varn"):
        demo.next_instant(tmp_path, "north-korea-in-russia")


@pytest.mark.parametrize("story", demo.PLOTS)
def test_the_schedule_of_a_story_is_one_that_prefect_takes(story: str) -> None:
    [served] = deployments({"deployments": [demo.schedule_of(story)]})
    assert (served.full_name, served.parameters) == (f"rehearse/{story}", {"watch": story})


def test_the_second_story_gives_its_planted_alerts_and_no_others(tmp_path: Path) -> None:
    plot = demo.PLOTS[demo.MINE]
    with demo.staged(demo.MINE, plot.instants[0]) as (_, server):
        for at in plot.instants:
            server.at = at
            collect_here(new_run(find_watch(demo.MINE), tmp_path, at), finished_at=lambda at=at: at)  # type: ignore[misc]
    told = [(alert["finding"], alert["headline"]) for alert in demo.stored_alerts(tmp_path, demo.MINE)]
    assert told == [
        ("misquotation", "Rescue service: 23 missing in Valley Post, 32 missing in Le Courrier des Hauts"),
        ("silent_edit", "The Upland Herald silently raised the number killed from 9 to 14"),
        ("open_edit", "Valley Post raised the number wounded from 17 to 27, and says so"),
    ]


def test_the_watch_of_the_second_story_follows_the_outlets_that_are_played() -> None:
    played = load_press(demo.PLOTS[demo.MINE].outlets)
    feeds = {feed.id: (feed.url, feed.language) for feed in find_watch(demo.MINE).feeds}
    assert feeds == {
        title.outlet.id: (f"http://{title.outlet.host}{FEED_PATH}", title.outlet.language) for title in played.titles
    }
