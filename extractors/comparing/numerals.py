"""Whether a figure still stands in a text in digits: no reading, only a witness against the reader.

Knows no language: digits with any separator, and digits before a letter that may begin a scale in any ("4,7 тыс.").
"""

import re
from collections.abc import Iterator
from functools import cache

from rapidfuzz import fuzz

from extractors.comparing.keys import words_of
from extractors.values import Claim
from extractors.writing import writing

_DIGITS = r"(?P<whole>\d{1,3}(?:[.,'\u2019\s]\d{3})+(?!\d)|\d+)(?:[.,](?P<part>\d{1,2})(?!\d))?"
_SCALES = (100, 1_000, 10_000, 1_000_000)
_SENTENCE = 60  # per cent of likeness from which a stretch of text is the sentence, edited
_MARGIN = 20  # characters: the likest stretch may cut a number at its edge


def shows(text: str, claim: Claim) -> bool:
    """Tells whether every number that the claim states is written in the text."""
    stated = {end for end in (claim.low, claim.high) if end is not None}
    return bool(stated) and all(any(_writes(n, end) for n in _numbers(text)) for end in stated)


def still_shows(text: str, claim: Claim) -> bool:
    """Tells whether the stretch of text that is most like the claim's sentence shows its number."""
    words = words_of(claim)
    if not words or len(words) > len(text):
        return False
    found = fuzz.partial_ratio_alignment(words, text, score_cutoff=_SENTENCE)
    if found is None:
        return False
    start = max(0, found.dest_start - _MARGIN)
    return shows(text[start : found.dest_end + _MARGIN], claim)


def _numbers(text: str) -> Iterator[tuple[float, bool]]:
    """The numbers in digits, each with whether a letter follows that may be a scale."""
    for match in _number().finditer(text):
        whole = re.sub(r"\D", "", match["whole"])
        yield float(f"{whole}.{match['part'] or 0}"), match["scale"] is not None


@cache
def _number() -> re.Pattern[str]:
    letters = "".join(sorted({letter for script in writing().scripts.values() for letter in script.scales}))
    return re.compile(rf"{_DIGITS}\s?(?P<scale>[{re.escape(letters)}])?", re.IGNORECASE)


def _writes(written: tuple[float, bool], stated: float) -> bool:
    number, may_scale = written
    scaled = [number * scale for scale in _SCALES] if may_scale else []
    return any(abs(value - stated) < 1e-6 * max(1.0, stated) for value in (number, *scaled))
