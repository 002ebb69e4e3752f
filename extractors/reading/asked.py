"""Who was asked, and is silent in the clause behind his name ("asked the ministry, which did not reply")."""

import re

from extractors.phrases import Hit
from extractors.reading.links import names_in
from extractors.reading.offices import body_of_its_side
from extractors.reading.scenes import Mention

_NEAR = 6  # letters from the word that opens a clause to its silence
_RELATIVE = re.compile(r",\s([^\W\d_]{2,6})\b")


def who_was_asked(silence: Mention) -> Hit | None:
    """Return who stands right before the clause that is silent of him: a name, or the ministry of a side named before.

    A silence that ends with who was asked ("referred questions to the ministry") is not his.
    """
    scene, passage = silence.scene, silence.scene.passage
    if passage.lexicon.is_dense:
        return None
    before = [n for n in names_in(scene) if n.end <= silence.anchor.start]
    recent = [(passage.plain[n.start : n.end].lower(), n.label) for n in before]
    for office in passage.hits("reporting.office").within(scene.span.start, silence.anchor.start):
        label = None if any(n.end >= office.end for n in before) else body_of_its_side(office, recent, passage)
        if label is not None:
            before.append(Hit(office.start, office.end, label))
    if not before:
        return None
    last = max(before, key=lambda name: name.end)
    relative = _RELATIVE.match(passage.plain, last.end, silence.anchor.end)
    if relative is None or relative.end() > silence.anchor.start + _NEAR:
        return None
    is_clause = relative.group(1) in passage.lexicon.that or passage.has("cue.clause", *relative.span())
    return last if is_clause else None
