"""What asking brought before, for whoever decides how often to ask: the habits of feeds and of articles."""

from dataclasses import dataclass
from datetime import datetime

from warehouse.connect import Connection
from warehouse.frames import from_values
from warehouse.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedHabit:
    """What a feed's last polls (at most 12, the first of them at `since`) brought, and how it fails.

    `count_good` of them brought a feed or a 304, with `count_new` entries not seen before. `is_overflowing`: one of
    them was new by half or more, so that entries may have been missed. `tells_edits`: its entries bear stamps of
    edits. `count_soft` and `count_temporary` are failures since the last good poll, the first of which was at
    `failing_since_at`.
    """

    feed_id: str
    since: datetime
    count_good: int
    count_new: int
    is_overflowing: bool = False
    tells_edits: bool = False
    count_soft: int = 0
    count_temporary: int = 0
    failing_since_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedReads:
    """How a feed's polls of some time went: `count_failed` after the last good one, the first at `failing_since_at`."""

    feed_id: str
    last_ok_at: datetime | None
    count_failed: int
    failing_since_at: datetime | None
    last_error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleHabit:
    """How often an article was edited, and how many figures its newest version claims."""

    url: str
    count_edits: int
    count_figures: int


def feed_habits(con: Connection, watch: str) -> dict[str, FeedHabit]:
    """Feed id -> what its last polls brought; a feed that was never polled is not there."""
    found = con.execute(statement("queries", "feed_habits"), {"watch": watch}).fetchall()
    return {habit.feed_id: habit for habit in (from_values(FeedHabit, values) for values in found)}


def feed_reads(con: Connection, watch: str, since: datetime) -> dict[str, FeedReads]:
    """Feed id -> how its polls since then went; a feed that was not polled is not there."""
    found = con.execute(statement("queries", "feed_reads"), {"watch": watch, "since": since}).fetchall()
    return {reads.feed_id: reads for reads in (from_values(FeedReads, values) for values in found)}


def article_habits(con: Connection, watch: str) -> dict[str, ArticleHabit]:
    """URL -> how an article changed so far; one that was never read is not there."""
    found = con.execute(statement("queries", "article_habits"), {"watch": watch}).fetchall()
    return {habit.url: habit for habit in (from_values(ArticleHabit, values) for values in found)}


def news_since(con: Connection, watch: str, since: datetime) -> dict[str, int]:
    """Feed id -> how many entries it has brought since then; only feeds that were read before it and since."""
    found = con.execute(statement("queries", "news_since"), {"watch": watch, "since": since}).fetchall()
    return {str(feed_id): int(count) for feed_id, count in found}
