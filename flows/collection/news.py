"""What a feed brings that is new, told by the stamps of its entries. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from extractors.values import FeedEntry
from flows.collection.rhythm import FINEST
from warehouse.answers import ArticleState, FeedState

RESTAMPED = timedelta(minutes=1)
"""Some write both stamps of an entry a moment apart when they publish it."""

TRUSTED = 8
"""A feed that says "edited" makes an article due in an eighth of its time: some say so at every poll."""


def count_new(entries: Sequence[FeedEntry], state: FeedState | None, body_sha256: str | None) -> int | None:
    """Return how many entries came or were edited since the last good poll; None at the first.

    A feed without stamps brought one if its bytes are others.
    """
    if state is None or state.last_ok_at is None:
        return None
    stamps = [stamp for entry in entries if (stamp := entry.updated_at or entry.published_at) is not None]
    if not stamps:
        return int(body_sha256 != state.body_sha256)
    return sum(stamp > state.last_ok_at for stamp in stamps)


def count_restamped(entries: Sequence[FeedEntry]) -> int:
    """Return how many entries bear a stamp of an edit: one shows that the outlet stamps its edits."""
    return sum(
        entry.updated_at - entry.published_at > RESTAMPED
        for entry in entries
        if entry.updated_at is not None and entry.published_at is not None
    )


def is_told(entry: FeedEntry | None, state: ArticleState, every: timedelta | None, now: datetime) -> bool:
    """Return whether a feed says that an article was edited since we saw it, and it may be looked at so soon.

    Args:
        entry: what the feed says of the article.
        state: where we stand with it.
        every: its own rhythm; None where it has been left alone.
        now: the time of the run.
    """
    if entry is None or entry.updated_at is None or state.last_visited_at is None:
        return False
    soonest = max((every or timedelta(days=8)) / TRUSTED, FINEST)
    return entry.updated_at > state.last_visited_at and now - state.last_visited_at >= soonest
