"""Feeds: an RSS, Atom, RDF or JSON feed, a news sitemap or a Telegram channel's page in, `FeedEntry`s out.

Alone imports feedparser.

Something that is no feed (a page, a challenge, nothing) is an `Issue` and never "no news". Links come out absolute and
canonical, titles as plain text, times only where the feed's own words are sure.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

import feedparser

from extractors import sitemaps, telegram
from extractors.markup import one_line, plain_text
from extractors.stamps import read_stamp
from extractors.urls import canonical_url
from extractors.values import FeedEntry, Issue, Page
from extractors.walls import is_challenge

MAX_ENTRIES = 500  # a busy agency's feed holds 200; more is an archive
MAX_SUMMARY = 2_000
_MAX_ID = 1_000
_MAX_STAMP = 80
_HEAD = 4_096
_ENTRY_START = re.compile(rb"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_FEED_ROOT = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_HTML = re.compile(rb"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_CLOSING = ((rb"<rss", b"</channel></rss>"), (rb"<feed", b"</feed>"), (rb"<rdf:RDF", b"</rdf:RDF>"))


def read_feed(page: Page, feed_id: str) -> tuple[FeedEntry, ...] | Issue:
    """The entries of a feed in its own order, at most `MAX_ENTRIES`, each entry and each address once.

    Returns:
        The entries, never none of them; or an Issue of kind `empty` (no bytes, or a feed without a usable entry),
        `blocked` (a challenge in place of the feed) or `not_a_feed`.
    """
    body = page.body.strip()
    if not body:
        return Issue(where=feed_id, kind="empty", text="the server sent nothing in place of the feed", url=page.url)
    if body.removeprefix(b"\xef\xbb\xbf")[:1] == b"{":
        found = _read_json(body, page, feed_id)
    elif _is_page(body):
        found = _read_channel(body, page, feed_id)
    elif sitemap := sitemaps.kind_of(body):
        if sitemap == "sitemapindex":
            return _an_index(page, feed_id)
        found = _read_sitemap(body, page, feed_id)
    else:
        found = _read_xml(body, page, feed_id)
    if found is None:
        return _not_a_feed(page, feed_id)
    entries = tuple(_once(found))[:MAX_ENTRIES]
    if entries:
        return entries
    text = "the feed holds no entry with an address; look at it in a browser"
    return Issue(where=feed_id, kind="empty", text=text, url=page.url)


def _is_page(body: bytes) -> bool:
    head = body[:_HEAD]
    return _HTML.search(head) is not None and _FEED_ROOT.search(head) is None


def _read_channel(body: bytes, page: Page, feed_id: str) -> list[FeedEntry] | None:
    """The posts of a Telegram channel; None where the page is anything else."""
    posts = telegram.read_channel(body, page.final_url)
    entries = (
        _entry(
            page,
            feed_id,
            link=post.url,
            entry_id=post.address,
            title=escape(post.title),
            summary=escape(post.text),
            language=None,
            published=post.stamp,
            updated="",
        )
        for post in posts or ()
    )
    return None if posts is None else [entry for entry in entries if entry is not None]


def _not_a_feed(page: Page, feed_id: str) -> Issue:
    if is_challenge(page.body.decode("utf-8", "replace")):
        text = "a challenge page came in place of the feed; the outlet wants no programs here"
        return Issue(where=feed_id, kind="blocked", text=text, url=page.url)
    if telegram.is_closed_channel(page.body):
        text = "this channel shows its posts in the app only; look whether its owner has another address"
        return Issue(where=feed_id, kind="not_a_feed", text=text, url=page.url)
    text = f"this is no feed ({page.content_type or 'no content type'}); look for the outlet's new feed address"
    return Issue(where=feed_id, kind="not_a_feed", text=text, url=page.url)


def _an_index(page: Page, feed_id: str) -> Issue:
    text = "this is an index of sitemaps; take the address of the news sitemap that it names"
    return Issue(where=feed_id, kind="not_a_feed", text=text, url=page.url)


def _read_sitemap(body: bytes, page: Page, feed_id: str) -> list[FeedEntry]:
    entries = (
        _entry(
            page,
            feed_id,
            link=news.url,
            entry_id=news.url,
            title=news.title,
            summary="",
            language=_language(news.language),
            published=news.published,
            updated=news.modified,
        )
        for news in sitemaps.read_news_sitemap(body)
    )
    return [entry for entry in entries if entry is not None]


def _read_xml(body: bytes, page: Page, feed_id: str) -> list[FeedEntry] | None:
    parsed = feedparser.parse(
        io.BytesIO(_cut(body)),
        response_headers={"content-type": page.content_type or "application/xml"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    version = str(parsed.get("version") or "")
    if not version and not parsed.entries:
        return None
    language = _language(parsed.feed.get("language"))
    is_atom = version.startswith("atom")
    entries = (_xml_entry(entry, page, feed_id, language, is_atom=is_atom) for entry in parsed.entries)
    return [entry for entry in entries if entry is not None]


def _cut(body: bytes) -> bytes:
    """The body up to the last entry that we want: the time to parse grows with entries, and an archive holds 50,000."""
    starts = _ENTRY_START.finditer(body)
    for _ in range(MAX_ENTRIES):
        if next(starts, None) is None:
            return body
    beyond = next(starts, None)
    if beyond is None:
        return body
    closing = next((end for root, end in _CLOSING if root in body[:_HEAD]), b"")
    return body[: beyond.start()] + closing


def _xml_entry(
    entry: Mapping[str, object], page: Page, feed_id: str, language: str | None, *, is_atom: bool
) -> FeedEntry | None:
    published, updated = _text(entry, "published"), _text(entry, "updated")
    if not is_atom and read_stamp(published, seen_at=page.fetched_at) is None:
        published = updated or published  # in RSS and RDF the one date that there is may be dc:date
    return _entry(
        page,
        feed_id,
        link=_text(entry, "link"),
        entry_id=_text(entry, "id"),
        title=_text(entry, "title"),
        summary=_text(entry, "summary"),
        language=language,
        published=published,
        updated=updated,
    )


def _entry(
    page: Page,
    feed_id: str,
    *,
    link: str,
    entry_id: str,
    title: str,
    summary: str,
    language: str | None,
    published: str,
    updated: str,
) -> FeedEntry | None:
    url = canonical_url(link, page.final_url) if link.strip() else None
    if url is None:
        return None
    return FeedEntry(
        feed_id=feed_id,
        entry_id=one_line(entry_id)[:_MAX_ID] or url,
        url=url,
        title=plain_text(title),
        summary=plain_text(summary[: 10 * MAX_SUMMARY])[:MAX_SUMMARY],
        language=language,
        published_at=read_stamp(published, seen_at=page.fetched_at),
        updated_at=read_stamp(updated, seen_at=page.fetched_at),
        stamp=one_line(published or updated)[:_MAX_STAMP],
    )


def _text(entry: Mapping[str, object], key: str) -> str:
    """A key's own text; feedparser's dict would answer for one date with another and warn of it."""
    value = dict.get(entry, key) if isinstance(entry, dict) else entry.get(key)
    return value if isinstance(value, str) else ""


def _language(tag: object) -> str | None:
    """ISO 639-1 of a language tag such as `ko-KR`, or None."""
    if not isinstance(tag, str):
        return None
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _read_json(body: bytes, page: Page, feed_id: str) -> list[FeedEntry] | None:
    """Source: jsonfeed.org, versions 1 and 1.1."""
    try:
        feed = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return None
    language = _language(feed.get("language"))
    items = (item for item in feed["items"][:MAX_ENTRIES] if isinstance(item, dict))
    entries = (_json_entry(item, page, feed_id, language) for item in items)
    return [entry for entry in entries if entry is not None]


def _json_entry(item: dict[str, object], page: Page, feed_id: str, language: str | None) -> FeedEntry | None:
    entry_id = item.get("id")
    return _entry(
        page,
        feed_id,
        link=_text(item, "url") or _text(item, "external_url"),
        entry_id=str(entry_id) if isinstance(entry_id, (int, str)) else "",
        title=_text(item, "title"),
        summary=_text(item, "summary") or _text(item, "content_text") or _text(item, "content_html"),
        language=_language(item.get("language")) or language,
        published=_text(item, "date_published"),
        updated=_text(item, "date_modified"),
    )


def _once(entries: list[FeedEntry]) -> Iterator[FeedEntry]:
    """Each address once, each id once: a feed that gives one id to all its entries has its addresses for ids."""
    urls: set[str] = set()
    ids: set[str] = set()
    for entry in entries:
        if entry.url in urls:
            continue
        yield replace(entry, entry_id=entry.url) if entry.entry_id in ids else entry
        urls.add(entry.url)
        ids.add(entry.entry_id)
