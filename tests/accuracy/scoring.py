"""What is right: readings, changes and relations set against hand-made labels. Pure.

A label and a claim are matched one to one, the closest first. Of each article only counts are kept, so that a bootstrap
can draw articles again without reading them again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from extractors.comparing.keys import family
from extractors.second.reader import AGREE, DIFFERS
from extractors.values import Bound, Change, Claim, Field, Kind
from tests.accuracy.batches import Label

# What is reported: name -> which counts make its F, or its share of right answers.
TRUST = ("band A", "band B", "band C", AGREE, DIFFERS)
MEASURES = ("figure", "value", "status", "status_metric", "source", "modality")
_CLASS = {
    "exact": "point",
    "approx": "point",
    "more_than": "above",
    "at_least": "above",
    "fewer_than": "below",
    "at_most": "below",
}
_FORMATIONS = ("brigade", "battalion", "division", "regiment", "company", "corps", "unit", "group", "crew")
Same = Callable[[Claim, Label], bool]

_CLOSE = 0.006  # a third is 33.3 or 33.33


def score_article(claims: Iterable[Claim], labels: Sequence[Label], same_as: Mapping[str, str]) -> Counter[str]:
    """Return the counts of one article: `<measure>.right`, `.found` and `.there`.

    Claims of the title are left out, as only texts are labelled. `same_as` maps ids that count as one.
    """
    told = [c for c in claims if c.where is Field.TEXT]
    counts: Counter[str] = Counter()
    figures = [c for c in told if c.kind is Kind.FIGURE]
    statuses = [c for c in told if c.kind is Kind.STATUS]
    numbers = [label for label in labels if label["kind"] == "figure"]
    states = [label for label in labels if label["kind"] == "status"]
    _count(counts, "value", figures, numbers, _same_value)
    pairs = _count(counts, "figure", figures, numbers, is_figure)
    metrics = _count(counts, "status_metric", statuses, states, is_status)
    _count(counts, "status", statuses, states, is_status_and_mood)
    right = {id(claim) for claim, _ in [*pairs, *metrics]}
    open_labels = [label for label in labels if is_open(label)]
    for claim in told:
        if id(claim) in right or not is_free(claim, open_labels):
            _count_trust(counts, claim, is_right=id(claim) in right)
    for claim, label in [*pairs, *metrics]:
        counts["source.there"] += 1
        counts["source.right"] += same_source(claim, label, same_as)
        counts["modality.there"] += 1
        counts["modality.right"] += claim.modality == label["modality"]
    return counts


def _count_trust(counts: Counter[str], claim: Claim, *, is_right: bool) -> None:
    """Count a claim under its band, and under what the second reader made of it."""
    marks = [f"band {claim.band}", *(reason for reason in (AGREE, DIFFERS) if reason in claim.reasons)]
    for mark in marks:
        counts[f"{mark}.there"] += 1
        counts[f"{mark}.right"] += is_right


def _count(
    counts: Counter[str], measure: str, claims: Sequence[Claim], labels: Sequence[Label], same: Same
) -> list[tuple[Claim, Label]]:
    pairs = matched(claims, labels, same)
    taken_claims = {id(claim) for claim, _ in pairs}
    taken_labels = {id(label) for _, label in pairs}
    open_labels = [label for label in labels if id(label) not in taken_labels and is_open(label)]
    extra = [c for c in claims if id(c) not in taken_claims and not is_free(c, open_labels)]
    missing = [label for label in labels if id(label) not in taken_labels and not is_open(label)]
    closed = [pair for pair in pairs if not is_open(pair[1])]
    counts[f"{measure}.right"] += len(closed)
    counts[f"{measure}.found"] += len(closed) + len(extra)
    counts[f"{measure}.there"] += len(closed) + len(missing)
    return closed


def matched(claims: Sequence[Claim], labels: Sequence[Label], same: Same) -> list[tuple[Claim, Label]]:
    """Return the pairs that are the same by `same`, each claim and label once, the most alike first."""
    couples = sorted(
        (
            (_likeness(c, label), -i, -j)
            for i, c in enumerate(claims)
            for j, label in enumerate(labels)
            if same(c, label)
        ),
        reverse=True,
    )
    used_claims: set[int] = set()
    used_labels: set[int] = set()
    pairs = []
    for _, i, j in couples:
        if i not in used_claims and j not in used_labels:
            used_claims.add(i)
            used_labels.add(j)
            pairs.append((claims[-i], labels[-j]))
    return pairs


def _likeness(claim: Claim, label: Label) -> int:
    alike = (claim.source == label["source"], claim.modality == label["modality"], claim.metric == label["metric"])
    overlap = claim.quote in str(label["evidence"]) or str(label["evidence"]) in claim.quote
    return sum(alike) + overlap


def is_open(label: Label) -> bool:
    """Whether a label is one where either reading counts: open-ended, a formation, a length of time."""
    unit = str(label.get("unit") or "").lower()
    formation = any(word in unit for word in _FORMATIONS)
    return label["metric"] in ("other", "duration_days") or (label["kind"] == "figure" and formation)


def is_free(claim: Claim, open_labels: Sequence[Label]) -> bool:
    """Whether a claim that no label has is neither right nor wrong."""
    if claim.metric in ("other", "duration_days") or (claim.unit or "persons").lower() in _UNITS:
        return True
    return any(_same_value(claim, label) if claim.kind is Kind.FIGURE else False for label in open_labels)


_UNITS = {f"{word}s" for word in _FORMATIONS} | {"companies", "formations"} | set(_FORMATIONS)


def _same_value(claim: Claim, label: Label) -> bool:
    if claim.bound is Bound.VAGUE or label["bound"] == "vague":
        return claim.bound == label["bound"]
    return _near(claim.low, label["low"]) and _near(claim.high, label["high"])


def _near(a: float | None, b: object) -> bool:
    if a is None or not isinstance(b, int | float):
        return a is None and b is None
    return abs(a - b) <= _CLOSE * max(abs(a), abs(b))


def is_figure(claim: Claim, label: Label) -> bool:
    """Return whether a claim is the figure of a label: metric family, side, class of bound and value."""
    return (
        label["kind"] == claim.kind == Kind.FIGURE
        and family(claim.metric) == family(str(label["metric"]))
        and claim.subject == label["subject"]
        and _bound_class(str(claim.bound)) == _bound_class(str(label["bound"]))
        and _same_value(claim, label)
    )


def _bound_class(bound: str) -> str:
    return _CLASS.get(bound, bound)


def is_status(claim: Claim, label: Label) -> bool:
    """Return whether a claim is the status of a label, in whatever mood."""
    return label["kind"] == claim.kind == Kind.STATUS and claim.metric == label["metric"]


def is_status_and_mood(claim: Claim, label: Label) -> bool:
    return claim.metric == label["metric"] and claim.modality == label["modality"]


def same_source(claim: Claim, label: Label, same_as: Mapping[str, str]) -> bool:
    """Return whether a claim has the label's source; one that the story does not know must be kept as text."""
    wanted = label["source"]
    if wanted is None:
        return claim.source is None and claim.source_text is None
    if claim.source is None:
        return claim.source_text is not None and str(wanted) not in same_as
    return _ids(claim.source, same_as) == _ids(str(wanted), same_as)


def _ids(source: str, same_as: Mapping[str, str]) -> set[str]:
    return {same_as.get(one, one) for one in source.split("+")}


def score_revision(changes: Iterable[Change], labels: Sequence[Label]) -> Counter[str]:
    """Return the counts of one revision: real changes found, changes told, and alerts where nothing changed."""
    told = list(changes)
    counts: Counter[str] = Counter()
    left = [(family(c.metric), str(c.change)) for c in told]
    for label in labels:
        counts["change.there"] += 1
        key = (family(str(label["metric"])), str(label["change"]))
        if key in left:
            left.remove(key)
            counts["change.right"] += 1
    alerts = [(family(c.metric), str(c.change)) for c in told if c.alert]
    counts["spurious"] += (Counter(alerts) & Counter(left)).total()
    counts["unchanged"] += not labels
    counts["unchanged_with_alert"] += bool(not labels and alerts)
    return counts


def f_score(counts: Mapping[str, int], measure: str) -> float:
    """Return F1 of a measure, or the share of right answers for source and modality."""
    right, there = counts.get(f"{measure}.right", 0), counts.get(f"{measure}.there", 0)
    found = counts.get(f"{measure}.found", there)
    return 2 * right / (found + there) if found + there else 1.0
