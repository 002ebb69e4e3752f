"""How near a word that says what is told stands to a number, with a price for everything between them.

Another number, a comma and a clause cost most. A word of losses that opens the next number belongs to that one, and who
is cited between two commas costs nothing.
"""

from extractors.reading.counted import Sort
from extractors.reading.measured import DAYS
from extractors.reading.scenes import LOSSES, MOVES, Quantity, Scene, Trigger

_PER_BREAK = 40.0
_PER_COMMA = 18.0
_PER_NUMBER = 55.0
_WEIGHTS = {
    ("left", "event"): 1.35,
    ("left", "noun"): 1.0,
    ("right", "event"): 0.8,
    ("right", "noun"): 0.9,
}
_WEIGHTS_VERB_FINAL = {
    ("left", "event"): 1.1,
    ("left", "noun"): 0.8,
    ("right", "event"): 0.85,
    ("right", "noun"): 0.9,
}
_LEAST = 0.8  # the least of the weights
_OWN_VERB = 4
_VERB_BEHIND = 24  # "soldiers have been injured"
_OWN_NUMBER = 28  # "the injured at about 2,700"
_APPOSED = 30
_MARKS = frozenset(",.;:()、。")


def best(quantity: Quantity, scene: Scene) -> Trigger | None:
    """Return the nearest word that says what a number is about, None where each is too far."""
    reach = scene.passage.lexicon.reach
    start, end = quantity.start - reach / _LEAST, quantity.end + reach / _LEAST  # farther ones score too much
    near = [(i, t) for i, t in enumerate(scene.triggers) if t.end > start and t.start < end]
    scored = [(score_of(quantity, t, scene), i, t) for i, t in near if not has_its_own(t, quantity, scene)]
    score, _, best = min(scored, default=(float("inf"), 0, None))
    return best if score < reach else None


def has_its_own(trigger: Trigger, quantity: Quantity, scene: Scene) -> bool:
    """Whether a word of losses behind "and" or a comma opens the next number ("300 dead and the wounded at 2,700")."""
    if trigger.metric not in LOSSES:
        return trigger.metric in MOVES and _is_of_its_base(trigger, quantity, scene)
    if trigger.end <= quantity.start:
        return _is_verb_of_another(trigger, quantity, scene)
    if trigger.start <= quantity.end:
        return False
    if _is_subject_of_the_next(trigger, quantity, scene):
        return True
    after = min((q.number.start for q in scene.quantities if q.number.start >= trigger.end), default=None)
    if after is None or after - trigger.end > _OWN_NUMBER // (2 if scene.passage.lexicon.is_dense else 1):
        return False
    parted = _is_parted(quantity.end, trigger.start, scene)
    return parted and not _is_parted(trigger.end, after, scene) and not scene.breaks_between(trigger.end, after)


def _is_of_its_base(trigger: Trigger, quantity: Quantity, scene: Scene) -> bool:
    """Whether a word for being sent stands right behind the total that a number is a part of ("4 из 12 тыс. ...")."""
    if quantity.counted.sort is not Sort.PARTITIVE or not 0 <= trigger.start - quantity.end <= _OWN_VERB:
        return False
    return any(q is not quantity and q.end == quantity.end for q in scene.quantities)


def _is_verb_of_another(trigger: Trigger, quantity: Quantity, scene: Scene) -> bool:
    """Whether a verb ends the clause of the number before, another this one's (300명이 죽고 2천명이 다쳤다)."""
    if trigger.kind != "event":
        return False
    others = [q for q in scene.quantities if q is not quantity]
    if not scene.passage.lexicon.verb_final:
        return _has_verbs_on_both_sides(trigger, quantity, others, scene)
    if not any(0 <= trigger.start - q.end <= _OWN_VERB for q in others):
        return False
    behind = (t for t in scene.triggers if t.kind == "event" and 0 <= t.start - quantity.end <= _OWN_VERB)
    return any(t.metric in LOSSES for t in behind)


def _has_verbs_on_both_sides(trigger: Trigger, quantity: Quantity, others: list[Quantity], scene: Scene) -> bool:
    """Whether "and" parts a number from the verb of the one before it ("300 have died and 2,700 have been hurt")."""
    passage = scene.passage
    gap = passage.plain[trigger.end : quantity.start]
    words = passage.hits("cue.and").within(trigger.end, quantity.start)
    if len(words) != 1 or len(gap.strip(" ,")) > words[0].end - words[0].start:
        return False
    if not any(0 <= trigger.start - q.end <= _VERB_BEHIND for q in others):
        return False
    after = min((q.start for q in others if q.start > quantity.start), default=scene.span.end)
    behind = (t for t in scene.triggers if t.kind == "event" and 0 <= t.start - quantity.end <= _VERB_BEHIND)
    return any(
        t.metric in LOSSES and t.end <= after and not _MARKS & set(passage.plain[quantity.end : t.start])
        for t in behind
    )


def _is_subject_of_the_next(trigger: Trigger, quantity: Quantity, scene: Scene) -> bool:
    """Whether a noun with the subject's ending opens the next number (1만5천 명이 갔고 사상자는 4천700명)."""
    lexicon, plain = scene.passage.lexicon, scene.passage.plain
    if not lexicon.verb_final or trigger.kind != "noun" or not plain[quantity.end : trigger.start].strip():
        return False
    following = plain[trigger.end : trigger.end + _OWN_VERB]
    ending = next((e for e in (*lexicon.topic, *lexicon.subject) if following.startswith(e)), None)
    if ending is None:
        return False
    at = trigger.end + len(ending)
    return any(0 <= q.number.start - at <= 1 for q in scene.quantities if q is not quantity)


def _is_parted(start: int, end: int, scene: Scene) -> bool:
    return bool(set(scene.passage.plain[start:end]) & _MARKS) or scene.passage.has("cue.and", start, end)


def score_of(quantity: Quantity, trigger: Trigger, scene: Scene) -> float:
    """How far a trigger is from a number, with a price for everything between them; lower is nearer."""
    if trigger.end <= quantity.number.start:
        side, start, end = "left", trigger.end, quantity.number.start
        start = past_apposed(start, end, scene)
    elif trigger.start >= quantity.number.core_end:
        side, start, end = "right", max(quantity.end, quantity.number.core_end), trigger.start
        start = past_aside(start, end, scene)
    else:
        return 0.0
    table = _WEIGHTS_VERB_FINAL if scene.passage.lexicon.is_dense else _WEIGHTS
    score = max(0, end - start) * table[side, trigger.kind]
    if start >= end:
        return score
    gap = scene.passage.plain[start:end]
    price = 0.5 if scene.passage.lexicon.is_dense else 1.0
    relative = 0.5 if side == "right" else 1.0  # "soldiers who were sent": the clause is about them
    score += relative * price * _PER_BREAK * scene.breaks_between(start, end)
    others = [q for q in scene.quantities if q is not quantity]
    if not quantity.number.share and any(q.start <= trigger.start < q.end for q in others):
        score += price * _PER_NUMBER  # it is another number's own noun
    score += price * _PER_COMMA * (gap.count(",") + gap.count("、"))
    return score + price * _PER_NUMBER * numbers_between(quantity, start, end, scene) if others else score


def past_apposed(start: int, end: int, scene: Scene) -> int:
    """Where a sentence goes on behind few words between two commas: "the number sent, in two phases, at 15,000"."""
    plain = scene.passage.plain
    close = plain.find(",", start + 2, start + _APPOSED) if plain.startswith(", ", start) else -1
    return close + 1 if 0 <= close < end and not any(c.isdigit() for c in plain[start:close]) else start


def past_aside(start: int, end: int, scene: Scene) -> int:
    """Where a sentence goes on behind who is cited in it: "three more, according to the GUR, are missing"."""
    plain = scene.passage.plain
    if not plain.startswith(", ", start):
        return start
    close = plain.find(",", start + 2, end)
    cited = close >= 0 and scene.passage.has("reporting.citing", start, close)
    return close + 1 if cited and not any(c.isdigit() for c in plain[start:close]) else start


def numbers_between(quantity: Quantity, start: int, end: int, scene: Scene) -> int:
    """Counts of people or things between; a length of time does not separate, nor does a word ("in two waves")."""
    return sum(
        1
        for other in scene.quantities
        if other is not quantity
        and start <= other.number.core_start < end
        and other.counted.id not in DAYS
        and not (other.counted.sort in (Sort.NOTHING, Sort.OTHER) and other.number.is_word)
    )
