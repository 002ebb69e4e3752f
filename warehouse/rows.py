"""The rows that go in and out of the warehouse: one frozen class per table, and one per question of read.py.

A field is a column of the same name. Instants are aware and UTC. Ids are dense integers that the warehouse gives:
a row that is not stored yet carries 0. Words that other rooms own (metrics, modalities, kinds of change) are plain
text here: the warehouse does not know what a claim means. `run_id` is the run that brought the row.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PollOutcome(StrEnum):
    """How asking a feed ended. FAILED: no usable answer; BLOCKED: a challenge or a refusal."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"
    BLOCKED = "blocked"


class VisitOutcome(StrEnum):
    """How fetching an article ended.

    OK brought a new text, UNCHANGED a page with the old one, NOT_MODIFIED is a 304. GONE is a 410,
    NOT_FOUND a 404, SOFT_404 a page that only says so, FRONT_PAGE a redirect to the outlet's front page: each may be a
    takedown. FAILED is no answer, or a server in trouble: it says nothing of the article. UNREADABLE is a page in
    which no article was found. HELD is a text so much shorter that it is looked at again before it counts, FLAPPING
    one of two texts that the outlet serves by turns.
    """

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    UNCHANGED = "unchanged"
    GONE = "gone"
    NOT_FOUND = "not_found"
    SOFT_404 = "soft_404"
    FRONT_PAGE = "front_page"
    BLOCKED = "blocked"
    FAILED = "failed"
    UNREADABLE = "unreadable"
    HELD = "held"
    FLAPPING = "flapping"


class ExtractionOutcome(StrEnum):
    """What extracting a stored page again gave: the stored text, ANOTHER one, or none at all."""

    SAME = "same"
    ANOTHER = "another"
    UNREADABLE = "unreadable"
    NO_PAGE = "no_page"


class Mark(StrEnum):
    """What is known of a version beside its text.

    REVERT went back to an earlier version, FLAP changes places with one, SHRUNKEN was looked at twice because it is so
    much shorter than the one before, COPY is the text of another outlet.
    """

    REVERT = "revert"
    FLAP = "flap"
    SHRUNKEN = "shrunken"
    COPY = "copy"


class VersionCause(StrEnum):
    """Who made a version differ from the one before: the outlet, or our own extractor."""

    PUBLISHED = "published"
    TECHNICAL = "technical"


class Across(StrEnum):
    """What a change lies between: two revisions of one article, two outlets, a source then and now, two sources."""

    REVISIONS = "revisions"
    OUTLETS = "outlets"
    SERIES = "series"
    SOURCES = "sources"


class ChangeCause(StrEnum):
    """Who made a claim change: somebody out there, or our own rules or extractor."""

    PUBLISHER = "publisher"
    TECHNICAL = "technical"


class Decision(StrEnum):
    """What the policy did with a change."""

    ALERTED = "alerted"
    DIGEST = "digest"
    SUPPRESSED = "suppressed"
    WAITING = "waiting"


class DeliveryState(StrEnum):
    """How one attempt to deliver an alert ended."""

    SENT = "sent"
    FAILED = "failed"


class RunState(StrEnum):
    """How a run ended; a run without an end is running or has died."""

    COMPLETED = "completed"
    PARTLY = "partly"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed as a watch defined it from `first_seen_at` on; a changed definition is another row."""

    watch: str
    feed_id: str
    outlet: str
    outlet_name: str
    publisher: str
    language: str
    country: str
    url: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRow:
    """A feed was asked once. Counts are None where there was no feed to count in, `fresh_s` where it said nothing."""

    watch: str
    feed_id: str
    polled_at: datetime
    run_id: str
    outcome: PollOutcome
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    count_entries: int | None = None
    count_on_story: int | None = None
    is_baseline: bool = False
    error: str | None = None
    fresh_s: float | None = None
    count_new: int | None = None
    count_restamped: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article of a watch, known by its canonical URL. `feed_id` is None for a page added by hand."""

    watch: str
    url: str
    outlet: str
    publisher: str
    language: str
    first_seen_at: datetime
    feed_id: str | None = None
    is_baseline: bool = False
    article_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """An article was asked for once."""

    watch: str
    article_id: int
    visited_at: datetime
    run_id: str
    outcome: VisitOutcome
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A text that an article had, first seen at `seen_at`.

    `version_no` counts from 1 within the article and is given by the warehouse, like `version_id`.
    `content_hash` is comparable only between equal `hash_version`s. `raw_sha256` names the raw page (raw.py).
    """

    article_id: int
    watch: str
    outlet: str
    language: str
    seen_at: datetime
    content_hash: str
    hash_version: str
    title: str
    text: str
    extractor: str
    run_id: str
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    raw_sha256: str | None = None
    cause: VersionCause = VersionCause.PUBLISHED
    content_type: str | None = None
    version_id: int = 0
    version_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRow:
    """A version was read by these rules; a reading without claims has its row too."""

    watch: str
    version_id: int
    rules_version: str
    read_at: datetime
    run_id: str
    count_claims: int
    count_issues: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim of one reading, with the facts of its article beside it so that most questions read one table.

    `location` is the field of the version (title or text) whose slice `start_offset:end_offset`, in characters,
    is `quote`. `low` and `high` are what is said, `interval_low` and `interval_high` what is compared; None
    is an open end. Figures are in `unit`, persons where it is None.
    """

    watch: str
    version_id: int
    article_id: int
    outlet: str
    publisher: str
    language: str
    seen_at: datetime
    rules_version: str
    kind: str
    metric: str
    quote: str
    location: str
    start_offset: int
    end_offset: int
    sentence: str
    subject: str
    modality: str
    band: str
    published_at: datetime | None = None
    low: float | None = None
    high: float | None = None
    bound: str | None = None
    interval_low: float | None = None
    interval_high: float | None = None
    unit: str | None = None
    source: str | None = None
    source_text: str | None = None
    via: str | None = None
    chain: tuple[str, ...] = ()
    phase: str | None = None
    increment: str | None = None
    role: str | None = None
    aggregation: str | None = None
    period: str | None = None
    as_of: str | None = None
    place: str | None = None
    is_given: bool = False
    reasons: tuple[str, ...] = ()
    claim_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What became of a claim between two texts, the advice of the comparer and the decision of the policy.

    `finding`, `reasons` and `notice` are as the alert of it tells them, or would; `origin` is what brought it to light:
    publisher, baseline, archive or technical. `event_key` is shared by all that tell the same event.
    """

    watch: str
    seen_at: datetime
    run_id: str
    across: Across
    metric: str
    change: str
    why: str
    decision: Decision
    decision_reason: str
    advises_alert: bool
    cause: ChangeCause = ChangeCause.PUBLISHER
    finding: str = ""
    origin: str = "publisher"
    event_key: str = ""
    reasons: tuple[str, ...] = ()
    notice: str = ""
    before_claim_id: int | None = None
    after_claim_id: int | None = None
    before_version_id: int | None = None
    after_version_id: int | None = None
    change_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An alert, stored before it is sent. `payload` is JSON text; `event_key` is shared by alerts of one event.

    `finding` is the verdict; `route` is "now" for one that is sent at once, "digest" for one that the digest lists.
    """

    alert_key: str
    watch: str
    question: str
    series: str
    kind: str
    severity: str
    raised_at: datetime
    run_id: str
    headline: str
    event_key: str
    payload: str
    finding: str = ""
    route: str = "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One attempt, counted from 1, to deliver an alert by a channel."""

    alert_key: str
    watch: str
    channel: str
    attempt: int
    tried_at: datetime
    state: DeliveryState
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRow:
    """Something that could not be fetched or read. `location` is a feed id, a URL or a file."""

    watch: str
    run_id: str
    found_at: datetime
    location: str
    kind: str
    text: str
    url: str | None = None
    issue_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """A run began."""

    run_id: str
    watch: str
    flow: str
    started_at: datetime
    code_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEndRow:
    """A run ended. `counts` is JSON text."""

    run_id: str
    ended_at: datetime
    state: RunState
    counts: str = "{}"
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """One request that went out. `request_no` counts from 1 within the run; `count_bytes` after decompression."""

    watch: str
    run_id: str
    request_no: int
    asked_at: datetime
    host: str
    url: str
    kind: str
    outcome: str
    http_status: int | None = None
    is_conditional: bool = False
    count_bytes: int = 0
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsRow:
    """A copy of a host's robots.txt; `http_status` is None where no answer came."""

    origin: str
    fetched_at: datetime
    run_id: str
    http_status: int | None = None
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRow:
    """The stored page of a version was extracted again."""

    watch: str
    version_id: int
    extractor: str
    extracted_at: datetime
    run_id: str
    outcome: ExtractionOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRow:
    """A version bears a mark; `of_version_id` is the other version that it speaks of, if it does."""

    watch: str
    version_id: int
    mark: Mark
    marked_at: datetime
    run_id: str
    of_version_id: int | None = None
    detail: str = ""
