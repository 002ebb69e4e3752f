"""What the second reader looks at: how a number stands to each word that could say what it is about, and to moods.

Nothing here names a language. A feature is a short text such as "gap:R3w": a trigger to the right, a few characters
away, in a language that marks its words by spaces. docs/second-reader.md lists them all. What is known at once is one
`Sign`, short for several features: there are few different ones, so that the sum of their weights is kept.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from extractors.phrases import Hit
from extractors.reading.counted import Sort
from extractors.reading.scenes import LOSSES, Quantity, Scene, Trigger
from extractors.texts import Span
from extractors.values import Kind

Sign = tuple[str | int, ...]  # which of `_TEXTS`, and what stands in them

NONE = "none"
TROOPS = "troops"
_FAMILIES = {"sent": TROOPS, "present": TROOPS, "front": TROOPS, "reinforcements": TROOPS}
_FAMILIES |= {"troops_deployed": TROOPS, "troops_at_front": TROOPS, "workers_sent": TROOPS}
_GAPS = (1, 2, 5, 11, 21, 41, 81)
_VALUES = (2, 20, 200, 2000, 20000)
_NEAREST = 5  # triggers on each side that are weighed
_HARD = frozenset(";:()—")
_CUES = ("planned", "additional", "total", "up_from", "rate")
_CUE_SECTIONS = frozenset({"cue.including", *(f"cue.{cue}" for cue in _CUES)})
_BETWEEN = tuple((cue, f"cue.{cue}") for cue in ("and", "including", "against"))
_CUE_LEFT = 40
_CUE_RIGHT = 30
_BASE_GAP = 3
_BASE_LEFT = 40
_SHARE_GAP = 16  # "4,000 of the 11,000": the second number is the whole of the first
_NOUN_BEHIND = 25
_PARTICIPLE_GAP = 3
_PEOPLE = frozenset({Sort.PERSON, Sort.PARTITIVE})
_NO_RIVALS = frozenset({Sort.MEASURE, Sort.OTHER})
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


# What each sign is as texts. Of a trigger: on which side of the number it stands, how the language builds, its kind.
_TEXTS: Mapping[object, tuple[str, ...]] = MappingProxyType(
    {
        "gap": ("kind:{0}{1}{2}", "gap:{0}{1}{3}", "gap:{0}{2}{3}"),
        "what": ("what:{0}:{1}{2}", "what:{0}:{3}", "what:{0}:{4}", "size:{0}:{5}"),
        "cue": ("cue:{0}:{1}:{3}", "cue:{0}:{2}:{3}{4}"),
        "way": ("commas:{0}{1}{2}", "breaks:{0}{1}{3}"),
        "hard": ("hard:{0}",),
        "rivals": ("numbers:{0}{1}{2}", "triggers:{0}{1}{3}"),
        "beside": ("{0}:{1}{2}",),
        "nearer": ("nearer:{0}{1}{2}",),
        "participle": ("participle:{0}:{1}{2}",),
        "past": ("past:{0}{1}", "past:{0}{2}"),
        "last": ("last:{0}{1}",),
        "nothing": ("{0}:{1}", "{0}:sort:{2}", "{0}:noun:{3}", "{0}:size:{4}", "{0}:triggers:{5}"),
        "is": ("{0}:{1}",),
        "near": ("{0}:cue:{1}",),
        "mention": ("kind:{0}{1}", "about:{2}", "polarity:{0}{3}"),
        "status": ("{0}",),
        "modal": ("{0}:{1}", "{0}", "{0}{2}{3}"),
        "modal gap": ("{0}{2}", "{0}{1}{2}"),
        "modal way": ("{0}{1}{3:d}{4:d}{5:d}", "{0}{2}{3:d}{4:d}{6:d}"),
    }
)


class Candidate(NamedTuple):
    """One thing that a number may be about: `metric` of a trigger, "sent" for a contingent, or "none"."""

    metric: str
    signs: Sequence[Sign]

    @property
    def features(self) -> tuple[str, ...]:
        """All signs as texts, as the lessons hold them."""
        return tuple(text for sign in self.signs for text in texts_of(sign))


def texts_of(sign: Sign) -> tuple[str, ...]:
    """Return the features that a sign is short for."""
    return tuple(text.format(*sign[1:]) for text in _TEXTS[sign[0]])


def family(metric: str) -> str:
    """Return the family of a metric or a trigger's metric: all kinds of troops are one."""
    return _FAMILIES.get(metric, metric)


def group_of(trigger: Trigger) -> str:
    """Return "loss" for the dead, wounded, missing and captured, "move" for the others."""
    return "loss" if trigger.metric in LOSSES else "move"


def candidates(scene: Scene, quantity: Quantity) -> list[Candidate]:
    """Return what a number may be about: the nearest triggers of its sentence, people with no word, nothing."""
    view = _View(scene, quantity)
    found = [Candidate(t.metric, view.of_trigger(t)) for t in view.triggers]
    found.append(Candidate("sent", view.of_nothing("people")))
    found.append(Candidate(NONE, view.of_nothing(NONE)))
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
        "_has_side",
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
        self._others = [q for q in scene.quantities if q is not quantity and q.counted.sort not in _NO_RIVALS]
        self._spans = [(q.start, q.end, q.number.core_start) for q in self._others]
        left = [t for t in scene.triggers if t.end <= number.start][-_NEAREST:]
        self.triggers = [*left, *[t for t in scene.triggers if t.end > number.start][:_NEAREST]]
        self._size = "?" if number.value is None else str(bisect_left(_VALUES, number.value + 0.5))
        self._noun = quantity.counted.sort
        self._cues = self._cues_near()
        self._has_side = scene.passage.has("actors", number.core_end, quantity.end + _NOUN_BEHIND)

    def _cues_near(self) -> list[str]:
        passage, quantity, scene = self._scene.passage, self._quantity, self._scene
        found = []
        if scene.has_any(_CUE_SECTIONS):
            start, end = max(scene.span.start, quantity.start - _CUE_LEFT // self._stretch), quantity.end
            right = min(scene.span.end, end + _CUE_RIGHT // self._stretch)
            core = quantity.number.core_start
            found += [f"{cue}L" for cue in _CUES if passage.has(f"cue.{cue}", start, core)]
            found += [f"{cue}R" for cue in _CUES[:2] if passage.has(f"cue.{cue}", end, right)]
            if passage.has("cue.including", start, core):
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

    def of_trigger(self, trigger: Trigger) -> list[Sign]:
        """Return how the number stands to a trigger."""
        build, kind, (side, start, end) = self._build, trigger.kind, self._between(trigger)
        about, group = family(trigger.metric), group_of(trigger)
        gap = bisect_left(_GAPS, max(0, end - start) * self._stretch)
        found: list[Sign] = [
            ("gap", side, build, kind, gap),
            ("what", about, side, kind, self._noun, self._quantity.counted.id, self._size),
        ]
        found += [("cue", cue, about, group, side, kind) for cue in self._cues]
        if start < end:
            found += self._way(start, end, side)
        return found + self._rivals(trigger, side, start, end)

    def _between(self, trigger: Trigger) -> tuple[str, int, int]:
        quantity = self._quantity
        if trigger.end <= quantity.number.start:
            return "L", trigger.end, quantity.number.start
        if trigger.start >= quantity.end:
            return "R", quantity.end, trigger.start
        return "I", trigger.start, trigger.start

    def _way(self, start: int, end: int, side: str) -> list[Sign]:
        """Return what stands between number and trigger."""
        scene, build = self._scene, self._build
        gap = scene.passage.plain[start:end]
        commas = gap.count(",") + gap.count("、")
        found: list[Sign] = [("way", side, build, min(commas, 3), min(scene.breaks_between(start, end), 2))]
        if not _HARD.isdisjoint(gap):
            found.append(("hard", side))
        for cue, section in _BETWEEN:
            if scene.has(section) and scene.passage.has(section, start, end):
                found.append(("beside", cue, side, build))
        return found

    def _rivals(self, trigger: Trigger, side: str, start: int, end: int) -> list[Sign]:
        """Return how trigger and number stand to the other numbers and triggers."""
        build, kind, group = self._build, trigger.kind, group_of(trigger)
        numbers, owned, nearer = self._others_beside(trigger, start, end)
        triggers = [t for t in self.triggers if start <= t.start and t.end <= end and t is not trigger]
        found: list[Sign] = [("rivals", side, build, min(numbers, 2), min(len(triggers), 3))]
        if numbers and triggers:
            found.append(("beside", "both", side, build))
        if owned:
            found.append(("beside", "owned", side, build))
        if nearer:
            found.append(("nearer", side, build, min(numbers, 1)))
        if side == "R" and end - start <= _PARTICIPLE_GAP:
            later = any(t.start >= trigger.end and t.metric in LOSSES for t in self.triggers)
            found.append(("participle", family(trigger.metric), kind, later))
        if side == "R" and triggers and self._is_participle(triggers[0]):
            found.append(("past", group, build, kind))
        if side != "L" and trigger is self.triggers[-1]:
            found.append(("last", build, kind))
        return found

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

    def of_nothing(self, name: str) -> list[Sign]:
        """Return what speaks for people that no word places, or for no people at all."""
        quantity, number = self._quantity, self._quantity.number
        triggers = min(len(self.triggers), 3)
        found: list[Sign] = [("nothing", name, self._build, self._noun, quantity.counted.id, self._size, triggers)]
        if number.is_word:
            found.append(("is", name, "word"))
        if number.is_year:
            found.append(("is", name, "year"))
        if self._has_side:
            found.append(("is", name, "side"))
        return found + [("near", name, cue) for cue in self._cues]


def mood_features(scene: Scene, anchor: Span, kind: Kind, metric: str, *, polarity: bool) -> Iterator[str]:
    """Yield the signs of a number's or a status's mood as texts, as the lessons hold them."""
    for sign in mood_signs(scene, anchor, kind, metric, polarity=polarity):
        yield from texts_of(sign)


def mood_signs(scene: Scene, anchor: Span, kind: Kind, metric: str, *, polarity: bool) -> list[Sign]:
    """Return where modal words stand to a number or a status: the nearest of each list on either side."""
    build = _build_of(scene)
    about = family(metric) if kind is Kind.STATUS else "loss" if metric in LOSSES else "move"
    found: list[Sign] = [("mention", kind, build, about, polarity)]
    if scene.has("status"):
        labels = [hit.label for hit in scene.hits("status")]
        if "denial.words" in labels:
            found.append(("status", "denial"))
        if any(label.endswith(".denied") for label in labels):
            found.append(("status", "denied"))
    for section in _MOODS:
        if section not in scene.found:
            continue
        hits = scene.found[section]
        before = [h for h in hits if h.end <= anchor.start]
        after = [h for h in hits if h.start >= anchor.end]
        if before:
            found.append(("modal", f"{section}:L", about, kind, build))
            found += _way_to_modal(f"{section}:L", before[-1], Span(before[-1].end, anchor.start), anchor, kind, scene)
        if after:
            found.append(("modal", f"{section}:R", about, kind, build))
            found += _way_to_modal(f"{section}:R", after[0], Span(anchor.end, after[0].start), anchor, kind, scene)
    return found


def _way_to_modal(name: str, hit: Hit, way: Span, anchor: Span, kind: Kind, scene: Scene) -> tuple[Sign, Sign]:
    """Return how far a modal word is from a mention, and whether a clause or another number parts them."""
    build, (start, end) = _build_of(scene), way
    gap = bisect_left(_GAPS, (end - start) * (2 if scene.passage.lexicon.is_dense else 1))
    apart = min(scene.breaks_between(start, end), 1)
    comma = "," in scene.passage.plain[start:end]
    rivals = nearer = False
    for quantity in scene.quantities:
        if quantity.counted.sort in _PEOPLE and not anchor.start <= quantity.start < anchor.end:
            rivals = rivals or start <= quantity.number.core_start < end
            nearer = nearer or _gap(hit, quantity) < end - start
    return ("modal gap", name, build, gap), ("modal way", name, kind, build, apart, rivals, nearer, comma)


def _gap(hit: Hit, quantity: Quantity) -> int:
    return max(quantity.start - hit.end, hit.start - quantity.end, 0)
