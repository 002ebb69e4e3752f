"""What gathering brings home, before anything is stored."""

from dataclasses import dataclass
from datetime import datetime

from extractors.values import Article, Issue, Page, Reading
from flows.watching.values import AddedPage, Feed
from warehouse.rows import PollOutcome, VisitOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Poll:
    """How asking one feed ended; the counts are None where there was no feed to count in.

    `fresh_s`: for how long the feed asks to be left alone, None where it does not say. `count_new`: entries that came
    or were edited since the last good poll, `count_restamped` entries that bear a stamp of an edit.
    """

    feed: Feed
    polled_at: datetime
    outcome: PollOutcome
    is_baseline: bool
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    count_entries: int | None = None
    count_on_story: int | None = None
    error: str | None = None
    fresh_s: float | None = None
    count_new: int | None = None
    count_restamped: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """How asking for one article ended. `article` and `reading` are there if its text is one not seen last time.

    `url` is the canonical address by which the article is known; `origin` the feed that named it, or the page
    added by hand; `issues` what the watch's model could not do for it.
    """

    url: str
    origin: Feed | AddedPage
    visited_at: datetime
    outcome: VisitOutcome
    is_first: bool
    is_baseline: bool = False
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    error: str | None = None
    page: Page | None = None
    article: Article | None = None
    reading: Reading | None = None
    issues: tuple[Issue, ...] = ()
    content_hash: str | None = None

    @property
    def feed_id(self) -> str | None:
        """The feed that named the article, if one did."""
        return self.origin.id if isinstance(self.origin, Feed) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """All that one feed (or the pages added by hand, then `poll` is None) brought in one run."""

    poll: Poll | None = None
    visits: tuple[Visit, ...] = ()
    issues: tuple[Issue, ...] = ()
