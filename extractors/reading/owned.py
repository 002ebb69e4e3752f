"""Whose word a figure is where its sentence names nobody who says it: the report's own, or a side's.

A report adds up what it told before ("that is one in three of them"), and tells what is generally known; neither is the
word of whoever spoke last. What a side has published of itself ("the deaths that Pyongyang has admitted") is its own.
"""

from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.declining import government_of
from extractors.reading.scenes import Mention
from extractors.reading.speech import OUTLET, Voice, is_in_a_quotation
from extractors.values import Kind

_BEFORE = frozenset({"carried", "kept"})
_BESIDE = 10  # from a side to the word by which it has published something
_PUBLISHED = 24  # from that word to the figure
_MARKS = frozenset(',;:"')


def owner_unsaid(mention: Mention, voices: Sequence[Voice]) -> Voice | None:
    """Return whose word a figure is that none of its sentence's own speakers says; None where nothing shows it."""
    if mention.kind is not Kind.FIGURE or any(v.how not in _BEFORE for v in voices):
        return None
    return _publisher(mention) or (OUTLET if voices and _is_the_reports(mention) else None)


def _publisher(mention: Mention) -> Voice | None:
    """The government of a side right before a word such as "published", and that before the figure."""
    scene, at = mention.scene, mention.anchor.start
    passage = scene.passage
    for word in reversed(passage.hits("reporting.announced").within(max(scene.span.start, at - _PUBLISHED), at)):
        sides = passage.hits("actors").within(max(scene.span.start, word.start - 2 * _BESIDE), word.start)
        side = sides[-1] if sides else None
        if side is None or not _is_beside(side, word, passage.plain):
            continue
        government = government_of(side.label, scene)
        if government is not None:
            return Voice(source=government, start=side.start, end=side.end, how="said")
    return None


def _is_beside(side: Hit, word: Hit, plain: str) -> bool:
    gap = plain[side.end : word.start]
    return len(gap) <= _BESIDE and not _MARKS & set(gap)


def _is_the_reports(mention: Mention) -> bool:
    """Whether words show that the report itself reckons or knows: behind the figure where verbs come last."""
    scene, end = mention.scene, mention.anchor.end
    words = scene.hits("reporting.own")
    if not words or is_in_a_quotation(scene):
        return False
    if not scene.passage.lexicon.verb_final:
        return True
    return any(w.end > end and not scene.breaks_between(end, max(end, w.start)) for w in words)
