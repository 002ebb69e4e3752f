"""Says claims and alerts in plain English, so that who cannot read the language can judge them. Pure."""

from datetime import UTC, datetime

from extractors.names import proper_name
from extractors.notices import notice_languages
from extractors.values import Change, ChangeKind, Claim, Field, Kind
from flows.alerts.alert import Side
from flows.alerts.verdicts import Finding
from flows.report.content import ClaimGloss
from flows.report.gloss import gloss_line, metric_words, source_words, value_words

_PARTICIPLES = frozenset({"captured", "killed", "missing", "returned_home", "wounded"})
_WITHIN = {
    ChangeKind.RAISED: "{outlet} {silently}raised {figure} from {before} to {after}",
    ChangeKind.LOWERED: "{outlet} {silently}lowered {figure} from {before} to {after}",
    ChangeKind.NARROWED: "{outlet} {silently}narrowed {figure} from {before} to {after}",
    ChangeKind.WIDENED: "{outlet} {silently}widened {figure} from {before} to {after}",
    ChangeKind.HEDGED: "{outlet} now {silently}hedges: {claim}",
    ChangeKind.FIRMED: "{outlet} {silently}dropped the hedge: {claim}",
    ChangeKind.DENIED: "{outlet} now {silently}reports a denial: {claim}",
    ChangeKind.REVERSED: "{outlet} {silently}reversed itself: {old_metric}, now {metric}",
    ChangeKind.RESCOPED: "{outlet} {silently}changed the scope of: {claim}",
    ChangeKind.REATTRIBUTED: "{outlet} {silently}changed who says it: {claim}, {old_source} before, now {source}",
    ChangeKind.ADDED: "{outlet} {silently}added: {claim}",
    ChangeKind.REMOVED: "{outlet} {silently}removed: {old_claim}",
    ChangeKind.DRIFTED: "{outlet} {silently}turned {before} {old_metric} into {after} {metric}",
}
_BY_FINDING = {
    Finding.SUPERSESSION: "{source} moved: {before} {old_metric}, now {after}",
    Finding.FIRST_REPORT: "First report, in {outlet}: {claim}, {source}",
    Finding.STALE_CARRIER: "{outlet} still tells {after} {metric}, which {source} has replaced with {before}",
    Finding.CONTRADICTION: "{old_source} and {source} contradict each other: {before} against {after} {metric}",
}
_BETWEEN = "{source}: {before} {old_metric} in {old_outlet}, {after} {metric} in {outlet}"


def glossed(claim: Claim) -> ClaimGloss:
    """Return what was read in a claim, ready to be said in English."""
    return ClaimGloss(
        metric=claim.metric,
        subject=claim.subject if claim.subject != "other" else None,
        low=claim.low,
        high=claim.high,
        bound=claim.bound,
        unit=claim.unit,
        source=claim.source or claim.source_text,
        via=claim.via,
        modality=claim.modality,
        period=claim.period,
        as_of=claim.as_of,
        place=claim.place,
        aggregation=claim.aggregation,
    )


def gloss(claim: Claim) -> str:
    """Return what was read in a claim, in English, its parts set apart by middle dots."""
    return gloss_line(glossed(claim))


def counted(count: int, thing: str) -> str:
    """Return a count with its noun: "1 claim", "2 claims", "0 claims"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def headline(
    change: Change, before: Side | None, after: Side | None, *, is_between: bool, finding: Finding | None = None
) -> str:
    """Return one line that says what happened and where; "silently" only where a notice would have been known."""
    words = _words(change, before, after)
    if finding in _BY_FINDING:
        return _BY_FINDING[finding].format(**words)
    if is_between:
        return _BETWEEN.format(**words)
    silently = "silently " if finding is Finding.SILENT_EDIT and _knows_notices(after or before) else ""
    line = _WITHIN[change.change].format(**words, silently=silently)
    line = f"{line}, and says so" if finding is Finding.OPEN_EDIT else line
    return f"{line} (headline only)" if _is_in_title(change) else line


def lines(change: Change, before: Side | None, after: Side | None) -> tuple[str, ...]:
    """Return before, after and why, one line each; a side that does not exist is left out."""
    said = []
    for name, side in (("before", before), ("after", after)):
        if side is not None and side.claim is not None:
            said.append(f"{name}: {gloss(side.claim)} | {side.claim.quote}")
    return (*said, f"why: {change.why}")


def between_looks(opened: datetime, closed: datetime) -> str:
    """Return the window in which something happened: after the look that still found the old, before the next one.

    >>> from datetime import UTC, datetime
    >>> between_looks(datetime(2025, 1, 27, 8, 5, tzinfo=UTC), datetime(2025, 1, 27, 9, 10, tzinfo=UTC))
    'between our looks at 2025-01-27 08:05 and 09:10 UTC'
    """
    return f"between our looks at {span(opened, closed)}"


def moment(at: datetime) -> str:
    """Return an instant as alerts write it: "2025-01-27 08:05 UTC"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def span(opened: datetime, closed: datetime) -> str:
    """Return two instants joined by "and"; the day stands once where it is the same."""
    is_one_day = opened.astimezone(UTC).date() == closed.astimezone(UTC).date()
    first = moment(opened).removesuffix(" UTC")
    return f"{first} and {closed.astimezone(UTC):%H:%M} UTC" if is_one_day else f"{first} and {moment(closed)}"


def drift_reason(change: Change) -> str:
    """Return what was lost on the way: the name of what is counted, or a power of ten."""
    before, after = change.before, change.after
    if before is not None and after is not None and before.metric != after.metric:
        return f"The number is the same, but {metric_words(before.metric)} are not {metric_words(after.metric)}."
    return "The digits are the same, but the numbers are a power of ten apart."


def _words(change: Change, before: Side | None, after: Side | None) -> dict[str, str]:
    old, new = change.before or change.after, change.after or change.before
    if old is None or new is None:
        message = "a change without any claim cannot be worded"
        raise ValueError(message)
    here, there = after or before, before or after
    return {
        "outlet": _outlet(here),
        "old_outlet": _outlet(there),
        "metric": metric_words(new.metric),
        "old_metric": metric_words(old.metric),
        "figure": _figure(new.metric),
        "before": _value(old),
        "after": _value(new),
        "claim": _claim(new),
        "old_claim": _claim(old),
        "source": _who(new),
        "old_source": _who(old),
    }


def _knows_notices(side: Side | None) -> bool:
    return side is not None and side.language in notice_languages()


def _outlet(side: Side | None) -> str:
    return (side.outlet_name or side.outlet) if side is not None else "an outlet"


def _figure(metric: str) -> str:
    """Return a figure's name so that it can be raised: "the number killed", but "casualties"."""
    words = metric_words(metric)
    return f"the number {words}" if metric in _PARTICIPLES else words


def _claim(claim: Claim) -> str:
    parts = (
        proper_name(claim.subject) if claim.subject != "other" else "",
        value_words(glossed(claim)) if claim.kind is Kind.FIGURE else "",
        metric_words(claim.metric),
    )
    return " ".join(part for part in parts if part)


def _value(claim: Claim) -> str:
    """Return the value so that "from ... to ..." can be said of it: a range is written with a dash."""
    return value_words(glossed(claim)).replace(" to ", "\u2013")


def _who(claim: Claim) -> str:
    return source_words(glossed(claim)) or "the outlet itself"


def _is_in_title(change: Change) -> bool:
    claims = [claim for claim in (change.before, change.after) if claim is not None]
    return all(claim.where is Field.TITLE for claim in claims)
