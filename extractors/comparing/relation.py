"""Two articles and one metric: do they agree, differ, or speak of different things?

Each side is heard through its most prominent claim, of a source that both quote if there is one. A figure that the text
itself tells as history or takes as known speaks only where nothing else does.
"""

from datetime import datetime, timedelta

from extractors.comparing.keys import (
    RECAP,
    TROOPS,
    aggregation_of,
    is_denied,
    is_real,
    restriction_of,
    unit_class,
)
from extractors.comparing.wording import value, what, who
from extractors.intervals import TOLERANCE, fits, same_when_rounded
from extractors.values import Aggregation, Article, Band, Bound, Claim, Field, Kind, Reading, Relation

SAME_TIME = timedelta(days=14)  # two sources who answer one situation, not two phases of a war
RECENT = timedelta(days=31)  # a figure as of longer ago is told as history


def relation(
    a: Article, a_reading: Reading, b: Article, b_reading: Reading, metric: str, subject: str
) -> tuple[Relation, str]:
    """Returns how the two articles' claims on `metric` about `subject` stand, and why in a sentence.

    Agree: one source or several, and the numbers leave room for each other. Differ: they do not, from one
    source at any time, or from two within `SAME_TIME`. Not comparable: the rest. Swapping the articles gives
    the same relation.
    """
    ours = _voices(a, a_reading, metric, subject)
    theirs = _voices(b, b_reading, metric, subject)
    ours, theirs = ours or _in_other_words(a_reading, theirs), theirs or _in_other_words(b_reading, ours)
    for article, voices in ((a, ours), (b, theirs)):
        if not voices:
            return Relation.NOT_COMPARABLE, f"{article.outlet} says nothing of that kind: {metric}."
    couple = _couple(_sure(ours), _sure(theirs)) or _couple(ours, theirs)
    if couple is None:
        return Relation.NOT_COMPARABLE, (f"{_said(a, ours[0])}, {_said(b, theirs[0])}: another scope or kind of count.")
    return _verdict(a, couple[0], b, couple[1])


def _verdict(a: Article, one: Claim, b: Article, other: Claim) -> tuple[Relation, str]:
    told = f"{_said(a, one)}, {_said(b, other)}"
    one_source = one.source == other.source and one.source is not None
    if _agree(one, other):
        return Relation.AGREE, f"{told}: the two fit."
    if one_source:
        return Relation.DIFFER, f"{told}: one source, and the two do not fit."
    if not _at_one_time(a, b):
        return Relation.NOT_COMPARABLE, f"{told}: other sources, and too long apart."
    return Relation.DIFFER, f"{told}: the two do not fit."


def _agree(one: Claim, other: Claim) -> bool:
    if one.kind is Kind.STATUS:
        return is_denied(one) is is_denied(other)
    return fits(one, other) and not _two_numbers(one, other)


def _two_numbers(one: Claim, other: Claim) -> bool:
    """Whether two plain numbers are not one number rounded: 14,000 and 15,000, each right in its own rounding."""
    if not (_is_plain(one) and _is_plain(other)) or one.low is None or other.low is None:
        return False
    apart = abs(one.low - other.low) > TOLERANCE * max(abs(one.low), abs(other.low))
    return apart and not same_when_rounded(one.low, other.low)


def _is_plain(claim: Claim) -> bool:
    """Whether a claim is one number that leans to neither side, as "1,000-odd" and "nearly 1,000" do."""
    if claim.bound not in (Bound.EXACT, Bound.APPROX) or claim.low != claim.high:
        return False
    near, far = claim.interval or (claim.low, claim.high)
    return (near == claim.low) is (far == claim.high)


def _at_one_time(a: Article, b: Article) -> bool:
    if a.published_at is None or b.published_at is None:
        return True
    return abs(a.published_at - b.published_at) <= SAME_TIME


def _voices(article: Article, reading: Reading, metric: str, subject: str) -> list[Claim]:
    """The claims that speak to the question, the most prominent first."""
    about = [c for c in reading.claims if c.metric == metric and _speaks_of(c, subject)]
    current = [c for c in about if not _history(c, article)] or about
    return sorted(current, key=_prominence)


def _sure(voices: list[Claim]) -> list[Claim]:
    """Those that are not doubtful; all where there is none."""
    return [claim for claim in voices if claim.band is not Band.C] or voices


def _in_other_words(reading: Reading, others: list[Claim]) -> list[Claim]:
    """One source's number of troops, sent in one outlet and at the front in another: one statement all the same."""
    return [
        claim
        for claim in reading.claims
        for other in others
        if {claim.metric, other.metric} <= TROOPS
        and claim.subject == other.subject
        and not is_denied(claim)
        and not _is_other_source(claim, other)
        and _agree(claim, other)
    ]


def _speaks_of(claim: Claim, subject: str) -> bool:
    if claim.kind is Kind.STATUS:
        return True  # whose denial it is, is read differently by different people
    return claim.subject == subject and not is_denied(claim)


def _history(claim: Claim, article: Article) -> bool:
    return claim.is_given or RECAP in claim.reasons or _is_old(claim.as_of, article.published_at)


def _is_old(as_of: str | None, published_at: datetime | None) -> bool:
    if as_of is None or published_at is None or not as_of[:4].isdigit():
        return False
    return as_of < (published_at - RECENT).date().isoformat()[: len(as_of)]


def _prominence(claim: Claim) -> tuple[Band, bool, bool, int]:
    return (claim.band, claim.source is None, claim.where is not Field.TITLE, claim.start)


def _couple(ours: list[Claim], theirs: list[Claim]) -> tuple[Claim, Claim] | None:
    """The two claims to be set against each other: of one source if possible, and then two that fit.

    An outlet that tells several figures of one source (sent so far, to be sent) differs from another only where none
    of them is the other's. Of two sources each is heard by its most prominent claim of one reality (planned or done).
    """
    couples = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            if _one_scope(one, other):
                others, misfit = _is_other_source(one, other), not _agree(one, other)
                place = (i + j, abs(i - j), misfit, i, j)
                couples.append((others, misfit and not others, _distance(one, other), place))
    if not couples:
        return None
    *_, (*_, i, j) = min(couples)
    return ours[i], theirs[j]


def _is_other_source(one: Claim, other: Claim) -> bool:
    return one.source is None or one.source != other.source


def _distance(one: Claim, other: Claim) -> tuple[bool, bool]:
    return (is_real(one) is not is_real(other), one.phase != other.phase)


def _one_scope(one: Claim, other: Claim) -> bool:
    """Whether two claims count the same; what one source says is one, though an outlet leaves its limits out."""
    stretches = {aggregation_of(one), aggregation_of(other)}
    if unit_class(one) != unit_class(other) or (len(stretches) > 1 and Aggregation.RATE in stretches):
        return False
    if one.role and other.role and one.role != other.role:
        return False  # 1,000 sappers and 5,000 builders are no answers to one question
    if _agree(one, other) and (one.source == other.source or None in (one.source, other.source)):
        return True
    return len(stretches) == 1 and restriction_of(one) == restriction_of(other) and one.increment == other.increment


def _said(article: Article, claim: Claim) -> str:
    return f"{article.outlet} has {value(claim)} for {what(claim)} from {who(claim)}"
