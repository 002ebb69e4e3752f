"""Whose soldiers, whose ground: the side that a claim is about, from the story's actors in the sentence.

A side named inside the counted noun phrase wins, then the nearest that is neither a foe, an ally or a place ("against",
"alongside", "in") nor part of a speaker's name; then the side of the sentence before; then the story's main actor.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.marks import Passage
from extractors.reading.scenes import Mention, Scene
from extractors.texts import Span

MIXED = "other"
_TAIL = 6  # "soldiers of North Korea": what may stand between the noun and its side
_PUNCTUATION_PRICE = 35.0
_DIGIT_PRICE = 25.0
_HEAD_BONUS = 45.0  # "North Korean forces fighting in western Russia": the forces are meant
_HEAD_REACH = 24
_AND_GAP = 16
_STOPS = frozenset(",.;:()、。")


@dataclass(frozen=True, slots=True)
class Side:
    """A side and how it was found: "named", "near", "before" (an earlier sentence) or "default"."""

    id: str
    how: str


def named_sides(scene: Scene, speakers: Sequence[Span]) -> list[Hit]:
    """Return the sides a sentence names as themselves, neither foes nor places nor parts of a speaker's name.

    `speakers`: where the names of those stand who speak in the sentence.
    """
    return [
        hit
        for hit in scene.passage.hits("actors").within(*scene.span)
        if not _is_against(hit, scene.passage) and not any(s.start <= hit.start and hit.end <= s.end for s in speakers)
    ]


def side_of(mention: Mention, previous: str | None, speakers: Sequence[Span]) -> Side:
    """Return the side of a mention; `previous` is that of the sentence before, where there is one."""
    scene = mention.scene
    hits = scene.passage.hits("actors").within(*scene.span)
    own = named_sides(scene, speakers)
    inside = _inside(mention, hits, own)
    if inside is not None:
        return Side(_joined(inside, hits, scene.passage), "named")
    left = [hit for hit in own if hit.end <= mention.anchor.start]
    main = scene.passage.cast.story.main_actor
    if left:
        best = min(left, key=lambda hit: _distance(mention.anchor, hit, scene.passage))
        return Side(_joined(best, hits, scene.passage), "near")
    if any(hit.label == main for hit in hits):
        return Side(main, "near")
    if previous is not None:
        return Side(previous, "before")
    if own:
        return Side(_joined(own[0], hits, scene.passage), "near")
    return Side(main, "default")


def _inside(mention: Mention, hits: list[Hit], own: list[Hit]) -> Hit | None:
    """The side inside the counted noun phrase, or one of `own` right behind or before it."""
    quantity = mention.quantity
    if quantity is None:
        return None
    passage = mention.scene.passage
    for hit in hits:
        if quantity.start <= hit.start and hit.end <= quantity.end:
            return hit
    for hit in own:
        behind = 0 <= hit.start - quantity.end <= _TAIL
        before = 0 <= quantity.start - hit.end <= 2
        gap = passage.plain[min(quantity.end, hit.end) : max(hit.start, quantity.start)]
        if (behind or before) and not set(gap) & _STOPS:
            return hit
    return None


def _joined(hit: Hit, hits: list[Hit], passage: Passage) -> str:
    """Two sides joined by "and" are counted together: neither alone."""
    for other in hits:
        if other.label == hit.label:
            continue
        start, end = min(hit.end, other.end), max(hit.start, other.start)
        gap = passage.plain[start:end]
        if not 0 < len(gap) <= _AND_GAP or "," in gap:
            continue
        joins = passage.hits("cue.and").within(start, end)
        if joins and len(gap.strip()) <= sum(j.end - j.start for j in joins) + 2:
            return MIXED
    return hit.label


def _is_against(hit: Hit, passage: Passage) -> bool:
    """Whether the word before (or, in some languages, behind) makes this side not the one that is meant."""
    for word in passage.hits("cue.against").within(max(0, hit.start - 24), hit.start):
        gap = passage.plain[word.end : hit.start]
        for skip in passage.hits("qualifier.other.skip").within(word.end, hit.start):
            gap = gap.replace(passage.plain[skip.start : skip.end], " ", 1)
        gap = gap.strip(" '")
        if not gap or (gap.isalpha() and gap.islower() and not passage.lexicon.is_dense):
            return True
    if not passage.lexicon.is_dense:
        return False
    # A particle is part of the hit where a name ends in "*" and swallows it, so the hit's own end is searched too.
    return passage.has("cue.against_after", max(hit.start + 1, hit.end - 3), hit.end + 6) and any(
        word.start <= hit.end + 1
        for word in passage.hits("cue.against_after").within(max(hit.start + 1, hit.end - 3), hit.end + 6)
    )


def _distance(anchor: Span, hit: Hit, passage: Passage) -> float:
    gap = passage.plain[hit.end : anchor.start]
    head = passage.hits("person").within(hit.end, hit.end + _HEAD_REACH)
    bonus = _HEAD_BONUS if any(not passage.plain[hit.end : h.start].strip() for h in head) else 0.0
    distance = float(len(gap)) - bonus + _PUNCTUATION_PRICE * sum(gap.count(mark) for mark in ";,:—、")
    return distance + _DIGIT_PRICE * any(c.isdigit() for c in gap)
