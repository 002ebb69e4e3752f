from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest

from flows.coverage.feeds import feed_changed_at, feed_page
from flows.coverage.press import Press
from tests.flows.coverage.conftest import article_text, small_press

NOON = datetime(2025, 1, 27, 12, tzinfo=UTC)
END = datetime(2025, 1, 31, 18, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_an_entry_says_what_and_when(tmp_path: Path, kind: str) -> None:
    title = small_press(tmp_path, feed=kind).titles[0]
    entry = feedparser.parse(feed_page(title, NOON), sanitize_html=False).entries[0]
    assert entry.link == "http://en-trial.example/world/first"
    assert entry.published_parsed[:5] == (2025, 1, 27, 6, 0)
    assert "sheep" in entry.title
    assert entry.summary == "Ten sheep were seen."


@pytest.mark.parametrize(
    ("traits", "link"),
    [
        pytest.param('redirect_from = "/old"', "http://en-trial.example/old", id="old-path"),
        pytest.param("utm = true", "http://en-trial.example/world/first?utm_source=rss", id="trackers"),
    ],
)
def test_a_link_may_be_old_or_tracked(tmp_path: Path, traits: str, link: str) -> None:
    title = small_press(tmp_path, article=article_text(traits=traits)).titles[0]
    assert feedparser.parse(feed_page(title, NOON)).entries[0].link.startswith(link)


def test_a_feed_grows_through_the_week_newest_first(shipped: Press) -> None:
    for title in shipped.titles:
        early, late = (feedparser.parse(feed_page(title, now)).entries for now in (NOON, END))
        assert len(late) > len(early), title.outlet.id
        stamps = [entry.published_parsed for entry in late]
        assert stamps == sorted(stamps, reverse=True)


def test_a_feed_with_nothing_yet_is_a_feed(tmp_path: Path) -> None:
    title = small_press(tmp_path).titles[0]
    before = datetime(2025, 1, 1, tzinfo=UTC)
    assert feed_changed_at(title, before) is None
    assert feedparser.parse(feed_page(title, before)).entries == []
