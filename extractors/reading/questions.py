"""What a question tells: nothing, unless its answer does ("Have they left the front? No, says Kyiv.")."""

import re
from collections.abc import Sequence

from extractors.reading.scenes import Mention, Scene

_SPOKEN = frozenset({"denial", "no_comment"})
_END = re.compile(r"\?[\s\"'»”」』)]*\Z")
_GAP = re.compile(r"[\s\"'«»“”„「」『』]*(?:[^\W\d_]: )?")  # the answer may open a paragraph, and one of "A: ..."
_MARK = re.compile(r"\s?[.,;:!…。、–—\"»”」]|\s-|\s*\Z")


def answered(found: Sequence[Mention], scene: Scene) -> list[Mention]:
    """Return the statuses of a sentence without those that are only asked for; a "no" behind it denies them.

    Who is silent in a question is silent ("Why does the Kremlin say nothing?").
    """
    passage = scene.passage
    if not _END.search(passage.plain, scene.span.start, scene.span.end):
        return list(found)
    gap = _GAP.match(passage.plain, scene.span.end)
    at = gap.end() if gap is not None else scene.span.end
    yes, no = (_is_said("cue.answer_yes", at, scene), _is_said("cue.answer_no", at, scene))
    asked = [m for m in found if m.metric not in _SPOKEN and m.polarity]
    out = [m for m in found if m not in asked or yes or no]
    return [m._replace(polarity=False) if no and m in asked else m for m in out]


def _is_said(section: str, at: int, scene: Scene) -> bool:
    """Whether an answer stands at a place, with a mark behind it: "no." answers, "no one knows" does not."""
    hit = scene.passage.hits(section).at(at)
    return hit is not None and _MARK.match(scene.passage.plain, hit.end) is not None
