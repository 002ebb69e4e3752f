"""The version of an article before the new one, read with today's extractor and today's rules.

A difference that our own upgrade makes is not the publisher's: where the extractor has changed since, the stored raw
page is extracted again, and where the rules have changed, the stored text is read again, before anything is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.claims import Reader
from extractors.pages import BY_STRUCTURE, EXTRACTOR
from extractors.texts import content_hash
from extractors.values import Article, Issue, Reading
from flows.collection.faults import attempt
from flows.collection.harvest import Visit
from flows.collection.kept import extract_stored
from flows.translate import article_of
from warehouse import read
from warehouse.answers import VersionText
from warehouse.connect import Connection


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """A stored version with its article as today's extractor gives it, and what today's rules read in that."""

    stored: VersionText
    article: Article
    reading: Reading

    @property
    def is_as_stored(self) -> bool:
        """Whether the article is the stored text, so that offsets and claims of one hold for the other."""
        version = self.stored.version
        return (self.article.title, self.article.text) == (version.title, version.text)

    @property
    def content_hash(self) -> str:
        """The hash that a new version must differ from to be the publisher's doing."""
        return content_hash(self.article.title, self.article.text)


def priors_of(
    con: Connection, home: Path, visits: Mapping[int, Visit], reader: Reader, issues: list[Issue]
) -> dict[int, Prior]:
    """Return article id -> its last stored version, for those of the visited articles that have one.

    One that today's code cannot read is left out and told in `issues`: its next version is compared with nothing.
    """
    found: dict[int, Prior] = {}
    for article_id, version in read.last_versions(con, visits).items():
        visit = visits[article_id]
        stored = VersionText(
            version=version, url=visit.url, publisher=visit.origin.publisher, is_baseline=visit.is_baseline
        )
        if prior := attempt(issues, visit.url, partial(_prior, home, stored, reader, visit)):
            found[article_id] = prior
    return found


def _prior(home: Path, stored: VersionText, reader: Reader, visit: Visit) -> Prior:
    extractor = visit.article.extractor if visit.article is not None else EXTRACTOR
    article = _as_extracted_today(home, stored, visit.origin.outlet_name, extractor)
    return Prior(stored=stored, article=article, reading=reader.read(article))


def _as_extracted_today(home: Path, stored: VersionText, name: str, extractor: str) -> Article:
    """Return the stored text, or what the extractor of the new text makes of its page where another one took it."""
    article = article_of(stored)
    if stored.version.extractor == extractor:
        return article
    is_suspect = extractor.endswith(BY_STRUCTURE)
    return extract_stored(home, stored, name, is_suspect=is_suspect, is_anchored=True).article or article
