"""Figures of a sentence: each number bound to the word that says what it is about.

Nearness decides, with three rules that matter more: the noun that is counted may say it itself ("600 dead"); a
predicate behind the noun beats a participle inside it ("300 soldiers deployed there had been killed"); what follows
"of the" is a total known before, not news.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.intervals import Vague
from extractors.reading.counted import PEOPLE as ANYBODY
from extractors.reading.counted import SIDE, Sort
from extractors.reading.elided import (
    CARRIED,
    MIN_SENT,
    by_default,
    counts_millions_of,
    counts_things,
    elided,
    trade_apposed,
    trade_asked_for,
    with_trade,
)
from extractors.reading.elsewhere import is_against
from extractors.reading.given import has_part_behind, is_base, is_earlier, is_given
from extractors.reading.measured import LENGTHS, area, length
from extractors.reading.mentions import CUE_LEFT, PEOPLE, ROLES, WORKERS, made, moved, planned_together
from extractors.reading.nearness import best, numbers_between, past_aside, score_of
from extractors.reading.quantities import Number, rises
from extractors.reading.scenes import LOSSES, MOVES, Mention, Quantity, Scene, Trigger
from extractors.reading.telling import (
    announced,
    behind_the_aside,
    behind_the_comma,
    explains,
    fronted,
    headed,
    is_taken_in,
    lost_few,
    of_the_whole,
    own_trigger,
    predicate_after,
    sums_up,
)
from extractors.texts import Span
from extractors.values import Bound

_THERE = MOVES - {"reinforcements", "returned_home"}
UNSAID = "no_word_says_what_is_counted"

_ADJACENT = 16  # a bare number this near to its trigger needs no noun
_BARE_SCORE = 45.0
_BARE_SCORE_LICENSED = 62.0
_SHARE_SCORE = 95.0
_SIDE_BEHIND = 25
_SIDE_BEFORE = 8
_MIN_GIVEN = 1000  # "of the 11,000"
_MIN_IN_WORDS = 20  # "two were" may be two of anything
_OLDEST = 100
_MIN_OF_A_SIDE = 100  # "three Russian cities" are no three Russians
_BRIEF = 90
_CIVILIAN = 16
_SUBJECT_REACH = 40
_ENDING = 8  # letters that may end a sentence behind its number: "3천 명이다"
_SPEAKERS = 16
_UNITS = frozenset({"brigades", "battalions", "divisions", "regiments"})


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
        if _is_an_ordinal(counted, scene):
            continue
        if counted.number.vague == Vague.UNCOUNTED:
            found += _uncounted(counted, scene)
            continue
        quantity = with_trade(counted, scene, topic)
        mention = _of_topic(quantity, scene, topic) if topic is not None else None
        mention = mention or _of_what_was_told(quantity, scene, found or told)
        mention = mention or _behind_a_heading(quantity, scene, is_ours=is_ours) or _figure(quantity, scene, found)
        if i and found and found[-1].quantity is scene.quantities[i - 1] and _rose(found[-1], quantity, scene):
            found[-1] = found[-1]._replace(is_given=True)
            mention = _new_value(found[-1], quantity)
        elif (
            i and found and found[-1].quantity is scene.quantities[i - 1] and _is_put_right(found[-1], quantity, scene)
        ):
            mention = _new_value(found[-1], quantity)
            found[-1] = found[-1]._replace(polarity=False)
        if (mention is None and _is_age(quantity, scene)) or _is_of_civilians(mention, scene):
            continue
        mention = mention or elided(quantity, scene, found, told)
        mention = mention or (by_default(quantity, scene, found, told) if is_ours else None)
        if mention is not None:
            found.append(mention)
        elif _is_unplaced(quantity):
            unplaced.append(Unplaced(scene, Span(quantity.start, quantity.end)))
    return planned_together(found) if len(found) > 1 else found, unplaced


def _uncounted(quantity: Quantity, scene: Scene) -> list[Mention]:
    """The weapons, or the people of whom something is told, whose number is only called considerable or most."""
    sort = quantity.counted.sort
    if sort is Sort.WEAPON:
        return [made(quantity, scene, "weapons", None, unit=quantity.counted.id)]
    trigger = best(quantity, scene) if sort in (*PEOPLE, Sort.NOTHING) else None
    if trigger is None or trigger.kind != "event" or quantity.counted.start <= trigger.start < quantity.counted.end:
        return []  # "a considerable number of casualties" is no figure
    if trigger.metric in _THERE:
        return [moved(made(quantity, scene, trigger.metric, trigger, unit="persons"), scene)]
    told = sort is Sort.PERSON and trigger.metric in LOSSES
    return [made(quantity, scene, trigger.metric, trigger, unit="persons")] if told else []


def _is_an_ordinal(quantity: Quantity, scene: Scene) -> bool:
    """Whether a fraction in words is part of a word of the story ("третью отправку" is no third)."""
    number = quantity.number
    if not (number.share and number.is_word):
        return False
    return any(t.start <= number.core_start and number.core_end < t.end for t in scene.triggers)


def _is_of_civilians(mention: Mention | None, scene: Scene) -> bool:
    """Whether the losses beside a number are those of nobody who fights ("civilian deaths rose to 26")."""
    trigger = mention.trigger if mention is not None else None
    if trigger is None or trigger.kind != "noun" or trigger.metric not in LOSSES:
        return False
    others = scene.passage.hits("not_person").within(trigger.start - _CIVILIAN, trigger.end + _CIVILIAN)
    plain = scene.passage.plain
    return any(
        (not plain[h.end : trigger.start].strip() and h.end <= trigger.start)
        or (not plain[trigger.end : h.start].strip() and h.start >= trigger.end)
        for h in others
    )


def topic_of(scene: Scene) -> str | None:
    """Return the one kind of losses, or the trade, that a sentence without any number is about."""
    if scene.quantities:
        return None
    trade = trade_asked_for(scene) if scene.has("person") else None
    if trade is not None or not scene.triggers:
        return trade
    nouns = {t.metric for t in scene.triggers if t.metric in LOSSES and t.kind == "noun"}
    brief = scene.span.end - scene.span.start <= _BRIEF // (2 if scene.passage.lexicon.is_dense else 1)
    if not nouns and brief and all(t.metric in LOSSES for t in scene.triggers):
        nouns = {t.metric for t in scene.triggers}  # "How many have fallen is disputed"
    return next(iter(nouns)) if len(nouns) == 1 else None


def _behind_a_heading(quantity: Quantity, scene: Scene, *, is_ours: bool) -> Mention | None:
    """A bare number behind a colon before which losses stand ("Losses are disputed: Kyiv says 4,000, Seoul 3,000")."""
    trigger = headed(quantity, scene)
    if trigger is None or counts_things(quantity, scene):
        return None
    mention = made(quantity, scene, trigger.metric, None, unit="persons")
    cast = scene.passage.cast
    colon = scene.passage.plain.find(":", trigger.end)
    named = [
        h for h in scene.passage.hits("actors").within(scene.span.start, colon) if not is_against(h, scene.passage)
    ]
    side = named[-1].label if named else cast.story.main_actor if is_ours else mention.subject
    return mention._replace(subject=side, reasons=mention.reasons | {CARRIED})


def _of_topic(quantity: Quantity, scene: Scene, topic: str) -> Mention | None:
    number, counted = quantity.number, quantity.counted
    bare = counted.sort is Sort.NOTHING or (counted.sort is Sort.PERSON and counted.id == ANYBODY)
    if topic in WORKERS or not bare or number.share or number.is_year or (number.value or 0) < _MIN_IN_WORDS:
        return None
    moves = (t for t in scene.triggers if t.metric in MOVES and t.kind == "event" and t.start >= quantity.end)
    if any(t.start - quantity.end <= CUE_LEFT for t in moves):
        return None
    clause = scene.clause(quantity.start, quantity.end)
    told = any(t.metric in LOSSES and clause.start <= t.start < clause.end for t in scene.triggers)
    if told or counts_things(quantity, scene):
        return None
    if counted.sort is Sort.NOTHING and _noun_follows(number, scene):
        return None
    mention = made(quantity, scene, topic, None, unit="persons")
    return mention._replace(reasons=mention.reasons | {CARRIED})


def _of_what_was_told(quantity: Quantity, scene: Scene, told: Sequence[Mention]) -> Mention | None:
    """Return a bare number that follows ground or losses, and of which nothing else is told, as more of these.

    "500 km², down from 1,250"; "600 dead. In January there were 300".
    """
    if quantity.counted.sort is not Sort.NOTHING or not told:
        return None
    if told[-1].metric == "area_km2" and told[-1].scene is scene and is_earlier(quantity, scene):
        return _new_value(told[-1], quantity)._replace(is_given=True)
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


def _is_put_right(old: Mention, quantity: Quantity, scene: Scene) -> bool:
    """Whether a number takes the place of one that is denied: "не 600, а щонайменше дві тисячі"."""
    if old.quantity is None or quantity.counted.sort not in (*PEOPLE, Sort.NOTHING):
        return False
    passage, start = scene.passage, old.quantity.start
    gap = passage.plain[old.quantity.end : quantity.start]
    joined = gap.startswith(",") and passage.has("cue.clause", old.quantity.end, quantity.start)
    nots = passage.hits("modality.not").within(max(0, start - _ADJACENT), start)
    return joined and len(gap) <= _ADJACENT and any(start - word.end <= 1 for word in nots)


def _new_value(old: Mention, quantity: Quantity) -> Mention:
    """The figure of which `old` is the old value: the same in all but its number."""
    bound = "vague" if quantity.number.bound is Bound.VAGUE else ""
    return old._replace(
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
    if _is_of_things(quantity, scene):
        return None
    given = is_given(quantity, scene)
    earlier = is_earlier(quantity, scene)
    if given:
        based = is_base(quantity, scene) or has_part_behind(quantity, scene)
        trigger = None if based else own_trigger(quantity, scene, losses_only=True)
    else:
        trigger = own_trigger(quantity, scene) or best(quantity, scene)
    if trigger is not None and not given:
        trigger = predicate_after(quantity, fronted(quantity, trigger, scene), scene)
    if trigger is not None and not given and before:
        trigger = of_the_whole(quantity, trigger, scene, before[-1])
    if not given and before and _in_other_words(before[-1]) and explains(quantity, before[-1], scene):
        trigger = before[-1].trigger or behind_the_comma(quantity, scene) or trigger
    if not given and sums_up(quantity, trigger, scene, before):
        return made(quantity, scene, "casualties", None, unit="persons")
    if trigger is None and not given and quantity.counted.sort is Sort.PERSON:
        trigger = behind_the_aside(quantity, scene)
    heading = announced(quantity, scene) if trigger is None and not given else None
    if heading is not None:
        return made(quantity, scene, heading.metric, heading, unit="persons")
    if earlier and before and before[-1].trigger is not None:
        trigger = before[-1].trigger
        given = True
    if not _counts(quantity, trigger, scene, before, given=given) or _is_age(quantity, scene):
        return None
    if trigger is not None and trigger.metric == "wounded" and is_taken_in(quantity, trigger, scene):
        trigger = replace(trigger, metric="casualties")
    if trigger is not None and lost_few(quantity, trigger, scene):
        trigger = replace(trigger, metric="killed")
    metric = trigger.metric if trigger else "sent"
    mention = made(quantity, scene, metric, trigger, unit="persons")
    if trigger is None and not given:
        mention = mention._replace(reasons=mention.reasons | {UNSAID})
    role = quantity.counted.id if quantity.counted.id in ROLES else None
    if quantity.counted.sort in (Sort.PARTITIVE, Sort.NOTHING) and before and before[-1].role in WORKERS:
        role = before[-1].role
    if quantity.counted.sort is Sort.PARTITIVE:
        role = trade_apposed(quantity, scene) or role
    if given or role is not None:
        mention = mention._replace(is_given=given, role=role)
    return moved(mention, scene) if metric in MOVES else mention


def _is_of_things(quantity: Quantity, scene: Scene) -> bool:
    """Whether "of them" is of the things counted right before it ("сбили 52 дрона, 14 из них — над морем")."""
    if quantity.counted.sort is not Sort.PARTITIVE:
        return False
    before = [q for q in scene.quantities if q.number.core_end <= quantity.start]
    return bool(before) and before[-1].counted.sort is Sort.WEAPON


def _in_other_words(told: Mention) -> bool:
    """Whether a share or units were told, of which a number of people may say how many they are."""
    return told.metric == "share_lost" or (told.unit in _UNITS and told.trigger is not None)


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
    if (number.is_year and counted.sort is Sort.NOTHING) or (number.value or 0) % 1:
        return False  # "08.50 General Syrskyi says" is a time of day
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
        people = bool(before) and before[-1].unit == "persons" and is_base(quantity, scene)
        return people or not _noun_follows(number, scene)
    things = counts_things(quantity, scene) or counts_millions_of(quantity, scene)
    if trigger is None or (number.value is not None and number.value < 2) or things:
        return False
    return _bare_counts(quantity, trigger, scene, before)


def _speak_themselves(quantity: Quantity, scene: Scene) -> bool:
    """Whether the few who are counted are those who say it ("two Ukrainian officers called ...")."""
    if not 1 < (quantity.number.value or 0) < _MIN_IN_WORDS:
        return False
    if scene.passage.lexicon.is_dense:  # 三名西方官员估计
        named = scene.passage.hits("sources").within(quantity.end, quantity.end + _SPEAKERS)
        verbs = scene.passage.together(("reporting.said", "reporting.estimated"))
        return any(verbs.at(name.end) is not None for name in named)
    return scene.passage.hits("reporting.said").at(quantity.end + 1) is not None


def _bare_counts(quantity: Quantity, trigger: Trigger, scene: Scene, before: list[Mention]) -> bool:
    """A number without a noun counts beside its trigger, or where the sentence already counts people."""
    number = quantity.number
    score = score_of(quantity, trigger, scene)
    gap = max(trigger.start - past_aside(number.end, trigger.start, scene), number.start - trigger.end, 0)
    adjacent = _ADJACENT // 2 if number.is_word or scene.passage.lexicon.is_dense else _ADJACENT
    if gap <= adjacent and score < _BARE_SCORE:
        if trigger.metric in LOSSES:
            return not (scene.passage.lexicon.is_dense and not number.is_word and _is_of_days(number, scene))
        small = number.is_word and (number.value or _MIN_OF_A_SIDE) < _MIN_OF_A_SIDE
        return not small and not _noun_follows(number, scene)
    if number.is_word and number.vague is None and (number.value or 0) < _MIN_IN_WORDS:
        return False
    licensed = any(m.unit == "persons" for m in before) or not _noun_follows(number, scene)
    return licensed and score < _BARE_SCORE_LICENSED and not _noun_follows(number, scene)


def _is_of_days(number: Number, scene: Scene) -> bool:
    """Whether the sign for days stands right behind a number (家を失って350日)."""
    return scene.passage.plain.startswith(scene.passage.lexicon.days, number.end)


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
    if actors.within(quantity.number.core_end, min(quantity.end + _SIDE_BEHIND, scene.span.end)):
        return True
    if not scene.passage.lexicon.is_dense:
        return False
    near = bool(actors.within(max(0, quantity.start - _SIDE_BEFORE), quantity.start))
    return near or _is_predicate(quantity, scene)


def _is_predicate(quantity: Quantity, scene: Scene) -> bool:
    """Whether a sentence says of a side's troops how many they are (북한군은 23일 현재 3천 명이다)."""
    passage, start = scene.passage, quantity.start
    last = scene.clause(quantity.end, quantity.end).end - quantity.end <= _ENDING
    if not last or not passage.lexicon.verb_final or (quantity.number.value or 0) < _MIN_OF_A_SIDE:
        return False
    particles = (*passage.lexicon.topic, *passage.lexicon.subject)
    for hit in passage.hits("actors").within(max(scene.span.start, start - _SUBJECT_REACH), start):
        behind = passage.plain[hit.end - 1 : hit.end + 2]
        if any(particle in behind for particle in particles) and not numbers_between(quantity, hit.end, start, scene):
            return not passage.has("trigger", hit.end, start)
    return False


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
    mention = mention._replace(reasons=mention.reasons | {"units_not_people"})
    return moved(mention, scene) if metric in MOVES else mention
