"""What an article answers to a question about one metric: its claims, the most prominent first, or what stands in.

A figure that the text itself tells as history or takes as known answers only where nothing else does. Where an article
has no answer, what the same source says in it under another name may be one.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from extractors.comparing.keys import (
    CONFUSED,
    RECAP,
    TROOPS,
    aggregation_of,
    is_denied,
    is_real,
    restriction_of,
    unit_class,
)
from extractors.intervals import PLAUSIBLE, TOLERANCE, fits, same_when_rounded
from extractors.values import Article, Band, Bound, Claim, Field, Kind, Modality, Reading

RECENT = timedelta(days=31)  # a figure as of longer ago is told as history
_GROWING = frozenset({"killed", "wounded", "casualties", "missing", "captured"})  # counts that no day makes smaller
_BUILDERS = frozenset({"workers_sent", "troops_deployed"})  # a "construction force of 5,000" is read as either
_MORE = "reinforcements"
_MORE_TO_COME = "reinforcements_planned"


def answers(article: Article, reading: Reading, metric: str, subject: str) -> list[Claim]:
    """Returns the claims that speak to the question, the most prominent first."""
    return _of([metric], article, reading, subject)


def troops_told(article: Article, reading: Reading, subject: str) -> list[Claim]:
    """Returns the figures of troops under any of their three names: one outlet's "sent" is the next one's "more"."""
    return _of(TROOPS, article, reading, subject)


def _of(metrics: Iterable[str], article: Article, reading: Reading, subject: str) -> list[Claim]:
    about = [c for c in reading.claims if c.metric in metrics and _speaks_of(c, subject)]
    current = [c for c in about if not _history(c, article)] or about
    newest = [c for c in current if not any(_overtakes(other, c) for other in current)]
    return sorted((c for c in newest if not _is_told_in_full(c, newest)), key=_prominence)


def _overtakes(newer: Claim, claim: Claim) -> bool:
    """Whether a source that counts the fallen has counted more of them since: "2,000; in spring it spoke of 600"."""
    if claim.metric not in _GROWING or newer.band is Band.C or newer.low is None or not is_one_source(newer, claim):
        return False
    if not (is_real(claim) and is_real(newer)) or _circle(claim) != _circle(newer):
        return False
    return newer.low > (claim.low or claim.high or newer.low) and not agree(newer, claim)


def _circle(claim: Claim) -> tuple[object, ...]:
    return (claim.metric, claim.role, unit_class(claim), aggregation_of(claim), claim.period, restriction_of(claim))


def _is_told_in_full(claim: Claim, told: list[Claim]) -> bool:
    """Whether a headline has a status otherwise than the text has it of the same source: the text says it in full."""
    if claim.kind is not Kind.STATUS or claim.where is not Field.TITLE:
        return False
    return any(c.where is Field.TEXT and is_one_source(c, claim) and not agree(c, claim) for c in told)


def stand_ins(reading: Reading, metric: str, subject: str, others: list[Claim]) -> list[Claim]:
    """Returns what answers in an article that has no claim of a metric; `others` are the other article's answers.

    First what is one statement with one of these under another name, then what means the same.
    """
    said = [claim for claim in reading.claims if any(_is_one_statement(claim, other, reading) for other in others)]
    return said or [meant for claim in reading.claims if (meant := _meaning(claim, metric, subject)) is not None]


def agree(one: Claim, other: Claim) -> bool:
    """Tells whether two claims leave room for each other: statuses by what they affirm, figures by their numbers."""
    if one.kind is Kind.STATUS:
        return is_denied(one) is is_denied(other)
    return fits(one, other) and not _two_numbers(one, other) and not _two_limits(one, other)


def is_one_source(one: Claim, other: Claim) -> bool:
    """Tells whether a known source says both, alone or with others."""
    if one.source is None or other.source is None:
        return False
    return not set(one.source.split("+")).isdisjoint(other.source.split("+"))


def is_plain(claim: Claim) -> bool:
    """Tells whether a claim is one number that leans to neither side, as "1,000-odd" and "nearly 1,000" do."""
    if claim.bound not in (Bound.EXACT, Bound.APPROX) or claim.low is None or claim.low != claim.high:
        return False
    near, far = claim.interval or (claim.low, claim.high)
    return (near == claim.low) is (far == claim.high)


def _two_numbers(one: Claim, other: Claim) -> bool:
    """Whether two plain numbers are not one number rounded: 14,000 and 15,000, each right in its own rounding."""
    if not (is_plain(one) and is_plain(other)) or one.low is None or other.low is None:
        return False
    apart = abs(one.low - other.low) > TOLERANCE * max(abs(one.low), abs(other.low))
    return apart and not same_when_rounded(one.low, other.low)


def _two_limits(one: Claim, other: Claim) -> bool:
    """Whether two open ends of one direction are too far apart for one count: more than 1,000, more than 3,000."""
    for ends, open_ in (((one.low, other.low), (one.high, other.high)), ((one.high, other.high), (one.low, other.low))):
        if open_ == (None, None) and None not in ends:
            near, far = sorted(end for end in ends if end is not None)
            return far > PLAUSIBLE * near
    return False


def rejects(claim: Claim, other: Claim) -> bool:
    """Tells whether a claim says of another's figure, or of one that it leaves room for, that it is not so."""
    if not is_denied(claim) or Kind.STATUS in (claim.kind, other.kind) or is_denied(other):
        return False
    kin = claim.metric == other.metric or {claim.metric, other.metric} <= TROOPS
    return kin and claim.subject == other.subject and unit_class(claim) == unit_class(other) and agree(claim, other)


def _is_one_statement(claim: Claim, other: Claim, reading: Reading) -> bool:
    """Whether one source's number stands in two articles under two names, or told of two sides."""
    if Kind.STATUS in (claim.kind, other.kind) or is_denied(claim) or not is_one_source(claim, other):
        return False
    if not agree(claim, other) or unit_class(claim) != unit_class(other):
        return False
    if claim.subject != other.subject:
        return claim.metric == other.metric and _is_one_number(claim, other)
    names = {claim.metric, other.metric}
    return names <= TROOPS or names == _BUILDERS or _is_part_of_losses(claim, other, reading)


def _is_one_number(one: Claim, other: Claim) -> bool:
    same = (one.low, one.high) == (other.low, other.high) and Bound.VAGUE not in (one.bound, other.bound)
    return same or (is_plain(one) and is_plain(other))


def _is_part_of_losses(claim: Claim, other: Claim, reading: Reading) -> bool:
    """Whether losses are told beside greater ones of the same source: then they are the part that the other names."""
    if claim.metric != "casualties" or other.metric not in CONFUSED or claim.low is None:
        return False
    return any(
        whole.metric == claim.metric and whole.subject == claim.subject and is_one_source(whole, claim)
        for whole in reading.claims
        if whole.low is not None and whole.low > claim.low and not agree(whole, claim)
    )


def _meaning(claim: Claim, metric: str, subject: str) -> Claim | None:
    """A claim as an answer to a question of another name: troops still to come are more of them, and a plan."""
    if claim.kind is Kind.STATUS or claim.subject != subject or claim.is_given:
        return None
    if metric == _MORE and claim.metric in TROOPS and claim.modality is Modality.PLANNED:
        return replace(claim, metric=_MORE, increment="additional")
    planned = claim.modality is Modality.PLANNED or (is_denied(claim) and claim.source is not None)
    if metric == _MORE_TO_COME and claim.metric == _MORE and planned:
        return replace(
            claim, kind=Kind.STATUS, metric=metric, aggregation=None, increment=None, role=None, unit=None, bound=None
        )
    return None


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
