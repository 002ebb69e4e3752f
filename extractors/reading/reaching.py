"""How near a verb of saying is to a name, and who else competes for it."""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.apart import is_apart, is_inside_a_clause, is_so_called, opens_clause, opens_told
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
# "said Pyongyang was getting ready": the name is the subject of what is told.
_GOES_ON = re.compile(r"\s(?:was|is|had|has|would|will|were|have|could|may|might|wants?|plans?|planned)\b")


def reach_of(name: Hit, verb: Hit, passage: Passage) -> int | None:
    """Return how far a verb is from a name; None where too far. A name behind its verb is rarer, so it counts double.

    A name in the clause that the verb opens ("said that Pyongyang") is not behind it, and in Chinese none is.
    """
    if verb.end > name.start and verb.start < name.end:
        return max(0, name.start - verb.start)  # "thanked Kim for his help": the words take in a name that is told
    between = passage.plain[min(name.end, verb.end) : max(name.start, verb.start)]
    if between.count('"') % 2 and not is_so_called(name, passage):  # one of the two stands in a quotation
        return None
    if verb.start >= name.end:
        gap = verb.start - name.end
        if opens_told(passage, name.end, verb.start) or is_inside_a_clause(name, between, passage):
            return None
        joined = gap <= 2 * _AFTER and passage.has("cue.and", verb.start - _ARTICLE, verb.start)
        return gap if gap <= _AFTER or joined else None
    gap = name.start - verb.end
    if gap > _FAR_BEFORE or passage.lexicon.is_dense or opens_clause(passage, verb.end, name.start):
        return None
    if _GOES_ON.match(passage.plain, name.end):
        return None
    return None if gap > _BEFORE and is_apart(name, passage) else gap * 2


def is_nearer(other: Hit, verb: Hit, reach: int, passage: Passage) -> bool:
    """Return whether another name stands nearer to the verb: then it is the one who speaks.

    Of "the spokesman said he had nothing to add" the spokesman has said it: "he" is behind a verb only by inversion.
    """
    behind = other.label == HE and other.start >= verb.end
    if behind and _INVERTED.search(passage.plain[max(0, verb.start - 3) : verb.start]) is None:
        return False
    theirs = reach_of(other, verb, passage)
    return theirs is not None and theirs < reach


def rivals_of(name: Hit, verb: Hit, names: Sequence[Hit], passage: Passage) -> list[Hit]:
    """Return who competes for a verb; of an outlet and a name behind it the outlet is told ("рассказал Рейтер Юсов").

    A place does not compete ("the Joint Chiefs in Seoul said"), unless the name is one itself.
    """
    behind = name.start >= verb.end
    oblique = is_oblique(name, passage)
    others = [n for n in names if n.label != name.label and (oblique or not is_oblique(n, passage))]
    others = [n for n in others if not (behind and n.label == OUTLET_NAME and n.start >= verb.end)]
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


def verbs_left_to(name: Hit, verbs: list[Hit], names: Sequence[Hit], passage: Passage) -> list[Hit]:
    """Return the verbs that a name may have: who is told something has none that another one may have."""
    if not is_oblique(name, passage):
        return verbs
    others = [n for n in names if n.label != name.label and not is_oblique(n, passage) and not is_apart(n, passage)]
    return [v for v in verbs if not any(reach_of(n, v, passage) is not None for n in others)]


def other_between(name: Hit, word: Hit, names: list[Hit]) -> bool:
    """Return whether another name stands between a name and a word."""
    start, end = min(name.end, word.end), max(name.start, word.start)
    others = (n for n in names if n.label not in (name.label, OUTLET_NAME))
    return any(n.start >= start and n.end <= end for n in others)
