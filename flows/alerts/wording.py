"""Says claims and alerts in plain English, so that who cannot read the language can judge them. Pure."""

import re

from extractors.values import Bound, Change, ChangeKind, Claim, Field, Kind, Modality
from flows.alerts.alert import Side

_ACRONYMS = frozenset(
    ("afp", "ap", "bbc", "cnn", "gur", "isw", "jcs", "kcna", "kctv", "mfa", "mod", "mp", "nato", "nis", "nsdc")
    + ("nyt", "tass", "ria", "uk", "un", "us", "wsj")
)
_NAMES = {"kim_jong_un": "Kim Jong Un", "ukraine_gur": "Ukraine's military intelligence"}
_METRICS = {
    "area_km2": "square kilometres held or taken",
    "confirmed_deployment": "deployment confirmed",
    "denial": "denial",
    "ill_prepared": "ill-prepared for modern war",
    "no_comment": "no comment",
    "not_seen": "not seen at the front",
    "reinforcements_planned": "more troops planned",
    "returned_home": "returned home",
    "returned_to_front": "back at the front",
    "share_lost": "per cent lost",
    "suicide_to_avoid_capture": "suicide to avoid capture",
    "treaty": "treaty",
    "troops_at_front": "troops at the front",
    "troops_deployed": "troops deployed",
    "withdrawn_from_front": "withdrawn from the front",
    "workers_sent": "workers and engineers sent",
}
_BOUNDS = {
    Bound.EXACT: "{}",
    Bound.APPROX: "about {}",
    Bound.MORE_THAN: "more than {}",
    Bound.AT_LEAST: "at least {}",
    Bound.AT_MOST: "up to {}",
    Bound.FEWER_THAN: "fewer than {}",
}
_MODALITIES = {
    Modality.HEDGED: "said to be likely",
    Modality.PLANNED: "planned",
    Modality.CONDITIONAL: "under a condition",
    Modality.DENIED: "denied",
}
_WITHIN = {
    ChangeKind.RAISED: "{outlet} raised {metric} from {before} to {after}",
    ChangeKind.LOWERED: "{outlet} lowered {metric} from {before} to {after}",
    ChangeKind.NARROWED: "{outlet} narrowed {metric} from {before} to {after}",
    ChangeKind.WIDENED: "{outlet} widened {metric} from {before} to {after}",
    ChangeKind.HEDGED: "{outlet} now hedges: {claim}",
    ChangeKind.FIRMED: "{outlet} dropped the hedge: {claim}",
    ChangeKind.DENIED: "{outlet} now reports a denial: {claim}",
    ChangeKind.REVERSED: "{outlet} reversed itself: {old_metric}, now {metric}",
    ChangeKind.RESCOPED: "{outlet} changed the scope of: {claim}",
    ChangeKind.REATTRIBUTED: "{outlet} changed who says it: {claim}, {old_source} before, now {source}",
    ChangeKind.ADDED: "{outlet} added: {claim}",
    ChangeKind.REMOVED: "{outlet} removed: {old_claim}",
    ChangeKind.DRIFTED: "{outlet} turned {before} {old_metric} into {after} {metric}",
}
_BETWEEN = "{source}: {before} {old_metric} in {old_outlet}, {after} {metric} in {outlet}"


def label(identifier: str) -> str:
    """Return an id as a person writes it: "south_korea_nis" is "South Korea NIS"."""
    if identifier in _NAMES:
        return _NAMES[identifier]
    words = re.split(r"[_-]", identifier)
    return " ".join(word.upper() if word in _ACRONYMS else word.capitalize() for word in words)


def metric_label(metric: str) -> str:
    """Return a metric as a person says it."""
    return _METRICS.get(metric, metric.replace("_", " "))


def amount(claim: Claim) -> str:
    """Return the value of a figure as said: "about 11,000", "8,000 to 12,000", "an unstated number"."""
    if claim.bound is Bound.RANGE and claim.low is not None and claim.high is not None:
        return f"{_digits(claim.low)} to {_digits(claim.high)}"
    value = claim.high if claim.bound in (Bound.AT_MOST, Bound.FEWER_THAN) else claim.low
    if value is None or claim.bound is None or claim.bound not in _BOUNDS:
        return f'"{claim.quote}"' if len(claim.quote) <= 40 else "a vague number"
    return _BOUNDS[claim.bound].format(_digits(value))


def gloss(claim: Claim) -> str:
    """Return what was read in a claim, in English, its parts set apart by middle dots."""
    parts = [metric_label(claim.metric), label(claim.subject)]
    if claim.kind is Kind.FIGURE:
        parts.insert(1, amount(claim) + (f" {claim.unit}" if claim.unit not in (None, "persons", "km2") else ""))
    if claim.modality in _MODALITIES:
        parts.append(_MODALITIES[claim.modality])
    parts.append(who(claim))
    if claim.period:
        parts.append(f"period {claim.period}")
    return " · ".join(parts)


def who(claim: Claim) -> str:
    """Return who says it, and through whom; the outlet itself where nobody is named."""
    source = label(claim.source) if claim.source else claim.source_text or "the outlet's own voice"
    return f"{source} via {label(claim.via)}" if claim.via and claim.via != claim.source else source


def headline(change: Change, before: Side | None, after: Side | None, *, is_between: bool) -> str:
    """Return one line that says what happened and where."""
    template = _BETWEEN if is_between else _WITHIN[change.change]
    line = template.format(**_words(change, before, after))
    return f"{line} (headline only)" if not is_between and _is_in_title(change) else line


def lines(change: Change, before: Side | None, after: Side | None) -> tuple[str, ...]:
    """Return before, after and why, one line each; a side that does not exist is left out."""
    said = []
    for name, side in (("before", before), ("after", after)):
        if side is not None and side.claim is not None:
            said.append(f"{name}: {gloss(side.claim)} | {side.claim.quote}")
    return (*said, f"why: {change.why}")


def _words(change: Change, before: Side | None, after: Side | None) -> dict[str, str]:
    old, new = change.before or change.after, change.after or change.before
    if old is None or new is None:
        message = "a change without any claim cannot be worded"
        raise ValueError(message)
    here, there = after or before, before or after
    return {
        "outlet": label_outlet(here),
        "old_outlet": label_outlet(there),
        "metric": metric_label(new.metric),
        "old_metric": metric_label(old.metric) if old.metric != new.metric else "",
        "before": amount(old),
        "after": amount(new),
        "claim": _claim(new),
        "old_claim": _claim(old),
        "source": who(new),
        "old_source": who(old),
    }


def label_outlet(side: Side | None) -> str:
    """Return the outlet of a side as a person writes it."""
    return side.outlet if side is not None else "an outlet"


def _claim(claim: Claim) -> str:
    name = metric_label(claim.metric)
    said = f"{amount(claim)} {name}" if claim.kind is Kind.FIGURE else name
    return f"{label(claim.subject)} {said}" if claim.subject not in ("other", "") else said


def _is_in_title(change: Change) -> bool:
    claims = [claim for claim in (change.before, change.after) if claim is not None]
    return all(claim.where is Field.TITLE for claim in claims)


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
