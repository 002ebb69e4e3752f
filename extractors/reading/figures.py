"""Figures of a sentence: each number bound to the word that says what it is about.

Nearness decides, with three rules that matter more: the noun that is counted may say it itself ("600 dead"); a
predicate behind the noun beats a participle inside it ("300 soldiers deployed there had been killed"); what follows
"of the" is a total known before, not news.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.phrases import Hit
from extractors.reading.counted import PEOPLE as ANYBODY
from extractors.reading.counted import SIDE, Sort
from extractors.reading.elided import CARRIED, MIN_SENT, by_default, counts_things, elided, trade_asked_for, with_trade
from extractors.reading.given import has_part_behind, is_base, is_earlier, is_given
from extractors.reading.measured import LENGTHS, area, length
from extractors.reading.mentions import CUE_LEFT, PEOPLE, ROLES, WORKERS, made, moved, planned_together
from extractors.reading.nearness import best, numbers_between, past_aside, score_of
from extractors.reading.quantities import Number, rises
from extractors.reading.scenes import LOSSES, MOVES, Mention, Quantity, Scene, Trigger
from extractors.texts import Span
from extractors.values import Bound

UNSAID = "no_word_says_what_is_counted"

_ADJACENT = 16  # a bare number this near to its trigger needs no noun
_BARE_SCORE = 45.0
_BARE_SCORE_LICENSED = 62.0
_SHARE_SCORE = 95.0
_SIDE_BEHIND = 25
_SIDE_BEFORE = 8
_GIVEN_GAP = 3
_PARTICIPLE_GAP = 3
_PREDICATE_REACH = 130
_MIN_GIVEN = 1000  # "of the 11,000"
_MIN_IN_WORDS = 20  # "two were" may be two of anything
_INCLUDED = 8  # letters between "including" and "the wounded"
_OLDEST = 100
_COPULA = 10  # "sent are dead"
_MIN_OF_A_SIDE = 100  # "three Russian cities" are no three Russians
_ASIDES = {"(": ")", "—": "—", "–": "–", "-": "-"}
_ANNOUNCES = (":", "—", "–", "-")
_MARKS = frozenset(",.;:()、。")


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A number of people that no word placed: shown to whoever keeps the lexicon."""

    scene: Scene
    span: Span


def figures(
    scene: Scene, told: Sequence[Mention] = (), *, is_ours: bool = False, topic: str | None = None
) -> tuple[list[Mention], list[Unplaced]]:
    """Return the figures of a sentence in its order, and the numbers of people that found no place.

    `told`: the figures of a sentence shortly before, whose metric a number without words of its own may have.
    `is_ours`: soldiers of whom nothing is told are the main actor's, and taken as sent. `topic`: the losses that the
    sentence before speaks of without a number ("Combat deaths are another matter. Seoul estimates 2,000").
    """
    found: list[Mention] = []
    unplaced: list[Unplaced] = []
    for i, counted in enumerate(scene.quantities):
        quantity = with_trade(counted, scene, topic)
        mention = _of_topic(quantity, scene, topic) or _of_what_was_told(quantity, scene, found or told)
        mention = mention or _figure(quantity, scene, found)
        if i and found and found[-1].quantity is scene.quantities[i - 1] and _rose(found[-1], quantity, scene):
            found[-1] = replace(found[-1], is_given=True)
            mention = _new_value(found[-1], quantity)
        if mention is None and _is_age(quantity, scene):
            continue
        mention = mention or elided(quantity, scene, found, told)
        mention = mention or (by_default(quantity, scene, found, told) if is_ours else None)
        if mention is not None:
            found.append(mention)
        elif _is_unplaced(quantity):
            unplaced.append(Unplaced(scene, Span(quantity.start, quantity.end)))
    return planned_together(found), unplaced


def topic_of(scene: Scene) -> str | None:
    """Return the one kind of losses, or the trade, that a sentence without any number is about."""
    trade = trade_asked_for(scene)
    if trade is not None:
        return trade
    if scene.quantities or not scene.triggers:
        return None
    nouns = {t.metric for t in scene.triggers if t.metric in LOSSES and t.kind == "noun"}
    return next(iter(nouns)) if len(nouns) == 1 else None


def _of_topic(quantity: Quantity, scene: Scene, topic: str | None) -> Mention | None:
    number, counted = quantity.number, quantity.counted
    bare = counted.sort is Sort.NOTHING or (counted.sort is Sort.PERSON and counted.id == ANYBODY)
    if (
        topic is None
        or topic in WORKERS
        or not bare
        or number.share
        or number.is_year
        or (number.value or 0) < _MIN_IN_WORDS
    ):
        return None
    if any(t.metric in LOSSES for t in scene.triggers) or counts_things(quantity, scene):
        return None
    if counted.sort is Sort.NOTHING and _noun_follows(number, scene):
        return None
    mention = made(quantity, scene, topic, None, unit="persons")
    return replace(mention, reasons=mention.reasons | {CARRIED})


def _of_what_was_told(quantity: Quantity, scene: Scene, told: Sequence[Mention]) -> Mention | None:
    """Return a bare number that follows ground or losses, and of which nothing else is told, as more of these.

    "500 km², down from 1,250"; "600 dead. In January there were 300".
    """
    if quantity.counted.sort is not Sort.NOTHING or not told:
        return None
    near = [t for t in scene.triggers if t.start < quantity.end + CUE_LEFT and quantity.start < t.end + CUE_LEFT]
    if told[-1].metric == "area_km2" and not any(t.metric in LOSSES - {"captured"} for t in near):
        return elided(quantity, scene, told[-1:], ())
    if told[-1].metric in LOSSES and near and all(t.metric == "present" for t in near):
        return elided(quantity, scene, (), told)
    return None


def _is_unplaced(quantity: Quantity) -> bool:
    """Whether a number is surely one of people; "one man" and, in words, "three Russian cities" are not news."""
    number, counted = quantity.number, quantity.counted
    if counted.sort is not Sort.PERSON:
        return False
    return not number.is_word or (counted.id != SIDE and number.value is not None and number.value > 1)


def _rose(old: Mention, quantity: Quantity, scene: Scene) -> bool:
    """Whether a number is the new value of the one before it: "rose from 600 to 2,000"."""
    passage = scene.passage
    before, number = old.quantity, quantity.number
    if before is None or old.unit != "persons" or quantity.counted.sort not in (*PEOPLE, Sort.NOTHING):
        return False
    gap = passage.plain[before.end : number.start]
    if len(gap) > _ADJACENT or set(gap) & set(",;:()、。"):
        return False
    opening = next(
        (
            h
            for h in passage.hits("range").within(max(0, before.start - _ADJACENT), before.number.core_start)
            if h.label == "open"
        ),
        None,
    )
    joined = any(h.label == "join" for h in passage.hits("range").within(before.number.core_end, number.start + 1))
    if opening is None and not (passage.lexicon.is_dense and joined):
        return False
    return rises(opening.start if opening else before.start, quantity.end, passage)


def _new_value(old: Mention, quantity: Quantity) -> Mention:
    """The figure of which `old` is the old value: the same in all but its number."""
    bound = "vague" if quantity.number.bound is Bound.VAGUE else ""
    return replace(
        old,
        anchor=Span(quantity.start, quantity.end),
        start=min(old.start, quantity.start),
        end=max(old.end, quantity.end),
        quantity=quantity,
        is_given=False,
        reasons=frozenset({bound}) - {""},
    )


def _figure(quantity: Quantity, scene: Scene, before: list[Mention]) -> Mention | None:
    counted = quantity.counted
    match counted.sort:
        case Sort.PERSON | Sort.PARTITIVE | Sort.NOTHING:
            return _of_people(quantity, scene, before)
        case Sort.MEASURE if counted.id == "percent":
            return _share(quantity, scene)
        case Sort.MEASURE if counted.id in ("km2", "hectare"):
            return area(quantity, scene)
        case Sort.MEASURE if counted.id in LENGTHS:
            return length(quantity, scene)
        case Sort.FORMATION:
            return _formation(quantity, scene)
        case Sort.WEAPON:
            return made(quantity, scene, "weapons", None, unit=counted.id)
        case _:
            return None


def _of_people(quantity: Quantity, scene: Scene, before: list[Mention]) -> Mention | None:
    given = is_given(quantity, scene)
    earlier = is_earlier(quantity, scene)
    if given:
        based = is_base(quantity, scene) or has_part_behind(quantity, scene)
        trigger = None if based else _own_trigger(quantity, scene, losses_only=True)
    else:
        trigger = _own_trigger(quantity, scene) or best(quantity, scene)
    if trigger is not None and not given:
        trigger = _predicate_after(quantity, trigger, scene)
    if trigger is not None and not given and before:
        trigger = _of_the_whole(quantity, trigger, scene, before[-1])
    if not given and before and before[-1].metric == "share_lost" and _explains(quantity, before[-1], scene):
        trigger = before[-1].trigger or trigger
    if trigger is None and not given and quantity.counted.sort is Sort.PERSON:
        trigger = _behind_the_aside(quantity, scene)
    announced = _announced(quantity, scene) if trigger is None and not given else None
    if announced is not None:
        return made(quantity, scene, announced.metric, announced, unit="persons")
    if earlier and before and before[-1].trigger is not None:
        trigger = before[-1].trigger
        given = True
    if not _counts(quantity, trigger, scene, before, given=given) or _is_age(quantity, scene):
        return None
    if trigger is not None and trigger.metric == "wounded" and _is_taken_in(quantity, trigger, scene):
        trigger = replace(trigger, metric="casualties")
    metric = trigger.metric if trigger else "sent"
    mention = made(quantity, scene, metric, trigger, unit="persons")
    if trigger is None and not given:
        mention = replace(mention, reasons=mention.reasons | {UNSAID})
    role = quantity.counted.id if quantity.counted.id in ROLES else None
    if quantity.counted.sort in (Sort.PARTITIVE, Sort.NOTHING) and before and before[-1].role in WORKERS:
        role = before[-1].role
    if quantity.counted.sort is Sort.PARTITIVE:
        role = _trade_apposed(quantity, scene) or role
    if given or role is not None:
        mention = replace(mention, is_given=given, role=role)
    return moved(mention, scene) if metric in MOVES else mention


def _trade_apposed(quantity: Quantity, scene: Scene) -> str | None:
    """The trade that explains a part between commas ("about a thousand of them, sappers, are there")."""
    plain, end = scene.passage.plain, quantity.end
    if plain[end : end + 1] not in (",", "、"):
        return None
    trades = scene.passage.hits("person").within(end + 1, end + CUE_LEFT)
    named = (t for t in trades if t.label in WORKERS and not plain[end + 1 : t.start].strip())
    return next((t.label for t in named if plain[t.end : t.end + 1] in (",", "、")), None)


def _is_taken_in(quantity: Quantity, trigger: Trigger, scene: Scene) -> bool:
    """Whether a number is said to include the wounded: "6,000, including the wounded", 負傷を含めれば六千."""
    passage = scene.passage
    near = passage.hits("cue.including").within(trigger.start - _INCLUDED, trigger.end + _INCLUDED)
    for word in near:
        start, end = min(word.end, trigger.end), max(word.start, trigger.start)
        behind = word.start >= trigger.end and passage.lexicon.verb_final
        before = word.end <= trigger.start and quantity.number.end <= word.start
        if (behind or before) and not any(start <= q.number.core_start < end for q in scene.quantities):
            return before or trigger.end <= quantity.number.start
    return False


def _is_age(quantity: Quantity, scene: Scene) -> bool:
    """Whether a bare number of two digits stands between commas or brackets behind a name: "Kim Jong-un, 41, has"."""
    plain, number = scene.passage.plain, quantity.number
    if quantity.counted.sort is not Sort.NOTHING or number.is_word or not 10 <= (number.value or 0) < _OLDEST:
        return False
    before, after = plain[scene.span.start : number.start].rstrip()[-1:], plain[number.end : number.end + 1]
    return before + after in (",,", "()")


def _counts(quantity: Quantity, trigger: Trigger | None, scene: Scene, before: list[Mention], *, given: bool) -> bool:
    """Whether the number is one of people at all."""
    number, counted = quantity.number, quantity.counted
    if number.is_year and counted.sort is Sort.NOTHING:
        return False
    if counted.sort in PEOPLE:
        if _speak_themselves(quantity, scene):
            return False
        if counted.id == SIDE and number.value is not None and number.value < _MIN_OF_A_SIDE:
            return trigger is not None and trigger.metric in LOSSES
        if number.value == 1 and (trigger is None or trigger.metric in MOVES):
            return False
        few = counted.sort is Sort.PARTITIVE and (number.value or _MIN_IN_WORDS) <= 2
        if few and trigger is not None and trigger.end <= quantity.start:
            return False  # "killed since, one of them said"
        single = number.value is not None and number.value < MIN_SENT
        return trigger is not None or given or (not single and _has_actor(quantity, scene))
    if given and trigger is None and (number.value or 0) >= _MIN_GIVEN:
        return not _noun_follows(number, scene)
    if trigger is None or (number.value is not None and number.value < 2) or counts_things(quantity, scene):
        return False
    return _bare_counts(quantity, trigger, scene, before)


def _speak_themselves(quantity: Quantity, scene: Scene) -> bool:
    """Whether the few who are counted are those who say it ("two Ukrainian officers called ...")."""
    if scene.passage.lexicon.is_dense or not 1 < (quantity.number.value or 0) < _MIN_IN_WORDS:
        return False
    return scene.passage.hits("reporting.said").at(quantity.end + 1) is not None


def _bare_counts(quantity: Quantity, trigger: Trigger, scene: Scene, before: list[Mention]) -> bool:
    """A number without a noun counts beside its trigger, or where the sentence already counts people."""
    number = quantity.number
    score = score_of(quantity, trigger, scene)
    gap = max(trigger.start - past_aside(number.end, trigger.start, scene), number.start - trigger.end, 0)
    adjacent = _ADJACENT // 2 if number.is_word or scene.passage.lexicon.is_dense else _ADJACENT
    if gap <= adjacent and score < _BARE_SCORE:
        if trigger.metric in LOSSES:
            return True
        small = number.is_word and (number.value or _MIN_OF_A_SIDE) < _MIN_OF_A_SIDE
        return not small and not _noun_follows(number, scene)
    if number.is_word and number.vague is None and (number.value or 0) < _MIN_IN_WORDS:
        return False
    licensed = any(m.unit == "persons" for m in before) or not _noun_follows(number, scene)
    return licensed and score < _BARE_SCORE_LICENSED and not _noun_follows(number, scene)


def _noun_follows(number: Number, scene: Scene) -> bool:
    """Whether an unknown word stands right behind the number: it may be what is counted."""
    rest = scene.passage.plain[number.end : scene.span.end].lstrip(" ")
    if not rest or not rest[0].isalpha():
        return False
    at = scene.span.end - len(rest)
    passage = scene.passage
    word = rest.split(" ")[0].strip(".,;:!?\"'»”)").lower()
    if word in passage.lexicon.alone and not passage.lexicon.is_dense:
        return False
    known = ("trigger", "cue.and", "cue.clause", "cue.against", "cue.period", "cue.planned")
    for section in (
        *known,
        "cue.additional",
        "cue.rate",
        "cue.including",
        "cue.total",
        "reporting.said",
        "modality.hedged",
    ):
        if passage.hits(section).at(at):
            return False
    return not any(t.start - at <= _ADJACENT and t.start >= at for t in scene.triggers)


def _has_actor(quantity: Quantity, scene: Scene) -> bool:
    """Whether a side is named in the noun phrase, or right before the number where nouns come first."""
    actors = scene.passage.hits("actors")
    if actors.within(quantity.number.core_end, quantity.end + _SIDE_BEHIND):
        return True
    dense = scene.passage.lexicon.is_dense
    return dense and bool(actors.within(max(0, quantity.start - _SIDE_BEFORE), quantity.start))


def _of_the_whole(quantity: Quantity, trigger: Trigger, scene: Scene, part: Mention) -> Trigger:
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


def _own_trigger(quantity: Quantity, scene: Scene, *, losses_only: bool = False) -> Trigger | None:
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
            return trigger
    return None


def _said_between(quantity: Quantity, trigger: Trigger, scene: Scene) -> bool:
    """Whether anything but a side's name and a comma parts a noun from its participle ("солдат КНДР, взятых ...")."""
    start = quantity.end
    if trigger.start - start > CUE_LEFT:
        return True
    gap = scene.passage.plain[start : trigger.start]
    for hit in scene.passage.hits("actors").within(start, trigger.start):
        gap = gap.replace(scene.passage.plain[hit.start : hit.end], "", 1)
    return bool(gap.strip(" ,"))


def _predicate_after(quantity: Quantity, trigger: Trigger, scene: Scene) -> Trigger:
    """The predicate behind the noun phrase, where `trigger` is only a participle inside it."""
    if trigger.metric not in MOVES and trigger.metric != "wounded":
        return trigger
    told = _told_of_those_there(quantity, trigger, scene)
    if told is not None:
        return told
    inside = trigger.start - quantity.end
    gap = scene.passage.plain[quantity.end : max(quantity.end, trigger.start)]
    that = any(word in scene.passage.lexicon.that for word in gap.lower().split())
    relative = that or scene.breaks_between(quantity.end, trigger.start) > 0
    before = trigger.end <= quantity.number.start
    within = trigger.start < quantity.end and not before and trigger.metric == "wounded"
    held = quantity.start <= trigger.start < quantity.end and quantity.counted.sort is Sort.PARTITIVE
    if (
        not within
        and not held
        and not before
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
        gap = scene.passage.plain[quantity.end : later.start]
        far = _PREDICATE_REACH // (2 if scene.passage.lexicon.is_dense else 1)
        blocked = ";" in gap or gap.count(",") > 2 or len(gap) > far
        home = trigger.metric == "wounded" and later.metric == "returned_home"
        if before and not home and (len(gap) > _ADJACENT or "," in gap):
            continue
        if not blocked and not numbers_between(quantity, quantity.end, later.start, scene):
            return later
    return trigger


def _explains(quantity: Quantity, share: Mention, scene: Scene) -> bool:
    """Whether a number says what a share amounts to ("40 % of them, that is 4,000 men")."""
    start = share.quantity.end if share.quantity else share.end
    gap = scene.passage.plain[start : quantity.start]
    sign = any(mark in gap for mark in (",", "—", "–", "(", "、"))
    return sign and len(gap) <= CUE_LEFT and not any(start <= t.start < quantity.start for t in scene.triggers)


def _behind_the_aside(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses told behind an aside ("3,000 men - 300 dead, 2,700 hurt - have been put out of action")."""
    plain, end = scene.passage.plain, scene.span.end
    opened = plain[quantity.end : quantity.end + 3].strip()[:1]
    closes = _ASIDES.get(opened)
    close = plain.find(closes, quantity.end + 3, end) if closes else -1
    behind = (t for t in scene.triggers if close >= 0 and close < t.start <= close + CUE_LEFT)
    return next((t for t in behind if t.metric in LOSSES and t.kind == "event"), None)


def _announced(quantity: Quantity, scene: Scene) -> Trigger | None:
    """The losses that a number announces which opens its sentence ("4,000: that is how many have been killed")."""
    plain, end = scene.passage.plain, quantity.end
    opens = not any(c.isalnum() for c in plain[scene.span.start : quantity.start])
    if not opens or len(scene.quantities) > 1 or plain[end : end + 3].strip()[:1] not in _ANNOUNCES:
        return None
    return next((t for t in scene.triggers if t.metric in LOSSES), None)


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


def _share(quantity: Quantity, scene: Scene) -> Mention | None:
    best: tuple[float, Trigger] | None = None
    for trigger in scene.triggers:
        if trigger.metric in LOSSES:
            score = score_of(quantity, trigger, scene)
            if score < _SHARE_SCORE and (best is None or score < best[0]):
                best = (score, trigger)
    if best is None:
        return None
    return made(quantity, scene, "share_lost", best[1], unit="percent")


def _formation(quantity: Quantity, scene: Scene) -> Mention | None:
    trigger = best(quantity, scene)
    if quantity.number.value == 1:
        return None
    metric = trigger.metric if trigger else "sent"
    mention = made(quantity, scene, metric, trigger, unit=f"{quantity.counted.id}s")
    mention = replace(mention, reasons=mention.reasons | {"units_not_people"})
    return moved(mention, scene) if metric in MOVES else mention
