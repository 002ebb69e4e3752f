"""Sides that a sentence names as a place, a foe, a recipient or where it was written, not as whom it counts."""

from extractors.phrases import Hit
from extractors.reading.marks import Passage
from extractors.reading.scenes import LOSSES, Scene

_HEAD_REACH = 24
_STOPS = frozenset(",.;:()、。")
_DATELINES = "(–—,."  # what stands behind the capital that opens a text
_GROUND_GAP = 16  # "Russia's western Kursk region": between a side and the word that makes it a place
_GROUND_GAP_DENSE = 3
_GROUND_WORDS = 2
_GROUND_LETTERS = 6  # "territory of the ...", "región de ..."
_RECIPIENT_GAP = 4  # "sent Moscow 200 guns"


def is_dateline(hit: Hit, scene: Scene) -> bool:
    """Return whether a capital opens the text as where it was written: "MOSCOW (Agency) -", "(모스크바=통신)"."""
    plain = scene.passage.plain
    behind = plain[hit.end : hit.end + 2].lstrip(" ")[:1]
    if behind in ("=", "/"):
        return True
    if not (behind and behind in _DATELINES):
        return False
    opens = not plain[max(plain.rfind("\n", 0, hit.start), -1) + 1 : hit.start].strip(" (【[")
    return opens and (behind in "(–—" or plain[hit.start : hit.end].isupper())


def is_ground(hit: Hit, passage: Passage) -> bool:
    """Return whether a side is a place here: "Russian territory", "the Kursk region of Russia", "Russia's Kursk"."""
    lexicon = passage.lexicon
    if _is_of_a_border(hit, passage):
        return True
    reach = _GROUND_GAP_DENSE if lexicon.is_dense else _GROUND_GAP
    words = _GROUND_WORDS - lexicon.is_dense
    is_main = hit.label == passage.cast.story.main_actor
    for section in ("cue.ground",) if is_main else ("cue.ground", "places"):
        for word in passage.hits(section).within(hit.end - 1, hit.end + reach + _GROUND_GAP):
            gap = passage.plain[hit.end : word.start]
            if len(gap) > reach:
                break
            particles = (*lexicon.topic, *lexicon.subject)
            if particles and passage.plain[hit.start : word.start].rstrip(" ").endswith(particles):
                continue  # "우크라이나군이 쿠르스크": the side is who does it there
            if set(gap) & _STOPS or len(gap.split()) > words or any(c.isdigit() for c in gap):
                continue
            losses = passage.hits("trigger").at(word.end)
            if losses is not None and losses.label.removesuffix(".noun") in LOSSES:
                continue  # 北朝鮮側の死者
            if not any(passage.has(name, hit.end, word.end) for name in ("person", "cue.against", "actors", "cue.and")):
                return True
    if _acts(hit, passage):
        return False
    for word in passage.hits("cue.ground").within(max(0, hit.start - _GROUND_GAP - reach), hit.start):
        gap = passage.plain[word.end : hit.start]
        near = sum(c.isalpha() for c in gap) <= _GROUND_LETTERS and not set(gap) & _STOPS
        if any(
            s.start <= word.start and word.end <= s.end
            for s in passage.hits("sources").within(word.start - 60, hit.start)
        ):
            continue  # "the Institute for the Study of War has Ukraine holding ..."
        if near and not passage.lexicon.is_dense and not passage.has("cue.suffered_by", word.end, hit.start):
            return True
    return False


def _acts(hit: Hit, passage: Passage) -> bool:
    """Whether a verb of losses stands right behind a side: "in the Kursk region Russia lost ..."."""
    verb = None if passage.lexicon.is_dense else passage.hits("trigger").at(hit.end + 1)
    return verb is not None and verb.label == "casualties.event"


def _is_of_a_border(hit: Hit, passage: Passage) -> bool:
    """Whether a side is half of a word for what lies between two ("the Russian-Ukrainian border")."""
    plain, main = passage.plain, passage.cast.story.main_actor
    if plain[hit.end : hit.end + 1] == "-":
        other = passage.hits("actors").at(hit.end + 1)
    elif plain[hit.start - 1 : hit.start] == "-":
        around = passage.hits("actors").within(max(0, hit.start - _HEAD_REACH), hit.start)
        other = next((h for h in around if h.end == hit.start - 1), None)
    else:
        return False
    return other is not None and main not in (hit.label, other.label)


def is_recipient(hit: Hit, scene: Scene) -> bool:
    """Return whether a side gets what is sent: it stands right behind the verb, and the sender before it."""
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


def is_against(hit: Hit, passage: Passage) -> bool:
    """Return whether the word before (or, in some languages, behind) makes this side not the one that is meant."""
    for word in passage.hits("cue.against").within(max(0, hit.start - 24), hit.start):
        gap = passage.plain[word.end : hit.start]
        for skip in passage.hits("qualifier.other.skip").within(word.end, hit.start):
            gap = gap.replace(passage.plain[skip.start : skip.end], " ", 1)
        gap = gap.strip(" '")
        if any(passage.has(name, word.end, hit.start) for name in ("measure", "months")):
            continue  # "in a week Russian troops", "в январе российские войска"
        length = passage.hits("cue.period").at(word.start)
        if length is not None and length.end > word.end:
            continue  # "за ніч РФ запустила"
        if not gap or (gap.isalpha() and gap.islower() and not passage.lexicon.is_dense):
            return True
    if not passage.lexicon.is_dense:
        return False
    # A particle is part of the hit where a name ends in "*" and swallows it, so the hit's own end is searched too.
    return passage.has("cue.against_after", max(hit.start + 1, hit.end - 3), hit.end + 6) and any(
        word.start <= hit.end + 1
        for word in passage.hits("cue.against_after").within(max(hit.start + 1, hit.end - 3), hit.end + 6)
    )
