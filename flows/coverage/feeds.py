"""The feed of a made-up outlet at a time, as RSS 2.0 or Atom bytes."""

from datetime import datetime
from email.utils import format_datetime
from html import escape

from flows.coverage.articles import PressArticle, View
from flows.coverage.outlets import Outlet
from flows.coverage.press import Title, article_path

_ENTRIES = 20
FEED_PATH = "/feed.xml"


def feed_page(title: Title, now: datetime) -> bytes:
    """Return the feed: the newest articles first, without those taken down; the same bytes until something changes."""
    entries = title.published(now)[:_ENTRIES]
    write = _rss if title.outlet.feed == "rss" else _atom
    return write(title.outlet, entries).encode()


def feed_changed_at(title: Title, now: datetime) -> datetime | None:
    """Return when the newest change in the feed came, None for an empty feed."""
    return max((view.modified_at for article in title.articles if (view := article.view(now))), default=None)


def feed_link(outlet: Outlet, article: PressArticle) -> str:
    """Return the address under which the feed mentions an article: an old path, or one with trackers, where it has."""
    path = article.redirect_from or article_path(outlet, article)
    trackers = f"?utm_source=rss&utm_medium=feed&utm_campaign={article.section}" if article.has_utm else ""
    return f"http://{outlet.host}{path}{trackers}"


def _rss(outlet: Outlet, entries: tuple[tuple[PressArticle, View], ...]) -> str:
    items = "".join(
        f"<item><title>{escape(view.revision.title)}</title><link>{escape(feed_link(outlet, article))}</link>"
        f'<guid isPermaLink="false">{outlet.id}-{article.number}</guid>'
        f"<pubDate>{format_datetime(article.published_at)}</pubDate>"
        f"<category>{escape(article.section)}</category>"
        f"<description>{escape(escape(view.revision.summary))}</description></item>\n"
        for article, view in entries
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>{escape(outlet.name)}</title>'
        f"<link>http://{outlet.host}/</link><description>{escape(outlet.words.footer)}</description>"
        f"<language>{outlet.language}</language>\n{items}</channel></rss>\n"
    )


def _atom(outlet: Outlet, entries: tuple[tuple[PressArticle, View], ...]) -> str:
    items = "".join(
        f"<entry><id>tag:{outlet.host},2025:{article.number}</id><title>{escape(view.revision.title)}</title>"
        f'<link rel="alternate" href="{escape(feed_link(outlet, article))}"/>'
        f"<published>{article.published_at.isoformat()}</published>"
        f"<updated>{view.modified_at.isoformat()}</updated>"
        f'<summary type="text">{escape(view.revision.summary)}</summary></entry>\n'
        for article, view in entries
    )
    updated = max((view.modified_at.isoformat() for _, view in entries), default="2025-01-01T00:00:00+00:00")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{outlet.language}"><title>{escape(outlet.name)}</title><id>tag:{outlet.host},2025:feed</id>'
        f'<link href="http://{outlet.host}/"/><updated>{updated}</updated>\n{items}</feed>\n'
    )
