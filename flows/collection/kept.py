"""A stored raw page extracted with today's extractor. Stores nothing."""

from dataclasses import dataclass, replace
from pathlib import Path

from extractors.texts import content_hash
from extractors.values import Article, Issue, Page
from flows.collection.children import read_article
from warehouse import raw
from warehouse.answers import VersionText
from warehouse.errors import WarehouseError
from warehouse.rows import ExtractionOutcome

UNKNOWN_TYPE = "text/html"
"""Of pages kept before their type was stored with them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """What extracting a stored page again gave; `article` is there where its text is another one."""

    outcome: ExtractionOutcome
    article: Article | None = None


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a stored text."""
    return tuple(text.split("\n\n"))


def extract_stored(
    home: Path, stored: VersionText, name: str, *, is_suspect: bool = False, is_anchored: bool = False
) -> Extracted:
    """Extract the page of a stored version with today's extractor.

    Args:
        home: the folder whose raw pages are read.
        stored: the version.
        name: the outlet's name, which is no part of a headline.
        is_suspect: take the text by structure alone, as `read_article` does.
        is_anchored: let the stored paragraphs show where the article is, as a later look does.
    """
    version = stored.version
    if version.raw_sha256 is None:
        return Extracted(outcome=ExtractionOutcome.NO_PAGE)
    try:
        body = raw.read_page(home, version.raw_sha256)
    except WarehouseError:
        return Extracted(outcome=ExtractionOutcome.NO_PAGE)  # cleaned away: the stored text is the best there is
    return extract_body(body, stored, name, is_suspect=is_suspect, is_anchored=is_anchored)


def extract_body(
    body: bytes, stored: VersionText, name: str, *, is_suspect: bool = False, is_anchored: bool = False
) -> Extracted:
    """Extract the page of a stored version, of which the bytes are at hand; otherwise as `extract_stored`."""
    version = stored.version
    page = Page(
        url=stored.url,
        final_url=stored.url,
        status=200,
        content_type=version.content_type or UNKNOWN_TYPE,
        body=body,
        fetched_at=version.seen_at,
    )
    found = read_article(
        page,
        outlet=version.outlet,
        language=version.language,
        name=name,
        known=paragraphs_of(version.text) if is_anchored else (),
        is_suspect=is_suspect,
    )
    if isinstance(found, Issue):
        return Extracted(outcome=ExtractionOutcome.UNREADABLE)
    article = _with_what_the_feed_said(stored, found)
    if content_hash(article.title, article.text) == content_hash(version.title, version.text):
        return Extracted(outcome=ExtractionOutcome.SAME)
    return Extracted(outcome=ExtractionOutcome.ANOTHER, article=article)


def _with_what_the_feed_said(stored: VersionText, found: Article) -> Article:
    """Return an article with the title and dates that its feed gave where the page gives none; dates stay as stored."""
    version = stored.version
    return replace(
        found,
        url=stored.url,
        title=found.title or version.title,
        published_at=version.published_at or found.published_at,
        modified_at=version.modified_at or found.modified_at,
    )
