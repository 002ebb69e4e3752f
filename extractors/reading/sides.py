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
_AREA = "area_km2"
_TAIL = 6  # "soldiers of North Korea": what may stand between the noun and its side
_PUNCTUATION_PRICE = 35.0
_DIGIT_PRICE = 25.0
_HEAD_BONUS = 45.0  # "North Korean forces fighting in western Russia": the forces are meant
_HEAD_REACH = 24
_AND_GAP = 24
_STOPS = frozenset(",.;:()、。")
_GROUND_GAP = 16  # "Russia's western Kursk region": between a side and the word that makes it a place
_GROUND_WORDS = 2
_GROUND_LETTERS = 6  # "territory of the ...", "región de ..."
_RECIPIENT_GAP = 4  # "sent Moscow 200 guns"
_DOER_REACH = 24  # behind the number, where verbs come last
_INCLUDED = 24  # "50,000 troops, including some 10,000 North Koreans"
_PARTICLES = 2


@dataclass(frozen=True, slots=True)
class Side:
    """A side and how it was found: "named", "near", "before" (an earlier sentence) or "default"."""

    id: str
    how: str


def named_sides(scene: Scene, speakers: Sequence[Span]) -> list[Hit]:
    """Return the sides a sentence names as themselves, neither foes nor places nor parts of a speaker's name.

    `speakers`: where the names of those stand who speak in the sentence.
    """
    passage = scene.passage
    return [
        hit
        for hit in passage.hits("actors").within(*scene.span)
        if not any(s.start <= hit.start and hit.end <= s.end for s in speakers)
        and not _is_against(hit, passage)
        and not _is_ground(hit, passage)
        and not _is_recipient(hit, scene)
    ]


def side_of(mention: Mention, previous: str | None, speakers: Sequence[Span]) -> Side:
    """Return the side of a mention; `previous` is that of the sentence before, where there is one."""
    scene = mention.scene
    hits = scene.passage.hits("actors").within(*scene.span)
    own = named_sides(scene, speakers)
    inside = _inside(mention, hits, own)
    if inside is not None:
        return Side(_joined(inside, hits, scene.passage), "named")
    main = scene.passage.cast.story.main_actor
    doers = {hit.label for hit in own if hit.label != main and mention.metric != _AREA and _is_doer(hit, mention)}
    own = [hit for hit in own if hit.label not in doers]
    left = _without_owner([hit for hit in own if hit.end <= mention.anchor.start], mention)
    if left:
        best = min(left, key=lambda hit: _distance(mention.anchor, hit, scene.passage))
        side = _joined(best, hits, scene.passage)
        return Side(MIXED if _takes_in_others(side, mention, hits) else side, "near")
    right = [hit for hit in own if _is_counted_later(hit, mention)] if doers else []
    if right:
        return Side(right[0].label, "near")
    if any(hit.label == main for hit in hits) and mention.metric != _AREA:
        return Side(main, "near")
    if previous is not None and previous not in doers:
        return Side(previous, "before")
    if own:
        return Side(_joined(own[0], hits, scene.passage), "near")
    return Side(main, "default")


def _inside(mention: Mention, hits: list[Hit], own: list[Hit]) -> Hit | None:
    """The side inside the counted noun phrase, or one of `own` right behind or before it."""
    quantity = mention.quantity
    if quantity is None or mention.metric == _AREA:
        return None  # "500 square kilometres of Russia": whose ground it is says not who holds it
    passage = mention.scene.passage
    for hit in hits:
        if quantity.start <= hit.start and hit.end <= quantity.end and not _is_ground(hit, passage):
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
        if not joins:
            continue
        for word in (*passage.hits("person").within(start, end), *joins):
            gap = gap[: word.start - start] + " " * (word.end - word.start) + gap[word.end - start :]
        if len(gap.strip()) <= (0 if passage.lexicon.is_dense else _PARTICLES):
            return MIXED
    return hit.label


def _without_owner(left: list[Hit], mention: Mention) -> list[Hit]:
    """Leave out whose ground it is where that stands right before its size (俄罗斯约500平方公里的土地)."""
    if mention.metric != _AREA or len(left) < 2 or not mention.scene.passage.lexicon.is_dense:
        return left
    return [hit for hit in left if mention.anchor.start - hit.end > 1] or left


def _takes_in_others(side: str, mention: Mention, hits: list[Hit]) -> bool:
    """Whether the number is said to include another side: "50,000 troops, including North Koreans"."""
    passage, end = mention.scene.passage, mention.quantity.end if mention.quantity else mention.end
    for word in passage.hits("cue.including").within(end, end + _INCLUDED):
        gap = passage.plain[end : word.start]
        if not gap.strip(" ,("):
            return any(h.label != side and 0 <= h.start - word.end <= _INCLUDED for h in hits)
    return False


def _is_ground(hit: Hit, passage: Passage) -> bool:
    """Whether a side is named as a place: "Russian territory", "the Kursk region of Russia", "Russia's Kursk"."""
    reach = _GROUND_GAP // (2 if passage.lexicon.is_dense else 1)
    words = _GROUND_WORDS - passage.lexicon.is_dense
    for section in ("cue.ground", "places"):
        for word in passage.hits(section).within(hit.end - 1, hit.end + reach + _GROUND_GAP):
            gap = passage.plain[hit.end : word.start]
            if len(gap) > reach:
                break
            if set(gap) & _STOPS or len(gap.split()) > words or any(c.isdigit() for c in gap):
                continue
            if not any(passage.has(name, hit.end, word.end) for name in ("person", "cue.against", "actors", "cue.and")):
                return True
    for word in passage.hits("cue.ground").within(max(0, hit.start - _GROUND_GAP - reach), hit.start):
        gap = passage.plain[word.end : hit.start]
        if sum(c.isalpha() for c in gap) <= _GROUND_LETTERS and not set(gap) & _STOPS and not passage.lexicon.is_dense:
            return True
    return False


def _is_recipient(hit: Hit, scene: Scene) -> bool:
    """Whether a side gets what is sent: it stands right behind the verb, and the sender before it."""
    passage = scene.passage
    if passage.lexicon.is_dense:
        return False
    for trigger in scene.triggers:
        gap = hit.start - trigger.end
        if trigger.metric != "sent" or trigger.kind != "event" or not 0 < gap <= _RECIPIENT_GAP:
            continue
        head = passage.hits("person").within(hit.end, hit.end + _HEAD_REACH)
        if any(not passage.plain[hit.end : h.start].strip() for h in head):
            continue
        return any(other.end <= trigger.start for other in passage.hits("actors").within(scene.span.start, hit.start))
    return False


def _is_doer(hit: Hit, mention: Mention) -> bool:
    """Whether a side captures, kills, receives or destroys what is counted: the number is not its own."""
    scene, anchor = mention.scene, mention.anchor
    passage = scene.passage
    end = anchor.end + (_DOER_REACH if passage.lexicon.verb_final else 0)
    trigger = mention.trigger
    if trigger is not None and trigger.end > end and not trigger.start > anchor.end + _HEAD_BONUS:
        end = trigger.end
    for verb in passage.hits("cue.done_to").within(hit.end, min(end, scene.span.end)):
        if verb.start >= anchor.end and not passage.lexicon.verb_final:
            continue
        if not scene.breaks_between(verb.end, anchor.start) and not scene.breaks_between(hit.end, verb.start):
            return True
    return False


def _is_counted_later(hit: Hit, mention: Mention) -> bool:
    """Whether a side stands behind the number in its clause ("killed 15,000 and wounded 23,000 of Russia's men")."""
    return hit.start >= mention.anchor.end and not mention.scene.breaks_between(mention.anchor.end, hit.start)


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
