"""The weeks that are made up are as their habits say."""

from datetime import timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest

from benchmarks.newsrooms import BEGIN, CLOCKS, END, FEEDS, WEEKS, Habits, History, is_night, made_up

HABITS = pytest.mark.parametrize("habits", WEEKS, ids=lambda habits: habits.name)


def share_at_night(history: History) -> float:
    at = [(moment, history.feeds[name].country) for name, moments in history.others.items() for moment in moments]
    return sum(is_night(moment, ZoneInfo(CLOCKS[country])) for moment, country in at) / len(at)


def test_the_same_seed_makes_the_same_week() -> None:
    assert made_up(WEEKS[0]) == made_up(WEEKS[0])


@HABITS
def test_a_week_keeps_its_habits(habits: Habits) -> None:
    history = made_up(habits)
    days = (END - BEGIN) / timedelta(days=1)
    assert len(history.stamping) == round(habits.stamping * FEEDS)
    assert len(history.told) == pytest.approx(habits.stories * FEEDS * days, rel=0.2)
    assert share_at_night(history) == pytest.approx(habits.at_night, abs=0.02)


def test_edits_come_in_order_after_the_article_and_within_the_week() -> None:
    for told in made_up(WEEKS[1]).told:
        assert list(told.edits) == sorted(told.edits)
        assert all(told.published_at < edit < END for edit in told.edits)


def test_late_correctors_correct_later_than_agencies() -> None:
    ages = {
        habits.name: median(
            (edit - told.published_at) / timedelta(hours=1) for told in made_up(habits).told for edit in told.edits
        )
        for habits in WEEKS
    }
    assert ages["agencies"] < ages["dailies"] < ages["all the press"] < ages["late correctors"]
