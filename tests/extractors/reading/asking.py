"""Reads a sentence with the small story and by the rules alone, for the tests of the reading's steps."""

from datetime import UTC, datetime

from typing_extensions import override

from extractors.claims import Reader
from extractors.reading.scenes import Mention
from extractors.second.attributor import Attributor
from extractors.second.speakers import Document
from extractors.values import Article, Claim, Reading
from tests.extractors.stories import small_story


class RulesAlone(Attributor):
    """Leaves every claim to whom the rules chose; what was learnt is tested in tests/extractors/second."""

    @override
    def voice(self, document: Document, mention: Mention, claim: Claim) -> None:
        return None


READER = Reader(small_story())
READER.attributor = RulesAlone(small_story())


def reading(text: str, language: str = "en", title: str = "", reader: Reader = READER) -> Reading:
    """Return what an article of one sentence or two gives."""
    article = Article(
        url="https://example.org/a",
        outlet="example",
        language=language,
        title=title,
        text=text,
        published_at=datetime(2025, 2, 1, tzinfo=UTC),
    )
    return reader.read(article)


def claims(text: str, language: str = "en", title: str = "", reader: Reader = READER) -> tuple[Claim, ...]:
    """Return the claims of a text."""
    return reading(text, language, title, reader).claims


def figures(text: str, language: str = "en") -> list[tuple[str, float | None, float | None, bool]]:
    """Return each figure as metric, low, high and whether it is only given."""
    return [(c.metric, c.low, c.high, c.is_given) for c in claims(text, language) if c.kind == "figure"]
