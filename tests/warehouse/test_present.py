"""What the report asks of the present: who says what now, and when nobody looked."""

import pytest

from tests.warehouse.examples import NOON, WATCH, after, article, claim, poll, reading, version
from warehouse import read, write
from warehouse.rows import PollOutcome


@pytest.fixture
def two_articles(con):
    """The Harbour Times told of 12 dead at noon and of 14 an hour later, in another article."""
    write.add_articles(con, [article(), article(url="http://harbour.example/2", first_seen_at=after(1))])
    write.add_versions(con, [version(), version(article_id=2, seen_at=after(1))])
    later = claim(version_id=2, article_id=2, seen_at=after(1), low=14.0, high=14.0)
    write.add_readings(con, [reading(), reading(version_id=2)], [claim(), later])
    return con


def tell(con, *claims):
    """Store one article with these claims."""
    write.add_articles(con, [article()])
    write.add_versions(con, [version()])
    write.add_readings(con, [reading(count_claims=len(claims))], claims)


def test_an_outlet_now_says_what_it_said_last(two_articles):
    (told,) = read.tellings_now(two_articles, WATCH, NOON)
    assert (told.outlet, told.low, told.told_at, told.url) == ("harbour", 14.0, after(1), "http://harbour.example/2")


def test_another_source_is_another_telling(con):
    tell(con, claim(), claim(source="mayor", start_offset=40, end_offset=44))
    assert [told.source for told in read.tellings_now(con, WATCH, NOON)] == ["officials", "mayor"]


@pytest.mark.parametrize(
    "more",
    [{"is_given": True}, {"band": "C"}, {"reasons": ("proposed_by_model",)}],
    ids=["a recap", "an unsure reading", "what only a model found"],
)
def test_what_nobody_is_alerted_to_is_not_told_as_present(con, more):
    tell(con, claim(**more))
    assert read.tellings_now(con, WATCH, NOON) == ()


def test_what_was_told_before_the_time_asked_for_is_not_present(two_articles):
    assert read.tellings_now(two_articles, WATCH, after(2)) == ()


def test_a_time_much_longer_than_the_habit_in_which_nobody_was_read_is_a_gap(con):
    hours = (0, 4, 8, 12, 40, 44)
    write.add_polls(con, [poll(polled_at=after(hour)) for hour in hours])
    gaps = read.poll_gaps(con, WATCH, after(48))
    assert [(gap.feed_id, gap.opened_at, gap.closed_at) for gap in gaps] == [
        ("", after(12), after(40)),
        ("harbour-en", after(12), after(40)),
    ]


def test_failed_polls_do_not_close_a_gap_and_one_that_lasts_ends_now(con):
    good = [poll(polled_at=after(hour)) for hour in (0, 4, 8)]
    failed = [poll(polled_at=after(hour), outcome=PollOutcome.FAILED) for hour in (12, 16, 20, 24)]
    write.add_polls(con, [*good, *failed])
    gaps = read.poll_gaps(con, WATCH, after(30))
    assert {(gap.opened_at, gap.closed_at) for gap in gaps} == {(after(8), after(30))}


def test_one_feed_that_is_down_is_its_own_gap_alone(con):
    both = [poll(feed_id=feed, polled_at=after(hour)) for feed in ("harbour-en", "pier-en") for hour in (0, 4, 8)]
    write.add_polls(con, [*both, *(poll(polled_at=after(hour)) for hour in (12, 16, 20, 24))])
    assert [gap.feed_id for gap in read.poll_gaps(con, WATCH, after(25))] == ["pier-en"]
