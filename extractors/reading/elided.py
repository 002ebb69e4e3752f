"""Numbers without words of their own: what was counted before goes on, or the noun says by itself what they are.

"Zelensky put the losses at 3,000. Seoul stops at 1,100": a number that stands alone counts what the figure nearest to
it in size counted, in its sentence or shortly before. Soldiers of whom nothing is told are taken as sent, sappers and
builders as workers sent.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.lexicon import MEASURES
from extractors.reading.counted import PEOPLE, SIDE, Counted, Sort
from extractors.reading.letters import HANGUL, HIRAGANA
from extractors.reading.mentions import CUE_LEFT, ROLES, WORKERS, made, moved
from extractors.reading.scenes import LOSSES, MOVES, Mention, Quantity, Scene, Trigger
from extractors.values import Bound, Kind

CARRIED = "metric_carried"
BY_DEFAULT = "metric_by_default"

_FEW = 2  # "one" alone is a word like any other
_MOST = 5_000_000  # no army of this story has so many; money does
_MIN_ALONE = 20  # below that, and without a noun, a number may be anything
MIN_SENT = 50  # two soldiers, six soldiers are single fates
_MIN_OF_A_WAR = 100_000  # only the losses of a whole war are so many
_MIN_THERE = 1000  # "he counted 8,000 in the region"
_TOTAL_REACH = 30
_RATE_REACH = 20
_BRIEF = 170
_CLAUSE = 150
_TELLING = ("places", "sources", "reporting.said", "reporting.estimated")
_STOPS = frozenset(",.;:()、。")
_APPOSES = frozenset({",", "(", ":", "-", "–", "—", ", ("})
_FACTOR = 12.0  # a number that takes another's place is not much greater or smaller
_FACTOR_OF_A_DAY = 2500.0  # "1,430 men yesterday; since the invasion began more than 838,000"
_UNITS = frozenset({"persons", "km2"})
_QUESTION = 64
_NEAR = 16
_PREPOSITION = 4
_WORD_LETTERS = 24
_APPOSITIONS = frozenset({",", "(", "–", "—"})
_FRONTED = 60
_WAVES = 10  # phases or waves, whose number says nothing of a greater one behind it
_MIN_BEHIND_WAVES = 100
_MARK = re.compile(r"[,;:(]|\s[–—-]\s")
_LEAST_SHARE = 10  # of losses told before; markets rise by less
_MOST_SENT = 200_000  # people; a region has more
_MILLION = 1_000_000
_ALL = 10  # "allesamt"
_APPOSED = 48  # "the men of the first two waves, some 13,000"
_MARKS = " \"'»«”“’」』"
_INFLECTED = re.compile(rf"[{HIRAGANA}]{{0,8}}(?:$|[^\w])|[{HANGUL}]{{0,4}}(?:$|[^\w])")


def elided(quantity: Quantity, scene: Scene, here: Sequence[Mention], before: Sequence[Mention]) -> Mention | None:
    """Return the figure that a number without its own words is, or None.

    `here`: the figures of the sentence so far; `before`: those of a sentence shortly before.
    """
    counted = quantity.counted
    if counts_things(quantity, scene) or (quantity.number.value or 0) > _MOST:
        return None
    if quantity.number.share:
        great = (quantity.number.value or 0) >= _LEAST_SHARE
        return _share_of(quantity, scene, here) or (
            _share_of(quantity, scene, before) if great and _is_brief(scene) else None
        )
    if counted.sort is Sort.PERSON and counted.id in WORKERS:
        return _by_noun(quantity, scene)
    if counted.sort is Sort.PERSON and scene.passage.has("cue.rate", quantity.end, quantity.end + _RATE_REACH):
        mention = made(quantity, scene, "casualties", None, unit="persons")
        return mention._replace(reasons=mention.reasons | {BY_DEFAULT})
    single = quantity.number.value is not None and quantity.number.value < _FEW
    if counted.sort is Sort.NOTHING and not single and _stands_alone(quantity, scene):
        told = _told_in_clause(quantity, scene, here)
        if told is not None:
            return made(quantity, scene, told.metric, told, unit="persons")._replace(reasons=frozenset({CARRIED}))
    of_a_war = counted.sort is Sort.PERSON and (quantity.number.value or 0) >= _MIN_OF_A_WAR
    of_a_war = of_a_war and not _is_additional(quantity, scene)
    if counted.sort is Sort.NOTHING or counted.id == PEOPLE or of_a_war:
        return _carried(quantity, scene, here) or _carried(quantity, scene, before)
    return None


def _share_of(quantity: Quantity, scene: Scene, told: Sequence[Mention]) -> Mention | None:
    """Return a share of those whose losses were told just before ("4,000 casualties; that is more than a third")."""
    losses = [m for m in told if m.metric in LOSSES and m.unit == "persons" and m.metric != "captured"]
    if not losses or quantity.counted.id != "percent":
        return None
    mention = made(quantity, scene, "share_lost", None, unit="percent")
    return mention._replace(subject=losses[-1].subject, reasons=mention.reasons | {CARRIED})


def _is_brief(scene: Scene) -> bool:
    """Whether a sentence says little beside the share, so that it must speak of what was told before."""
    return scene.span.end - scene.span.start <= _BRIEF // (2 if scene.passage.lexicon.is_dense else 1)


def trade_asked_for(scene: Scene) -> str | None:
    """Return the trade of which a short sentence without a number speaks: "And the builders?"."""
    if scene.quantities or scene.span.end - scene.span.start > _QUESTION:
        return None
    trades = {hit.label for hit in scene.hits("person")}
    return next(iter(trades)) if len(trades) == 1 and trades <= WORKERS else None


def with_trade(quantity: Quantity, scene: Scene, topic: str | None = None) -> Quantity:
    """Return a number that explains a trade before it as counting that: "the builders, about 5,000 in all,".

    `topic`: the trade that the sentence before asks for.
    """
    heading = _trade_heading(quantity, scene)
    if heading is not None:
        return Quantity(quantity.number, replace(quantity.counted, id=heading))
    alone = quantity.counted.sort is Sort.NOTHING and not quantity.number.is_year and _stands_alone(quantity, scene)
    trade = (_trade_before(quantity, scene) or _trade_fronted(quantity, scene)) if alone else None
    if alone and trade is None and topic in WORKERS:
        trade = Counted(Sort.PERSON, str(topic), quantity.number.end, quantity.number.end)
    return quantity if trade is None else Quantity(quantity.number, trade)


def _trade_heading(quantity: Quantity, scene: Scene) -> str | None:
    """Return the trade that ends a heading whose number counts mere people ("Workers: 1,500 people have gone")."""
    counted = quantity.counted
    if counted.sort is not Sort.PERSON or counted.id != PEOPLE:
        return None
    beside = _trade_before(quantity, scene)  # "сначала приедут сапёры — тысяча человек"
    if beside is not None:
        return beside.id
    fronted = _trade_of_the_clause(quantity, scene)
    if fronted is not None:
        return fronted
    colon = scene.passage.plain.rfind(":", scene.span.start, quantity.number.start)
    if colon < 0 or any(colon < other.start < quantity.start for other in scene.quantities):
        return None
    before = scene.passage.hits("person").within(scene.span.start, colon)
    return before[-1].label if before and before[-1].label in WORKERS and before[-1].end == colon else None


def _trade_of_the_clause(quantity: Quantity, scene: Scene) -> str | None:
    """Return the trade of which a clause is by its ending: "노동자가 올해에만 1만5천 명"."""
    lexicon, plain = scene.passage.lexicon, scene.passage.plain
    if not lexicon.verb_final:
        return None
    near = scene.passage.hits("person").within(max(scene.span.start, quantity.start - _WORD_LETTERS), quantity.start)
    if not near or near[-1].label not in WORKERS or set(plain[near[-1].end : quantity.start]) & _STOPS:
        return None
    told = plain.startswith((*lexicon.topic, *lexicon.subject), near[-1].end)
    return (
        near[-1].label if told and not any(near[-1].end <= q.start < quantity.start for q in scene.quantities) else None
    )


def _trade_before(quantity: Quantity, scene: Scene) -> Counted | None:
    start = quantity.number.start
    for hit in scene.passage.hits("person").within(max(scene.span.start, start - _WORD_LETTERS), start):
        gap = scene.passage.plain[hit.end : start].strip()
        if hit.label in WORKERS and (gap in _APPOSES or (scene.passage.lexicon.is_dense and len(gap) <= 1)):
            return Counted(Sort.PERSON, hit.label, hit.start, hit.end)
    return None


def _trade_fronted(quantity: Quantity, scene: Scene) -> Counted | None:
    """The trade in a Slavic genitive that opens the clause of its number ("Сапёров там пока около трёхсот")."""
    passage, start = scene.passage, quantity.number.start
    endings = passage.lexicon.endings["many_nouns"]
    for hit in passage.hits("person").within(max(scene.span.start, start - _FRONTED), start) if endings else ():
        gap, before = passage.plain[hit.end : start], passage.plain[scene.span.start : hit.start]
        many = hit.label in WORKERS and passage.plain[hit.start : hit.end].endswith(endings)
        opens = len(_MARK.split(before)[-1]) <= _WORD_LETTERS
        told = any(t.metric in LOSSES and hit.end <= t.start < quantity.end + _NEAR for t in scene.triggers)
        if many and opens and not told and not set(gap) & _STOPS and not any(c.isdigit() for c in gap):
            return Counted(Sort.PERSON, hit.label, hit.start, hit.end)
    return None


def _told_in_clause(quantity: Quantity, scene: Scene, here: Sequence[Mention]) -> Trigger | None:
    """The word for losses before a number that no other number is bound to ("the wounded are close to 1,000")."""
    bound = [m.trigger for m in here if m.trigger is not None]
    only = len(scene.quantities) == 1 and len({t.metric for t in scene.triggers}) == 1
    found = None
    for trigger in scene.triggers:
        near = quantity.start - _CLAUSE <= trigger.end <= quantity.start
        if not near or trigger.metric not in LOSSES or trigger in bound:
            continue
        if only and trigger.metric in LOSSES:
            found = trigger  # "How many have fallen is not known; Seoul puts their number at 2,000"
            continue
        taken = any(q is not quantity and q.start <= trigger.start < q.end for q in scene.quantities)
        apart = scene.breaks_between(trigger.end, quantity.start)
        between = any(trigger.end <= m.anchor.start < quantity.start for m in here)
        if not taken and not apart and not between:
            found = trigger
    return found


def trade_apposed(quantity: Quantity, scene: Scene) -> str | None:
    """Return the trade that explains a part: "a thousand of them, all sappers, are there", "are sappers"."""
    plain, end = scene.passage.plain, quantity.end
    trades = [t for t in scene.passage.hits("person").within(end, end + CUE_LEFT) if t.label in WORKERS]
    if plain[end : end + 1] not in (",", "、"):
        return next((t.label for t in trades if _are_small(plain[end : t.start], scene)), None)
    named = (t for t in trades if len(plain[end + 1 : t.start].strip()) <= _ALL)
    return next((t.label for t in named if plain[t.end : t.end + 1] in (",", "、")), None)


def _are_small(words: str, scene: Scene) -> bool:
    """Whether nothing but small words such as "are" stands there."""
    alone = scene.passage.lexicon.alone
    return all(word in alone for word in words.lower().split()) if words.strip() else False


def by_default(
    quantity: Quantity, scene: Scene, here: Sequence[Mention] = (), before: Sequence[Mention] = ()
) -> Mention | None:
    """Return soldiers of whom nothing is told as sent, a share of them as lost.

    None for a few, and for those of whom the name alone is said.
    """
    number, counted = quantity.number, quantity.counted
    if number.share:
        based = counted.end > number.core_end and counted.id == "percent"
        given = [m for m in here if m.is_given and m.unit == "persons"]
        if not (based or given or _is_of_a_force(quantity, scene) or _has_shrunk(quantity, scene)):
            return None
        mention = made(quantity, scene, "share_lost", None, unit="percent")
        return mention._replace(reasons=mention.reasons | {BY_DEFAULT})
    many = _MIN_THERE <= (number.value or 0) <= _MOST_SENT and not number.is_year
    if counted.sort is Sort.NOTHING and many:
        telling = ("places",) if before or here else _TELLING
        there = any(scene.has(section) for section in telling)
        there = there or _is_apposed(quantity, scene)
        return _by_noun(quantity, scene) if there and _stands_alone(quantity, scene) else None
    trade = trade_apposed(quantity, scene) if counted.sort is Sort.PARTITIVE else None
    if trade is not None:
        return _by_noun(Quantity(number, Counted(Sort.PERSON, trade, counted.start, counted.end)), scene)
    more = counted.sort is Sort.PARTITIVE and scene.passage.has("cue.additional", quantity.start, quantity.end + 1)
    if more and (number.value or 0) >= _MIN_THERE:
        return _by_noun(quantity, scene)
    enough = number.bound is Bound.VAGUE or (number.value or 0) >= MIN_SENT
    if counted.id == "general" and here and here[-1].role == "officer":
        return _by_noun(quantity, scene)  # "500 officers and three generals"
    if counted.sort is not Sort.PERSON or counted.id in (SIDE, PEOPLE) or not enough:
        more = counted.id == PEOPLE and (number.value or 0) >= _MIN_THERE
        told = more and (_is_additional(quantity, scene) or _is_the_matter(quantity, scene))
        return _by_noun(quantity, scene) if told else None
    return _by_noun(quantity, scene)


def _is_apposed(quantity: Quantity, scene: Scene) -> bool:
    """Whether a number behind a comma says how many those just named are ("the men of both waves, some 13,000")."""
    plain, start = scene.passage.plain, quantity.start
    if plain[max(0, start - 2) : start].strip() not in _APPOSITIONS:
        return False
    return scene.passage.has("person", max(scene.span.start, start - _APPOSED), start)


def _is_additional(quantity: Quantity, scene: Scene) -> bool:
    """Whether a word such as "another" stands right before a number ("counts on another 10,000 men")."""
    words = scene.passage.hits("cue.additional").within(max(scene.span.start, quantity.start - _NEAR), quantity.end)
    return any(quantity.start - w.end <= _PREPOSITION for w in words)


def _is_the_matter(quantity: Quantity, scene: Scene) -> bool:
    """Whether a sentence opens with words that go on with what was told ("Йдеться про близько 12 тисяч осіб")."""
    opening = scene.passage.hits("reporting.hearsay").at(scene.span.start)
    return opening is not None and quantity.start - opening.end <= _NEAR


def _has_shrunk(quantity: Quantity, scene: Scene) -> bool:
    """Whether a share is told by a verb whose subject is a force ("контингент сократился вдвое")."""
    start = quantity.number.core_start
    if scene.passage.hits("qualifier.other.not_after").at(start) is None:
        return False
    forces = (t for t in scene.triggers if t.metric == "sent" and t.kind == "noun" and t.end <= start)
    return any(not scene.breaks_between(force.end, start) for force in forces)


def _is_of_a_force(quantity: Quantity, scene: Scene) -> bool:
    """Whether a force or its people stand right behind a share: "a third of the contingent"."""
    end = min(scene.span.end, quantity.number.end + _WORD_LETTERS)
    forces = [t for t in scene.triggers if t.metric == "sent" and t.kind == "noun" and quantity.end <= t.start < end]
    people = scene.passage.hits("person").within(quantity.number.end, end + _WORD_LETTERS)
    first = min([t.start for t in forces] + [h.start for h in people], default=None)
    return first is not None and not set(scene.passage.plain[quantity.number.end : first]) & _STOPS


def _by_noun(quantity: Quantity, scene: Scene) -> Mention | None:
    if quantity.number.value is not None and not _FEW <= quantity.number.value <= _MOST:
        return None
    role = quantity.counted.id if quantity.counted.id in ROLES else None
    mention = made(quantity, scene, "sent", None, unit="persons")._replace(role=role)
    return moved(mention._replace(reasons=mention.reasons | {BY_DEFAULT}), scene)


def _carried(quantity: Quantity, scene: Scene, told: Sequence[Mention]) -> Mention | None:
    number = quantity.number
    if number.is_year or number.share or counts_things(quantity, scene) or not _stands_alone(quantity, scene):
        return None
    value = number.value
    if value is not None and value < _MIN_ALONE:
        return None
    carriers = [(_apart(value, one), -i, one) for i, one in enumerate(told) if _may_carry(one, quantity)]
    apart, _, carrier = min(carriers, key=lambda c: c[:2], default=(_FACTOR + 1, 0, None))
    if carrier is None or apart > (_FACTOR_OF_A_DAY if _is_of_a_day(carrier, value) else _FACTOR):
        return None
    parts = {m.metric for m in told if m.metric in LOSSES}
    whole = scene.passage.has("cue.total", max(scene.span.start, quantity.start - _TOTAL_REACH), quantity.end)
    if whole and len(parts) > 1:  # "300 dead, 2,700 hurt. Together that makes more than 3,000"
        mention = made(quantity, scene, "casualties", None, unit="persons")
        return mention._replace(subject=carrier.subject, reasons=mention.reasons | {CARRIED})
    metric = carrier.trigger.metric if carrier.trigger else carrier.metric if carrier.metric in LOSSES else "sent"
    mention = made(quantity, scene, carrier.metric, None, unit=carrier.unit or "persons")
    mention = mention._replace(role=carrier.role, subject=carrier.subject, reasons=mention.reasons | {CARRIED})
    if metric not in MOVES or carrier.unit != "persons":
        return mention
    return moved(mention._replace(metric="sent" if whole else metric), scene)


def _is_of_a_day(told: Mention, value: float | None) -> bool:
    """Whether losses were told of a day or a day's mean, so that a total may be thousands of times as many."""
    if told.metric not in LOSSES:
        return False
    if (value or 0) >= _MIN_OF_A_WAR:
        return True
    span = told.scene.span
    lengths = (q for q in told.scene.quantities if q.counted.id in ("day", "hour"))
    return told.scene.passage.has("cue.rate", *span) or any(True for _ in lengths)


def counts_things(quantity: Quantity, scene: Scene) -> bool:
    """Whether the number before counts civilians or things, so that a bare one goes on with these.

    Not where losses are named between them: "8 tanks, taking total losses to 874,900".
    """
    before = [q for q in scene.quantities if q.end <= quantity.start and q.counted.id not in MEASURES]
    if (
        not before
        or before[-1].counted.sort not in (Sort.OTHER, Sort.WEAPON)
        or quantity.counted.sort is not Sort.NOTHING
    ):
        return False
    value = quantity.number.value or 0
    many = value >= _MIN_THERE
    small = before[-1].number.is_word and (before[-1].number.value or _MIN_THERE) < _WAVES
    if small and value >= _MIN_BEHIND_WAVES:  # "in two waves, 600"
        return False
    start = before[-1].end
    return not (many and any(t.metric in LOSSES and start <= t.start < quantity.start for t in scene.triggers))


def counts_millions_of(quantity: Quantity, scene: Scene) -> bool:
    """Whether a small word and an unknown noun follow millions ("1,2 million d'abonnés")."""
    if quantity.number.scale < _MILLION or quantity.counted.sort is not Sort.NOTHING:
        return False
    return scene.passage.hits("qualifier.other.skip").at(quantity.end + 1) is not None


def _may_carry(one: Mention, quantity: Quantity) -> bool:
    if one.kind is not Kind.FIGURE or one.unit not in _UNITS or one.metric == "share_lost":
        return False
    return quantity.counted.sort is Sort.NOTHING or one.unit == "persons"


def _apart(value: float | None, one: Mention) -> float:
    """How many times one value is the other; 1 where either is told in words such as "hundreds"."""
    other = one.quantity.number.value if one.quantity else None
    if not value or not other:
        return 1.0
    return max(value / other, other / value)


def _stands_alone(quantity: Quantity, scene: Scene) -> bool:
    """Whether no unknown noun follows that may be what is counted."""
    lexicon = scene.passage.lexicon
    bound = scene.passage.hits("qualifier.after_noun").at(quantity.end)
    end = bound.end if bound else quantity.end
    rest = scene.passage.plain[end : min(scene.span.end, end + _WORD_LETTERS)].lstrip(_MARKS).lower()
    if bound and lexicon.verb_final and _INFLECTED.match(rest):
        return True  # "97万人を超えた。"
    if not rest or not (rest[0].isalpha() or rest[0].isdigit()):
        return True
    if lexicon.is_dense:
        return rest.startswith(tuple(lexicon.alone))
    if counts_millions_of(quantity, scene):
        return False
    word = rest.split(" ")[0].strip(".,;:!?…\"'»”)")
    return word in lexicon.alone or word.split("'")[0] + "'" in lexicon.alone
