"""Statuses told by their parts: words for one idea and for another near each other in a sentence, in any order.

Phrases find what they list and no more; editors find new ones daily ("were lifted off the forward trenches"). What only
its parts tell is doubtful: it is band C and never alerts (document.py), but it is read, compared and shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from extractors.phrases import Hit
from extractors.reading.scenes import Mention, Scene
from extractors.texts import Span
from extractors.values import Kind

BY_ITS_PARTS = "by_its_parts"
_MOST = 4  # hits of one idea in a sentence that are tried
_PARTING = frozenset(';:"')


@dataclass(frozen=True, slots=True)
class _Frame:
    """What a status is made of. `reach`: letters that may lie between its parts, all gaps together.

    `overlaps`: words for one part may hold those for another ("gave no answer"). `ordered`: the parts stand in this
    order, in the opposite one where verbs come last ("not" before "answer", 답하지 않). `numberless`: no number stands
    between them, as then that number is what is told.
    """

    status: str
    parts: tuple[str, ...]
    reach: int
    overlaps: bool = False
    ordered: bool = False
    numberless: bool = False


_FRAMES = (
    _Frame("withdrawn_from_front", ("leave", "front"), 70),
    _Frame("returned_to_front", ("back", "front"), 70),
    _Frame("returned_to_front", ("back", "fight"), 50),
    _Frame("not_seen", ("none", "see"), 30),
    _Frame("ill_prepared", ("lack", "skill"), 45),
    _Frame("reinforcements_planned", ("more", "troops", "plan"), 110, overlaps=True),
    _Frame("suicide_to_avoid_capture", ("kill_self", "capture"), 90),
    _Frame("confirmed_deployment", ("admit", "sent"), 80, numberless=True),
    _Frame("no_comment", ("evade", "say"), 40, overlaps=True),
    _Frame("no_comment", ("evade", "tell"), 30, overlaps=True),
    _Frame("no_comment", ("none", "tell"), 24, ordered=True, numberless=True),
    _Frame("treaty", ("pact", "aid"), 60),
)

# One part of each frame, the rarest: a sentence without any of them tells no status by its parts.
_RAREST = ("leave", "back", "see", "skill", "more", "kill_self", "admit", "evade", "tell", "pact")
PIVOTS = frozenset(f"concept.{part}" for part in _RAREST)


def _by_pivot() -> Iterator[tuple[str, list[tuple[_Frame, tuple[str, ...]]]]]:
    """Yield the section of each rarest part with the frames that it is the first such part of, and their sections."""
    for i, rarest in enumerate(_RAREST):
        frames = [frame for frame in _FRAMES if rarest in frame.parts and not set(_RAREST[:i]) & set(frame.parts)]
        yield f"concept.{rarest}", [(frame, tuple(f"concept.{part}" for part in frame.parts)) for frame in frames]


_NEEDED = tuple(_by_pivot())


def may_tell(scene: Scene) -> bool:
    """Return whether a sentence holds all parts of a status, however far apart."""
    return not PIVOTS.isdisjoint(scene.found) and bool(_held_by(scene))


def _held_by(scene: Scene) -> list[tuple[_Frame, tuple[str, ...]]]:
    """The frames whose parts all have words in a sentence, with the sections of these."""
    found = scene.found
    held = [frames for pivot, frames in _NEEDED if pivot in found]
    return [needed for frames in held for needed in frames if found.keys() >= {*needed[1]}]


def by_their_parts(scene: Scene, told: Sequence[Hit]) -> list[Mention]:
    """Return the statuses whose parts stand in a sentence, one of each at most, without those `told` by a phrase.

    Two may be silent in one sentence: a silence is looked for beside the one that a phrase tells.
    """
    found: dict[str, Mention] = {}
    for frame, sections in _held_by(scene):
        status = frame.status
        phrases = [hit for hit in told if hit.label.startswith(f"{status}.")] if told else []
        if status in found or (phrases and status != "no_comment"):
            continue
        span = _nearest(frame, [scene.hits(section)[:_MOST] for section in sections], scene, phrases)
        if span is not None:
            found[status] = _mention(status, span, scene)
    return list(found.values())


def _mention(status: str, span: Span, scene: Scene) -> Mention:
    return Mention(
        kind=Kind.STATUS,
        metric=status,
        scene=scene,
        anchor=span,
        start=span.start,
        end=span.end,
        reasons=frozenset({BY_ITS_PARTS}),
    )


def _nearest(frame: _Frame, hits: Sequence[Sequence[Hit]], scene: Scene, phrases: Sequence[Hit]) -> Span | None:
    """Return the shortest stretch that holds a hit of each part, within the frame's reach and beside all phrases."""
    reach = frame.reach // 2 if scene.passage.lexicon.is_dense else frame.reach
    best: Span | None = None
    for chosen in product(*hits):
        span = _stretch(frame, chosen, reach, scene)
        if span is None or any(p.start < span.end and span.start < p.end for p in phrases):
            continue
        if best is None or span.end - span.start < best.end - best.start:
            best = span
    return best


def _stretch(frame: _Frame, chosen: Sequence[Hit], reach: int, scene: Scene) -> Span | None:
    """Return the stretch of some hits, None where they are too far apart or something parts them."""
    ordered = sorted(chosen)
    if frame.ordered and ordered != list(chosen[::-1] if scene.passage.lexicon.verb_final else chosen):
        return None
    gaps = [(a.end, b.start) for a, b in pairwise(ordered)]
    for start, end in gaps:
        reach -= end - start
        if start > end and not frame.overlaps:
            return None
    if reach < 0 or any(_parts(frame, gap, scene) for gap in gaps):
        return None
    return Span(ordered[0].start, max(hit.end for hit in ordered))


def _parts(frame: _Frame, gap: tuple[int, int], scene: Scene) -> bool:
    """Whether a mark parts two ideas, a number that is news itself, or, where their order counts, a comma or "and"."""
    between = scene.passage.plain[gap[0] : gap[1]]
    if _PARTING & set(between) or (frame.numberless and any(c.isdigit() for c in between)):
        return True
    return frame.ordered and ("," in between or scene.passage.has("cue.and", *gap))
