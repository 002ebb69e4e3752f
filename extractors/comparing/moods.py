"""Whether an edit made a claim more or less sure, by its words alone, where the reader finds one mood in both wordings.

A reader may hear a hedge in both versions (of two words of doubt one went) or in none (a verb that it knows as saying).
So the words of doubt of an edited sentence are counted, and one that came or went belongs to the claim next to it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.comparing.alignment import ALIGNED, Pair
from extractors.comparing.keys import is_denied, words_of
from extractors.errors import LexiconError
from extractors.lexicon import load_lexicon
from extractors.texts import normalise
from extractors.values import ChangeKind, Claim, Modality

_HEDGES = ("modality.hedged",)
_NEGATIONS = (("modality.not",), ("modality.denied", "status.denial"))
_NEGATION = ("modality.not", "modality.denied")
_SILENCE = (*_NEGATION, "concept.none", "concept.evade")
_VERBS = ("modality.hedged", "reporting.estimated")  # "thought", then "said": where little else changed
_LITTLE_ELSE = 0.9  # of likeness
_OPEN_TO_DOUBT = frozenset({Modality.ASSERTED, Modality.HEDGED, Modality.PLANNED})
ONLY_SAID = frozenset({"denial", "no_comment", "treaty"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of doubt or denial, and where it stands in a sentence."""

    word: str
    start: int
    end: int


def doubted(pairs: Sequence[Pair], language: str) -> tuple[Pair, ChangeKind] | None:
    """Returns which of the pairs that share a sentence became surer or less sure by a word of doubt, if one did."""
    first = pairs[0]
    open_ = [pair for pair in pairs if _is_open(pair)]
    if first.likeness < ALIGNED or not open_:
        return None
    sections = _VERBS if first.likeness >= _LITTLE_ELSE else _HEDGES
    try:
        before, after = (words_in(words_of(claim), language, sections) for claim in (first.before, first.after))
    except LexiconError:
        return None
    if len(before) == len(after):
        return None
    firmed = len(before) > len(after)
    more, fewer = (before, after) if firmed else (after, before)
    word = _odd_one(more, fewer)
    nearest = min(open_, key=lambda pair: _gap(word, pair.before if firmed else pair.after))
    return nearest, ChangeKind.FIRMED if firmed else ChangeKind.HEDGED


def negated(text: str, language: str) -> bool:
    """Tells whether a text has a word of denial."""
    try:
        return bool(words_in(text, language, _NEGATION))
    except LexiconError:
        return False


def breaks_silence(text: str, other: str, language: str) -> bool:
    """Tells whether one text has a word of denial or of silence, and another has none."""
    try:
        return bool(words_in(text, language, _SILENCE)) and not words_in(other, language, _SILENCE)
    except LexiconError:
        return False


def denied_in_both(pair: Pair, language: str) -> bool:
    """Tells whether the sentence of the claim that is told as so may deny it too: one of the two may be misread.

    It holds a word such as "denies"; or a "not", where the other sentence has no more than that.
    """
    told, denied = (pair.before, pair.after) if is_denied(pair.after) else (pair.after, pair.before)
    try:
        nots, denials = (words_in(words_of(told), language, kind) for kind in _NEGATIONS)
        surely = words_in(denied.quote, language, _NEGATIONS[1])
    except LexiconError:
        return False
    return bool(denials or (nots and not surely))


def doubted_alike(pair: Pair, language: str) -> bool:
    """Tells whether both sentences hold words of doubt, and as many: "is of the opinion", then "believes"."""
    try:
        before, after = (len(words_in(words_of(claim), language, _VERBS)) for claim in (pair.before, pair.after))
    except LexiconError:
        return False
    return before == after > 0


def _is_open(pair: Pair) -> bool:
    moods = {pair.before.modality, pair.after.modality}
    return len(moods) == 1 and moods <= _OPEN_TO_DOUBT and pair.before.metric not in ONLY_SAID


def words_in(sentence: str, language: str, sections: Sequence[str]) -> list[Word]:
    """Returns the words of some lexicon sections in a sentence, in order; one that two of them know counts once."""
    lexicon, text = load_lexicon(language), normalise(sentence)
    hits = sorted((hit.start, hit.end) for key in sections for hit in lexicon.matchers[key].finditer(text))
    found: list[Word] = []
    for start, end in hits:
        if not found or start >= found[-1].end:
            found.append(Word(word=text[start:end].casefold(), start=start, end=end))
    return found


def _odd_one(more: Sequence[Word], fewer: Sequence[Word]) -> Word:
    """The first word of doubt that the other version has not as often."""
    left = Counter(doubt.word for doubt in fewer)
    for doubt in more:
        if not left[doubt.word]:
            return doubt
        left[doubt.word] -= 1
    return more[-1]


def _gap(doubt: Word, claim: Claim) -> int:
    start = max(0, words_of(claim).find(claim.quote))
    return max(start - doubt.end, doubt.start - start - len(claim.quote), 0)
