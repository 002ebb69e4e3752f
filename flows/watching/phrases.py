"""Tries the phrases of a watch as the readers will, so that a wrong one is told when the watch loads."""

from collections.abc import Iterator

from extractors.errors import PhraseError
from extractors.phrases import compile_phrases


def faults_of(phrases: tuple[str, ...], language: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each phrase that the phrase language refuses, and what it has against it."""
    if _fault(phrases, language) is None:  # the common case, and one compilation instead of many
        return
    for at, phrase in enumerate(phrases):
        fault = _fault((phrase,), language)
        if fault is not None:
            yield at, fault


def _fault(phrases: tuple[str, ...], language: str) -> str | None:
    try:
        compile_phrases(phrases, language)
    except PhraseError as exc:
        return str(exc)
    return None
