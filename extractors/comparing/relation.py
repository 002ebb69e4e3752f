"""Two articles and one metric: do they agree, differ, or speak of different things?

Each side is heard through its most prominent claim, of a source that both quote if there is one.
"""

from datetime import timedelta
from itertools import combinations

from extractors.comparing.answers import agree, answers, is_one_source, is_plain, rejects, stand_ins, troops_told
from extractors.comparing.keys import TROOPS, aggregation_of, is_real, restriction_of, unit_class
from extractors.comparing.wording import value, what, who
from extractors.intervals import TOLERANCE, lost_power_of_ten
from extractors.values import Aggregation, Article, Band, Claim, Field, Kind, Modality, Reading, Relation

SAME_TIME = timedelta(days=31)  # two sources who answer one situation, not two phases of a war
SAME_STORY = timedelta(days=183)  # one source whose later figure replaces its earlier one
SAME_EVENT = timedelta(days=62)  # what happened, or who arrived: later it is another withdrawal, or more troops
_EVENTS = frozenset({"withdrawn_from_front", "returned_to_front", "not_seen", "reinforcements_planned", "ill_prepared"})
_ARRIVALS = TROOPS | {"workers_sent", "returned_home"}
_BEYOND = 10  # times: numbers so far apart count a regiment and an army, or a week and a war


def relation(
    a: Article, a_reading: Reading, b: Article, b_reading: Reading, metric: str, subject: str
) -> tuple[Relation, str]:
    """Returns how the two articles' claims on `metric` about `subject` stand, and why in a sentence.

    Agree: one source or several, and the numbers leave room for each other. Differ: they do not, from one
    source within `SAME_STORY`, or from two within `SAME_TIME`. Not comparable: the rest. Swapping the articles gives
    the same relation.
    """
    ours, theirs = answers(a, a_reading, metric, subject), answers(b, b_reading, metric, subject)
    if not ours and not theirs and metric in TROOPS:
        ours = troops_told(a, a_reading, subject)
        theirs = troops_told(b, b_reading, subject)
        ours, theirs = stand_ins(a_reading, "", subject, theirs), stand_ins(b_reading, "", subject, ours)
    ours = ours or stand_ins(a_reading, metric, subject, theirs)
    theirs = theirs or stand_ins(b_reading, metric, subject, ours)
    for article, claims, reading, others in ((a, ours, a_reading, theirs), (b, theirs, b_reading, ours)):
        if not claims:
            return _verdict_on_silence(article, reading, metric, others)
    couple = _headlines(ours, theirs) or _couple(ours, theirs)
    if couple is None:
        told = f"{_said(a, ours[0])}, {_said(b, theirs[0])}"
        if stand_ins(a_reading, "", subject, theirs) or stand_ins(b_reading, "", subject, ours):
            return Relation.AGREE, f"{told}: one of them has the other's number under another name."
        return Relation.NOT_COMPARABLE, f"{told}: another scope or kind of count."
    if not agree(*couple) and (_adds_up(ours, theirs) or _adds_up(theirs, ours)):
        return Relation.AGREE, f"{_said(a, couple[0])}, {_said(b, couple[1])}: one is a part of the other."
    return _verdict(a, couple[0], b, couple[1])


def _verdict_on_silence(article: Article, reading: Reading, metric: str, others: list[Claim]) -> tuple[Relation, str]:
    """An article that affirms no number may still say that the other's number is wrong."""
    wrong = [claim for claim in reading.claims if any(rejects(claim, other) for other in others)]
    if not wrong:
        return Relation.NOT_COMPARABLE, f"{article.outlet} says nothing of that kind: {metric}."
    return Relation.DIFFER, f"{article.outlet} has it that {value(wrong[0])} for {what(wrong[0])} is not so."


def _verdict(a: Article, one: Claim, b: Article, other: Claim) -> tuple[Relation, str]:
    told = f"{_said(a, one)}, {_said(b, other)}"
    if one.metric in _EVENTS and not _within(SAME_EVENT, a, b):
        return Relation.NOT_COMPARABLE, f"{told}: too long apart to be one event."
    if agree(one, other):
        return Relation.AGREE, f"{told}: the two fit."
    one_source = is_one_source(one, other)
    if _far_apart(one, other) and not (one_source and lost_power_of_ten(one, other)):
        return Relation.NOT_COMPARABLE, f"{told}: so far apart that they count different things."
    if not _within(_span(one, other), a, b):
        return Relation.NOT_COMPARABLE, f"{told}: {'' if one_source else 'other sources, and '}too long apart."
    return Relation.DIFFER, f"{told}: {'one source, and ' if one_source else ''}the two do not fit."


def _span(one: Claim, other: Claim) -> timedelta:
    """How long one answer may be held against another: a source recounts its dead, but more troops are other troops."""
    if not is_one_source(one, other):
        return SAME_TIME
    return SAME_EVENT if one.metric in _ARRIVALS else SAME_STORY


def _far_apart(one: Claim, other: Claim) -> bool:
    ends = [[end for end in (claim.low, claim.high) if end is not None] for claim in (one, other)]
    if one.kind is Kind.STATUS or not all(ends):
        return False
    few, many = sorted(ends)
    return min(many) > _BEYOND * max(few)


def _within(span: timedelta, a: Article, b: Article) -> bool:
    if a.published_at is None or b.published_at is None:
        return True
    return abs(a.published_at - b.published_at) <= span


def _headlines(ours: list[Claim], theirs: list[Claim]) -> tuple[Claim, Claim] | None:
    """The two articles' own figures where each rests on another source, they do not fit, and not both tell both.

    A report on Kyiv's count that ends on Seoul's tells Kyiv's; two that tell both counts say the same.
    """
    one, other = ours[0], theirs[0]
    sure = all(claim.kind is Kind.FIGURE and claim.source and claim.band is not Band.C for claim in (one, other))
    if (
        not sure
        or one.metric in _ARRIVALS
        or is_one_source(one, other)
        or agree(one, other)
        or not _one_scope(one, other)
    ):
        return None
    if not (_is_first(one, ours) and _is_first(other, theirs)) or _far_apart(one, other):
        return None
    both = any(agree(claim, other) for claim in ours) and any(agree(claim, one) for claim in theirs)
    return None if both else (one, other)


def _is_first(claim: Claim, told: list[Claim]) -> bool:
    return all(_place(claim) <= _place(other) for other in told)


def _place(claim: Claim) -> tuple[bool, int]:
    return (claim.where is not Field.TITLE, claim.start)


def _couple(ours: list[Claim], theirs: list[Claim]) -> tuple[Claim, Claim] | None:
    """The two claims to be set against each other: of one source if possible, and then two that fit.

    An outlet that tells several figures of one source (sent so far, to be sent) differs from another only where none
    of them is the other's. So does one that names no source, or tells two numbers of one that do not fit each other.
    Of two other sources each is heard by its most prominent claim of one reality (planned or done), surely read.
    """
    couples = []
    for i, one in enumerate(ours):
        for j, other in enumerate(theirs):
            if _one_scope(one, other):
                apart, misfit = not is_one_source(one, other), not agree(one, other)
                open_ = not apart or not (_is_settled(one, ours) and _is_settled(other, theirs))
                doubtful = Band.C in (one.band, other.band)
                place = (i + j, abs(i - j), misfit, i, j)
                far = _far_apart(one, other)
                if misfit and (_is_outdone(one, ours) or _is_outdone(other, theirs)):
                    continue
                couples.append((apart, far, misfit and open_, doubtful, _distance(one, other), place))
    if not couples:
        return None
    *_, (*_, i, j) = min(couples)
    return ours[i], theirs[j]


def _is_outdone(claim: Claim, told: list[Claim]) -> bool:
    """Whether a doubtful claim stands behind a surer one: what does not fit then was hardly read as it was meant."""
    place = _place(claim)
    return claim.band is Band.C and any(other.band is not Band.C and _place(other) < place for other in told)


def _is_settled(claim: Claim, told: list[Claim]) -> bool:
    """Whether a known source says it, and nothing else of that kind in the same article."""
    beside = (other for other in told if is_one_source(claim, other) and is_real(claim) is is_real(other))
    return claim.source is not None and all(agree(claim, other) for other in beside)


def _adds_up(ours: list[Claim], theirs: list[Claim]) -> bool:
    """Whether two numbers of one article are the parts of one number of the other: 1,000 and 5,000 are 6,000."""
    for whole in ours:
        parts = [claim for claim in theirs if _may_be_part(claim, whole)]
        for one, other in combinations(parts, 2):
            rest = (whole.low or 0) - (one.low or 0) - (other.low or 0)
            if (one.low, one.role) != (other.low, other.role) and abs(rest) <= TOLERANCE * (whole.low or 0):
                return True
    return False


def _may_be_part(claim: Claim, whole: Claim) -> bool:
    named = None not in (claim.source, whole.source)
    if (named and not is_one_source(claim, whole)) or not (is_plain(claim) and is_plain(whole)):
        return False
    return unit_class(claim) == unit_class(whole) and (claim.low or 0) < (whole.low or 0)


def _distance(one: Claim, other: Claim) -> tuple[bool, bool]:
    return (is_real(one) is not is_real(other), one.phase != other.phase)


def _one_scope(one: Claim, other: Claim) -> bool:
    """Whether two claims count the same; what one source says is one, though an outlet leaves its limits out."""
    stretches = {aggregation_of(one), aggregation_of(other)}
    if unit_class(one) != unit_class(other) or (len(stretches) > 1 and Aggregation.RATE in stretches):
        return False
    if one.role and other.role and one.role != other.role:
        return False  # 1,000 sappers and 5,000 builders are no answers to one question
    if one.kind is Kind.STATUS and _is_condition(one) is not _is_condition(other):
        return False  # what may come after something else says nothing of what is
    if agree(one, other) and (is_one_source(one, other) or None in (one.source, other.source)):
        return True
    if one.kind is Kind.FIGURE and is_real(one) is not is_real(other) and not agree(one, other):
        return False  # who is to come is not held against who is there
    return len(stretches) == 1 and restriction_of(one) == restriction_of(other) and one.increment == other.increment


def _is_condition(claim: Claim) -> bool:
    return claim.modality is Modality.CONDITIONAL


def _said(article: Article, claim: Claim) -> str:
    return f"{article.outlet} has {value(claim)} for {what(claim)} from {who(claim)}"
