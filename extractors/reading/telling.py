"""Which word tells what a number is about where nearness alone would say it wrong.

The counted noun may say it itself, a predicate behind the noun phrase beats a participle inside it, losses that open a
clause or follow a heading are what its numbers count, and "together" sums up parts told before.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.phrases import Hit
from extractors.reading.counted import PEOPLE, Sort
from extractors.reading.mentions import CUE_LEFT
from extractors.reading.nearness import has_its_own, numbers_between
from extractors.reading.scenes import LOSSES, MOVES, Mention, Quantity, Scene, Trigger

_ADJACENT = 16  # a bare number this near to its trigger needs no noun
_GIVEN_GAP = 3
_PARTICIPLE_GAP = 3
_PREDICATE_REACH = 130
_INCLUDED = 8  # letters between "including" and "the wounded"
_NEXT_SUM = 16
_COPULA = 10  # "sent are dead"
_BESIDE = 1
_PARTICLE = 2  # an ending and a space
_ASIDES = {"(": ")", "—": "—", "–": "–", "-": "-"}
_KINDS = tuple({metric} for metric in sorted(LOSSES))
_MIN_HEADED = 20
_HEADING = 80  # "About 2,000, and not 600 as was thought in April: the agency ..."
_FRONTED = 60
_MOST_LOST = 20  # "lost nine men": dead
_ANNOUNCES = (":", "—", "–", "-")
_MARKS = frozenset(",.;:()、。")


def fronted(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger:
    """The losses that open a clause whose number follows a verb of counting (死者は派兵以来1100人)."""
    passage, start = scene.passage, quantity.number.core_start
    if trigger.metric not in ("sent", "present", "front") or trigger.end > start:
        return trigger
    dense = passage.lexicon.is_dense
    for noun in scene.triggers:
        if noun.end > trigger.start or start - noun.end > _FRONTED // (2 if dense else 1):
            continue
        if noun.metric not in LOSSES or noun.kind != "noun" or set(passage.plain[noun.end : start]) & _MARKS:
            continue
        particles = (*passage.lexicon.topic, *passage.lexicon.subject)
        opens = noun.start - scene.clause(noun.start, noun.end).start <= _GIVEN_GAP
        topical = passage.plain.startswith(particles, noun.end) if passage.lexicon.verb_final else opens
        if topical and not passage.has("person", noun.end, trigger.start):
            return trigger if numbers_between(quantity, noun.end, start, scene) else noun
    return trigger


def sums_up(quantity: Quantity, trigger: Trigger | None, scene: Scene, before: Sequence[Mention]) -> bool:
    """Whether "together" stands between parts of different kinds and this number ("300 dead, 2,700 hurt, in all")."""
    parts = [m for m in before if m.metric in LOSSES and m.unit == "persons" and not m.is_given]
    if len({m.metric for m in parts}) < 2 or not (trigger is None or trigger in [m.trigger for m in parts]):
        return False
    return scene.passage.has("cue.total", parts[-1].anchor.end, quantity.number.core_start)


def lost_few(quantity: Quantity, trigger: Trigger, scene: Scene) -> bool:
    """Whether a few people were lost: dead, as no count of all casualties is so small ("it lost nine men")."""
    few = quantity.counted.sort is Sort.PERSON and 1 < (quantity.number.value or 0) <= _MOST_LOST
    if not few or trigger.metric != "casualties" or trigger.kind != "event" or scene.passage.lexicon.is_dense:
        return False
    hit = scene.passage.hits("trigger").at(trigger.start)
    return (
        trigger.end <= quantity.start and hit is not None and (hit.end, hit.label) == (trigger.end, "casualties.event")
    )


def is_taken_in(quantity: Quantity, trigger: Trigger, scene: Scene) -> bool:
    """Whether a number is said to include the wounded: "6,000, including the wounded", 負傷を含めれば六千."""
    passage = scene.passage
    near = passage.hits("cue.including").within(trigger.start - _INCLUDED, trigger.end + _INCLUDED)
    for word in near:
        start, end = min(word.end, trigger.end), max(word.start, trigger.start)
        behind = word.start >= trigger.end and passage.lexicon.verb_final
        before = word.end <= trigger.start and quantity.number.end <= word.start
        before = before and not _takes_in_for_the_next(quantity, word, trigger, scene)
        if (behind or before) and not any(start <= q.number.core_start < end for q in scene.quantities):
            return before or trigger.end <= quantity.number.start
    return False


def _takes_in_for_the_next(quantity: Quantity, word: Hit, trigger: Trigger, scene: Scene) -> bool:
    """Whether "with the wounded" behind a comma opens the next number, a sum ("600 died; with the wounded, 4,700")."""
    parted = bool(_MARKS & set(scene.passage.plain[quantity.end : word.start]))
    ahead = (q.number.core_start - trigger.end for q in scene.quantities if q.number.core_start >= trigger.end)
    told = any(t.metric in LOSSES and quantity.end <= t.start < word.start for t in scene.triggers)
    return parted and told and min(ahead, default=_NEXT_SUM + 1) <= _NEXT_SUM


def of_the_whole(quantity: Quantity, trigger: Trigger, scene: Scene, part: Mention) -> Trigger:
    """The word for the total where its parts stand before it ("死者600人余りを含め4700人余り")."""
    if part.quantity is None or part.metric not in LOSSES or not scene.passage.lexicon.verb_final:
        return trigger
    gap = scene.passage.hits("cue.including").within(part.quantity.end, quantity.start + 1)
    if not any(hit.start - part.quantity.end < _GIVEN_GAP and not _parted(part, hit, scene) for hit in gap):
        return trigger
    wholes = [t for t in scene.triggers if t.metric == "casualties" and t.end <= quantity.start]
    return wholes[-1] if wholes else replace(trigger, metric="casualties")


def _parted(part: Mention, hit: Hit, scene: Scene) -> bool:
    return bool(part.quantity and set(scene.passage.plain[part.quantity.end : hit.start]) & _MARKS)


def own_trigger(quantity: Quantity, scene: Scene, *, losses_only: bool = False) -> Trigger | None:
    """The counted noun itself says it ("600 dead"), or the participle right behind the number does."""
    number, counted = quantity.number, quantity.counted
    for trigger in scene.triggers:
        if losses_only and trigger.metric not in LOSSES:
            continue
        inside = counted.start <= trigger.start < counted.end and counted.sort is Sort.PERSON
        behind = 0 <= trigger.start - number.end <= 1 and scene.passage.plain[number.end] not in _MARKS
        if inside or (behind and trigger.metric in LOSSES):
            return trigger
        if losses_only and trigger.start >= quantity.end and not _said_between(quantity, trigger, scene):
            return None if _leads_to_the_next(trigger, quantity, scene) else trigger
    return None


def _leads_to_the_next(trigger: Trigger, base: Quantity, scene: Scene) -> bool:
    """Whether a verb behind a total tells of the number right behind it ("Из 15 000 солдат погибли 600")."""
    plain = scene.passage.plain
    parted = "," in plain[base.end : trigger.start]
    ahead = (q.number.start - trigger.end for q in scene.quantities if q.number.start >= trigger.end)
    return not parted and min(ahead, default=_PARTICIPLE_GAP) <= 1


def _said_between(quantity: Quantity, trigger: Trigger, scene: Scene) -> bool:
    """Whether anything but a side's name and a comma parts a noun from its participle ("солдат КНДР, взятых ...")."""
    start = quantity.end
    if trigger.start - start > CUE_LEFT:
        return True
    gap = scene.passage.plain[start : trigger.start]
    for hit in scene.passage.hits("actors").within(start, trigger.start):
        gap = gap.replace(scene.passage.plain[hit.start : hit.end], "", 1)
    return bool(gap.strip(" ,"))


def predicate_after(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger:
    """The predicate behind the noun phrase, where `trigger` is only a participle inside it."""
    if trigger.metric not in MOVES and trigger.metric != "wounded":
        return trigger
    told = _told_of_those_there(quantity, trigger, scene) or _home_again(quantity, trigger, scene)
    told = told or _lost_in_apposition(quantity, trigger, scene)
    if told is not None:
        return told
    inside = trigger.start - quantity.end
    gap = scene.passage.plain[quantity.end : max(quantity.end, trigger.start)]
    that = any(word in scene.passage.lexicon.that for word in gap.lower().split())
    relative = that or scene.breaks_between(quantity.end, trigger.start) > 0
    enclosed = gap.startswith(",") and scene.passage.plain[trigger.end : trigger.end + 1] == ","
    of_the = scene.passage.hits("partitive.base_before").at(quantity.number.end + 1) is not None
    relative = relative or enclosed or of_the
    before = trigger.end <= max(quantity.number.start, quantity.number.core_start)
    within = trigger.start < quantity.end and not before and trigger.metric == "wounded"
    held = quantity.start <= trigger.start < quantity.end and quantity.counted.sort is Sort.PARTITIVE
    beside = trigger.metric == "wounded" and inside > _PARTICIPLE_GAP and not _said_between(quantity, trigger, scene)
    if (
        not within
        and not held
        and not before
        and not beside
        and not 0 <= inside <= _PARTICIPLE_GAP
        and not (relative and inside < CUE_LEFT)
    ):
        return trigger
    if within:
        fates = [t for t in scene.triggers if t.metric in ("captured", "returned_home")]
        captors = [t for t in fates if 0 <= quantity.start - t.end <= _ADJACENT]
        if captors:
            return captors[-1]
    for later in scene.triggers:
        if later.start <= max(trigger.end, quantity.end):
            continue
        if later.kind != "event" and (before or later.start - trigger.end > _COPULA):
            continue
        if later.metric not in LOSSES and later.metric != "returned_home":
            continue
        if within and later.metric not in ("returned_home", "captured"):
            continue
        if later.metric == "captured" and _is_finite(trigger, scene):
            continue
        if (
            _opens_the_next(later, scene)
            or _ends_the_next(later, quantity, scene)
            or has_its_own(later, quantity, scene)
        ):
            continue
        if beside and later.metric != "returned_home":
            continue
        gap = scene.passage.plain[quantity.end : later.start]
        far = _PREDICATE_REACH // (2 if scene.passage.lexicon.is_dense else 1)
        blocked = ";" in gap or gap.count(",") > 2 or len(gap) > far
        home = trigger.metric == "wounded" and later.metric == "returned_home"
        if before and not home and (len(gap) > _ADJACENT or "," in gap):
            continue
        if not blocked and not numbers_between(quantity, quantity.end, later.start, scene):
            return later
    return trigger


def _is_finite(trigger: Trigger, scene: Scene) -> bool:
    """Whether a verb has its auxiliary before it: it is the predicate itself ("4.000 ont été blessés et deux ...")."""
    first, _, rest = scene.passage.plain[trigger.start : trigger.end].lower().partition(" ")
    return bool(rest) and trigger.kind == "event" and first in scene.passage.lexicon.alone


def _opens_the_next(later: Trigger, scene: Scene) -> bool:
    """Whether a word behind the verb of a clause tells of the next number (1만5천 명을 보냈고 부상자 2천 명은)."""
    if not scene.passage.lexicon.verb_final:
        return False
    near = _BESIDE if later.kind == "event" else _BESIDE + _PARTICLE
    return any(0 <= q.number.start - later.end <= near for q in scene.quantities)


def _ends_the_next(later: Trigger, quantity: Quantity, scene: Scene) -> bool:
    """Whether a word stands right behind a number in words of its own ("2700 раненых, двое в плену")."""
    plain = scene.passage.plain
    return any(
        q.number.is_word and 0 <= later.start - q.end <= 1 and set(plain[quantity.end : q.start].strip()) & {",", ";"}
        for q in scene.quantities
        if q.start > quantity.end
    )


def _lost_in_apposition(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger | None:
    """The participle behind the noun and a comma in Slavic ("нарахували 77 військових КНДР, ліквідованих за добу")."""
    if trigger.end > quantity.start:
        return None
    plain, endings = scene.passage.plain, scene.passage.lexicon.endings["many_participles"]
    behind = (t for t in scene.triggers if t.metric in LOSSES and t.start > quantity.end + 1)
    first = next(behind, None)
    if first is None or plain[first.start - 2 : first.start] != ", " or _said_between(quantity, first, scene):
        return None
    return first if plain[first.start : first.end].endswith(endings) else None


def _home_again(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger | None:
    """The homecoming right before the wounded whom a number behind them counts ("귀국한 부상병이 1,100명")."""
    if trigger.metric != "wounded" or not scene.passage.lexicon.is_dense or trigger.end > quantity.end:
        return None
    plain = scene.passage.plain
    homes = (t for t in scene.triggers if t.metric == "returned_home" and 0 <= trigger.start - t.end <= _ADJACENT)
    return next((t for t in homes if not _MARKS & set(plain[t.end : trigger.start])), None)


def explains(quantity: Quantity, share: Mention, scene: Scene) -> bool:
    """Whether a number says what a share amounts to ("40 % of them, that is 4,000 men")."""
    start = share.quantity.end if share.quantity else share.end
    gap = scene.passage.plain[start : quantity.start]
    sign = any(mark in gap for mark in (",", "—", "–", "(", "、"))
    told = [t for t in scene.triggers if start <= t.start < quantity.start]
    if scene.passage.has("cue.including", start, quantity.start):
        return False  # "40 %, 1,800 of them dead": a part of the part
    return sign and len(gap) <= CUE_LEFT and all(t.kind == "noun" and t.metric in MOVES for t in told)


def behind_the_aside(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses told behind an aside ("3,000 men - 300 dead, 2,700 hurt - have been put out of action")."""
    plain, end = scene.passage.plain, scene.span.end
    opened = plain[quantity.end : quantity.end + 3].strip()[:1]
    closes = _ASIDES.get(opened)
    close = plain.find(closes, quantity.end + 3, end) if closes else -1
    behind = (t for t in scene.triggers if close >= 0 and close < t.start <= close + CUE_LEFT)
    return next((t for t in behind if t.metric in LOSSES and t.kind == "event"), None)


def behind_the_comma(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses told right behind an apposition ("half of them, some 4,000 men, had been put out of action")."""
    end = quantity.end
    if not scene.passage.plain.startswith(",", end):
        return None
    behind = (t for t in scene.triggers if end < t.start <= end + CUE_LEFT)
    return next((t for t in behind if t.metric in LOSSES and t.kind == "event"), None)


def announced(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses that a number announces which opens its sentence ("4,000: that is how many have been killed")."""
    plain, end = scene.passage.plain, quantity.end
    if any(c.isalnum() for c in plain[scene.span.start : quantity.start]):
        return None
    mark = end if plain[end : end + 3].strip()[:1] in _ANNOUNCES else plain.find(":", end, end + _HEADING)
    told = [t for t in scene.triggers if t.start >= end]
    if mark < 0 or not told or told[0].start < mark or any(q.start > mark for q in scene.quantities):
        return None
    return next((t for t in told if t.metric in LOSSES), None)


def headed(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses of which the words before a colon speak, that a bare number behind it tells."""
    counted = quantity.counted
    bare = counted.sort is Sort.NOTHING or (counted.sort is Sort.PERSON and counted.id == PEOPLE)
    if not bare or quantity.number.is_year or (quantity.number.value or 0) < _MIN_HEADED:
        return None
    colon = scene.passage.plain.rfind(":", scene.span.start, quantity.start)
    if colon < 0 or any(q.start < colon for q in scene.quantities):
        return None
    told = [t for t in scene.triggers if t.end <= colon]
    other = (t for t in scene.triggers if t.start > colon and (t.metric in LOSSES or t.start >= quantity.end))
    beside = any(True for _ in other)
    return told[-1] if told and not beside and {t.metric for t in told} in _KINDS else None


def _told_of_those_there(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger | None:
    """The losses told of people who are somewhere ("soldiers in the area have already been killed")."""
    if trigger.metric not in ("front", "present") or not 0 <= trigger.start - quantity.end < CUE_LEFT:
        return None
    for later in scene.triggers:
        if later.start <= trigger.end or later.kind != "event" or later.metric not in LOSSES:
            continue
        gap = scene.passage.plain[trigger.end : later.start]
        joined = scene.passage.has("cue.and", trigger.end, later.start) or bool(set(gap) & _MARKS)
        if not joined and not numbers_between(quantity, quantity.end, later.start, scene):
            return later
    return None
