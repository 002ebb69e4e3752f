"""How often feeds are asked and articles looked at again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.collection.rhythm import MAX_BACKOFF, backoff, poll_every, revisit_every
from tests.flows.collection.test_plan import HOUR, NOW, article_state, feed, feed_state
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import VisitOutcome

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def habit(**given: object) -> FeedHabit:
    common = {"feed_id": "courier", "since": NOW - 12 * HOUR, "count_good": 12, "count_new": 0}
    return FeedHabit(**{**common, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("every", "brought", "asked_after"),
    [
        pytest.param(QUARTER, habit(count_new=0), 3 * QUARTER, id="nothing in half a day: a third as often"),
        pytest.param(2 * HOUR, habit(count_new=0), 3 * HOUR, id="but within three hours"),
        pytest.param(6 * HOUR, habit(count_new=0), 6 * HOUR, id="or as the watch says, if that is longer"),
        pytest.param(QUARTER, habit(count_new=100), QUARTER, id="much: as the watch says"),
        pytest.param(QUARTER, habit(count_new=6), HOUR / 2, id="an entry in two hours: four looks each"),
        pytest.param(QUARTER, habit(count_new=0, count_good=3), QUARTER, id="too few polls to tell"),
        pytest.param(HOUR, habit(count_new=60, is_overflowing=True), HOUR / 2, id="runs over: twice as often"),
        pytest.param(QUARTER, habit(count_new=60, is_overflowing=True), QUARTER, id="but no more than the runs"),
    ],
)
def test_a_feed_is_asked_by_what_it_brought(every: timedelta, brought: FeedHabit, asked_after: timedelta) -> None:
    assert poll_every(feed(every=every), feed_state(NOW), brought) == asked_after


def test_a_feed_that_tells_of_edits_is_not_slowed_while_its_articles_are_young() -> None:
    telling = habit(tells_edits=True)
    assert poll_every(feed(every=QUARTER), feed_state(NOW), telling, has_young=True) == QUARTER
    assert poll_every(feed(every=QUARTER), feed_state(NOW), telling) == 3 * QUARTER


@pytest.mark.parametrize(
    ("brought", "asked_after"),
    [
        pytest.param(habit(count_new=100), HOUR, id="a quarter as often"),
        pytest.param(habit(), 3 * HOUR, id="also where it brings little"),
        pytest.param(habit(tells_edits=True), HOUR, id="also where it tells of edits"),
        pytest.param(habit(count_new=100, is_overflowing=True), QUARTER, id="but not where entries may be lost"),
    ],
)
def test_a_feed_of_a_newsroom_that_sleeps_is_asked_less(brought: FeedHabit, asked_after: timedelta) -> None:
    asked = poll_every(feed(every=QUARTER), feed_state(NOW), brought, has_young=True, is_asleep=True)
    assert asked == asked_after


@pytest.mark.parametrize(
    ("failures", "of_them", "slower"),
    [
        pytest.param(0, {}, 1, id="none"),
        pytest.param(1, {}, 1, id="one is the weather"),
        pytest.param(4, {}, 5, id="four times no"),
        pytest.param(4, {"count_soft": 4}, 3, id="four times a server in trouble or silent"),
        pytest.param(4, {"count_temporary": 4}, 2, id="four times later, please"),
        pytest.param(4, {"count_soft": 2, "count_temporary": 1}, 3.25, id="of each some"),
        pytest.param(500, {"count_temporary": 500}, MAX_BACKOFF, id="a year: slowed, never dropped"),
    ],
)
def test_what_a_failure_weighs_depends_on_its_kind(failures: int, of_them: dict[str, int], slower: float) -> None:
    assert backoff(feed_state(NOW, failures), habit(**of_them)) == slower


def test_a_failing_feed_is_slowed_from_its_own_rhythm_and_forgiven_by_one_good_poll() -> None:
    busy = habit(count_new=50)
    assert poll_every(feed(), feed_state(NOW, 3), busy) == 4 * HOUR
    assert poll_every(feed(), feed_state(NOW, 0), busy) == HOUR


@pytest.mark.parametrize(
    ("age", "edits", "figures", "every"),
    [
        pytest.param(5 * HOUR, 0, 2, QUARTER, id="young, claims figures"),
        pytest.param(71 * HOUR, 0, 2, QUARTER, id="on the third day"),
        pytest.param(5 * HOUR, 0, 0, QUARTER, id="young, claims none"),
        pytest.param(4 * DAY, 0, 0, 2 * HOUR, id="four days, claims none"),
        pytest.param(4 * DAY, 0, 2, HOUR, id="four days, never edited"),
        pytest.param(47 * HOUR, 1, 2, QUARTER, id="edited the day before"),
        pytest.param(50 * HOUR, 1, 0, 2 * HOUR, id="edited two days ago, claims none"),
        pytest.param(20 * DAY, 3, 2, 12 * HOUR, id="edited weeks ago"),
        pytest.param(20 * DAY, 0, 0, 2 * DAY, id="weeks still, no figures"),
        pytest.param(200 * DAY, 0, 2, 7 * DAY, id="months still"),
        pytest.param(400 * DAY, 0, 2, None, id="more than a year still"),
    ],
)
def test_an_article_is_looked_at_by_age_edits_and_figures(
    age: timedelta, edits: int, figures: int, every: timedelta | None
) -> None:
    known = ArticleHabit(url="https://courier.example/a", count_edits=edits, count_figures=figures)
    assert revisit_every(article_state(age, HOUR), NOW, known) == every


def test_an_article_that_was_old_when_it_was_found_is_not_taken_for_young() -> None:
    found = replace(article_state(HOUR, HOUR), published_at=NOW - 20 * DAY)
    known = ArticleHabit(url=found.url, count_edits=0, count_figures=1)
    assert revisit_every(found, NOW, known) == DAY
    assert revisit_every(found, NOW, replace(known, count_edits=1)) == QUARTER


def test_where_the_feed_tells_of_edits_the_article_is_asked_less() -> None:
    assert revisit_every(article_state(5 * HOUR, HOUR), NOW, tells_edits=True) == 8 * HOUR
    assert revisit_every(article_state(20 * DAY, HOUR), NOW, tells_edits=True) == DAY


@pytest.mark.parametrize(
    ("age", "every"),
    [
        pytest.param(5 * HOUR, HOUR, id="a quarter as often"),
        pytest.param(4 * DAY, 4 * HOUR, id="also on the fourth day"),
        pytest.param(8 * DAY, 6 * HOUR, id="but no less than once in so long as a night"),
        pytest.param(20 * DAY, DAY, id="or as by day, if that is longer"),
    ],
)
def test_where_the_newsroom_sleeps_the_article_is_asked_less(age: timedelta, every: timedelta) -> None:
    assert revisit_every(article_state(age, HOUR), NOW, is_asleep=True) == every


def test_a_page_that_fails_is_asked_less_and_less() -> None:
    failing = replace(article_state(5 * HOUR, HOUR), count_failed=3)
    assert revisit_every(failing, NOW) == HOUR


@pytest.mark.parametrize(
    ("age", "every"),
    [
        pytest.param(5 * HOUR, 3 * HOUR, id="young"),
        pytest.param(20 * DAY, 12 * HOUR, id="old: a takedown is to be confirmed"),
        pytest.param(400 * DAY, 12 * HOUR, id="left alone before"),
    ],
)
def test_a_page_that_is_not_there_is_asked_for_at_ease_but_often_enough_to_be_sure(
    age: timedelta, every: timedelta
) -> None:
    away = replace(
        article_state(age, HOUR), count_gone=1, gone_since_at=NOW - HOUR, last_outcome=VisitOutcome.NOT_FOUND
    )
    assert revisit_every(away, NOW) == every


def test_an_absence_that_is_old_news_is_no_longer_pursued() -> None:
    away = replace(article_state(40 * DAY, HOUR), count_gone=9, gone_since_at=NOW - 15 * DAY)
    assert revisit_every(away, NOW) == 7 * DAY


@pytest.mark.parametrize("age", [5 * HOUR, 4 * DAY, 12 * DAY])
def test_a_page_that_may_be_half_is_looked_at_again_at_once(age: timedelta) -> None:
    held = replace(article_state(age, HOUR), last_outcome=VisitOutcome.HELD)
    known = ArticleHabit(url=held.url, count_edits=0, count_figures=0)
    assert revisit_every(held, NOW, known, is_asleep=True) == QUARTER
