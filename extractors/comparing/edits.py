"""Which words two versions do not share: what no word tells has not changed, whatever the reader makes of it.

Knows no language: runs of letters and numbers, without case, punctuation, spaces and marks between thousands.
"""

import re
from collections import Counter
from dataclasses import dataclass

from extractors.posts import without_marks
from extractors.values import Article, Claim, Field

_TOKEN = re.compile(r"\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+|[^\W\d_]+")
_BEFORE = 250  # characters before a sentence that may say who speaks, of whom and where
_BEHIND = 150  # characters behind it: "..., said Monday's report. It came from the ministry."


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """The words that one version has more often than the other, counted over title and text."""

    lost: frozenset[str]
    gained: frozenset[str]

    def touch_old(self, text: str) -> bool:
        """Tells whether words of a stretch of the earlier version are no longer there."""
        return not self.lost.isdisjoint(tokens(text))

    def touch_new(self, text: str) -> bool:
        """Tells whether words of a stretch of the later version were not there before."""
        return not self.gained.isdisjoint(tokens(text))


def edits_of(before: Article, after: Article) -> Edits:
    """Returns what was edited between two versions in one language."""
    old, new = (Counter(tokens(f"{a.title}\n{a.text}")) for a in (before, after))
    return Edits(lost=frozenset(old - new), gained=frozenset(new - old))


def tokens(text: str) -> list[str]:
    """Returns the words and numbers of a text in order; the keys of a live blog's posts are none of them.

    >>> tokens("Some 11,000 men; 11 000 MEN.")
    ['some', '11000', 'men', '11000', 'men']
    """
    words = without_marks(text).casefold()
    return [re.sub(r"\D", "", t) if t[0].isdigit() else t for t in _TOKEN.findall(words)]


def surroundings(claim: Claim, article: Article) -> str:
    """Returns the claim's sentence with what stands around it; the whole title for a claim of the title."""
    if claim.where is Field.TITLE:
        return article.title
    sentence = claim.sentence or claim.quote
    start = article.text.rfind(sentence, 0, claim.start + len(sentence))
    start = claim.start if start < 0 else start
    return article.text[max(0, start - _BEFORE) : start + len(sentence) + _BEHIND]
