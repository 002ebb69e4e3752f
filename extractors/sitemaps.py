"""News sitemaps: the bytes of a sitemap in, what it says of each page out. Pure.

Source: sitemaps.org protocol 0.9; the news extension 0.9, by which a publisher names title, language and date of what
it published in the last two days. A sitemap without that extension names addresses only, and is no feed for us.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

MAX_PAGES = 1_000  # the extension allows no more
_HEAD = 4_096
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)[\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """A page as a news sitemap names it, in the sitemap's own words; `title` is never empty."""

    url: str
    title: str
    language: str
    published: str
    modified: str


def kind_of(body: bytes) -> str | None:
    """Return `urlset` or `sitemapindex` where these bytes begin as a sitemap does, else None."""
    root = _ROOT.search(body[:_HEAD])
    return root.group(1).decode().lower() if root else None


def read_news_sitemap(body: bytes) -> list[NewsPage]:
    """Return the pages of a news sitemap in its order, at most `MAX_PAGES`; pages without a title are left out.

    Entities are not expanded and nothing is fetched. What is cut off or broken ends the list.
    """
    pages = etree.iterparse(
        io.BytesIO(body),
        tag="{*}url",
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    found: list[NewsPage] = []
    try:
        for page in _pages(pages):
            found.append(page)
            if len(found) == MAX_PAGES:
                break
    except etree.XMLSyntaxError:
        pass  # what stands before the fault is good
    return found


def _pages(parsed: Iterable[tuple[str, Any]]) -> Iterator[NewsPage]:
    for _, element in parsed:
        page = NewsPage(
            url=_text(element, "loc"),
            title=_text(element, "news/title"),
            language=_text(element, "news/publication/language"),
            published=_text(element, "news/publication_date"),
            modified=_text(element, "lastmod"),
        )
        element.clear()  # a sitemap may name 50,000 pages
        if page.url and page.title:
            yield page


def _text(element: Any, path: str) -> str:
    """Return the text at a path of local names; publishers bind the extension to any prefix and address."""
    found = element
    for name in path.split("/"):
        found = None if found is None else found.find(f"{{*}}{name}")
    return (found.text or "").strip() if found is not None else ""
