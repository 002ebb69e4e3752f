"""Which numbers stand in a sentence: what a person may say that it tells. Pure."""

import re

from extractors.errors import LexiconError
from extractors.lexicon import load_lexicon
from extractors.reading.marks import Passage, compile_cast
from extractors.reading.quantities import scan
from extractors.values import Field, Story

_WRITTEN = re.compile(r"\d+(?:[ .,'’\u00a0\u2009\u202f]\d{3}(?!\d))*(?:[.,]\d+)?")
_GROUPING = re.compile(r"[ .,'’\u00a0\u2009\u202f](?=\d{3}(?!\d))")


def numbers_in(sentence: str, language: str, story: Story) -> frozenset[float]:
    """Return the numbers of a sentence: as our scanner reads them, and as their digits are written.

    The digits count as well because a number that the scanner misreads is the very thing that a person corrects.
    """
    written = (_GROUPING.sub("", found).replace(",", ".") for found in _WRITTEN.findall(sentence))
    return frozenset(float(number) for number in written) | _scanned(sentence, language, story)


def _scanned(sentence: str, language: str, story: Story) -> frozenset[float]:
    try:
        lexicon = load_lexicon(language)
    except LexiconError:
        return frozenset()
    read = scan(Passage(Field.TEXT, sentence, lexicon, compile_cast(story, lexicon)))
    return frozenset(end for number in read for end in (number.low, number.high) if end is not None)
