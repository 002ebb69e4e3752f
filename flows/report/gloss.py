"""What was read, said in English.

"killed · North Korea · about 1,000 · Western officials via BBC · in three months" is what one line looks like.
"""

import re
from typing import Final

from extractors.names import proper_name, readable
from extractors.values import Aggregation, Bound, Modality
from flows.report.content import ClaimGloss

_METRICS: Final = {
    "troops_deployed": "troops sent",
    "troops_at_front": "troops at the front",
    "workers_sent": "workers sent",
    "returned_home": "returned home",
    "share_lost": "share lost",
    "area_km2": "ground",
    "duration_days": "duration",
    "withdrawn_from_front": "withdrawn from the front",
    "returned_to_front": "back at the front",
    "not_seen": "not seen",
    "no_comment": "no comment",
    "confirmed_deployment": "deployment confirmed",
    "reinforcements_planned": "reinforcements planned",
    "suicide_to_avoid_capture": "suicide to avoid capture",
}
_FINDINGS: Final = {
    "open_edit": "edit with a notice",
    "supersession": "new figure from the source",
    "misquotation": "outlets differ",
    "contradiction": "sources contradict each other",
    "drift": "lost on the way",
    "stale_carrier": "old figure still told",
    "takedown": "taken down",
    "returned": "back again",
    "silence": "source gone silent",
    "resumed": "publishes again",
    "unstable": "two texts by turns",
    "storm": "many alerts at once",
}
_BOUNDS: Final = {
    Bound.APPROX: "about {}",
    Bound.MORE_THAN: "more than {}",
    Bound.AT_LEAST: "at least {}",
    Bound.AT_MOST: "up to {}",
    Bound.FEWER_THAN: "fewer than {}",
}
_MODALITIES: Final = {
    Modality.ASSERTED: "",
    Modality.HEDGED: "hedged",
    Modality.PLANNED: "planned",
    Modality.CONDITIONAL: "only on a condition",
    Modality.DENIED: "denied",
}
_PERSONS: Final = {"", "person", "persons", "people", "soldier", "soldiers", "troops", "men"}
_UNITS: Final = {"percent": "%", "km2": " sq km", "days": " days", "day": " days"}
_PERIOD: Final = re.compile(r"P(\d+)([DWMY])")
_SPANS: Final = {"D": "day", "W": "week", "M": "month", "Y": "year"}
_NUMBERS: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def gloss_line(gloss: ClaimGloss) -> str:
    """Return all that was read, from what was counted to where, its parts divided by a middle dot."""
    parts = (
        metric_words(gloss.metric),
        proper_name(gloss.subject) if gloss.subject else "",
        value_words(gloss),
        source_words(gloss),
        _MODALITIES[gloss.modality],
        _stretch_words(gloss),
        f"as of {gloss.as_of}" if gloss.as_of else "",
        place_words(gloss.place) if gloss.place else "",
    )
    return " · ".join(part for part in parts if part)


def metric_words(metric: str) -> str:
    """Return a metric's name in words; one that is not known here is made readable."""
    return _METRICS.get(metric, metric.replace("_", " "))


def place_words(place: str) -> str:
    """Return a place's name; one that is told for a part of it alone says so.

    >>> place_words("kursk"), place_words("front:own_sector")
    ('Kursk', 'Front (only its own sector)')
    """
    name, _, limit = place.partition(":")
    return f"{proper_name(name)} (only its {limit.replace('_', ' ')})" if limit else proper_name(name)


def finding_words(finding: str) -> str:
    """Return the verdict of an alert as a reader says it: "Silent edit", "Outlets differ"."""
    words = _FINDINGS.get(finding, finding.replace("_", " "))
    return words[:1].upper() + words[1:]


def value_words(gloss: ClaimGloss) -> str:
    """Return the figure with its bound and unit; "" for a status, "no exact number" for a vague figure."""
    if gloss.bound is Bound.VAGUE:
        return "no exact number"
    ends = [end for end in (gloss.low, gloss.high) if end is not None]
    if not ends:
        return ""
    if len(ends) == 2 and ends[0] != ends[1]:
        number = f"{number_words(ends[0])} to {number_words(ends[1])}"
    else:
        number = number_words(ends[0])
    frame = "{}" if gloss.bound is None else _BOUNDS.get(gloss.bound, "{}")
    return frame.format(number) + _unit_words(gloss.unit or "")


def number_words(value: float) -> str:
    """Return a number with commas between thousands and at most two decimals.

    >>> number_words(11000.0), number_words(33.3)
    ('11,000', '33.3')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def source_words(gloss: ClaimGloss) -> str:
    """Return who says it and who is quoted for it; "" where the outlet speaks for itself."""
    source = readable(gloss.source) if gloss.source else ""
    if not gloss.via:
        return source
    return f"{source} via {readable(gloss.via)}".strip()


def _stretch_words(gloss: ClaimGloss) -> str:
    """Return what stretch of time is counted: "in three months", "a day" for a rate, "in one event"."""
    if gloss.aggregation is Aggregation.INCIDENT:
        return "in one event"
    words = period_words(gloss.period) if gloss.period else ""
    if gloss.aggregation is Aggregation.RATE:
        return words.replace("in one ", "each ", 1) or "as a rate"
    return words


def period_words(period: str) -> str:
    """Return an ISO 8601 duration of one unit in words ("P3M" is "in three months"); others stay as they are."""
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    count, span = int(match[1]), _SPANS[match[2]]
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"in {number} {span}{'' if count == 1 else 's'}"


def _unit_words(unit: str) -> str:
    if unit in _PERSONS:
        return ""
    return _UNITS.get(unit, f" {unit.replace('_', ' ')}")
