"""Every shipped lexicon loads, and reads its own examples as it says."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from _pytest.mark.structures import ParameterSet

from extractors.claims import Reader
from extractors.errors import LexiconError
from extractors.lexicon import Example, languages, load_lexicon
from extractors.values import Article, Claim
from tests.extractors.stories import small_story

READER = Reader(small_story())


def _cases(code: str) -> list[ParameterSet]:
    """One case per example; a lexicon that does not load is one case, which fails and says why."""
    try:
        examples = load_lexicon(code).examples
    except LexiconError as exc:
        return [pytest.param(code, exc, id=f"{code}-does-not-load")]
    return [pytest.param(code, example, id=f"{code}-{i}-{example.text[:28]}") for i, example in enumerate(examples)]


CASES = [case for code in languages() for case in _cases(code)]


def _article(code: str, example: Example) -> Article:
    published = example.published
    return Article(
        url="https://example.org/a",
        outlet="example",
        language=code,
        title=example.title,
        text=example.text,
        published_at=datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
    )


def _fits(claim: Claim, wanted: Mapping[str, object]) -> bool:
    return all(getattr(claim, key) == (None if value == "none" else value) for key, value in wanted.items())


def _shown(claims: tuple[Claim, ...]) -> str:
    keys = ("metric", "low", "high", "bound", "unit", "subject", "source", "via", "modality", "period")
    return "\n".join(str({k: str(getattr(c, k)) for k in (*keys, "aggregation", "place", "quote")}) for c in claims)


@pytest.mark.parametrize(("code", "example"), CASES)
def test_an_example_of_a_lexicon_gives_its_claims_and_no_others(code: str, example: Example | LexiconError) -> None:
    if isinstance(example, LexiconError):
        raise example
    claims = READER.read(_article(code, example)).claims
    left = list(claims)
    for wanted in example.claims:
        found = next((claim for claim in left if _fits(claim, wanted)), None)
        assert found is not None, f"not found: {dict(wanted)}\nread:\n{_shown(claims)}"
        left.remove(found)
    assert not left, f"not expected:\n{_shown(tuple(left))}"


@pytest.mark.parametrize("code", languages())
def test_a_lexicon_names_its_own_language(code: str) -> None:
    assert load_lexicon(code).code == code
