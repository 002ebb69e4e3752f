"""Verbs of saying that no lexicon lists, known by their place: the word between a quotation and who is quoted.

Journalists vary these words without end ("…", sniffed Peskov; « … », tranche Kiev; «…», — кривится канал).
"""

import re
from collections.abc import Sequence

from extractors.phrases import Hit
from extractors.reading.letters import SMALL
from extractors.reading.scenes import Scene

_NEAR = 30  # from the word to the name or office behind it
_SECTIONS = ("cue.and", "cue.clause", "cue.against", "reporting.citing", "modality.not")
_LOWER = rf"[{SMALL}][\w'’-]{{2,24}}"
_TAG = re.compile(rf"(?:\"\s?,|,\"|\"\s?,?\s?[-–—])\s({_LOWER})(?=\s)")
_MARKS = frozenset(',;:"()')


def by_their_place(scene: Scene, known: Sequence[Hit], names: Sequence[Hit]) -> list[Hit]:
    """Return the words right behind a quotation, and before a name or an office, that are no known verb of saying."""
    passage = scene.passage
    plain = passage.plain
    if passage.lexicon.is_dense or plain.find('"', *scene.span) < 0:
        return []
    out: list[Hit] = []
    for match in _TAG.finditer(plain, *scene.span):
        start, end = match.span(1)
        word = match.group(1).lower()
        taken = any(hit.start < end and start < hit.end for hit in known) or word in passage.lexicon.that
        if taken or any(passage.has(section, start, end) for section in _SECTIONS):
            continue
        people = sorted([*names, *passage.hits("reporting.title").within(end, min(end + 2 * _NEAR, scene.span.end))])
        behind = next((n for n in people if n.start >= end), None)
        if behind is not None and behind.start - end <= _NEAR and not _MARKS & set(plain[end : behind.start]):
            out.append(Hit(start, end, "said"))
    return out
