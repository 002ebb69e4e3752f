"""How a figure's mention is made: its evidence, and what kind of move it is where it tells of troops."""

from collections.abc import Sequence

from extractors.reading.counted import Sort
from extractors.reading.marks import Passage
from extractors.reading.scenes import Mention, Quantity, Scene, Trigger
from extractors.texts import Span
from extractors.values import Bound, Kind, Modality

PEOPLE = frozenset({Sort.PERSON, Sort.PARTITIVE})
WORKERS = frozenset({"engineer", "worker"})
ROLES = frozenset({"engineer", "worker", "officer", "general"})

CUE_LEFT = 45
_CUE_RIGHT = 40
_BASE = 48  # letters from "of the" to the end of what is counted
_GREAT = 1000
_FEW = 10  # so many and more are not those who speak
_LABOUR = 80  # letters between people and the work that they are sent for
_EVIDENCE_MAX = 180
_ENDS = (";", ":", "；", "：")
_VAGUE = frozenset({"vague"})
_SURE: frozenset[str] = frozenset()


def made(quantity: Quantity, scene: Scene, metric: str, trigger: Trigger | None, *, unit: str) -> Mention:
    """Return a number's mention under a metric; its evidence takes in the trigger where that is near."""
    start, end = quantity.start, quantity.end
    if trigger is not None:
        far = max(end, trigger.end) - min(start, trigger.start)
        if far <= _EVIDENCE_MAX:
            start, end = min(start, trigger.start), max(end, trigger.end)
    return Mention(
        kind=Kind.FIGURE,
        metric=metric,
        scene=scene,
        anchor=Span(quantity.start, quantity.end),
        start=start,
        end=end,
        quantity=quantity,
        trigger=trigger,
        unit=unit,
        reasons=_VAGUE if quantity.number.bound is Bound.VAGUE else _SURE,
    )


def moved(mention: Mention, scene: Scene) -> Mention:
    """Say what kind of move it is: sent, at the front, additional, planned, workers, home again."""
    passage, number = scene.passage, mention.quantity.number if mention.quantity else None
    if number is None:
        return mention
    clause = scene.clause(number.start, mention.anchor.end)
    since, until = _own_stretch(mention, scene)
    left = max(clause.start, number.start - CUE_LEFT, since)
    planned = _is_base_planned(mention, scene) if mention.is_given else _is_planned(mention, scene, Span(since, until))
    more = passage.has("cue.additional", left, max(until, mention.anchor.end))
    more = not mention.is_given and (mention.metric == "reinforcements" or more)
    if mention.metric == "returned_home":
        return mention._replace(phase="returned_home")
    at_front = mention.metric == "front" or (mention.metric == "present" and _where_they_fight(clause, passage))
    phase = "planned" if planned else None
    phase = phase or ("present" if at_front else "sent")
    if mention.role in WORKERS or _is_labour(mention, scene, since):
        metric = "workers_sent"
    elif more:
        metric = "reinforcements"
    else:
        metric = "troops_at_front" if at_front else "troops_deployed"
    return mention._replace(
        metric=metric,
        phase=phase,
        increment="additional" if more else "total",
        modality=Modality.PLANNED if phase == "planned" else mention.modality,
    )


def _is_planned(mention: Mention, scene: Scene, own: Span) -> bool:
    """Whether a plan is told of a number in its own stretch, and nothing behind it says that this part is done."""
    number = mention.quantity.number if mention.quantity else mention.anchor
    plans = scene.passage.hits("cue.planned")
    first, (start, end) = max(number.start - 2 * CUE_LEFT, own.start), mention.anchor
    told = [*plans.within(first, number.start)]
    told += [hit for hit in plans.within(first, scene.span.end) if hit.start < start and hit.end > end]  # around it
    told += [hit for hit in plans.within(end, scene.span.end) if hit.start < own.end]
    return bool(told) and not (told[-1].start < number.start and is_done(mention, told[-1].end, own.end))


def _is_base_planned(mention: Mention, scene: Scene) -> bool:
    """Whether a known total was only promised ("of the 6,000 he promised last summer, 1,500 have come").

    Its plan stands in its own words: between it and a comma before the part, or before it where 中 or its like ends it.
    """
    passage, number = scene.passage, mention.quantity.number if mention.quantity else mention.anchor
    part = min((q.start for q in scene.quantities if q.start >= mention.anchor.end), default=scene.span.end)
    comma = passage.plain.rfind(",", number.end, part)
    if comma >= 0 and passage.has("cue.planned", number.end, comma):
        return True
    ends = passage.has("partitive.base_after", number.end, part)
    return ends and passage.has("cue.planned", max(scene.span.start, number.start - CUE_LEFT), number.start)


def is_done(mention: Mention, since: int, until: int) -> bool:
    """Whether "already" stands beside a number ("6,000 are to go, of whom 1,000 have already arrived")."""
    return mention.scene.passage.has("cue.already", since, min(until, mention.anchor.end + _CUE_RIGHT))


def _is_labour(mention: Mention, scene: Scene, since: int) -> bool:
    """Whether people are told to clear mines, build or work ("will send 1,000 men to rebuild the region").

    Not where they fight as well, nor where the work is that of others named between.
    """
    passage, (start, end) = scene.passage, mention.anchor
    left = max(since, start - CUE_LEFT)
    right = min([scene.span.end, end + _LABOUR, *(q.start for q in scene.quantities if q.start >= end)])
    for work in passage.hits("cue.labour").within(left, right):
        a, b = (end, work.start) if work.start >= end else (work.end, start)
        trades = any(hit.label in WORKERS for hit in passage.hits("person").within(a, b))
        fights = any(
            hit.label.startswith("front.") for hit in passage.hits("trigger").within(min(start, a), max(end, b))
        )
        if not (trades or fights or scene.breaks_between(a, b) or passage.has("cue.and", a, b)):
            return True
    return False


def _own_stretch(mention: Mention, scene: Scene) -> Span:
    """Where words such as "another" and "plans to" belong to this number and not to the one before or behind it."""
    counts = [q for q in scene.quantities if _counts_people(q)]
    start, end = mention.anchor
    plain = scene.passage.plain
    opens = max(scene.span.start, *(plain.rfind(mark, scene.span.start, start) + 1 for mark in _ENDS))
    closes = min([scene.span.end, *(at for mark in _ENDS if (at := plain.find(mark, end, scene.span.end)) >= 0)])
    since = max((q.end for q in counts if q.end <= start), default=scene.span.start)
    if scene.passage.has("partitive.base_before", max(scene.span.start, since - _BASE), since):
        since = max(since, plain.rfind(",", since, start) + 1)  # "of the 6,000 promised, 1,500 have come"
    since, until = max(since, opens), min(closes, end + _CUE_RIGHT)
    following = min((q.start for q in counts if q.start >= end), default=scene.span.end)
    if following >= until:
        comma = plain.find(",", end, until) if following < closes else -1  # "3,000 went, by December it will be 10,000"
        return Span(since, comma if comma >= 0 else until)
    if not scene.passage.lexicon.verb_final:
        return Span(since, end)
    comma = min(
        (at for mark in ",、" if (at := scene.passage.plain.find(mark, end, following)) >= 0), default=following
    )
    return Span(since, comma)


def _counts_people(quantity: Quantity) -> bool:
    """Whether a number counts people, or may without naming them: in digits, or great ("it will be ten thousand")."""
    number, sort = quantity.number, quantity.counted.sort
    if sort is not Sort.NOTHING:
        return sort in PEOPLE
    return not number.is_year and (not number.is_word or (number.value or 0) >= _GREAT)


def _where_they_fight(clause: Span, passage: Passage) -> bool:
    """Whether those who "are" somewhere are where it is fought: a place of the story, or words of the front."""
    fights = any(hit.label.startswith("front.") for hit in passage.hits("trigger").within(*clause))
    return fights or passage.has("places", *clause)


def planned_together(found: list[Mention]) -> list[Mention]:
    """Moves that only a comma or "and" joins share their plan ("will send 1,000 sappers and 5,000 builders")."""
    out = found[:1]
    for mention in found[1:]:
        last = out[-1]
        moves = last.phase == "planned" and mention.phase == "sent" and not mention.is_given
        if moves and _are_joined(last, mention) and not is_done(mention, last.anchor.end, mention.scene.span.end):
            mention = mention._replace(phase="planned", modality=Modality.PLANNED)
        out.append(mention)
    return out


def _are_joined(a: Mention, b: Mention) -> bool:
    passage = a.scene.passage
    gap = passage.plain[a.anchor.end : b.anchor.start]
    for hit in passage.hits("cue.and").within(a.anchor.end, b.anchor.start):
        gap = gap.replace(passage.plain[hit.start : hit.end], " ", 1)
    parts = gap.rstrip().endswith(":") and len(gap) <= _CUE_RIGHT  # "6,000 more will follow: 1,000 sappers and ..."
    return a.anchor.end <= b.anchor.start and (parts or not gap.strip(" ,、"))


def counts_who_says(mention: Mention, speakers: Sequence[Span]) -> bool:
    """Return whether a number only says how many speak ("one American officer says", 一名退役的指挥官直言)."""
    if mention.quantity is None:
        return False
    at = mention.quantity.number.core_start
    return (mention.quantity.number.value or _FEW) < _FEW and any(s.start <= at < s.end for s in speakers)
