"""What the second reader looks at: how a number stands to each word that could say what it is about, and to moods.

Nothing here names a language. A feature is a short text such as "gap:R3w": a trigger to the right, a few characters
away, in a language that marks its words by spaces. docs/second-reader.md lists them all.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.phrases import Hit
from extractors.reading.counted import Sort
from extractors.reading.scenes import LOSSES, Quantity, Scene, Trigger
from extractors.texts import Span
from extractors.values import Kind

NONE = "none"
TROOPS = "troops"
_FAMILIES = {"sent": TROOPS, "present": TROOPS, "front": TROOPS, "reinforcements": TROOPS}
_FAMILIES |= {"troops_deployed": TROOPS, "troops_at_front": TROOPS, "workers_sent": TROOPS}
_GAPS = (1, 2, 5, 11, 21, 41, 81)
_VALUES = (2, 20, 200, 2000, 20000)
_NEAREST = 5  # triggers on each side that are weighed
_HARD = frozenset(";:()—")
_CUES = ("planned", "additional", "total", "up_from", "rate")
_CUE_LEFT = 40
_CUE_RIGHT = 30
_BASE_GAP = 3
_BASE_LEFT = 40
_SHARE_GAP = 16  # "4,000 of the 11,000": the second number is the whole of the first
_NOUN_BEHIND = 25
_PARTICIPLE_GAP = 3
_PEOPLE = frozenset({Sort.PERSON, Sort.PARTITIVE})
_MOODS = (
    "modality.hedged",
    "modality.conditional",
    "modality.planned",
    "modality.denied",
    "modality.not",
    "modality.asserted",
    "reporting.estimated",
    "cue.planned",
    "cue.retracted",
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that a number may be about: `metric` of a trigger, "sent" for a contingent, or "none"."""

    metric: str
    features: tuple[str, ...]


def family(metric: str) -> str:
    """Return the family of a metric or a trigger's metric: all kinds of troops are one."""
    return _FAMILIES.get(metric, metric)


def group_of(trigger: Trigger) -> str:
    """Return "loss" for the dead, wounded, missing and captured, "move" for the others."""
    return "loss" if trigger.metric in LOSSES else "move"


def candidates(scene: Scene, quantity: Quantity) -> list[Candidate]:
    """Return what a number may be about: the nearest triggers of its sentence, people with no word, nothing."""
    view = _View(scene, quantity)
    found = [Candidate(t.metric, tuple(view.of_trigger(t))) for t in view.triggers]
    found.append(Candidate("sent", tuple(view.of_nothing("people"))))
    found.append(Candidate(NONE, tuple(view.of_nothing(NONE))))
    return found


def _build_of(scene: Scene) -> str:
    """How a language builds sentences: v verbs last, z many things in few letters, w words with spaces."""
    lexicon = scene.passage.lexicon
    return "v" if lexicon.verb_final else "z" if lexicon.is_dense else "w"


class _View:
    """One number of a sentence, with what is the same for all its candidates."""

    __slots__ = (
        "_build",
        "_cues",
        "_noun",
        "_others",
        "_quantity",
        "_scene",
        "_size",
        "_spans",
        "_stretch",
        "triggers",
    )

    def __init__(self, scene: Scene, quantity: Quantity) -> None:
        self._scene = scene
        self._quantity = quantity
        self._build = _build_of(scene)
        self._stretch = 2 if scene.passage.lexicon.is_dense else 1
        number = quantity.number
        self._others = [
            q for q in scene.quantities if q is not quantity and q.counted.sort not in (Sort.MEASURE, Sort.OTHER)
        ]
        self._spans = [(q.start, q.end, q.number.core_start) for q in self._others]
        left = [t for t in scene.triggers if t.end <= number.start][-_NEAREST:]
        self.triggers = [*left, *[t for t in scene.triggers if t.end > number.start][:_NEAREST]]
        self._size = "?" if number.value is None else str(bisect_left(_VALUES, number.value + 0.5))
        self._noun = quantity.counted.sort.value
        self._cues = self._cues_near()

    def _cues_near(self) -> list[str]:
        passage, quantity, span = self._scene.passage, self._quantity, self._scene.span
        start, end = max(span.start, quantity.start - _CUE_LEFT // self._stretch), quantity.end
        right = min(span.end, end + _CUE_RIGHT // self._stretch)
        found = [f"{cue}L" for cue in _CUES if passage.has(f"cue.{cue}", start, quantity.number.core_start)]
        found += [f"{cue}R" for cue in _CUES[:2] if passage.has(f"cue.{cue}", end, right)]
        if passage.has("cue.including", start, quantity.number.core_start):
            found.append("part")
        if self._is_base():
            near = any(0 <= quantity.start - q.number.end <= _SHARE_GAP for q in self._others)
            found.append("base_of_a_share" if near else "base")
        return found

    def _is_base(self) -> bool:
        passage, number, end = self._scene.passage, self._quantity.number, self._quantity.end
        before = passage.hits("partitive.base_before").within(max(0, number.core_start - _BASE_LEFT), number.core_start)
        return any(h.end >= number.start - _BASE_GAP for h in before) or passage.has(
            "partitive.base_after", end, end + 3 * _BASE_GAP
        )

    def of_trigger(self, trigger: Trigger) -> Iterator[str]:
        """Yield how the number stands to a trigger."""
        build, side, start, end = self._build, *self._between(trigger)
        about, kind = family(trigger.metric), trigger.kind
        group = group_of(trigger)
        gap = bisect_left(_GAPS, max(0, end - start) * self._stretch)
        own = f"{side}{build}"
        yield f"kind:{own}{kind}"
        yield f"gap:{own}{gap}"
        yield f"gap:{side}{kind}{gap}"
        yield f"what:{about}:{side}{kind}"
        yield f"what:{about}:{self._noun}"
        yield f"what:{about}:{self._quantity.counted.id}"
        yield f"size:{about}:{self._size}"
        for cue in self._cues:
            yield f"cue:{cue}:{about}:{side}"
            yield f"cue:{cue}:{group}:{side}{kind}"
        if start < end:
            yield from self._way(start, end, side)
        yield from self._rivals(trigger, side, start, end)

    def _between(self, trigger: Trigger) -> tuple[str, int, int]:
        quantity = self._quantity
        if trigger.end <= quantity.number.start:
            return "L", trigger.end, quantity.number.start
        if trigger.start >= quantity.end:
            return "R", quantity.end, trigger.start
        return "I", trigger.start, trigger.start

    def _way(self, start: int, end: int, side: str) -> Iterator[str]:
        """Yield what stands between number and trigger."""
        scene, build = self._scene, self._build
        gap = scene.passage.plain[start:end]
        commas = gap.count(",") + gap.count("、")
        yield f"commas:{side}{build}{min(commas, 3)}"
        yield f"breaks:{side}{build}{min(scene.breaks_between(start, end), 2)}"
        if not _HARD.isdisjoint(gap):
            yield f"hard:{side}"
        for cue in ("and", "including", "against"):
            if scene.passage.has(f"cue.{cue}", start, end):
                yield f"{cue}:{side}{build}"

    def _rivals(self, trigger: Trigger, side: str, start: int, end: int) -> Iterator[str]:
        """Yield how trigger and number stand to the other numbers and triggers."""
        build, about = self._build, family(trigger.metric)
        numbers, owned, nearer = self._others_beside(trigger, start, end)
        triggers = [t for t in self.triggers if start <= t.start and t.end <= end and t is not trigger]
        yield f"numbers:{side}{build}{min(numbers, 2)}"
        yield f"triggers:{side}{build}{min(len(triggers), 3)}"
        if numbers and triggers:
            yield f"both:{side}{build}"
        if owned:
            yield f"owned:{side}{build}"
        if nearer:
            yield f"nearer:{side}{build}{min(numbers, 1)}"
        if side == "R" and end - start <= _PARTICIPLE_GAP:
            later = any(t.start >= trigger.end and t.metric in LOSSES for t in self.triggers)
            yield f"participle:{about}:{trigger.kind}{later}"
        if side == "R" and triggers and self._is_participle(triggers[0]):
            yield f"past:{group_of(trigger)}{build}"
            yield f"past:{group_of(trigger)}{trigger.kind}"
        if side != "L" and trigger is self.triggers[-1]:
            yield f"last:{build}{trigger.kind}"

    def _is_participle(self, trigger: Trigger) -> bool:
        """Whether a word right behind the noun may be part of it: "soldiers sent by Pyongyang have died"."""
        return group_of(trigger) == "move" and 0 <= trigger.start - self._quantity.end <= _PARTICIPLE_GAP

    def _others_beside(self, trigger: Trigger, start: int, end: int) -> tuple[int, bool, bool]:
        """Return how many numbers stand between, whether one has the trigger as its noun, and one is nearer to it."""
        left, right, gap = trigger.start, trigger.end, end - start
        numbers, owned, nearer = 0, False, False
        for its_start, its_end, its_core in self._spans:
            numbers += start <= its_core < end
            owned = owned or its_start <= left < its_end
            nearer = nearer or 0 <= (its_start - right if its_start >= right else left - its_end) < gap
        return numbers, owned, nearer

    def of_nothing(self, name: str) -> Iterator[str]:
        """Yield what speaks for people that no word places, or for no people at all."""
        quantity, passage = self._quantity, self._scene.passage
        yield f"{name}:{self._build}"
        yield f"{name}:sort:{self._noun}"
        yield f"{name}:noun:{quantity.counted.id}"
        yield f"{name}:size:{self._size}"
        yield f"{name}:triggers:{min(len(self.triggers), 3)}"
        if quantity.number.is_word:
            yield f"{name}:word"
        if quantity.number.is_year:
            yield f"{name}:year"
        if passage.has("actors", quantity.number.core_end, quantity.end + _NOUN_BEHIND):
            yield f"{name}:side"
        for cue in self._cues:
            yield f"{name}:cue:{cue}"


def mood_features(scene: Scene, anchor: Span, kind: Kind, metric: str, *, polarity: bool) -> Iterator[str]:
    """Yield where modal words stand to a number or a status: the nearest of each list on either side."""
    build = _build_of(scene)
    about = family(metric) if kind is Kind.STATUS else "loss" if metric in LOSSES else "move"
    yield f"kind:{kind.value}{build}"
    yield f"about:{about}"
    yield f"polarity:{kind.value}{polarity}"
    status = scene.hits("status")
    if any(h.label == "denial.words" for h in status):
        yield "denial"
    if any(h.label.endswith(".denied") for h in status):
        yield "denied"
    for section in _MOODS:
        hits = scene.hits(section)
        if not hits:
            continue
        before = [h for h in hits if h.end <= anchor.start]
        after = [h for h in hits if h.start >= anchor.end]
        if before:
            yield f"{section}:L:{about}"
            yield from _of_modal(f"{section}:L", before[-1], before[-1].end, anchor, kind, build, scene)
        if after:
            yield f"{section}:R:{about}"
            yield from _of_modal(f"{section}:R", after[0], after[0].start, anchor, kind, build, scene)


def _of_modal(name: str, hit: Hit, edge: int, anchor: Span, kind: Kind, build: str, scene: Scene) -> Iterator[str]:
    """Yield how far a modal word is from a mention, and whether a clause or another number parts them."""
    start, end = sorted((edge, anchor.start if edge <= anchor.start else anchor.end))
    gap = bisect_left(_GAPS, (end - start) * (2 if scene.passage.lexicon.is_dense else 1))
    apart = min(scene.breaks_between(start, end), 1)
    comma = "," in scene.passage.plain[start:end]
    people = [q for q in scene.quantities if q.counted.sort in _PEOPLE and not anchor.start <= q.start < anchor.end]
    rivals = any(start <= q.number.core_start < end for q in people)
    nearer = any(_gap(hit, q) < end - start for q in people)
    yield name
    yield f"{name}{kind.value}{build}"
    yield f"{name}{gap}"
    yield f"{name}{build}{gap}"
    yield f"{name}{kind.value}{apart:d}{rivals:d}{nearer:d}"
    yield f"{name}{build}{apart:d}{rivals:d}{comma:d}"


def _gap(hit: Hit, quantity: Quantity) -> int:
    return max(quantity.start - hit.end, hit.start - quantity.end, 0)
