"""What is due, and what is of the story."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from extractors.values import FeedEntry
from flows.collection.plan import (
    HOST_BUDGET,
    Topic,
    asleep_outlets,
    due_articles,
    due_feeds,
    feeds_with_young,
    is_feed_due,
)
from flows.collection.rhythm import MAX_BACKOFF
from flows.watching.values import Feed, TopicRule
from warehouse.answers import ArticleState, FeedState
from warehouse.habits import ArticleHabit, FeedHabit
from warehouse.rows import PollOutcome, VisitOutcome

NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def feed(name: str = "courier", every: timedelta = HOUR) -> Feed:
    return Feed(
        id=name,
        outlet=name,
        outlet_name=name.title(),
        publisher=name,
        language="en",
        country="GB",
        url=f"https://{name}.example/feed",
        every=every,
        seen_at="a test",
        probed=False,
    )


def feed_state(last: datetime, failed: int = 0) -> FeedState:
    return FeedState(
        feed_id="courier",
        last_polled_at=last,
        last_outcome=PollOutcome.OK,
        last_ok_at=last,
        etag=None,
        last_modified=None,
        body_sha256=None,
        count_failed=failed,
        last_error=None,
    )


def article_state(age: timedelta, since_visit: timedelta | None) -> ArticleState:
    return ArticleState(
        article_id=1,
        url="https://courier.example/a",
        outlet="courier",
        publisher="courier",
        language="en",
        feed_id="courier",
        first_seen_at=NOW - age,
        is_baseline=False,
        last_visited_at=None if since_visit is None else NOW - since_visit,
        last_outcome=VisitOutcome.OK,
        etag=None,
        last_modified=None,
        body_sha256=None,
        last_version_id=1,
        last_version_no=1,
        last_content_hash="x",
        last_hash_version="1",
        last_changed_at=NOW - age,
        published_at=None,
        count_gone=0,
        gone_since_at=None,
        count_failed=0,
    )


def test_a_feed_that_was_never_asked_is_due() -> None:
    assert is_feed_due(feed(), None, NOW)


@pytest.mark.parametrize(
    ("minutes", "failed", "due"),
    [
        pytest.param(59, 0, True, id="a minute early counts as on time"),
        pytest.param(30, 0, False, id="half an hour into an hourly rhythm"),
        pytest.param(60, 1, True, id="one failure is tried at the usual time"),
        pytest.param(60, 3, False, id="three failures slow it down"),
        pytest.param(240, 3, True, id="but it is asked again"),
        pytest.param(60 * MAX_BACKOFF, 500, True, id="a year of failures never drops it"),
    ],
)
def test_when_a_feed_is_due(minutes: int, failed: int, due: bool) -> None:
    state = feed_state(NOW - timedelta(minutes=minutes), failed)
    assert is_feed_due(feed(), state, NOW) is due


@pytest.mark.parametrize(
    ("minutes", "fresh_min", "failed", "due"),
    [
        pytest.param(60, 110, 0, False, id="fresh for longer than our rhythm"),
        pytest.param(110, 110, 0, True, id="fresh no more"),
        pytest.param(30, 5, 0, False, id="our rhythm is the longer"),
        pytest.param(60, 110, 1, True, id="a failure since is tried at the usual time"),
    ],
)
def test_a_feed_that_calls_itself_fresh_is_left_alone(minutes: int, fresh_min: int, failed: int, due: bool) -> None:
    state = replace(feed_state(NOW - timedelta(minutes=minutes), failed), fresh_s=60.0 * fresh_min)
    assert is_feed_due(feed(), state, NOW) is due


def test_due_feeds_keep_the_order_of_the_watch() -> None:
    feeds = (feed("zebra"), feed("courier"), feed("apple"))
    assert due_feeds(feeds, {"courier": feed_state(NOW)}, NOW) == (feeds[0], feeds[2])


@pytest.mark.parametrize(
    ("age", "since_visit", "due"),
    [
        pytest.param(timedelta(hours=5), None, True, id="never looked at"),
        pytest.param(timedelta(hours=5), timedelta(minutes=14), True, id="young, a quarter of an hour ago"),
        pytest.param(timedelta(hours=5), timedelta(minutes=9), False, id="young, just now"),
        pytest.param(timedelta(hours=71), timedelta(minutes=14), True, id="of the third day, a quarter of an hour ago"),
        pytest.param(timedelta(days=4), timedelta(minutes=50), False, id="four days old, not yet an hour ago"),
        pytest.param(timedelta(days=4), timedelta(hours=1), True, id="four days old, an hour ago"),
        pytest.param(timedelta(days=20), timedelta(days=1), True, id="weeks old, yesterday"),
        pytest.param(timedelta(days=90), timedelta(days=6), False, id="months old, this week"),
        pytest.param(timedelta(days=90), timedelta(days=7), True, id="months old, a week ago"),
        pytest.param(timedelta(days=366), timedelta(days=300), False, id="left alone after a year"),
    ],
)
def test_when_an_article_is_looked_at_again(age: timedelta, since_visit: timedelta | None, due: bool) -> None:
    state = article_state(age, since_visit)
    assert due_articles([state], NOW) == ((state,) if due else ())


def test_a_host_has_a_budget_of_looks_a_run_and_the_most_overdue_go_first() -> None:
    waited = [timedelta(minutes=20 + n) for n in range(HOST_BUDGET + 5)]
    crowd = [replace(article_state(HOUR, ago), url=f"https://courier.example/{n}") for n, ago in enumerate(waited)]
    other = replace(article_state(HOUR, timedelta(minutes=20)), url="https://ledger.example/a")
    chosen = due_articles([*crowd, other], NOW)
    assert [state.url for state in chosen] == [state.url for state in (*crowd[5:], other)]


def test_an_article_is_due_whether_or_not_anybody_has_named_it() -> None:
    by_hand = replace(article_state(HOUR, HOUR), feed_id=None)
    assert due_articles([by_hand], NOW) == (by_hand,)


def test_feeds_of_young_articles_are_known() -> None:
    old = replace(article_state(timedelta(days=9), HOUR), feed_id="ledger")
    assert feeds_with_young([article_state(HOUR, HOUR), old], NOW) == {"courier"}
    settled = article_state(50 * HOUR, HOUR)
    edited = {settled.url: ArticleHabit(url=settled.url, count_edits=1, count_figures=1)}
    assert feeds_with_young([settled], NOW) == {"courier"}
    assert feeds_with_young([settled], NOW, edited) == frozenset()


@pytest.mark.parametrize(
    ("hour", "age", "asleep"),
    [
        pytest.param(3, timedelta(hours=9), True, id="night, and nothing came for hours"),
        pytest.param(3, timedelta(hours=2), False, id="night, but something came two hours ago"),
        pytest.param(7, timedelta(hours=9), False, id="morning"),
    ],
)
def test_an_outlet_sleeps_at_night_unless_it_published_or_edited_something_just_now(
    hour: int, age: timedelta, asleep: bool
) -> None:
    at = NOW.replace(hour=hour)
    article = replace(article_state(HOUR, HOUR), first_seen_at=at - age, last_changed_at=at - age)
    assert asleep_outlets([feed()], [article], at) == ({"courier"} if asleep else set())


def test_an_edit_at_night_wakes_the_outlet_of_an_old_article() -> None:
    night = NOW.replace(hour=3)
    old = replace(article_state(HOUR, HOUR), published_at=night - timedelta(days=4), last_changed_at=night - HOUR)
    never, once = (ArticleHabit(url=old.url, count_edits=count, count_figures=1) for count in (0, 1))
    assert asleep_outlets([feed()], [old], night, {old.url: never}) == {"courier"}
    assert asleep_outlets([feed()], [old], night, {old.url: once}) == frozenset()


def test_an_outlet_in_no_known_country_never_sleeps() -> None:
    assert asleep_outlets([replace(feed(), country="")], [], NOW.replace(hour=3)) == frozenset()


def test_an_outlet_that_sleeps_is_asked_a_quarter_as_often() -> None:
    states = {"courier": feed_state(NOW - 2 * HOUR)}
    habits = {"courier": FeedHabit(feed_id="courier", since=NOW - 12 * HOUR, count_good=12, count_new=100)}
    article = article_state(5 * HOUR, HOUR / 2)
    assert (due_feeds([feed()], states, NOW, habits), due_articles([article], NOW)) == ((feed(),), (article,))
    assert due_feeds([feed()], states, NOW, habits, asleep={"courier"}) == ()
    assert due_articles([article], NOW, asleep={"courier"}) == ()
    assert due_articles([replace(article, outlet="ledger")], NOW, asleep={"courier"}) != ()


TOPIC = Topic({"en": TopicRule(all_of=(("north korea*", "pyongyang"), ("troops", "soldier*")), none_of=("football",))})


@pytest.mark.parametrize(
    ("title", "summary", "ours"),
    [
        pytest.param("North Korean soldiers seen", "", True, id="both groups in the title"),
        pytest.param("Pyongyang's gamble", "How many troops?", True, id="title and summary together"),
        pytest.param("North Korea tests a missile", "", False, id="one group only"),
        pytest.param("North Korean soldiers at football", "", False, id="ruled out"),
    ],
)
def test_entries_of_the_story(title: str, summary: str, ours: bool) -> None:
    entry = FeedEntry(feed_id="courier", entry_id="1", url="https://courier.example/a", title=title, summary=summary)
    assert TOPIC.is_ours(entry, "en") is ours


def test_a_language_without_terms_takes_everything() -> None:
    entry = FeedEntry(feed_id="courier", entry_id="1", url="https://courier.example/a", title="Wetter")
    assert TOPIC.is_ours(entry, "de")
