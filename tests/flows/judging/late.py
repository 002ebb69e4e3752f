"""Articles that a newsstand's feed dates by themselves, so that a test may publish days after it began."""

from datetime import timedelta
from email.utils import format_datetime

from tests.flows.collection.newsstand import MONDAY, Newsstand, feed_url, rss, tagged


def publish(stand: Newsstand, outlet: str, slug: str, said: str, after: timedelta) -> None:
    """Publish an article so long after Monday morning; the feed names the outlet's first one and this one."""
    at = MONDAY + after
    stand.article(outlet, slug, said, at=at)
    before, _, behind = rss(outlet, ("toll", slug)).decode().rpartition(format_datetime(MONDAY))
    feed = f"{before}{format_datetime(at)}{behind}"
    stand.answers[feed_url(outlet)] = tagged(feed.encode(), "application/rss+xml")
