"""Whether a difference between two readings stands in the texts, or only in the reading of them.

A reader that sees a claim in one wording and misses it in another must not make news: a claim whose sentence
is still there has not been removed, and a speaker who is named as often as before has not been replaced.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.comparing.alignment import ALIGNED, alike, same_value
from extractors.comparing.keys import words_of
from extractors.comparing.numerals import shows, still_shows
from extractors.values import Article, Claim, Field, Kind

LEAD = 400  # characters: what a reader sees without scrolling, in the tightest script about three sentences
_NEIGHBOUR = 40  # characters looked at on each side of a sentence that went
_SAME_BODY = 60  # per cent of likeness at which two bodies are one article, edited
_BODY = 4_000  # characters of a body that are enough to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Two versions of one article. `flat_*`: title and text with every run of white space as one space."""

    before: Article
    after: Article
    flat_before: str
    flat_after: str

    @property
    def translated(self) -> bool:
        """Whether the later version is in another language."""
        return self.before.language != self.after.language

    @property
    def unchanged(self) -> bool:
        """Whether only the reading can differ, as when stored text is read by new rules."""
        return self.flat_before == self.flat_after


def texts_of(before: Article, after: Article) -> Texts:
    """Returns both versions, ready to be searched."""
    flat_before, flat_after = (_flat(f"{a.title}\n{a.text}") for a in (before, after))
    return Texts(before=before, after=after, flat_before=flat_before, flat_after=flat_after)


def is_gone(claim: Claim, texts: Texts, new: tuple[Claim, ...]) -> bool:
    """Tells whether an earlier claim has left the text; `new` are the later claims without partner."""
    return texts.unchanged or not _overlooked(claim, texts.flat_after, new)


def is_new(claim: Claim, texts: Texts, gone: tuple[Claim, ...]) -> bool:
    """Tells whether a later claim was not in the text before; `gone` are those without partner."""
    return texts.unchanged or not _overlooked(claim, texts.flat_before, gone)


def only_bound_otherwise(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether both sentences show both numbers: the reader took now one, now the other."""
    one, other = words_of(before), words_of(after)
    if texts.unchanged or one == other:
        return False
    return shows(other, before) and shows(one, after)


def same_words(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether two claims stand in the same sentence of two texts that differ elsewhere."""
    one, other = _flat(words_of(before)), _flat(words_of(after))
    return bool(one) and one == other and not texts.unchanged


def speaker_replaced(before: Claim, after: Claim, texts: Texts) -> bool:
    """Tells whether the text itself names the old speaker less often, or the new one more often."""
    if texts.unchanged or texts.translated:
        return True
    known = [claim for claim in (before, after) if claim.source is not None]
    if any(not claim.source_text for claim in known):
        return True
    fewer = before in known and _named(texts.flat_after, before) < _named(texts.flat_before, before)
    more = after in known and _named(texts.flat_after, after) > _named(texts.flat_before, after)
    return fewer or more


def prominent(claim: Claim) -> bool:
    """Tells whether the claim stands in the title or the lead."""
    return claim.where is Field.TITLE or claim.start < LEAD


def neighbours_intact(claim: Claim, texts: Texts) -> bool:
    """Tells whether the place where an earlier claim stood is still there without it."""
    if claim.where is Field.TITLE:
        bodies = (texts.before.text[:_BODY], texts.after.text[:_BODY])
        return fuzz.ratio(*bodies) >= _SAME_BODY
    text, sentence = texts.before.text, claim.sentence or claim.quote
    start = text.rfind(sentence, 0, claim.start + len(sentence))
    start = claim.start if start < 0 else start
    left = _flat(text[:start])[-_NEIGHBOUR:]
    right = _flat(text[start + len(sentence) :])[:_NEIGHBOUR]
    kept = [part for part in (left, right) if part and part in texts.flat_after]
    return bool(kept) or not (left or right)


def _named(flat: str, claim: Claim) -> int:
    return flat.count(_flat(claim.source_text or ""))


def _overlooked(claim: Claim, flat: str, unmatched: tuple[Claim, ...]) -> bool:
    """Whether the other text still says it, and nobody there read the number as something else."""
    if _holds(flat, claim):
        return True
    elsewhere = any(
        other.kind is claim.kind and same_value(other, claim) and alike(words_of(other), words_of(claim)) >= ALIGNED
        for other in unmatched
    )
    return claim.kind is Kind.FIGURE and not elsewhere and still_shows(flat, claim)


def _holds(flat: str, claim: Claim) -> bool:
    words = _flat(words_of(claim) or claim.quote)
    return bool(words) and words in flat


def _flat(text: str) -> str:
    return " ".join(text.split())
