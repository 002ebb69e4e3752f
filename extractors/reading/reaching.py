"""How near a verb of saying is to a name, and who else competes for it."""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import is_apart, is_aside, is_inside_a_clause, is_so_called, opens_clause, opens_told
from extractors.reading.cases import is_oblique
from extractors.reading.marks import Passage

HE = "pronoun"  # the label of a word for whoever spoke last
OUTLET_NAME = "\1"  # the label of an outlet that stands beside a verb
_AFTER = 80  # from a name to its verb: "Peskov, the Kremlin's spokesman, said"
_BEFORE = 26  # from a verb to the name behind it: "said President Zelensky"
_FAR_BEFORE = 46  # the same with when and where between: "заявив у вечірньому зверненні Володимир Зеленський"
_ASIDE = 16
_ARTICLE = 4
_IN_DENSE = 3  # a mark and "in"
_INVERTED = re.compile(r"[,\"」–—-]\s?$")
_NEXT_WORD = re.compile(r"\s(\w+)")


def reach_of(name: Hit, verb: Hit, passage: Passage) -> int | None:
    """Return how far a verb is from a name; None where too far. A name behind its verb is rarer, so it counts double.

    A name in the clause that the verb opens ("said that Pyongyang") is not behind it, and in Chinese none is.
    """
    if verb.start >= name.end:
        gap = verb.start - name.end
        near = gap <= _AFTER or (gap <= 2 * _AFTER and passage.has("cue.and", verb.start - _ARTICLE, verb.start))
        return gap if near and _reaches_on(name, verb, passage) else None
    if verb.end > name.start:
        return max(0, name.start - verb.start)  # "thanked Kim for his help": the words take in a name that is told
    gap = name.start - verb.end
    if gap > _FAR_BEFORE or passage.lexicon.is_dense:
        return None
    if _is_parted_by_a_quote(name, verb.end, name.start, passage) or opens_clause(passage, verb.end, name.start):
        return None
    if passage.lexicon.goes_on and _goes_on(name, passage):
        return None
    return None if gap > _BEFORE and is_apart(name, passage) else gap * 2


def _goes_on(name: Hit, passage: Passage) -> bool:
    """Whether a name behind a verb is the subject of what is told: "said Pyongyang was getting ready"."""
    word = _NEXT_WORD.match(passage.plain, name.end)
    return word is not None and word.group(1) in passage.lexicon.goes_on


def _reaches_on(name: Hit, verb: Hit, passage: Passage) -> bool:
    """Whether nothing between a name and the verb behind it gives the verb to another one."""
    if _is_parted_by_a_quote(name, name.end, verb.start, passage) or opens_told(passage, name.end, verb.start):
        return False
    if passage.plain.find(": ", name.end, verb.start) >= 0 and _is_told_of(name, passage):
        return False
    return not (passage.lexicon.is_dense and is_inside_a_clause(name, passage.plain[name.end : verb.start], passage))


def _is_told_of(name: Hit, passage: Passage) -> bool:
    """Whether "that" stands right before a name: what follows a colon there is no word of his."""
    words = passage.plain[max(0, name.start - _ASIDE) : name.start].lower().split()
    return bool(words) and words[-1] in passage.lexicon.that


def _is_parted_by_a_quote(name: Hit, start: int, end: int, passage: Passage) -> bool:
    """Whether either a name or its verb stands in a quotation, and not the name alone ("so-called 'experts'")."""
    return passage.plain.count('"', start, end) % 2 == 1 and not is_so_called(name, passage)


def is_nearer(other: Hit, verb: Hit, reach: int, passage: Passage) -> bool:
    """Return whether another name stands nearer to the verb: then it is the one who speaks.

    Of "the spokesman said he had nothing to add" the spokesman has said it: "he" is behind a verb only by inversion.
    """
    behind = other.label == HE and other.start >= verb.end
    if behind and _INVERTED.search(passage.plain[max(0, verb.start - 3) : verb.start]) is None:
        return False
    theirs = reach_of(other, verb, passage)
    return theirs is not None and theirs < reach


def nearest_verb(name: Hit, verbs: Sequence[Hit], others: Sequence[Hit], passage: Passage) -> Hit | None:
    """Return a name's own verb: the nearest it reaches, from which no other parts it and to which none is nearer.

    `others`: those names. Who is only where something is said, or is told it, does not part.
    """
    oblique = bool(others) and is_oblique(name, passage)
    straight = others if oblique else [n for n in others if not is_oblique(n, passage)]
    parting = others if others and is_apart(name, passage) else [n for n in straight if not is_apart(n, passage)]
    if oblique:
        verbs = _left_to_the_oblique(verbs, others, passage)
    aside = [n for n in parting if n.start > name.end and n.label != HE and is_aside(name, n, passage)]
    behind = any(n.end < name.start and is_aside(n, name, passage) for n in parting)
    nearest: tuple[int, Hit] | None = None
    for verb in verbs:
        if behind and verb.start >= name.start:
            continue
        reach = reach_of(name, verb, passage)
        if reach is None or (nearest is not None and (reach, verb) >= nearest):
            continue
        passed = [n for n in aside if n.start <= verb.start] if aside else ()
        if straight and any(
            n not in passed and is_nearer(n, verb, reach, passage) for n in _rivals_of(name, verb, straight, passage)
        ):
            continue
        if not other_between(name, verb, [n for n in parting if n not in passed]):
            nearest = reach, verb
    return nearest[1] if nearest is not None else None


def _rivals_of(name: Hit, verb: Hit, others: Sequence[Hit], passage: Passage) -> Sequence[Hit]:
    """Who competes for a verb; of an outlet and a name behind it the outlet is told ("рассказал Рейтер Юсов").

    A place does not compete ("the Joint Chiefs in Seoul said"), unless the name is one itself.
    """
    behind = name.start >= verb.end
    if behind:
        others = [n for n in others if not (n.label == OUTLET_NAME and n.start >= verb.end)]
    if is_apart(name, passage):
        return others
    return [
        n
        for n in others
        if not is_apart(n, passage) or (not (behind and n.start >= verb.end) and _is_where_they_say(n, verb, passage))
    ]


def _is_where_they_say(name: Hit, verb: Hit, passage: Passage) -> bool:
    """Whether "in Seoul" is who says: right behind the verb ("подсчитали в Сеуле"), or opening a clause before it."""
    if name.start >= verb.end:
        return name.start - verb.end <= _ARTICLE
    before = passage.plain[max(0, name.start - _ASIDE) : name.start].rstrip()
    if passage.lexicon.is_dense and not set(before[-_IN_DENSE:]) & set(",;:\n"):
        return False  # "绍伊古17日在平壤宣布"
    before = before[: before.rfind(" ") + 1].rstrip()
    return verb.start - name.end <= 1 and (not before or before[-1] in ",.\n")


def _left_to_the_oblique(verbs: Sequence[Hit], others: Sequence[Hit], passage: Passage) -> list[Hit]:
    """Return the verbs that who is told something may have: none that another name may have."""
    others = [n for n in others if not is_oblique(n, passage) and not is_apart(n, passage)]
    return [v for v in verbs if not any(reach_of(n, v, passage) is not None for n in others)]


def other_between(name: Hit, word: Hit, names: Sequence[Hit]) -> bool:
    """Return whether another name stands between a name and a word."""
    start, end = min(name.end, word.end), max(name.start, word.start)
    for other in names:
        if other.start >= start and other.end <= end and other.label not in (name.label, OUTLET_NAME):
            return True
    return False
