"""What asking brought before, for whoever decides how often to ask."""

import pytest

from tests.warehouse.examples import NOON, WATCH, after, article, claim, poll, reading, version
from warehouse import write
from warehouse.habits import ArticleHabit, article_habits, feed_habits, feed_reads, news_since
from warehouse.rows import PollOutcome, VersionCause

FAILED, BLOCKED, UNMODIFIED = PollOutcome.FAILED, PollOutcome.BLOCKED, PollOutcome.NOT_MODIFIED


def test_what_the_last_polls_of_a_feed_brought(con):
    first = poll(polled_at=NOON, count_entries=20, is_baseline=True)
    news = [poll(polled_at=after(1), count_entries=20, count_new=3, count_restamped=1)]
    quiet = [poll(polled_at=after(2), outcome=UNMODIFIED), poll(polled_at=after(3), count_entries=20, count_new=0)]
    write.add_polls(con, [first, *news, *quiet])
    habit = feed_habits(con, WATCH)["harbour-en"]
    assert (habit.since, habit.count_good, habit.count_new) == (NOON, 4, 3)
    assert (habit.tells_edits, habit.is_overflowing, habit.failing_since_at) == (True, False, None)


def test_only_the_last_twelve_polls_tell_of_a_habit(con):
    write.add_polls(con, [poll(polled_at=after(n), count_entries=20, count_new=9 * (n == 0)) for n in range(13)])
    habit = feed_habits(con, WATCH)["harbour-en"]
    assert (habit.since, habit.count_good, habit.count_new) == (after(1), 12, 0)


@pytest.mark.parametrize(
    ("entries", "new", "runs_over"),
    [
        pytest.param(20, 9, False, id="less than half is new"),
        pytest.param(20, 10, True, id="half is new"),
        pytest.param(1, 1, False, id="a feed of one entry"),
    ],
)
def test_a_feed_that_is_half_new_may_have_lost_entries(con, entries, new, runs_over):
    write.add_polls(con, [poll(count_entries=entries, count_new=new)])
    assert feed_habits(con, WATCH)["harbour-en"].is_overflowing is runs_over


def test_failures_since_the_last_good_poll_are_told_apart(con):
    statuses = (None, 500, 503, 429, 404, 200)
    write.add_polls(con, [poll(polled_at=NOON, outcome=FAILED, http_status=500), poll(polled_at=after(1))])
    failures = [
        poll(polled_at=after(2 + n), outcome=FAILED, http_status=status, error="no")
        for n, status in enumerate(statuses)
    ]
    write.add_polls(con, [*failures, poll(polled_at=after(9), outcome=BLOCKED, http_status=403)])
    habit = feed_habits(con, WATCH)["harbour-en"]
    assert (habit.count_soft, habit.count_temporary, habit.failing_since_at) == (2, 2, after(2))


def test_how_often_an_article_was_edited_and_what_it_claims(con):
    (number,) = write.add_articles(con, [article()]).values()
    texts = [("a", VersionCause.PUBLISHED), ("b", VersionCause.PUBLISHED), ("c", VersionCause.TECHNICAL)]
    stored = write.add_versions(
        con,
        [
            version(article_id=number, seen_at=after(n), content_hash=text, cause=cause)
            for n, (text, cause) in enumerate(texts)
        ],
    )
    newest = {"article_id": number, "version_id": stored[-1].version_id}
    event = claim(**newest, kind="event", metric="withdrawn", low=None, high=None, start_offset=0)
    write.add_readings(con, [reading(version_id=stored[-1].version_id)], [claim(**newest), event])
    url = "http://harbour.example/1"
    assert article_habits(con, WATCH) == {url: ArticleHabit(url=url, count_edits=1, count_figures=1)}


def test_habits_are_those_of_one_watch(con):
    write.add_polls(con, [poll(watch="other")])
    write.add_articles(con, [article(watch="other")])
    assert (feed_habits(con, WATCH), article_habits(con, WATCH)) == ({}, {})


def test_what_a_feed_brought_since(con):
    polls = [poll(polled_at=after(n), count_new=n) for n in range(4)]
    young = [poll(feed_id="young", polled_at=after(2), count_new=9)]
    silent = [poll(feed_id="failing", polled_at=NOON), poll(feed_id="failing", polled_at=after(3), outcome=FAILED)]
    write.add_polls(con, [*polls, *young, *silent])
    assert news_since(con, WATCH, after(1)) == {"harbour-en": 5}


@pytest.mark.parametrize(
    ("outcomes", "ok_at", "failing_since", "count"),
    [
        pytest.param([PollOutcome.OK, UNMODIFIED], 1, None, 0, id="read well"),
        pytest.param([PollOutcome.OK, FAILED, BLOCKED], 0, 1, 2, id="failing, whatever the reason"),
        pytest.param([FAILED, UNMODIFIED], 1, None, 0, id="recovered"),
        pytest.param([FAILED, FAILED], None, 0, 2, id="never read"),
    ],
)
def test_how_the_polls_of_a_feed_went(con, outcomes, ok_at, failing_since, count):
    lost = poll(polled_at=after(-1), outcome=FAILED, error="long ago")
    rows = [poll(polled_at=after(n), outcome=outcome) for n, outcome in enumerate(outcomes)]
    write.add_polls(con, [lost, *rows])
    one = feed_reads(con, WATCH, NOON)["harbour-en"]
    assert one.last_ok_at == (None if ok_at is None else after(ok_at))
    assert one.failing_since_at == (None if failing_since is None else after(failing_since))
    assert (one.count_failed, one.last_error) == (count, None)
