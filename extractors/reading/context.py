"""When and where a mention holds: its length of time, its date, its place, and whether it is a total or a rate."""

import re
from datetime import datetime

from extractors.phrases import Hit
from extractors.reading.counted import Sort
from extractors.reading.measured import durations
from extractors.reading.scenes import LOSSES, Mention, Quantity, Scene
from extractors.texts import Span
from extractors.values import Aggregation, Kind, Modality

_RATE_REACH = 32
_DATE_REACH = 90
_CUE_GAP = 10
_YEARS = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_MOVED = frozenset({"troops_deployed", "troops_at_front", "reinforcements", "workers_sent"})
_AHEAD = frozenset({Modality.PLANNED, Modality.CONDITIONAL})
_HALF_A_YEAR = 6
_SOON = 3  # months: "since December", said in October, would be "since last December"
_PERIOD_STATUSES = frozenset({"not_seen", "withdrawn_from_front", "returned_to_front"})


def period_of(mention: Mention) -> str | None:
    """Return the length of time of a mention as ISO 8601 ("P3W"), None where none is stated in its clause."""
    scene = mention.scene
    if not scene.quantities or (mention.kind is Kind.STATUS and mention.metric not in _PERIOD_STATUSES):
        return None
    best: tuple[int, str] | None = None
    for quantity, written in durations(scene):
        gap = max(quantity.start - mention.end, mention.start - quantity.end, 0)
        near = scene.breaks_between(mention.end, quantity.start) if quantity.start > mention.end else 0
        if not _is_stretch(quantity, scene) or _counts_between(mention, quantity, scene):
            continue
        # "11,000 were sent, and in three months 1,000 were killed"
        apart = mention.metric in _MOVED and scene.breaks_between(mention.end - 1, quantity.start) > 0
        if gap <= _DATE_REACH and near <= 1 and not apart and (best is None or gap < best[0]):
            best = (gap, written)
    return best[1] if best else None


def _is_stretch(quantity: Quantity, scene: Scene) -> bool:
    """Whether a length of time is one that something lasted ("in three months"), not one that passed since."""
    passage = scene.passage
    if passage.lexicon.is_dense:  # "3주간", "三个月": the counter itself says that it lasted
        return True
    before = passage.hits("cue.period").within(max(scene.span.start, quantity.start - 30), quantity.number.core_start)
    after = passage.hits("cue.period").within(quantity.end, quantity.end + 8)
    return any(quantity.start - h.end <= _CUE_GAP for h in before) or any(h.start - quantity.end <= 2 for h in after)


def _counts_between(mention: Mention, quantity: Quantity, scene: Scene) -> bool:
    """Whether another figure stands between: the length of time is that one's."""
    start, end = min(mention.end, quantity.end), max(mention.start, quantity.start)
    return any(
        q.counted.sort is not Sort.MEASURE and start <= q.number.core_start < end
        for q in scene.quantities
        if q is not mention.quantity
    )


def pace_of(mention: Mention, period: str | None) -> Aggregation:
    """Return whether a figure is a rate, one of a stated period, of one event, or all so far."""
    if mention.metric not in LOSSES:
        return Aggregation.CUMULATIVE
    scene = mention.scene
    start, end = max(scene.span.start, mention.start - _RATE_REACH), min(scene.span.end, mention.end + _RATE_REACH)
    if scene.has("cue.rate") and scene.passage.has("cue.rate", start, end):
        return Aggregation.RATE
    if period is not None:
        return Aggregation.PERIOD
    if scene.has("cue.incident") and scene.passage.has("cue.incident", *scene.clause(mention.start, mention.end)):
        return Aggregation.INCIDENT
    return Aggregation.CUMULATIVE


def place_of(mention: Mention) -> str | None:
    """Return the place named nearest in the sentence, None where none is.

    One behind the mention in a clause of its own ("and that their doctors come from Bryansk") is of other things, and
    one behind "according to" is the speaker's.
    """
    scene = mention.scene
    if not scene.has("places"):
        return None
    middle = (mention.start + mention.end) // 2
    hits = [hit for hit in scene.hits("places") if not _is_of_other_words(hit, mention)]
    return min(hits, key=lambda hit: abs(hit.start - middle)).label if hits else None


def _is_of_other_words(place: Hit, mention: Mention) -> bool:
    scene, passage, end = mention.scene, mention.scene.passage, mention.end
    if place.start < end:
        return False
    said = any(word in passage.lexicon.that for word in passage.plain[end : place.start].lower().split())
    cited = passage.has("reporting.citing", end, place.start)
    return said or cited or scene.breaks_between(end, place.start) > 0


def is_own_sector(scene: Scene) -> bool:
    """Return whether a sentence says that it holds only where the speaker's own forces stand."""
    return scene.has("cue.own_sector")


def as_of(mention: Mention, modality: Modality, published: datetime | None) -> str | None:
    """Return the month or day that a figure's clause names ("2024-08").

    One without a year is the last before publication; of what is planned the nearest: "by December", said in October,
    is the December to come. What has happened has no date in a month soon to come: that dates a plan beside it.
    """
    scene = mention.scene
    if not scene.dates or mention.kind is Kind.STATUS:
        return None
    clause = scene.clause(mention.start, mention.end)
    for span in scene.dates:
        inside = clause.start <= span.start and span.end <= clause.end
        between = min(span.end, mention.end), max(span.start, mention.start)
        others = [q for q in scene.quantities if between[0] <= q.number.core_start < between[1]]
        if inside and all(mention.start <= q.number.core_start < mention.end for q in others):
            return _written(scene, span, published, ahead=_may_be_ahead(mention, modality))
    return None


def _may_be_ahead(mention: Mention, modality: Modality) -> bool:
    """Whether what is told may lie ahead; the dead and wounded of whom somebody is not sure do not."""
    return modality in _AHEAD or (modality is Modality.HEDGED and mention.metric in _MOVED)


def _written(scene: Scene, span: Span, published: datetime | None, *, ahead: bool) -> str | None:
    passage = scene.passage
    text = passage.plain[span.start : span.end]
    months = passage.hits("months").within(*span)
    year = _YEARS.search(text)
    if not months:
        return year.group() if year else None
    month = int(months[0].label)
    if year is not None:
        number = int(year.group())
    elif published is None:
        return None
    elif ahead or not 0 < month - published.month <= _SOON:
        number = _year_of(month, published, ahead=ahead)
    else:
        return None
    rest = text.replace(year.group(), " ") if year else text
    for hit in months:
        rest = rest.replace(passage.plain[hit.start : hit.end], " ")
    day = _DAY.search(rest)
    return f"{number}-{month:02d}" + (f"-{int(day.group()):02d}" if day else "")


def _year_of(month: int, published: datetime, *, ahead: bool) -> int:
    """Return the year of a month that is named alone: the last one's, or the nearest one's where it may lie ahead."""
    later = month - published.month
    if not ahead:
        return published.year - (later > 0)
    return published.year - (later > _HALF_A_YEAR) + (later < -_HALF_A_YEAR)
