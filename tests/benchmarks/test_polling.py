"""The simulation counts what it says it counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from benchmarks.newsrooms import SCHEDULE, History, Told
from benchmarks.polling import SHIPPED, play
from tests.flows.collection.test_plan import feed

HOUR = timedelta(hours=1)
BEGIN = datetime(2025, 1, 27, tzinfo=UTC)
END = BEGIN + timedelta(days=5)
EDITED = Told(
    url="https://courier.example/a",
    feed_id="courier",
    published_at=BEGIN + HOUR,
    edits=(BEGIN + 10 * HOUR, BEGIN + 20 * HOUR),
    count_figures=1,
)
WEEK = History(
    name=SHIPPED,
    begin=BEGIN,
    end=END,
    feeds={"courier": feed(every=SCHEDULE)},
    stamping=frozenset(),
    told=(EDITED,),
)


def test_a_fixed_rhythm_asks_at_each_run_and_sees_each_edit_within_it() -> None:
    asked = play(WEEK, is_fixed=True)
    assert asked.count_feeds == (END - BEGIN) / SCHEDULE
    assert asked.count_articles == (END - BEGIN - HOUR) / SCHEDULE
    assert sorted(set(asked.edits)) == list(range(15))
    assert asked.missed == 0


def test_our_rhythm_asks_less_and_sees_them_too() -> None:
    fixed, ours = (play(WEEK, is_fixed=is_fixed) for is_fixed in (True, False))
    assert ours.requests < fixed.requests / 2
    assert max(ours.edits) < 60


def test_a_feed_that_stamps_edits_tells_of_them() -> None:
    plain, stamped = (play(one, is_fixed=False) for one in (WEEK, replace(WEEK, stamping=frozenset(WEEK.feeds))))
    assert stamped.count_articles < plain.count_articles
    assert stamped.missed == 0


def test_a_feed_that_brings_other_things_is_asked_as_often_as_those_ask_for() -> None:
    others = {"courier": tuple(BEGIN + n * HOUR / 2 for n in range(240))}
    quiet, busy = (play(replace(WEEK, others=brought), is_fixed=False) for brought in ({}, others))
    assert busy.count_feeds > 1.5 * quiet.count_feeds
    assert busy.count_articles == quiet.count_articles
