"""Pages: what a server sent for an article in, an `Article` or an `Issue` out.

The only file that imports trafilatura and htmldate. A wall is never an article. The text is the article's paragraphs
joined by an empty line, in NFC, without control characters and lone surrogates: later offsets count in exactly this
text. The same page always gives the same text.

What trafilatura finds is only the anchor: it leads to the article's element, and the blocks of that are the text (see
extractors/anchors.py). So the text of a page that is read for the first time is already what reading it again with
that text as anchor gives, and an unchanged article stays the same.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import trafilatura
from htmldate import find_date
from selectolax.lexbor import LexborHTMLParser

from extractors.anchors import anchored
from extractors.blocks import densest_paragraphs, without_asides
from extractors.bulletins import is_bulletin, read_bulletin
from extractors.charsets import decode
from extractors.markup import one_line, storable
from extractors.metadata import Metadata, read_metadata
from extractors.posts import live_paragraphs
from extractors.telegram import read_post
from extractors.urls import canonical_url, is_front_page, is_same_site
from extractors.values import Article, FeedEntry, Issue, Page
from extractors.walls import Front, find_wall, weight

EXTRACTOR = f"trafilatura {version('trafilatura')}/3"
"""Names the way in which text is taken from a page; the number behind the slash is of our own rules here."""

BY_STRUCTURE = " by structure alone"
"""Ends the name where a page was taken for suspect."""

MAX_PAGE_BYTES = 8_000_000
MAX_NODES = 30_000
MAX_INLINE = 2_000
"""Beyond these, trafilatura's time grows with the square: 20,000 spans in a paragraph cost it 25 s."""

LEAST_WEIGHT = 40
"""Less text than this (in Latin letters) is no article: the shortest flash of an agency is one sentence."""

_INLINE = "span,a,b,i,em,strong,font,u,small,sup,sub,mark"
_HTML_TYPES = ("html", "xml", "text/plain", "octet-stream")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")  # 0x1b begins a letter in ISO-2022-JP
_CONTROLS = 0.02
_SAMPLE = 4_096
_TOMORROW = timedelta(days=1)
_TABLE_TAGS = re.compile(r"<(/?)(?:table|tbody|thead|tfoot|tr|td|th)\b", re.IGNORECASE)
_BULLET = re.compile(r"^[-•*]\s+")
_TITLE_LINES = 3  # the headline, a kicker, and the headline again
_WORDS = {
    "blocked": "a challenge page came in place of the article",
    "consent": "the outlet asks for consent before it shows the article",
    "login": "the outlet asks for a login before it shows the article",
    "paywall": "the article is shown to subscribers only",
    "soft_404": "the page says that there is no such article, or is the outlet's front page",
}


def read_article(
    page: Page,
    *,
    outlet: str = "",
    language: str = "",
    name: str = "",
    entry: FeedEntry | None = None,
    known: Sequence[str] = (),
    is_suspect: bool = False,
) -> Article | Issue:
    """Read the article of a page.

    Args:
        page: what the server sent.
        outlet: the outlet's id, kept in the article.
        language: ISO 639-1 of the outlet, kept in the article; helps with undeclared encodings. Without it, the article
            has the language that the page names.
        name: the outlet's name, which is no part of a headline.
        entry: the feed's entry for it, whose date is believed before the page's and whose title stands in for none.
        known: the paragraphs of the article's last revision, which show where on the page the article is.
        is_suspect: take the text by structure alone, in a time that grows with the page: an attempt in the ordinary
            way did not end. The article's `extractor` says so.

    Returns:
        The article, or an Issue of kind blocked, consent, login, paywall, soft_404, empty, unreadable or too_large.
    """
    found = _unreadable(page) or _no_web_page(page, outlet, language, entry, is_suspect=is_suspect)
    if found is not None:
        return found
    source = storable(decode(page.body, page.content_type, language))
    tree = LexborHTMLParser(source)
    metadata = read_metadata(tree, seen_at=page.fetched_at, outlet_name=name)
    has_password = tree.css_first("input[type=password]") is not None
    is_heavy = is_suspect or _is_heavy(tree, source)
    tree = without_asides(tree)
    paragraphs, how = _paragraphs(tree, source, metadata, known, is_heavy=is_heavy)
    text = "\n\n".join(_without_title(paragraphs, metadata))
    wall = find_wall(_front(page, source, tree, metadata, text, has_password=has_password))
    if wall is not None:
        return replace(_issue(page, wall, _WORDS[wall]), shown=text if wall == "paywall" else "")
    if weight(text) < LEAST_WEIGHT:
        return _issue(page, "empty", "the page holds no text of an article; it may be drawn by a script")
    if metadata.published_at is None and not is_heavy and not (entry and entry.published_at):
        metadata = replace(metadata, published_at=_day(source, page))
    article = _article(page, outlet, language or metadata.language, entry, metadata, text)
    return replace(article, how=how, extractor=EXTRACTOR + BY_STRUCTURE if is_suspect else EXTRACTOR)


def _no_web_page(
    page: Page, outlet: str, language: str, entry: FeedEntry | None, *, is_suspect: bool
) -> Article | Issue | None:
    """What a PDF or a post of a Telegram channel holds; None for an ordinary page."""
    if is_bulletin(page):
        return read_bulletin(page, outlet=outlet, language=language, entry=entry, is_suspect=is_suspect)
    return read_post(page, outlet=outlet, language=language, entry=entry)


def _article(page: Page, outlet: str, language: str, entry: FeedEntry | None, metadata: Metadata, text: str) -> Article:
    published_at = entry.published_at if entry else None
    modified_at = metadata.modified_at or (entry.updated_at if entry else None)
    return Article(
        url=_address(page, metadata),
        outlet=outlet,
        language=language,
        title=metadata.title or (entry.title if entry else ""),
        text=text,
        published_at=published_at or metadata.published_at,
        modified_at=modified_at,
        authors=metadata.authors,
    )


def _day(source: str, page: Page) -> datetime | None:
    """Noon UTC of the day that a page without any certain stamp was published on: the same day nearly everywhere."""
    found = find_date(source, original_date=True, extensive_search=False, max_date=page.fetched_at + _TOMORROW)
    return datetime.fromisoformat(found).replace(hour=12, tzinfo=UTC) if found else None


def _address(page: Page, metadata: Metadata) -> str:
    """The article's own address: what the page says if it speaks of its own site and of no front page."""
    final = canonical_url(page.final_url) or page.final_url
    named = canonical_url(metadata.canonical, page.final_url) if metadata.canonical else None
    if named is not None and is_same_site(named, final) and not is_front_page(named):
        return named
    return final


def _unreadable(page: Page) -> Issue | None:
    if len(page.body) > MAX_PAGE_BYTES:
        return _issue(page, "too_large", f"the page is larger than {MAX_PAGE_BYTES:,} bytes")
    if not page.body.strip():
        return _issue(page, "empty", "the server sent a page without content")
    if is_bulletin(page):
        return None
    kind = page.content_type.partition(";")[0].strip().lower()
    if kind and not any(known in kind for known in _HTML_TYPES):
        return _issue(page, "unreadable", f"this is {kind}; only web pages and PDFs are read")
    if _is_binary(page.body[:_SAMPLE]):
        return _issue(page, "unreadable", "these bytes are no text")
    return None


def _is_binary(sample: bytes) -> bool:
    """Whether too many bytes are control characters that no encoding of text uses; UTF-16 is told by its mark."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return len(_CONTROL.findall(sample)) > _CONTROLS * len(sample)


def _is_heavy(tree: LexborHTMLParser, source: str) -> bool:
    """Whether trafilatura must not see this page."""
    if source.count("<") <= MAX_INLINE:
        return False
    if len(tree.css("*")) > MAX_NODES:
        return True
    parents = Counter(node.parent.mem_id for node in tree.css(_INLINE) if node.parent is not None)
    return bool(parents) and max(parents.values()) > MAX_INLINE


def _paragraphs(
    tree: LexborHTMLParser, source: str, metadata: Metadata, known: Sequence[str], *, is_heavy: bool
) -> tuple[tuple[str, ...], str]:
    """The article's paragraphs and how they were taken; `tree` has passed `without_asides`, `source` is the page."""
    posts = live_paragraphs(tree) if metadata.is_live_blog else ()
    if posts:
        return posts, "posts"
    titles = (metadata.title, *metadata.headings)
    again = anchored(tree, known, titles)
    if again.holds:
        return again.paragraphs, "known"
    found, how = () if is_heavy else _by_trafilatura(_without_layout_tables(tree, source)), "trafilatura"
    if not found:
        found, how = densest_paragraphs(tree), "density"
    around = anchored(tree, found, titles)
    return (around.paragraphs, f"{how}+anchors") if around.holds else (found, how)


def _without_layout_tables(tree: LexborHTMLParser, source: str) -> str:
    """The source with tables as plain boxes where they hold the page together: else the whole page is one table."""
    is_layout = tree.css_first("table table, td p, td h1, td h2, td div") is not None
    return _TABLE_TAGS.sub(r"<\1div", source) if is_layout else source


def _by_trafilatura(source: str) -> tuple[str, ...]:
    document = trafilatura.bare_extraction(source, favor_precision=True, include_comments=False)
    text = getattr(document, "text", None)
    if not isinstance(text, str):
        return ()
    lines = (one_line(_BULLET.sub("", line.strip())) for line in text.split("\n"))
    return tuple(line for line in lines if line)


def _without_title(paragraphs: tuple[str, ...], metadata: Metadata) -> tuple[str, ...]:
    titles = {_letters(heading) for heading in (metadata.title, *metadata.headings)} - {""}
    head = tuple(text for text in paragraphs[:_TITLE_LINES] if _letters(text) not in titles)
    return head + paragraphs[_TITLE_LINES:]


def _letters(text: str) -> str:
    """Letters and digits alone, for telling that two lines are one."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def _front(
    page: Page,
    source: str,
    tree: LexborHTMLParser,
    metadata: Metadata,
    text: str,
    *,
    has_password: bool,
) -> Front:
    return Front(
        url=page.url,
        final_url=page.final_url,
        source=source,
        headings=metadata.headings,
        text=text,
        shown=tree.body.text(separator=" ") if tree.body else "",
        is_article=metadata.is_article,
        is_paid=metadata.is_paid,
        has_password=has_password,
    )


def _issue(page: Page, kind: str, text: str) -> Issue:
    return Issue(where=page.url, kind=kind, text=text, url=page.final_url)
