"""The one plain sentence that tells a journalist what changed, with both values."""

from types import MappingProxyType

from extractors.intervals import in_words
from extractors.names import proper_name, readable
from extractors.values import ChangeKind, Claim, Kind, Modality

_METRICS = MappingProxyType(
    {
        "troops_deployed": "troops sent",
        "troops_at_front": "troops at the front",
        "reinforcements": "reinforcements",
        "casualties": "casualties (killed and wounded)",
        "workers_sent": "workers sent",
        "returned_home": "people returned home",
        "share_lost": "share lost",
        "area_km2": "ground held or taken",
        "duration_days": "days",
        "withdrawn_from_front": "a withdrawal from the front",
        "returned_to_front": "a return to the front",
        "not_seen": "no sighting of the troops",
        "denial": "a denial",
        "no_comment": "a refusal to comment",
        "confirmed_deployment": "a confirmed deployment",
        "treaty": "a treaty",
        "reinforcements_planned": "planned reinforcements",
        "ill_prepared": "troops ill prepared",
        "suicide_to_avoid_capture": "suicide to avoid capture",
    }
)
_SURE = MappingProxyType(
    {
        Modality.ASSERTED: "as a fact",
        Modality.HEDGED: "as likely or possible",
        Modality.PLANNED: "as planned",
        Modality.CONDITIONAL: "under a condition",
        Modality.DENIED: "as not so",
    }
)


def who(claim: Claim) -> str:
    """Returns the source as the text names it, or by its id, or the outlet where there is none."""
    if claim.source is not None:
        return readable(claim.source)
    return claim.source_text or "the outlet in its own voice"


def what(claim: Claim) -> str:
    """Returns the metric in words, with the side that is counted."""
    metric = _METRICS.get(claim.metric, claim.metric.replace("_", " "))
    if claim.subject == "other":
        return metric
    return f"{metric} ({proper_name(claim.subject)})"


def value(claim: Claim) -> str:
    """Returns a figure's number, or how a status is put."""
    if claim.kind is Kind.FIGURE:
        return in_words(claim, claim.unit)
    return _SURE[claim.modality]


def tell(change: ChangeKind, before: Claim, after: Claim) -> str:
    """Returns the sentence for a claim that both texts hold, in one form or another."""
    said, now = value(before), value(after)
    match change:
        case ChangeKind.DRIFTED:
            return f"{what(before)}, {said} by {who(before)}, is now told as {what(after)}, {now}."
        case ChangeKind.REVERSED if before.metric != after.metric:
            return f"{who(after)}: {what(before)} before, {what(after)} now."
        case ChangeKind.HEDGED | ChangeKind.FIRMED if before.modality is after.modality:
            return f"{_about(after)}: told with {'more' if change is ChangeKind.HEDGED else 'less'} doubt now."
        case ChangeKind.DENIED | ChangeKind.REVERSED | ChangeKind.HEDGED | ChangeKind.FIRMED:
            return f"{_about(after)}: given {_SURE[before.modality]} before, {_SURE[after.modality]} now."
        case ChangeKind.RESCOPED:
            return f"{_about(after)}: {_scope(before)} before, {_scope(after)} now."
        case ChangeKind.REATTRIBUTED:
            return f"{what(after)}, {now}: said by {who(before)} before, by {who(after)} now."
        case _:
            return f"{_about(after)}: {said} before, {now} now ({change})."


def tell_alone(change: ChangeKind, claim: Claim) -> str:
    """Returns the sentence for a claim that only one of the texts holds."""
    if change is ChangeKind.DENIED:
        return f"{what(claim)}: {who(claim)} now says that it is not so."
    verb = "no longer says" if change is ChangeKind.REMOVED else "now also says"
    return f"The text {verb}: {what(claim)}, {value(claim)}, according to {who(claim)}."


def tell_unheard(change: ChangeKind, claim: Claim) -> str:
    """Returns the sentence for a status that is heard in one text only, by the words that its sentence has in both."""
    told = {ChangeKind.FIRMED: "with less doubt", ChangeKind.HEDGED: "with more doubt", ChangeKind.DENIED: "denied"}
    return f"{_about(claim)}: its sentence is still there, {told.get(change, 'no longer denied')} now."


def _about(claim: Claim) -> str:
    return f"{what(claim)}, according to {who(claim)}"


def _scope(claim: Claim) -> str:
    place, _, limit = (claim.place or "").partition(":")
    parts = [
        what(claim),
        f"in {proper_name(place)}" if place else "in no stated place",
        f"only in the {limit.replace('_', ' ')}" if limit else "",
        f"within {claim.period}" if claim.period else "",
    ]
    return " ".join(part for part in parts if part)
