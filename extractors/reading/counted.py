"""What a number counts: people, ground, time, weapons, units; decided by the noun nearest to it.

A number of people is one that a word for persons follows (or, where the language says so, precedes). A noun of the
lexicon's `not_person` vetoes it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from extractors.intervals import Vague
from extractors.phrases import Hit
from extractors.reading.cases import past_possessive
from extractors.reading.marks import Hits, Passage
from extractors.reading.masks import ROUND_YEAR
from extractors.reading.quantities import Number, with_bound

_MAX_WORDS = 4
_MAX_CHARS = 48
_MAX_CHARS_TIGHT = 12  # without spaces between words
_LEFT_CHARS = 4  # the noun right before the number, with a particle between: ko, ja
_BREAKS = frozenset(".,;:()\n\x01?!。、")


class Sort(StrEnum):
    """Kinds of things that are counted."""

    PERSON = "person"
    PARTITIVE = "partitive"
    MEASURE = "measure"
    FORMATION = "formation"
    WEAPON = "weapon"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Counted:
    """The noun that a number counts: its sort, its id in the lexicon, and where it stands."""

    sort: Sort
    id: str
    start: int
    end: int


PEOPLE = "people"  # any people at all, of which a mere counter (명, 人) also speaks
SIDE = "side"  # the people of a side, where its name alone is counted

# "dozens of KN-23 missiles", "240mm launchers": a model or calibre between number and noun
_MODEL = re.compile(r"(?<![^\W\d])[^\W\d_]{1,4}-\d\w{0,4}|\d{2,4}[ -]?(?:mm|мм|㎜)|(?<![^\W\d])[A-Z]\d{2,4}\b")
_DIGIT = re.compile(r"\d")
_DASH = re.compile(r"\s[-–—]\s")
_PLAIN = frozenset({"any", PEOPLE, SIDE})
_PARTICLE = 2
_TIMES = frozenset({"hour", "day", "week", "month", "year"})
_TIME_GAP = 2  # 3個多月
_MOST_DAYS = 100  # "three long months", but no "5,000 last months"
_LINK = 3  # "une quinzaine de Nord-Coréens"
_SMALL_WORDS = 3  # 排雷兵则有1000人
_TRADES = ("engineer", "worker")
_NEXT_WORD = 2
_NEAR = 28  # letters between a number and "of them"
_NOUN_GAP = 4
_QUOTES = frozenset("「」『』\"'“”")

_SECTIONS = (
    ("person", Sort.PERSON),
    ("measure", Sort.MEASURE),
    ("formation", Sort.FORMATION),
    ("weapon", Sort.WEAPON),
    ("not_person", Sort.OTHER),
)


def counted_by(number: Number, sentence_end: int, passage: Passage) -> Counted:
    """Return what the number counts; `Sort.NOTHING` where no known noun is near enough.

    `sentence_end`: where the next number begins, or the sentence ends.
    """
    if number.share:
        return Counted(Sort.MEASURE, "percent", number.core_end, number.core_end)
    inside = passage.hits("weapon").at(number.core_end) if number.end > number.core_end else None
    if inside is not None and passage.lexicon.is_dense:  # 220門余り: the counter stands inside the words of the bound
        return Counted(Sort.WEAPON, inside.label, inside.start, max(inside.end, number.end))
    partitive = _partitive(number, sentence_end, passage)
    right = _right(number, sentence_end, passage)
    people = _people_of_a_side(number, sentence_end, passage)
    if right is None or (people is not None and _is_nearer(people, right, passage)):
        right = people
    if right is not None:
        dense = passage.lexicon.is_dense
        right = (
            _with_noun(_with_trade(right, number, passage), passage) if dense else _with_trade_behind(right, passage)
        )
    if right is not None and right.sort is Sort.OTHER and passage.lexicon.is_dense:
        gun = _left(number, passage)  # 장갑차 9대가: the counter may begin another word
        if gun is not None and gun.sort is Sort.WEAPON and not passage.plain[number.end : right.start].strip():
            right = gun
    if right is not None and (partitive is None or right.start < partitive.start or _is_of(partitive, right)):
        return right
    before = partitive or _left(number, passage) or _before_uncounted(number, passage) or _listed(number, passage)
    return before or Counted(Sort.NOTHING, "", number.end, number.end)


def _is_of(partitive: Counted, right: Counted) -> bool:
    """Whether words such as "weitere" stand right before the trade that they go with ("25.000 weitere Arbeiter")."""
    return right.sort is Sort.PERSON and right.id not in _PLAIN and right.start - partitive.end == 1


def _partitive(number: Number, sentence_end: int, passage: Passage) -> Counted | None:
    for hit in passage.hits("partitive.after").within(number.end, min(sentence_end, number.end + _NEAR)):
        if not passage.plain[number.end : hit.start].strip():
            return Counted(Sort.PARTITIVE, "any", hit.start, hit.end)
    return None


def _right(number: Number, sentence_end: int, passage: Passage) -> Counted | None:
    """Return the noun that begins first behind the number, of two that begin together the longer one."""
    best: tuple[Hit, Sort] | None = None
    start = number.end
    end = min(sentence_end, start + (_MAX_CHARS_TIGHT if passage.lexicon.is_dense else _MAX_CHARS) + 16)
    for section, sort in _SECTIONS:
        for hit in passage.hits(section).within(start, end):
            if best is not None and (best[0].start, -best[0].end) <= (hit.start, -hit.end):
                break
            if sort is Sort.PERSON:
                if _opens_a_clause(start, hit.start, passage):
                    break
                if _is_predicate(start, hit, passage):
                    continue
            elif sort is Sort.MEASURE:
                if _is_pace(number, hit, passage) or _is_a_day_named(number, hit, passage):
                    continue
            elif sort is Sort.OTHER and _stands_for_itself(start, hit.start, passage):
                break
            if _is_near(start, hit.start, passage):
                best = hit, sort
                break
    return Counted(best[1], best[0].label, best[0].start, best[0].end) if best is not None else None


def _opens_a_clause(end: int, noun: int, passage: Passage) -> bool:
    """Whether a word between number and noun opens a clause, the one right behind the number aside."""
    words = passage.hits("cue.clause").within(end + 1, noun)
    return bool(words) and any(word.end < noun for word in words)


def _is_predicate(end: int, hit: Hit, passage: Passage) -> bool:
    """Whether a verb parts a number from a word of losses ("the 11,000 sent had become casualties" is sent)."""
    if passage.lexicon.is_dense:
        return False
    triggers = passage.hits("trigger")
    verbs = triggers.within(end, hit.start)
    if not any(v.label.endswith(".event") for v in verbs):
        return False
    outer = (w.start < hit.start and hit.end <= w.end for w in triggers.within(end, hit.end))
    return any(outer) or triggers.any_within(hit.start - 1, hit.end)


def _is_pace(number: Number, hit: Hit, passage: Passage) -> bool:
    """Whether a measure of time only says how often ("30 a day"), and is no length itself (过去24小时)."""
    around = passage.hits("cue.rate").within(max(0, hit.start - _MAX_CHARS_TIGHT), hit.end + _MAX_CHARS_TIGHT)
    return any(
        rate.start < hit.start and hit.end <= rate.end and not rate.start < number.core_start < rate.end
        for rate in around
    )


def _is_a_day_named(number: Number, hit: Hit, passage: Passage) -> bool:
    """Whether a measure of time only says when ("around 5,000 last month", "40 in two days", 1.1万名朝军在过去两周)."""
    if hit.label not in _TIMES:
        return False
    gap = passage.plain[number.end : hit.start].strip()
    if passage.lexicon.is_dense:
        return len(gap) > _TIME_GAP
    return bool(gap) and ((number.value or 0) >= _MOST_DAYS or _stands_for_itself(number.end, hit.start, passage))


def _stands_for_itself(end: int, noun: int, passage: Passage) -> bool:
    """Whether a word such as "are" or "in" stands right behind a number, so that a later noun is not its own."""
    if passage.lexicon.is_dense:
        return passage.has("trigger", end, noun)
    words = passage.plain[end:noun].split()
    return len(words) > 0 and words[0].lower() in passage.lexicon.alone


def _is_nearer(people: Counted, right: Counted, passage: Passage) -> bool:
    """Whether a side's own name is what is counted: it is the noun itself, or a verb parts it from the noun.

    "14 residents" where the story names residents as a side; "11,000 North Koreans sent are dead".
    """
    if right.sort is Sort.OTHER:
        apart = len(passage.plain[people.end : right.start].split()) > 1  # "8,000 North Koreans stay in the region"
        return people.start <= right.start < people.end or (right.start > people.end and apart)
    if passage.has("partitive.base_after", people.end, right.start + 1):
        return True  # 1.1万朝军中伤亡6000人
    if right.sort is Sort.MEASURE and not passage.lexicon.is_dense:
        return bool(passage.plain[people.end : right.start].strip())  # "40 North Koreans in two days"
    if right.sort is Sort.WEAPON and _stands_for_itself(people.end, right.start, passage):
        return True  # "40 North Koreans with two drones"
    return any(h.label.endswith(".event") for h in passage.hits("trigger").within(people.end, right.start))


def _with_trade(right: Counted, number: Number, passage: Passage) -> Counted:
    """A counter with the trade before the number: "工兵1000人" counts sappers."""
    if right.sort is not Sort.PERSON or right.id not in _PLAIN:
        return right
    for hit in passage.hits("person").within(max(0, number.start - _MAX_CHARS_TIGHT), number.start):
        gap = passage.plain[hit.end : number.start].strip()
        named = any(passage.has(name, hit.end, number.start) for name in ("person", "trigger"))
        if (
            hit.label not in (PEOPLE, SIDE, right.id)
            and len(gap) <= _SMALL_WORDS
            and not named
            and not _BREAKS & set(gap)
        ):
            return Counted(Sort.PERSON, hit.label, right.start, right.end)
    return right


def _with_noun(right: Counted, passage: Passage) -> Counted:
    """A mere counter right before its noun: 1000名工兵 are sappers, 2万名客人 no soldiers."""
    if right.sort is not Sort.PERSON or right.id != PEOPLE:
        return right
    for section, sort in (("not_person", Sort.OTHER), ("person", Sort.PERSON)):
        for hit in passage.hits(section).within(right.end - 1, right.end + _MAX_CHARS_TIGHT):
            if section == "not_person" and _is_of_a_trade(right.end, hit, passage):
                continue  # 1000名工兵清除地雷
            gap = passage.plain[right.end : hit.start]
            if hit.start < right.end or len(gap) > _NOUN_GAP or _BREAKS & set(gap) or hit.label in _PLAIN:
                continue
            apart = passage.has("trigger", right.end, hit.start) or any(mark in _QUOTES for mark in gap)
            if apart or any(mark in passage.lexicon.alone for mark in gap):
                continue
            return Counted(sort, hit.label, right.start, right.end if sort is Sort.PERSON else hit.end)
    return right


def _is_of_a_trade(start: int, thing: Hit, passage: Passage) -> bool:
    """Whether a trade is counted, of which only the next word speaks of a thing."""
    trade = passage.hits("person").at(start)
    return trade is not None and trade.label in _TRADES and thing.start - trade.end >= _NEXT_WORD


def _with_trade_behind(right: Counted, passage: Passage) -> Counted:
    """A trade right behind a plain noun: "5.000 Mann Bautruppen", "1 000 soldats du génie" counts that trade."""
    if right.sort is not Sort.PERSON or right.id not in _PLAIN:
        return right
    for hit in passage.hits("person").within(right.end, right.end + _MAX_CHARS):
        if hit.start - right.end > 1:
            break
        if hit.label not in _PLAIN and not passage.plain[right.end : hit.start].strip():
            return Counted(Sort.PERSON, hit.label, right.start, hit.end)
    return right


def _people_of_a_side(number: Number, sentence_end: int, passage: Passage) -> Counted | None:
    """Return a side's name right behind the number ("4,000 North Koreans"): it counts its people."""
    for hit in passage.hits("actors").within(number.end, min(sentence_end, number.end + _MAX_CHARS)):
        if _owns_a_number(hit, passage):
            continue  # "4,000 of Pyongyang's 11,000 soldiers"
        gap = passage.plain[number.end : hit.start].strip(" '").lower()
        linked = len(gap) <= _LINK and (gap in passage.lexicon.alone or f"{gap}'" in passage.lexicon.alone)
        linked = linked or any(  # "2,000 of the North Koreans who went"
            base.start - number.end <= 1 and hit.start - base.end <= 1
            for base in passage.hits("partitive.base_before").within(number.end, hit.start)
        )
        if (not gap or linked) and (not number.is_year or number.value == ROUND_YEAR):
            return Counted(Sort.PERSON, SIDE, hit.start, hit.end)
    return None


def _owns_a_number(name: Hit, passage: Passage) -> bool:
    """Whether what a name has is counted: "Pyongyang's 11,000 soldiers", "the Russians' 300"."""
    end = past_possessive(name.end, passage)
    end += passage.plain.startswith("' ", end)
    return end > name.end and passage.plain[end + 1 : end + 2].isdecimal()


def _is_near(start: int, noun: int, passage: Passage) -> bool:
    gap, is_dense = passage.plain[start:noun], passage.lexicon.is_dense
    if not is_dense and passage.hits("cue.and").at(start + 1) is not None:
        return False  # "300 and the injured"
    if gap == " ":
        return True
    if _DIGIT.search(gap):
        gap = _MODEL.sub(" ", _without_calibres(start, noun, passage))
    if passage.plain[start - 1 : start] == "." and gap.lstrip(" ")[:1].isupper():
        return False  # an abbreviation ends the sentence: "2,7 тыс. При убитых ..."
    if not _BREAKS.isdisjoint(gap) or any(map(str.isdigit, gap)):
        return False
    if is_dense:
        return len(gap) <= _MAX_CHARS_TIGHT
    few = len(gap) <= _MAX_CHARS and len(gap.split()) <= _MAX_WORDS
    return few and not _crosses(start, noun, passage)


def _without_calibres(start: int, end: int, passage: Passage) -> str:
    text = ""
    for size in passage.hits("mask").within(start, end):
        text, start = text + passage.plain[start : size.start], size.end
    return text + passage.plain[start:end]


def _crosses(start: int, noun: int, passage: Passage) -> bool:
    """A clause or a verb between number and noun: the noun belongs to something else."""
    against = passage.has("cue.against", start, noun)
    return against and any(h.label.endswith(".event") for h in passage.hits("trigger").within(start, noun))


def _before_uncounted(number: Number, passage: Passage) -> Counted | None:
    """The weapons right before words that only call their number considerable ("Raketen in großer Zahl")."""
    if number.vague != Vague.UNCOUNTED:
        return None
    around = passage.hits("weapon").within(max(0, number.start - _MAX_CHARS), number.start)
    gun = next((hit for hit in around if number.start - hit.end <= 1), None)
    return gun and Counted(Sort.WEAPON, gun.label, gun.start, gun.end)


def _listed(number: Number, passage: Passage) -> Counted | None:
    """The weapons before a dash that a list within a sentence gives the number of ("танків — 9814 (+7)")."""
    if passage.lexicon.is_dense:
        return None
    for gun in passage.hits("weapon").within(max(0, number.start - _MAX_CHARS), number.start):
        opens = not passage.plain[passage.plain.rfind("\n", 0, gun.start) + 1 : gun.start].strip()
        if not opens and _DASH.fullmatch(passage.plain, gun.end, number.start):
            return Counted(Sort.WEAPON, gun.label, gun.start, gun.end)
    return None


def _left(number: Number, passage: Passage) -> Counted | None:
    if not passage.lexicon.is_dense:
        return None
    best: Hit | None = None
    sort = Sort.NOTHING
    for section, kind in _SECTIONS:
        for hit in passage.hits(section).within(max(0, number.start - 16), number.start):
            near = number.start - hit.end <= _LEFT_CHARS and not _BREAKS & set(passage.plain[hit.end : number.start])
            if near and (best is None or hit.end > best.end):
                best, sort = hit, kind
    return Counted(sort, best.label, best.start, best.end) if best else None


def bounded_behind(number: Number, counted: Counted, passage: Passage) -> Number:
    """Return the number under a bound that stands behind its noun ("3천 명 이상", "3,000 or more")."""
    if counted.sort in (Sort.NOTHING, Sort.PARTITIVE) or counted.start < number.end:
        return number
    bounds, end = passage.hits("qualifier.after_noun"), counted.end
    hit = _right_behind(end, bounds, passage)
    if hit is None:
        side = passage.hits("actors").at(end + 1)  # "11 000 soldats nord-coréens environ"
        hit = _right_behind(side.end, bounds, passage) if side is not None else None
    if hit is None:
        return number
    own = [number.vague] if number.vague in ("odd", "nearly") else []
    own += [number.bound.value] if number.bound.value not in ("exact", "range", "vague") else []
    return with_bound(number, [*own, hit.label], number.start, number.end)


def _right_behind(end: int, hits: Hits, passage: Passage) -> Hit | None:
    """Return the hit that begins right behind a place, or behind one space."""
    return hits.at(end) or (hits.at(end + 1) if passage.plain[end : end + 1].isspace() else None)
