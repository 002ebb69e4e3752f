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
    """What a status is made of. `reach`: letters that may lie between its parts, all gaps together."""

    status: str
    parts: tuple[str, ...]
    reach: int


_FRAMES = (
    _Frame("withdrawn_from_front", ("leave", "front"), 70),
    _Frame("returned_to_front", ("back", "front"), 70),
    _Frame("returned_to_front", ("back", "fight"), 50),
    _Frame("not_seen", ("none", "see"), 30),
    _Frame("ill_prepared", ("lack", "skill"), 45),
    _Frame("reinforcements_planned", ("more", "troops", "plan"), 110),
    _Frame("suicide_to_avoid_capture", ("kill_self", "capture"), 90),
    _Frame("confirmed_deployment", ("admit", "sent"), 80),
    _Frame("no_comment", ("evade", "say"), 40),
    _Frame("treaty", ("pact", "aid"), 60),
)

# One part of each frame, the rarest: a sentence without any of them tells no status by its parts.
PIVOTS = tuple(
    f"concept.{part}" for part in ("leave", "back", "see", "skill", "more", "kill_self", "admit", "evade", "pact")
)

_NEEDED = tuple(tuple(f"concept.{part}" for part in frame.parts) for frame in _FRAMES)


def may_tell(scene: Scene) -> bool:
    """Return whether a sentence holds all parts of a status, however far apart."""
    passage, span = scene.passage, scene.span
    if not passage.together(PIVOTS).any_within(*span):
        return False
    near = (parts for parts in _NEEDED if passage.holds(parts))
    return any(all(passage.has(part, *span) for part in parts) for parts in near)


def by_their_parts(scene: Scene, told: Sequence[str]) -> list[Mention]:
    """Return the statuses whose parts stand in a sentence, one of each at most, without those `told` by a phrase."""
    found: dict[str, Mention] = {}
    for frame in _FRAMES if may_tell(scene) else ():
        if frame.status in told or frame.status in found:
            continue
        span = _nearest(frame, scene)
        if span is not None:
            found[frame.status] = _mention(frame.status, span, scene)
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


def _nearest(frame: _Frame, scene: Scene) -> Span | None:
    """Return the shortest stretch that holds a hit of each part, within the frame's reach; None where there is none."""
    passage = scene.passage
    hits = []
    for part in frame.parts:
        of_part = passage.hits(f"concept.{part}").within(*scene.span)
        if not of_part:
            return None
        hits.append(of_part[:_MOST])
    reach = frame.reach // 2 if passage.lexicon.is_dense else frame.reach
    return min(_stretches(hits, reach, scene), key=lambda span: span.end - span.start, default=None)


def _stretches(hits: Sequence[Sequence[Hit]], reach: int, scene: Scene) -> Iterator[Span]:
    plain = scene.passage.plain
    for chosen in product(*hits):
        ordered = sorted(chosen)
        gaps = [(a.end, b.start) for a, b in pairwise(ordered)]
        if any(start > end for start, end in gaps) or sum(end - start for start, end in gaps) > reach:
            continue
        if not any(_PARTING & set(plain[start:end]) for start, end in gaps):
            yield Span(ordered[0].start, ordered[-1].end)
