"""Values to rows and back; the only file of flows that knows both sides field by field. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extractors.changes import Telling
from extractors.values import Aggregation, Article, Band, Bound, Claim, Field, Issue, Kind, Modality, Reading
from flows.alerts.alert import Alert, Side
from flows.collection.harvest import Poll, Visit
from flows.outlets.ledger import Asked
from flows.outlets.robots import RobotsCopy
from flows.watching.values import Feed
from warehouse.answers import Told, VersionText
from warehouse.people import Corrected, CorrectionAction, CorrectionRow
from warehouse.rows import (
    AlertRow,
    ArticleRow,
    ClaimRow,
    FeedRow,
    IssueRow,
    PollRow,
    ReadingRow,
    RequestRow,
    RobotsRow,
    VersionRow,
    VisitRow,
)

BY_PERSON = "corrected_by_person"
"""The reason of a claim that a person corrected; such a claim is in band A."""


def feed_row(watch: str, feed: Feed, now: datetime) -> FeedRow:
    """Return a feed as the watch defines it today."""
    return FeedRow(
        watch=watch,
        feed_id=feed.id,
        outlet=feed.outlet,
        outlet_name=feed.outlet_name,
        publisher=feed.publisher,
        language=feed.language,
        country=feed.country,
        url=feed.url,
        first_seen_at=now,
    )


def poll_row(watch: str, run_id: str, poll: Poll) -> PollRow:
    """Return how a feed was asked."""
    return PollRow(
        watch=watch,
        feed_id=poll.feed.id,
        polled_at=poll.polled_at,
        run_id=run_id,
        outcome=poll.outcome,
        http_status=poll.http_status,
        etag=poll.etag,
        last_modified=poll.last_modified,
        body_sha256=poll.body_sha256,
        count_entries=poll.count_entries,
        count_on_story=poll.count_on_story,
        is_baseline=poll.is_baseline,
        error=poll.error,
        fresh_s=poll.fresh_s,
        count_new=poll.count_new,
        count_restamped=poll.count_restamped,
    )


def article_row(watch: str, visit: Visit) -> ArticleRow:
    """Return the article that a visit asked for."""
    return ArticleRow(
        watch=watch,
        url=visit.url,
        outlet=visit.origin.outlet,
        publisher=visit.origin.publisher,
        language=visit.origin.language,
        first_seen_at=visit.visited_at,
        feed_id=visit.feed_id,
        is_baseline=visit.is_baseline,
    )


def visit_row(watch: str, run_id: str, article_id: int, visit: Visit) -> VisitRow:
    """Return how an article was asked for."""
    return VisitRow(
        watch=watch,
        article_id=article_id,
        visited_at=visit.visited_at,
        run_id=run_id,
        outcome=visit.outcome,
        http_status=visit.http_status,
        etag=visit.etag,
        last_modified=visit.last_modified,
        body_sha256=visit.body_sha256,
        error=visit.error,
    )


def version_row(watch: str, run_id: str, article_id: int, visit: Visit, hash_version: str) -> VersionRow:
    """Return the text that a visit brought.

    Raises:
        ValueError: the visit brought none; a bug.
    """
    if visit.article is None or visit.content_hash is None:
        message = f"the visit of {visit.url} brought no text to store"
        raise ValueError(message)
    article = visit.article
    return VersionRow(
        article_id=article_id,
        watch=watch,
        outlet=article.outlet,
        language=article.language,
        seen_at=visit.visited_at,
        content_hash=visit.content_hash,
        hash_version=hash_version,
        title=article.title,
        text=article.text,
        extractor=article.extractor,
        run_id=run_id,
        published_at=article.published_at,
        modified_at=article.modified_at,
        authors=article.authors,
        raw_sha256=visit.body_sha256,
        content_type=visit.page.content_type if visit.page else None,
    )


def article_of(stored: VersionText) -> Article:
    """Return a stored version as the article that was read."""
    version = stored.version
    return Article(
        url=stored.url,
        outlet=version.outlet,
        language=version.language,
        title=version.title,
        text=version.text,
        published_at=version.published_at,
        modified_at=version.modified_at,
        authors=version.authors,
        extractor=version.extractor,
    )


def reading_row(watch: str, run_id: str, version_id: int, reading: Reading, now: datetime) -> ReadingRow:
    """Return the record that a version was read by certain rules."""
    return ReadingRow(
        watch=watch,
        version_id=version_id,
        rules_version=reading.rules_version,
        read_at=now,
        run_id=run_id,
        count_claims=len(reading.claims),
        count_issues=len(reading.issues),
    )


def claim_row(claim: Claim, version: VersionRow, publisher: str, rules_version: str) -> ClaimRow:
    """Return a claim with the facts of its version beside it."""
    low, high = claim.interval or (None, None)
    return ClaimRow(
        watch=version.watch,
        version_id=version.version_id,
        article_id=version.article_id,
        outlet=version.outlet,
        publisher=publisher,
        language=version.language,
        seen_at=version.seen_at,
        rules_version=rules_version,
        kind=str(claim.kind),
        metric=claim.metric,
        quote=claim.quote,
        location=str(claim.where),
        start_offset=claim.start,
        end_offset=claim.end,
        sentence=claim.sentence,
        subject=claim.subject,
        modality=str(claim.modality),
        band=str(claim.band),
        published_at=version.published_at,
        low=claim.low,
        high=claim.high,
        bound=claim.bound and str(claim.bound),
        interval_low=low,
        interval_high=high,
        unit=claim.unit,
        source=claim.source,
        source_text=claim.source_text,
        via=claim.via,
        chain=claim.chain,
        phase=claim.phase,
        increment=claim.increment,
        role=claim.role,
        aggregation=claim.aggregation and str(claim.aggregation),
        period=claim.period,
        as_of=claim.as_of,
        place=claim.place,
        is_given=claim.is_given,
        reasons=claim.reasons,
    )


def claim_of(row: ClaimRow) -> Claim:
    """Return a stored claim as a value."""
    is_figure = row.kind == Kind.FIGURE
    return Claim(
        kind=Kind(row.kind),
        metric=row.metric,
        quote=row.quote,
        where=Field(row.location),
        start=row.start_offset,
        end=row.end_offset,
        sentence=row.sentence,
        low=row.low,
        high=row.high,
        bound=Bound(row.bound) if row.bound else None,
        interval=(row.interval_low, row.interval_high) if is_figure else None,
        unit=row.unit,
        subject=row.subject,
        modality=Modality(row.modality),
        source=row.source,
        source_text=row.source_text,
        via=row.via,
        chain=row.chain,
        phase=row.phase,
        increment=row.increment,
        role=row.role,
        aggregation=Aggregation(row.aggregation) if row.aggregation else None,
        period=row.period,
        as_of=row.as_of,
        place=row.place,
        is_given=row.is_given,
        band=Band(row.band),
        reasons=row.reasons,
    )


def patched(claim: Claim, row: CorrectionRow) -> Claim | None:
    """Return a claim as a person corrected it, None where it was withdrawn; see the view `corrected_claims`."""
    if row.action is CorrectionAction.WITHDRAWN:
        return None
    if row.action is CorrectionAction.RESTORED:
        return claim
    if Corrected.METRIC in row.fields and row.metric is not None:
        claim = replace(claim, metric=row.metric, phase=row.phase, increment=row.increment)
    if Corrected.SUBJECT in row.fields and row.subject is not None:
        claim = replace(claim, subject=row.subject)
    if Corrected.MODALITY in row.fields and row.modality is not None:
        claim = replace(claim, modality=Modality(row.modality))
    if Corrected.SOURCE in row.fields:
        claim = replace(claim, source=row.source)
    if Corrected.VALUE in row.fields and row.bound is not None:
        interval = (row.interval_low, row.interval_high)
        claim = replace(claim, low=row.low, high=row.high, bound=Bound(row.bound), interval=interval)
    return replace(claim, band=Band.A, reasons=(*claim.reasons, BY_PERSON))


def telling_of(told: Told, names: Mapping[str, str]) -> Telling:
    """Return a stored claim as one outlet's telling; without a date of publication the time we saw it stands in.

    `names`: outlet id -> its name, for the sentence that a person reads.
    """
    row = told.claim
    return Telling(
        claim=claim_of(row),
        outlet=names.get(row.outlet, row.outlet),
        publisher=row.publisher,
        language=row.language,
        published_at=row.published_at or row.seen_at,
        ref=str(row.claim_id),
        article=str(row.version_id),
    )


def side_of(told: Told) -> Side:
    """Return a stored claim as one side of an alert."""
    row = told.claim
    return Side(
        outlet=row.outlet,
        publisher=row.publisher,
        language=row.language,
        url=told.url,
        title=told.title,
        seen_at=row.seen_at,
        published_at=row.published_at,
        version_id=row.version_id,
        claim=claim_of(row),
        claim_id=row.claim_id,
    )


def version_side(stored: VersionText, claim: Claim | None, claim_id: int | None) -> Side:
    """Return a version, with a claim of it if there is one, as one side of an alert."""
    version = stored.version
    return Side(
        outlet=version.outlet,
        publisher=stored.publisher,
        language=version.language,
        url=stored.url,
        title=version.title,
        seen_at=version.seen_at,
        published_at=version.published_at,
        version_id=version.version_id,
        claim=claim,
        claim_id=claim_id,
    )


def alert_row(alert: Alert, run_id: str) -> AlertRow:
    """Return an alert as it is stored before it is sent."""
    return AlertRow(
        alert_key=alert.key,
        watch=alert.watch,
        question=alert.question,
        series=alert.series,
        kind=alert.kind,
        severity=alert.severity,
        raised_at=alert.raised_at,
        run_id=run_id,
        headline=alert.headline,
        event_key=alert.event_key,
        payload=alert.payload_json(),
        finding=str(alert.finding),
        route=str(alert.route),
    )


def issue_row(watch: str, run_id: str, issue: Issue, now: datetime) -> IssueRow:
    """Return an issue of this run."""
    return IssueRow(
        watch=watch,
        run_id=run_id,
        found_at=now,
        location=issue.where,
        kind=issue.kind,
        text=issue.text,
        url=issue.url,
    )


def request_rows(watch: str, run_id: str, ledger: Sequence[Asked]) -> list[RequestRow]:
    """Return the requests of a run, numbered in their order."""
    return [
        RequestRow(
            watch=watch,
            run_id=run_id,
            request_no=number,
            asked_at=asked.asked_at,
            host=asked.host,
            url=asked.url,
            kind=asked.kind,
            outcome=asked.outcome,
            http_status=asked.http_status,
            is_conditional=asked.is_conditional,
            count_bytes=asked.count_bytes,
            retry_after_s=asked.retry_after_s,
        )
        for number, asked in enumerate(ledger, start=1)
    ]


def robots_row(run_id: str, copy: RobotsCopy) -> RobotsRow:
    """Return a copy of a host's robots.txt."""
    return RobotsRow(
        origin=copy.origin, fetched_at=copy.fetched_at, run_id=run_id, http_status=copy.status, body=copy.body
    )


def robots_copy(row: RobotsRow) -> RobotsCopy:
    """Return a stored copy of a host's robots.txt."""
    return RobotsCopy(origin=row.origin, fetched_at=row.fetched_at, status=row.http_status, body=row.body)
