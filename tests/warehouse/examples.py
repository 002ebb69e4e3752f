"""Rows of a made-up watch, each with what a test does not care about filled in."""

from datetime import UTC, datetime, timedelta

from warehouse.rows import (
    Across,
    AlertRow,
    ArticleRow,
    ChangeRow,
    ClaimRow,
    Decision,
    DeliveryRow,
    DeliveryState,
    FeedRow,
    IssueRow,
    PollOutcome,
    PollRow,
    ReadingRow,
    RunEndRow,
    RunRow,
    RunState,
    VersionRow,
    VisitOutcome,
    VisitRow,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
WATCH = "harbour-flood"
RULES = "rules-1"


def after(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def run(**given) -> RunRow:
    common = {"run_id": "run-1", "watch": WATCH, "flow": "collect", "started_at": NOON}
    return RunRow(**{**common, "code_version": "1.0", **given})


def run_end(**given) -> RunEndRow:
    return RunEndRow(**{"run_id": "run-1", "ended_at": NOON, "state": RunState.COMPLETED, **given})


def feed(**given) -> FeedRow:
    common = {
        "watch": WATCH,
        "feed_id": "harbour-en",
        "outlet": "harbour",
        "outlet_name": "The Harbour Times",
        "publisher": "harbour-group",
        "language": "en",
        "country": "GB",
        "url": "http://harbour.example/feed",
        "first_seen_at": NOON,
    }
    return FeedRow(**{**common, **given})


def poll(**given) -> PollRow:
    common = {"watch": WATCH, "feed_id": "harbour-en", "polled_at": NOON, "run_id": "run-1"}
    return PollRow(**{**common, "outcome": PollOutcome.OK, **given})


def article(**given) -> ArticleRow:
    common = {
        "watch": WATCH,
        "url": "http://harbour.example/1",
        "outlet": "harbour",
        "publisher": "harbour-group",
        "language": "en",
        "feed_id": "harbour-en",
        "first_seen_at": NOON,
    }
    return ArticleRow(**{**common, **given})


def visit(**given) -> VisitRow:
    common = {"watch": WATCH, "article_id": 1, "visited_at": NOON, "run_id": "run-1"}
    return VisitRow(**{**common, "outcome": VisitOutcome.OK, **given})


def version(**given) -> VersionRow:
    common = {
        "article_id": 1,
        "watch": WATCH,
        "outlet": "harbour",
        "language": "en",
        "seen_at": NOON,
        "content_hash": "a",
        "hash_version": "1",
        "title": "Water over the quay",
        "text": "Officials say 12 people died.",
        "extractor": "made-up 1",
        "run_id": "run-1",
    }
    return VersionRow(**{**common, **given})


def reading(**given) -> ReadingRow:
    common = {"watch": WATCH, "version_id": 1, "rules_version": RULES, "read_at": NOON}
    return ReadingRow(**{**common, "run_id": "run-1", "count_claims": 1, **given})


def claim(**given) -> ClaimRow:
    common = {
        "watch": WATCH,
        "version_id": 1,
        "article_id": 1,
        "outlet": "harbour",
        "publisher": "harbour-group",
        "language": "en",
        "seen_at": NOON,
        "rules_version": RULES,
        "kind": "figure",
        "metric": "killed",
        "quote": "12 people died",
        "location": "text",
        "start_offset": 14,
        "end_offset": 28,
        "sentence": "Officials say 12 people died.",
        "subject": "residents",
        "modality": "asserted",
        "band": "A",
        "low": 12.0,
        "high": 12.0,
        "bound": "exact",
        "interval_low": 12.0,
        "interval_high": 12.0,
        "source": "officials",
    }
    return ClaimRow(**{**common, **given})


def change(**given) -> ChangeRow:
    common = {
        "watch": WATCH,
        "seen_at": NOON,
        "run_id": "run-1",
        "across": Across.REVISIONS,
        "metric": "killed",
        "change": "raised",
        "why": "12 became 14",
        "decision": Decision.ALERTED,
        "decision_reason": "the question asks for it",
        "advises_alert": True,
    }
    return ChangeRow(**{**common, **given})


def alert(**given) -> AlertRow:
    common = {
        "alert_key": "key-1",
        "watch": WATCH,
        "question": "deaths",
        "series": "killed/residents",
        "kind": "revision",
        "severity": "high",
        "raised_at": NOON,
        "run_id": "run-1",
        "headline": "Deaths raised from 12 to 14",
        "event_key": "event-1",
        "payload": '{"before": 12, "after": 14}',
    }
    return AlertRow(**{**common, **given})


def delivery(**given) -> DeliveryRow:
    common = {"alert_key": "key-1", "watch": WATCH, "channel": "webhook", "attempt": 1}
    return DeliveryRow(**{**common, "tried_at": NOON, "state": DeliveryState.SENT, **given})


def issue(**given) -> IssueRow:
    common = {"watch": WATCH, "run_id": "run-1", "found_at": NOON, "location": "harbour-en"}
    return IssueRow(**{**common, "kind": "blocked", "text": "a challenge page", **given})
