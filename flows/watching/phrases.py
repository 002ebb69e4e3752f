"""Tries the phrases of a watch as the readers will, so that a wrong one is told when the watch loads."""

import re
from collections.abc import Iterator

from extractors.errors import PhraseError
from extractors.phrases import compile_phrases, unfold

# Compiling all phrases of a story takes seconds. Unfolding, which is quick, finds every fault but two: a number
# where none is allowed, and a phrase of signs only. Phrases that may have one of these are compiled.
_number = re.compile(r"(?<!\w)N(?!\w)")
_letter = re.compile(r"[^\W\d_]")


def faults_of(phrases: tuple[str, ...], language: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each phrase that the phrase language refuses, and what it has against it."""
    for at, phrase in enumerate(phrases):
        try:
            unfold(phrase)
            if _number.search(phrase) or not _letter.search(phrase):
                compile_phrases((phrase,), language)
        except PhraseError as exc:
            yield at, str(exc)
