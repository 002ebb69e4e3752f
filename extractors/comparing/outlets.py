"""One source, told by two outlets: whether they give its figure differently. Statuses are left to their revisions.

Precision first: the two must be about one thing, of one source, within days, and no number may fit both.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.comparing.alignment import same_value
from extractors.comparing.keys import (
    TROOPS,
    Key,
    is_denied,
    is_fresh,
    is_real,
    key_of,
    place_of,
)
from extractors.comparing.wording import value, what, who
from extractors.intervals import ValueRelation, disjoint, lost_power_of_ten, relate_values
from extractors.names import proper_name
from extractors.values import Bound, Change, ChangeKind, Claim, Kind

WINDOW = timedelta(hours=72)  # outlets that tell one statement tell it within days
_TOLD_AS = frozenset({"killed", "casualties"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A claim as one outlet tells it. `publisher` is the outlet's family.

    `ref` is the caller's own mark of the claim, `article` of the text that holds it, `origin` names whose text it is
    where the outlet prints another's.
    """

    claim: Claim
    outlet: str
    publisher: str
    language: str
    published_at: datetime | None
    ref: str = ""
    article: str = ""
    origin: str = ""


def between_outlets(earlier: Telling, later: Telling) -> Change | None:
    """Returns how the later outlet's figure departs from the earlier one's, None where it does not.

    Both must give one known source that is neither of the two outlets, be published within `WINDOW` and
    speak of one thing (`key_of`); givens, recaps and band C are never compared. A number told as another
    metric, or off by a power of ten, is drifted; otherwise disjoint figures are raised or lowered.
    """
    if not _comparable(earlier, later):
        return None
    before, after = earlier.claim, later.claim
    if before.metric != after.metric:
        same = same_value(before, after) and before.bound is not Bound.VAGUE
        return _change(ChangeKind.DRIFTED, earlier, later) if same else None
    if not disjoint(before, after):
        return None
    if lost_power_of_ten(before, after) is not None:
        return _change(ChangeKind.DRIFTED, earlier, later)
    higher = relate_values(before, after)[0] is ValueRelation.RAISED
    return _change(ChangeKind.RAISED if higher else ChangeKind.LOWERED, earlier, later)


def _comparable(earlier: Telling, later: Telling) -> bool:
    claims = (earlier.claim, later.claim)
    usable = all(
        claim.kind is Kind.FIGURE and is_fresh(claim) and is_real(claim) and not is_denied(claim) for claim in claims
    )
    return (
        usable
        and earlier.outlet != later.outlet
        and _one_source(earlier, later)
        and _one_time(earlier, later)
        and _one_thing(*claims)
    )


def _one_source(earlier: Telling, later: Telling) -> bool:
    source = earlier.claim.source
    own = (earlier.outlet, later.outlet, earlier.publisher, later.publisher)
    return source is not None and source == later.claim.source and source not in own


def _one_time(earlier: Telling, later: Telling) -> bool:
    if earlier.published_at is None or later.published_at is None:
        return False
    as_of = {earlier.claim.as_of, later.claim.as_of} - {None}
    return len(as_of) < 2 and abs(later.published_at - earlier.published_at) <= WINDOW


def _one_thing(before: Claim, after: Claim) -> bool:
    if {before.metric, after.metric} == _TOLD_AS:
        return _but_metric(before) == _but_metric(after)
    places = {place_of(before), place_of(after)} - {None}
    # "8,000 in Kursk" and "11,000 in Russia" are two figures; the dead are counted wherever they fell.
    apart = before.metric in TROOPS and len(places) > 1
    return _but_phase(before) == _but_phase(after) and not apart


def _but_phase(claim: Claim) -> Key:
    """The metric's own name tells the sent from those at the front; a finer phase is lost on the way."""
    return replace(key_of(claim), phase=None)


def _but_metric(claim: Claim) -> Key:
    return replace(_but_phase(claim), metric="", role=None)


def _change(kind: ChangeKind, earlier: Telling, later: Telling) -> Change:
    before, after = earlier.claim, later.claim
    return Change(
        metric=after.metric,
        change=kind,
        before=before,
        after=after,
        alert=True,
        why=_why(kind, earlier, later),
    )


def _why(kind: ChangeKind, earlier: Telling, later: Telling) -> str:
    before, after = earlier.claim, later.claim
    told = (
        f"{proper_name(earlier.outlet)} gives {value(before)} for {what(before)}, "
        f"{proper_name(later.outlet)} {value(after)} for {what(after)}"
    )
    if kind is not ChangeKind.DRIFTED:
        return f"Across outlets, from one source ({who(after)}): {told}."
    hint = (
        "the same number under another name"
        if before.metric != after.metric
        else "the same digits, off by a power of ten"
    )
    return f"Across outlets, from one source ({who(after)}): {told}; {hint}."
