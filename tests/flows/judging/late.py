"""Articles that a newsstand's feed dates by themselves, so that a test may publish days after it began."""

from datetime import timedelta
from email.utils import format_datetime
from html import escape

from tests.flows.collection.newsstand import FILLER, MONDAY, Newsstand, feed_url, page_url, rss, tagged


def publish(stand: Newsstand, outlet: str, slug: str, said: str, after: timedelta, *, words: str = FILLER) -> None:
    """Publish an article so long after Monday morning; the feed names the outlet's first one and this one.

    `words` stand in it in place of those that all articles of a stand share, which make them copies of one text.
    """
    at = MONDAY + after
    stand.article(outlet, slug, said, at=at)
    url = page_url(outlet, slug)
    stand.answers[url] = tagged(stand.answers[url].body.replace(escape(FILLER).encode(), escape(words).encode()))
    before, _, behind = rss(outlet, ("toll", slug)).decode().rpartition(format_datetime(MONDAY))
    feed = f"{before}{format_datetime(at)}{behind}"
    stand.answers[feed_url(outlet)] = tagged(feed.encode(), "application/rss+xml")
