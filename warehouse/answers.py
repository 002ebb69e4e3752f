"""What the questions of read.py are answered with: rows that no table holds, put together from several."""

from dataclasses import dataclass
from datetime import datetime

from warehouse.rows import ClaimRow, PollOutcome, RunState, VersionRow, VisitOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Where the watch stands with a feed; a feed that was never polled has no state.

    The validators and the body's hash are those of the last poll that brought a feed. `count_failed` counts the
    polls (failed or blocked) since the last good one. `fresh_s`: for how long the feed's last good answer asked to be
    left alone, None where it did not say.
    """

    feed_id: str
    last_polled_at: datetime
    last_outcome: PollOutcome
    last_ok_at: datetime | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    count_failed: int
    last_error: str | None
    fresh_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleState:
    """Where the watch stands with an article; what was never there is None, and counts are 0.

    The validators and the body's hash are those of the last visit that brought a page. `count_gone` counts the
    visits that found it gone (`gone_since_at` is the first of them, `said_gone_since_at` the first that was answered
    with 410), `count_failed` those that failed or were blocked, each since the last visit that was answered with the
    article.
    """

    article_id: int
    url: str
    outlet: str
    publisher: str
    language: str
    feed_id: str | None
    first_seen_at: datetime
    is_baseline: bool
    last_visited_at: datetime | None
    last_outcome: VisitOutcome | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    last_version_id: int | None
    last_version_no: int
    last_content_hash: str | None
    last_hash_version: str | None
    last_changed_at: datetime | None
    published_at: datetime | None
    count_gone: int
    gone_since_at: datetime | None
    count_failed: int
    said_gone_since_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionText:
    """A version with what it does not say about its article."""

    version: VersionRow
    url: str
    publisher: str
    is_baseline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentLooks:
    """The last versions of an article, the newest first, and how its last visits ended.

    `count_flapping` visits in a row, the first at `flapping_since_at`, found a text that flaps.
    """

    article_id: int
    version_ids: tuple[int, ...]
    content_hashes: tuple[str, ...]
    count_flapping: int = 0
    flapping_since_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim as the newest version of an article tells it."""

    claim: ClaimRow
    url: str
    title: str
    is_baseline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDetail:
    """A change with the words of both sides; a side that does not exist is None throughout."""

    change_id: int
    watch: str
    seen_at: datetime
    across: str
    cause: str
    metric: str
    change: str
    why: str
    decision: str
    decision_reason: str
    before_claim_id: int | None
    before_version_id: int | None
    before_outlet: str | None
    before_language: str | None
    before_url: str | None
    before_title: str | None
    before_seen_at: datetime | None
    before_source: str | None
    before_subject: str | None
    before_modality: str | None
    before_low: float | None
    before_high: float | None
    before_bound: str | None
    before_quote: str | None
    before_sentence: str | None
    after_claim_id: int | None
    after_version_id: int | None
    after_outlet: str | None
    after_language: str | None
    after_url: str | None
    after_title: str | None
    after_seen_at: datetime | None
    after_source: str | None
    after_subject: str | None
    after_modality: str | None
    after_low: float | None
    after_high: float | None
    after_bound: str | None
    after_quote: str | None
    after_sentence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePoint:
    """A figure in one version of an article; `told_at` is when it was published, or else when it was seen."""

    claim_id: int
    told_at: datetime
    seen_at: datetime
    metric: str
    subject: str
    phase: str | None
    increment: str | None
    period: str | None
    outlet: str
    language: str
    source: str | None
    modality: str
    low: float | None
    high: float | None
    bound: str | None
    interval_low: float | None
    interval_high: float | None
    unit: str | None
    band: str
    is_given: bool
    quote: str
    sentence: str
    url: str
    version_no: int
    is_latest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentTelling:
    """What an outlet last said of one thing in one source's name; `told_at` as in TimelinePoint."""

    claim_id: int
    told_at: datetime
    kind: str
    metric: str
    subject: str
    outlet: str
    publisher: str
    language: str
    source: str | None
    via: str | None
    modality: str
    low: float | None
    high: float | None
    bound: str | None
    interval_low: float | None
    interval_high: float | None
    unit: str | None
    increment: str | None
    aggregation: str | None
    period: str | None
    as_of: str | None
    place: str | None
    quote: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PollGap:
    """A time in which a feed was not read, much longer than usual; no `feed_id` where that holds for all feeds."""

    feed_id: str
    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCoverage:
    """What one outlet has brought to the story."""

    outlet: str
    publisher: str
    language: str
    count_articles: int
    count_revisions: int
    count_claims: int
    count_changes: int
    first_seen_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingDrift:
    """How well a run read one language; `share_unplaced` is 0 to 1, None where it read no number of people."""

    run_id: str
    language: str
    read_at: datetime
    count_texts: int
    count_figures: int
    count_unplaced: int
    share_unplaced: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplacedNumber:
    """A number of people that no word placed; `text` is the number and its sentence."""

    language: str
    outlet: str
    url: str
    text: str
    found_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHealth:
    """How a feed does; `count_failed` polls failed since the last good one."""

    feed_id: str
    outlet: str
    language: str
    url: str
    last_polled_at: datetime | None
    last_outcome: PollOutcome | None
    last_ok_at: datetime | None
    count_polls: int
    count_failed: int
    count_on_story: int
    count_articles: int
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHistory:
    """A run and how it ended; without an end it is running or has died."""

    run_id: str
    watch: str
    flow: str
    started_at: datetime
    code_version: str
    ended_at: datetime | None
    state: RunState | None
    counts: str | None
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """How many rows a table holds."""

    table_name: str
    count_rows: int
