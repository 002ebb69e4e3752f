"""The simulation counts what it says it counts."""

from datetime import timedelta

from benchmarks.polling import BEGIN, END, SCHEDULE, Told, _play
from tests.flows.collection.test_plan import feed

HOUR = timedelta(hours=1)
EDITED = Told(
    url="https://courier.example/a",
    feed_id="courier",
    published_at=BEGIN + HOUR,
    edits=(BEGIN + 10 * HOUR, BEGIN + 20 * HOUR),
    count_figures=1,
)
FEEDS = {"courier": feed(every=SCHEDULE)}


def test_a_fixed_rhythm_asks_at_each_run_and_sees_each_edit_within_it() -> None:
    asked = _play([EDITED], FEEDS, frozenset(), is_fixed=True)
    assert asked.count_feeds == (END - BEGIN) / SCHEDULE
    assert asked.count_articles == (END - BEGIN - HOUR) / SCHEDULE
    assert sorted(set(asked.edits)) == list(range(15))
    assert asked.count_missed == 0


def test_our_rhythm_asks_less_and_sees_them_too() -> None:
    fixed, ours = (_play([EDITED], FEEDS, frozenset(), is_fixed=is_fixed) for is_fixed in (True, False))
    assert ours.requests < fixed.requests / 2
    assert (ours.count_missed, max(ours.edits) < 60) == (0, True)


def test_a_feed_that_stamps_edits_tells_of_them() -> None:
    plain, stamped = (_play([EDITED], FEEDS, stamps, is_fixed=False) for stamps in (frozenset(), frozenset(FEEDS)))
    assert stamped.count_articles < plain.count_articles
    assert stamped.count_missed == 0
