"""Tells a wire text that several outlets printed from articles that merely tell one event. Pure, knows no language.

A text is seen as the set of its shingles: runs of neighbouring words, or of characters where words are not set apart.
What counts is which share of the shorter text's shingles the longer one holds, so that a wire text with paragraphs of
the outlet's own around it is still a copy. Digits are no part of it: a copy with another figure is a copy. Nor
are quotations, which whoever writes on an event gives alike.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from extractors.texts import normalise

COPIED = 0.3
"""The least share of the shorter text that makes it a copy. Measured over texts of ours in nine languages
(tests/extractors/test_copies.py): with every fifth word exchanged at random a text keeps about half of itself, and .32
at least; two articles on one story share less than .1, also where both give one quotation at length."""

LEAST = 40
"""So many shingles a text must have: below that, two short notices on one event are alike by themselves."""

_RUN_OF_WORDS = 3
_RUN_OF_SIGNS = 4
_UNSPACED = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_SIGN = re.compile(f"[{_UNSPACED}]")
_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"\"[^\"\n]{1,600}\"|「[^」\n]{1,600}」")

Shingles = AbstractSet[int]


def shingles(text: str) -> Shingles:
    """Return the shingles of a text; comparable within one process only, empty for a text without words."""
    words = _WORD.findall(_QUOTED.sub(" ", normalise(text)).casefold())
    letters = "".join(words)
    if len(_SIGN.findall(letters)) * 2 > len(letters):
        return _runs(letters, _RUN_OF_SIGNS)
    return _runs(words, _RUN_OF_WORDS)


def containment(one: Shingles, other: Shingles) -> float:
    """Return the share of the smaller set that the larger one holds, 0 to 1; 0 where either is too small to tell."""
    return _share(len(one & other), one, other)


def copies_among(texts: Mapping[int, Shingles], others: Mapping[int, Shingles]) -> set[tuple[int, int]]:
    """Return the pairs of a text and of another one that are one text; by id, in time linear in all of them."""
    holders: dict[int, list[int]] = defaultdict(list)
    for number, text in texts.items():
        for shingle in text:
            holders[shingle].append(number)
    found: set[tuple[int, int]] = set()
    for other, text in others.items():
        shared = Counter(number for shingle in text & holders.keys() for number in holders[shingle])
        found |= {(n, other) for n, count in shared.items() if _share(count, texts[n], text) >= COPIED}
    return found


def _share(count_shared: int, one: Shingles, other: Shingles) -> float:
    fewer = min(len(one), len(other))
    return count_shared / fewer if fewer >= LEAST else 0.0


def _runs(parts: Sequence[str], length: int) -> Shingles:
    return {hash(tuple(parts[n : n + length])) for n in range(len(parts) - length + 1)}
