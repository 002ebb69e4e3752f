"""What a feed brings that is new, told by the stamps of its entries."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from extractors.values import FeedEntry
from flows.collection.news import count_new, count_restamped, is_told
from tests.flows.collection.test_plan import HOUR, NOW, article_state, feed_state

QUARTER = timedelta(minutes=15)


def entry(published: datetime | None, updated: datetime | None = None) -> FeedEntry:
    return FeedEntry(
        feed_id="courier",
        entry_id="1",
        url="https://courier.example/a",
        title="A",
        published_at=published,
        updated_at=updated,
    )


STATE = replace(feed_state(NOW - HOUR), body_sha256="before")


@pytest.mark.parametrize(
    ("entries", "body", "new"),
    [
        pytest.param([entry(NOW), entry(NOW - 2 * HOUR)], "after", 1, id="one came since"),
        pytest.param([entry(NOW - 9 * HOUR, NOW)], "after", 1, id="an old one was edited since"),
        pytest.param([entry(NOW - 9 * HOUR)], "after", 0, id="other bytes, nothing newer"),
        pytest.param([entry(None)], "after", 1, id="no stamps, other bytes"),
        pytest.param([entry(None)], "before", 0, id="no stamps, the same bytes"),
    ],
)
def test_what_is_new_since_the_last_good_poll(entries: list[FeedEntry], body: str, new: int) -> None:
    assert count_new(entries, STATE, body) == new


def test_at_the_first_good_poll_nothing_counts_as_new() -> None:
    assert count_new([entry(NOW)], None, "x") is None
    assert count_new([entry(NOW)], replace(STATE, last_ok_at=None), "x") is None


def test_stamps_of_edits_are_counted_where_they_differ_from_the_publication() -> None:
    published = NOW - HOUR
    stamps = (None, published, published + timedelta(seconds=20), NOW)
    assert count_restamped([entry(published, stamp) for stamp in stamps]) == 1


@pytest.mark.parametrize(
    ("updated", "seen", "every", "told"),
    [
        pytest.param(NOW, QUARTER, HOUR, True, id="edited since we saw it"),
        pytest.param(NOW - HOUR, QUARTER, HOUR, False, id="edited before"),
        pytest.param(None, QUARTER, HOUR, False, id="no stamp"),
        pytest.param(NOW, QUARTER / 2, HOUR, False, id="just looked"),
        pytest.param(NOW, HOUR, timedelta(days=1), False, id="weeks old: not at each poll that says so"),
        pytest.param(NOW, 3 * HOUR, timedelta(days=1), True, id="weeks old, three hours ago"),
        pytest.param(NOW, timedelta(days=1), None, True, id="left alone, now edited"),
    ],
)
def test_a_feed_tells_of_an_edit(
    updated: datetime | None, seen: timedelta, every: timedelta | None, told: bool
) -> None:
    assert is_told(entry(NOW - 9 * HOUR, updated), article_state(9 * HOUR, seen), every, NOW) is told


def test_an_entry_that_is_not_in_the_feed_tells_nothing() -> None:
    assert not is_told(None, article_state(9 * HOUR, HOUR), HOUR, NOW)
