"""One sentence with what stands in it: its numbers and what they count, its triggers, its clauses.

`Mention` is what the later steps pass on and complete: a figure or a status at its place.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from extractors.phrases import Hit
from extractors.reading.counted import Counted, Sort, bounded_behind, counted_by
from extractors.reading.marks import Passage
from extractors.reading.masks import ROUND_YEAR, dates, told_as_a_count
from extractors.reading.quantities import Number, scan
from extractors.texts import Span
from extractors.values import Kind, Modality

LOSSES = frozenset({"killed", "wounded", "missing", "captured", "casualties"})
MOVES = frozenset({"sent", "present", "front", "reinforcements", "returned_home"})
_FATE = "captured"
_OF = re.compile(r" [^\W\d_]{2,3} ")
_LINKS = ("range", "cue.and", "cue.up_from", "cue.clause")  # what parts two numbers that are no part and whole
_OPENED = 12  # "from 4,000 to 11,000"
_MERGED = frozenset({"killed", "wounded", "missing", "captured", "casualties"})
_NONE: tuple[Hit, ...] = ()
_LINE_MARKS = " \t>▶►▷■•*[(<【|-–—→»"
_LINE_OPENING = 40
_MIN_FORCE = 1000
_MERGE_GAP = 28
_OWN_GAP = 8
_BASE_GAP = 10
_MERGE_LETTERS = 6  # "killed or been wounded": what may stand there beside the joining word
_BREAK = re.compile(r"[;:—\n()](?:(?<=\()(?P<short>[^\W\d_]{1,12}\)))?")  # "(NIS)" opens no clause
_DASH = re.compile(r" [-–] ")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that says what a number is about; `kind` is event or noun."""

    start: int
    end: int
    metric: str
    kind: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and what it counts. `start`: where its words begin; `end`: where the noun, or the number, ends."""

    number: Number
    counted: Counted
    start: int = field(init=False, compare=False, repr=False)
    end: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Reckon start and end once: every step asks for them."""
        object.__setattr__(self, "start", min(self.number.start, self.counted.start))
        object.__setattr__(self, "end", max(self.number.end, self.counted.end))


class Scene:
    """A sentence: `span`, its `quantities`, `triggers` and `dates` in order, and where its clauses begin.

    `found`: section -> the hits that lie in it; a section without any is not there (`Passage.filed`).
    `sides`: those it names, kept per speakers once they are found (`sides.named_sides`); so are its `names`, a list of
    one (`links.names_in`), and the `breaks` between its clauses, as most sentences claim nothing.
    """

    __slots__ = (
        "_breaks",
        "_merged",
        "dates",
        "found",
        "names",
        "passage",
        "quantities",
        "sides",
        "span",
        "triggers",
    )

    def __init__(
        self,
        passage: Passage,
        span: Span,
        found: Mapping[str, list[Hit]],
        quantities: tuple[Quantity, ...],
        triggers: tuple[Trigger, ...],
        dates: tuple[Span, ...],
    ) -> None:
        """Keep what was found."""
        self.passage = passage
        self.span = span
        self.found = found
        self.quantities = quantities
        self.triggers = triggers
        self.dates = dates
        self.sides: dict[tuple[Span, ...], tuple[Hit, ...]] = {}
        self.names: list[list[Hit]] = []
        self._breaks: tuple[int, ...] | None = None
        self._merged: dict[tuple[str, ...], Sequence[Hit]] = {}

    def hits(self, section: str) -> Sequence[Hit]:
        """Return the hits of a section in the sentence, in its order."""
        return self.found.get(section, _NONE)

    def has(self, section: str) -> bool:
        """Return whether a section has a hit in the sentence."""
        return section in self.found

    def has_any(self, sections: AbstractSet[str]) -> bool:
        """Return whether any of the sections has a hit in the sentence."""
        return not sections.isdisjoint(self.found)

    def together(self, sections: tuple[str, ...]) -> Sequence[Hit]:
        """Return the hits of several sections in the order of the sentence."""
        merged = self._merged.get(sections)
        if merged is None:
            found = self.found
            lists = [found[section] for section in sections if section in found]
            if len(lists) < 2:
                merged = lists[0] if lists else _NONE
            else:
                merged = sorted([hit for hits in lists for hit in hits])
            self._merged[sections] = merged
        return merged

    @property
    def breaks(self) -> tuple[int, ...]:
        """Where clauses begin, the first one left out."""
        found = self._breaks
        if found is None:
            found = self._breaks = _breaks(self)
        return found

    def clause(self, start: int, end: int) -> Span:
        """Return the clause or clauses that hold [start, end)."""
        breaks = self.breaks
        if not breaks:
            return self.span
        left = bisect_right(breaks, start)
        right = bisect_right(breaks, max(start, end - 1), left)
        return Span(
            breaks[left - 1] if left else self.span.start, breaks[right] if right < len(breaks) else self.span.end
        )

    def breaks_between(self, start: int, end: int) -> int:
        """Return how many clauses begin in (start, end]."""
        breaks = self.breaks
        return bisect_right(breaks, end) - bisect_right(breaks, start) if breaks else 0


class Mention(NamedTuple):
    """A claim in the making. `anchor` is the number or status word, `start` to `end` the evidence."""

    kind: Kind
    metric: str
    scene: Scene
    anchor: Span
    start: int
    end: int
    quantity: Quantity | None = None
    trigger: Trigger | None = None
    is_given: bool = False
    polarity: bool = True
    phase: str | None = None
    increment: str | None = None
    role: str | None = None
    unit: str | None = None
    subject: str = "other"
    modality: Modality = Modality.ASSERTED
    reasons: frozenset[str] = frozenset()


def scenes(passage: Passage) -> list[Scene]:
    """Return every sentence of a passage as a scene."""
    days = dates(passage)
    numbers = scan(passage, days)
    days = sorted(days)
    made = []
    at = day = 0
    elsewhere = 0
    low = passage.folded.low
    has_links = any(words in low for words in passage.lexicon.related)
    for span, found in zip(passage.sentences, passage.filed, strict=True):
        start, end = span
        if has_links and _is_of_another_article(span, passage):
            line = passage.plain.find("\n", start)
            elsewhere = line if line >= 0 else len(passage.plain)
        first, first_day = at, day
        while at < len(numbers) and numbers[at].start < end:
            at += 1
        while day < len(days) and days[day].start < end:
            day += 1
        if start >= elsewhere:
            own = numbers[first:at] if at > first else []
            quantities = tuple(_quantities(span, own, passage)) if own else ()
            told = "trigger" in found or "cue.homeward" in found
            triggers = tuple(_triggers(found, own, passage)) if told else ()
            made.append(Scene(passage, span, found, quantities, triggers, tuple(days[first_day:day])))
    return made


def _is_of_another_article(span: Span, passage: Passage) -> bool:
    """Whether a sentence opens its line with words such as "read also": the line is about another article."""
    plain = passage.plain
    if plain[plain.rfind("\n", 0, span.start) + 1 : span.start].strip(_LINE_MARKS):
        return False
    line = plain[span.start : span.start + _LINE_OPENING].lstrip(_LINE_MARKS).lower()
    return line.startswith(passage.lexicon.related)


def _triggers(found: Mapping[str, list[Hit]], numbers: Sequence[Number], passage: Passage) -> list[Trigger]:
    triggers = [_trigger(hit) for hit in found.get("trigger", ())]
    if "cue.homeward" in found:
        triggers = _with_homeward(triggers, found, passage)
    return _merged(triggers, numbers, passage) if len(triggers) > 1 else triggers


def _quantities(span: Span, numbers: Sequence[Number], passage: Passage) -> list[Quantity]:
    quantities: list[Quantity] = []
    is_dense = passage.lexicon.is_dense
    for i, number in enumerate(numbers, 1):
        end = numbers[i].core_start if is_dense and i < len(numbers) else span.end
        counted = counted_by(number, end, passage)
        if number.is_year and number.value == ROUND_YEAR and told_as_a_count(number.start, passage):
            number = replace(number, is_year=False)
        quantities.append(Quantity(bounded_behind(number, counted, passage), counted))
    if len(quantities) > 1:
        quantities = [*(_with_base(q, base, passage) for q, base in pairwise(quantities)), quantities[-1]]
        quantities = [*(_with_shared_unit(q, after, passage) for q, after in pairwise(quantities)), quantities[-1]]
    return quantities


def _with_base(quantity: Quantity, base: Quantity, passage: Passage) -> Quantity:
    """Let "4,000 of the 12,000 troops" count people of its own base, which it takes in."""
    share, sort = quantity.number.share, base.counted.sort
    if not (share or quantity.counted.sort is Sort.NOTHING):
        return quantity
    if sort is not Sort.PERSON and sort is not Sort.WEAPON and not (sort is Sort.NOTHING and _is_force(base)):
        return quantity
    end = base.number.start
    if share and _is_short(passage.plain[quantity.number.end : end]):
        return Quantity(quantity.number, Counted(Sort.MEASURE, "percent", quantity.number.end, base.end))
    for hit in passage.hits("partitive.base_before").within(quantity.number.end, base.number.core_start):
        if hit.start - quantity.number.end <= 1 and end - hit.end <= 1:
            if share:
                return Quantity(quantity.number, Counted(Sort.MEASURE, "percent", quantity.number.end, base.end))
            counted, what = (sort, base.counted.id) if sort is Sort.WEAPON else (Sort.PARTITIVE, "any")
            return Quantity(quantity.number, Counted(counted, what, hit.start, base.end))
    if not share and sort is not Sort.WEAPON and _is_part_of(quantity, base, passage):
        return Quantity(quantity.number, Counted(Sort.PARTITIVE, "any", quantity.number.end, base.end))
    return quantity


def _is_part_of(part: Quantity, whole: Quantity, passage: Passage) -> bool:
    """Whether one short word such as "of" parts a number from a greater one behind it ("4,000 of some 11,000")."""
    start, end = part.number.end, whole.number.start
    if passage.lexicon.is_dense or not _OF.fullmatch(passage.plain[start:end]):
        return False
    linked = any(h.label != "open" for section in _LINKS for h in passage.hits(section).within(start, end))
    ahead = passage.hits("range").within(max(0, part.number.start - _OPENED), part.number.core_start)
    opened = any(h.label == "open" for h in ahead)
    return not linked and not opened and (part.number.value or 0) < (whole.number.value or 0)


def _is_force(base: Quantity) -> bool:
    """Whether a bare number is great enough to be people of whom a share is told ("a third of the 14,000 who went")."""
    return (base.number.value or 0) >= _MIN_FORCE and not base.number.is_year and not base.number.share


def _with_shared_unit(quantity: Quantity, after: Quantity, passage: Passage) -> Quantity:
    """Let a number share the measure of the next one: "boys of 20 and 26 years", "810 of the 1,268 km²"."""
    counted = after.counted
    measured = counted.sort is Sort.MEASURE and counted.id != "percent"
    if quantity.counted.sort is not Sort.NOTHING or not measured or quantity.number.share:
        return quantity
    gap = passage.plain[quantity.number.end : after.number.start]
    words = passage.together(("cue.and", "partitive.base_before"))  # "810 of the 1,268 square kilometres"
    joined = any(h.end - h.start == len(gap.strip()) for h in words.within(quantity.end, after.start))
    return (
        Quantity(quantity.number, Counted(counted.sort, counted.id, quantity.end, quantity.end)) if joined else quantity
    )


def _is_short(gap: str) -> bool:
    """Whether nothing but a word such as "of the" stands between a share and the number that it is a share of."""
    return len(gap) <= _BASE_GAP and not set(gap) & set(",.;:()、。")


def _trigger(hit: Hit) -> Trigger:
    start, end, label = hit
    metric, _, kind = label.partition(".")
    return Trigger(start, end, metric, kind)


def _with_homeward(triggers: list[Trigger], found: Mapping[str, list[Hit]], passage: Passage) -> list[Trigger]:
    """Add "returned to" and its like where the main actor's name follows: to those soldiers that land is home."""
    words = found["cue.homeward"]
    main = passage.cast.story.main_actor
    lands = [hit.start for hit in found.get("actors", ()) if hit.label == main]
    home = [
        Trigger(hit.start, hit.end, "returned_home", "event")
        for hit in words
        if any(hit.start <= start <= hit.end + 1 for start in lands)
    ]
    others = [one for one in triggers if not any(one.start < hit.end and hit.start < one.end for hit in home)]
    return sorted([*others, *home], key=lambda trigger: trigger.start)


def _merged(triggers: list[Trigger], numbers: Sequence[Number], passage: Passage) -> list[Trigger]:
    """Read "killed or wounded", also over three or four words, as casualties."""
    out: list[Trigger] = []
    for trigger in triggers:
        if out and _merge(out[-1], trigger, numbers, passage):
            fate = _FATE if _are_one_fate(out[-1], trigger) else "casualties"
            out[-1] = Trigger(out[-1].start, trigger.end, fate, out[-1].kind)
        else:
            out.append(trigger)
    return out


def _are_one_fate(a: Trigger, b: Trigger) -> bool:
    """Whether two verbs tell of the same few people: who is wounded and captured is a prisoner (受伤被俘)."""
    return {a.metric, b.metric} == {"wounded", _FATE} and a.kind == b.kind == "event"


def _merge(a: Trigger, b: Trigger, numbers: Sequence[Number], passage: Passage) -> bool:
    if a.metric == b.metric or not {a.metric, b.metric} <= _MERGED:
        return False
    if b.start - a.end > _MERGE_GAP or any(a.end <= n.core_start < b.start for n in numbers):
        return False
    if _has_own_numbers(a, b, numbers) or _is_heading(a, b, numbers) or passage.has("cue.including", a.end, b.start):
        return False
    gap = passage.plain[a.end : b.start]
    joins = passage.hits("cue.and").within(a.end, b.start)
    listed = "," in gap or "、" in gap
    if listed and joins and a.metric != "casualties":
        return False  # "1,200 are missing, and nobody looks for the bodies"; but "killed, wounded, and missing"
    if not (joins or listed or not gap.strip()):
        return False
    letters = sum(c.isalpha() for c in gap) - sum(
        sum(c.isalpha() for c in passage.plain[h.start : h.end]) for h in joins
    )
    return letters <= _MERGE_LETTERS and not set(gap) & set(".;:—–")


def _is_heading(a: Trigger, b: Trigger, numbers: Sequence[Number]) -> bool:
    """Whether a word for all losses only opens their list (피해가 사망 300명, 부상 2700명)."""
    nouns = a.metric == "casualties" and a.kind == b.kind == "noun"
    return nouns and any(0 <= n.start - b.end <= _OWN_GAP // 2 for n in numbers)


def _has_own_numbers(a: Trigger, b: Trigger, numbers: Sequence[Number]) -> bool:
    """Whether each has a number of its own, before the first and behind the second ("300 killed, wounded 2,700")."""
    before = any(0 <= a.start - n.end <= _OWN_GAP for n in numbers)
    return before and any(0 <= n.start - b.end <= _OWN_GAP // 2 for n in numbers)


def _breaks(scene: Scene) -> tuple[int, ...]:
    start, end = scene.span
    plain = scene.passage.plain
    found = {m.end() for m in _BREAK.finditer(plain, start, end) if m.lastgroup is None}
    if plain.find(" - ", start, end) >= 0 or plain.find(" – ", start, end) >= 0:
        found.update([m.end() for m in _DASH.finditer(plain, start, end)])
    found.update([hit.start for hit in scene.hits("cue.clause")])
    found.discard(start)
    return tuple(sorted(found)) if found else ()
