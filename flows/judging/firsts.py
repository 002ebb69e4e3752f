"""Finds first reports: a source's first figure of a kind, and a status that nobody had told.

First means first in what this warehouse holds: before it has been at work for a while it cannot know, and says nothing.
Each other publisher that tells it within days is found too, as the second mention that a policy may wait for.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from extractors.comparing.keys import TROOPS, aggregation_of, family, is_denied, is_fresh, is_real
from extractors.comparing.wording import what, who
from extractors.grounding import PROPOSED
from extractors.values import Bound, Change, ChangeKind, Claim, Kind
from flows.alerts.alert import standing_key
from flows.alerts.verdicts import Finding
from flows.alerts.wording import moment
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.translate import version_side
from warehouse.connect import Connection
from warehouse.rows import Across, VersionCause
from warehouse.tellings import FirstTelling, first_tellings, watched_since

LEARNING = timedelta(hours=48)
"""A warehouse that is younger than this takes what it reads for known: it has not heard the story so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a first report is the first of. Of a status it is the metric alone, whoever says it of whomever."""

    metric: str
    subject: str = ""
    source: str = ""
    aggregation: str = ""


def firsts(con: Connection, run: Run, fresh: Sequence[Fresh]) -> Iterator[Found]:
    """Yield a found change for each publisher's first telling of what nobody told before these days.

    None in a run of the past, and none of what a feed's first poll or our own extractor brought.
    """
    news = [] if run.is_past else [item for version in fresh for item in _news(version)]
    if not news:
        return
    since = watched_since(con, run.watch.id)
    tellings = _by_topic(first_tellings(con, run.watch.id, _metrics(news)))
    done = set()
    for version, claim, claim_id in news:
        topic = topic_of(claim)
        told = tellings[topic]
        number = version.stored.version.version_id
        is_its_publishers_first = any(one.version_id == number for one in told)
        if (number, topic) in done or not is_its_publishers_first or not is_new(run, told[0].told_at, since):
            continue
        done.add((number, topic))
        yield _found(run, version, claim, claim_id, told[0])


def topic_of(claim: Claim) -> Topic:
    """Return what a claim would be the first of."""
    aggregation = aggregation_of(claim) or ""
    return _topic(claim.kind, claim.metric, claim.subject, claim.source, str(aggregation))


def is_new(run: Run, first_told_at: datetime, watched_since: datetime | None) -> bool:
    """Return whether what was first told then is still news: told these days, by a warehouse that has listened."""
    is_of_these_days = run.now - first_told_at <= run.watch.rules.second_mention_within
    return is_of_these_days and watched_since is not None and first_told_at - watched_since >= LEARNING


def is_news(claim: Claim, outlet: str, publisher: str) -> bool:
    """Return whether a claim may be a first report: said now and as a fact, by somebody who is not the outlet."""
    if not is_fresh(claim) or not is_real(claim) or is_denied(claim) or PROPOSED in claim.reasons:
        return False
    if claim.kind is Kind.STATUS:
        return True
    return claim.source not in (None, outlet, publisher) and claim.bound is not Bound.VAGUE


def _news(version: Fresh) -> Iterator[tuple[Fresh, Claim, int]]:
    stored = version.stored
    if stored.is_baseline or stored.version.cause is VersionCause.TECHNICAL:
        return
    for claim, claim_id in zip(version.reading.claims, version.claim_ids, strict=False):
        if is_news(claim, stored.version.outlet, stored.publisher):
            yield version, claim, claim_id


def _metrics(news: Sequence[tuple[Fresh, Claim, int]]) -> set[str]:
    """Return the metrics of the claims, and those that are told for them."""
    metrics = {claim.metric for _, claim, _ in news}
    return metrics | TROOPS if metrics & TROOPS else metrics


def _by_topic(tellings: Sequence[FirstTelling]) -> dict[Topic, list[FirstTelling]]:
    """Return topic -> who told it first, the very first in front; of a publisher only its own first telling."""
    found: dict[Topic, list[FirstTelling]] = defaultdict(list)
    for one in tellings:  # in the order of time
        told = found[_topic(Kind(one.kind), one.metric, one.subject, one.source, one.aggregation or "cumulative")]
        if all(other.publisher != one.publisher for other in told):
            told.append(one)
    return found


def _topic(kind: Kind, metric: str, subject: str, source: str | None, aggregation: str) -> Topic:
    if kind is Kind.STATUS:
        return Topic(metric=metric)
    return Topic(metric=family(metric), subject=subject, source=source or "", aggregation=aggregation)


def _found(run: Run, version: Fresh, claim: Claim, claim_id: int, first: FirstTelling) -> Found:
    topic = topic_of(claim)
    names = run.watch.outlet_names
    is_figure = claim.kind is Kind.FIGURE
    known = "No text that we hold from before " + (
        f"has a figure of {what(claim)} by {who(claim)}." if is_figure else f"tells of {what(claim)}, whoever says it."
    )
    first_told = f"{names.get(first.outlet, first.outlet)} told it first, at {moment(first.told_at)}."
    return Found(
        change=Change(metric=claim.metric, change=ChangeKind.ADDED, before=None, after=claim, alert=True, why=known),
        before=None,
        after=version_side(version.stored, claim, claim_id),
        across=Across.SERIES,
        finding=Finding.FIRST_REPORT,
        reasons=(known, first_told),
        event=standing_key(
            run.watch.id, Finding.FIRST_REPORT, topic.metric, topic.subject, topic.source, topic.aggregation
        ),
    )
