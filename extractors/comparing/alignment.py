"""Which claim of the earlier text is which of the later one. Decides nothing about the difference between them.

Every admissible couple gets a weight from its metric, value, source and the likeness of its sentences (rapidfuzz);
the heaviest couples win, each claim once. So a claim that moved is found again, and a new one is not forced on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from extractors.comparing.keys import (
    OPPOSITES,
    aggregation_of,
    family,
    is_denied,
    is_real,
    restriction_of,
    told_for_another,
    unit_class,
    words_of,
)
from extractors.intervals import ValueRelation, relate_values
from extractors.posts import Posts
from extractors.values import Bound, Claim, Kind

ALIGNED = 0.6  # from here on two sentences count as one that was edited
FRAMED = 0.75  # the same frame with another speaker and another number in it
_SAME_VALUE = (ValueRelation.SAME, ValueRelation.REWORDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One claim in two texts. `likeness` of its sentences is 0 to 1, and 0 across languages."""

    before: Claim
    after: Claim
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All claims of both texts: in pairs, only before (`gone`), only after (`new`); each in text order."""

    pairs: tuple[Pair, ...]
    gone: tuple[Claim, ...]
    new: tuple[Claim, ...]


def align(before: Sequence[Claim], after: Sequence[Claim], posts: Posts, *, translated: bool) -> Alignment:
    """Returns who is who; the order of the arguments does not change the couples.

    Claims of two posts of a live blog are no couple, and one whose post was pushed off the page is not gone.
    """
    weighed = []
    for i, old in enumerate(before):
        for j, new in enumerate(after):
            likeness = 0.0 if translated else alike(words_of(old), words_of(new))
            weight = None if posts.are_apart(old, new) else _weight(old, new, likeness)
            if weight is not None:
                weighed.append((-weight, abs(i - j), i + j, i, j, likeness))
    partner: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for _, _, _, i, j, likeness in sorted(weighed):
        if i not in partner and j not in taken:
            partner[i] = (j, likeness)
            taken.add(j)
    return Alignment(
        pairs=tuple(
            Pair(before=before[i], after=after[j], likeness=likeness) for i, (j, likeness) in sorted(partner.items())
        ),
        gone=tuple(claim for i, claim in enumerate(before) if i not in partner and not posts.has_left(claim)),
        new=tuple(claim for j, claim in enumerate(after) if j not in taken),
    )


def alike(one: str, other: str) -> float:
    """Returns how much two sentences share, 0 to 1, whatever the order of their words."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)) / 100


def same_value(one: Claim, other: Claim) -> bool:
    """Tells whether two figures state one number; two statuses always do."""
    if one.kind is Kind.STATUS:
        return True
    return relate_values(one, other)[0] in _SAME_VALUE


def _weight(old: Claim, new: Claim, likeness: float) -> float | None:
    """The weight of a couple; None where the two cannot be one claim."""
    if old.kind is not new.kind:
        return None
    admits = _admits_status if old.kind is Kind.STATUS else _admits_figure
    if not admits(old, new, likeness):
        return None
    kin = 4.0 if old.metric == new.metric else 2.5 if _one_family(old, new) else 1.0
    worth = 3.0 if same_value(old, new) else 0.0
    sentence = 4.0 * likeness if likeness >= ALIGNED else 0.0
    return kin + worth + sentence + _source_weight(old, new) + _circumstances(old, new)


def _admits_figure(old: Claim, new: Claim, likeness: float) -> bool:
    if unit_class(old) != unit_class(new):
        return False
    same, near = same_value(old, new), likeness >= ALIGNED
    if not same and not _one_stretch(old, new, near=near):
        return False
    exact = same and old.bound is not Bound.VAGUE
    if old.subject != new.subject:
        return exact and near and old.metric == new.metric
    if old.metric != new.metric:
        if _one_family(old, new):
            return _one_source(old, new) and (same or near)
        drift = told_for_another(old.metric, new.metric) and old.source == new.source and old.source is not None
        return exact and (near or drift)
    if old.source == new.source and old.source is not None:
        return True
    if _one_source(old, new):
        return same or near
    return (same and old.bound is not Bound.VAGUE) or likeness >= FRAMED


def _admits_status(old: Claim, new: Claim, likeness: float) -> bool:
    near = likeness >= ALIGNED
    if old.subject != new.subject and not near:
        return False
    if old.metric != new.metric:
        opposite = {old.metric, new.metric} == OPPOSITES and old.subject == new.subject
        named = old.source == new.source or (near and _one_source(old, new))
        return opposite and named and _stands(old) and _stands(new)
    return _one_source(old, new) or near or is_denied(old) is not is_denied(new)


def _stands(claim: Claim) -> bool:
    return is_real(claim) and not is_denied(claim)


def _one_family(old: Claim, new: Claim) -> bool:
    return family(old.metric) == family(new.metric)


def _one_source(old: Claim, new: Claim) -> bool:
    return old.source == new.source or None in (old.source, new.source)


def _one_stretch(old: Claim, new: Claim, *, near: bool) -> bool:
    """A rate is never the total made smaller, nor a plan the fact, nor April's figure today's one."""
    if aggregation_of(old) is not aggregation_of(new):
        return False
    return near or _circle(old) == _circle(new)


def _circle(claim: Claim) -> tuple[object, ...]:
    """What two figures share if they are one series, told in sentences that have nothing in common."""
    return (
        is_real(claim),
        claim.as_of,
        claim.period,
        claim.role,
        claim.increment,
        restriction_of(claim),
    )


def _source_weight(old: Claim, new: Claim) -> float:
    if old.source == new.source:
        return 1.5 if old.source is None else 2.0
    return 0.5 if None in (old.source, new.source) else 0.0


def _circumstances(old: Claim, new: Claim) -> float:
    equal = (
        old.where is new.where,
        old.modality is new.modality,
        is_denied(old) is is_denied(new),
        aggregation_of(old) is aggregation_of(new),
        old.period == new.period,
        old.as_of == new.as_of,
        restriction_of(old) == restriction_of(new),
        old.increment == new.increment,
        old.is_given is new.is_given,
        old.subject == new.subject,
    )
    return 0.5 * sum(equal)
