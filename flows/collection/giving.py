"""What a source gives when it is asked: its entries, or in one word why it gives none."""

from dataclasses import dataclass

from extractors.values import FeedEntry, Issue
from flows.outlets.fetched import Fault, Fetched, Outcome

OK = "ok"
UNREADABLE = "unreadable"
_STATES = {
    Outcome.NOT_MODIFIED: "not_modified",
    Outcome.GONE: "gone",
    Outcome.NOT_FOUND: "gone",
    Outcome.BLOCKED: "blocked",
    Outcome.TOO_LARGE: "too_large",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a source gives: its entries where `state` is "ok"; docs/json.md lists the states."""

    state: str
    entries: tuple[FeedEntry, ...] = ()
    error: str = ""


def given_by_feed(fetched: Fetched, feed_id: str = "feed") -> Given:
    """Return what a feed gives, read in a child that can be killed, or why it gives nothing."""
    from flows.collection.children import read_feed  # imports half the house, and who asks for help waits for none

    if fetched.page is None:
        return nothing_of(fetched)
    found = read_feed(fetched.page, feed_id)
    if isinstance(found, Issue):
        return Given(state=found.kind, error=found.text)
    return Given(state=OK, entries=found)


def nothing_of(fetched: Fetched) -> Given:
    """Return why an address gives nothing, for an answer that brought no page."""
    unanswered = "timeout" if fetched.fault is Fault.TIMEOUT else UNREADABLE
    error = fetched.error or f"there is nothing at this address ({fetched.http_status}); has it moved?"
    return Given(state=_STATES.get(fetched.outcome, unanswered), error=error)


def validators_of(fetched: Fetched) -> tuple[str, ...]:
    """Return the names of the headers by which the outlet spares us what we have."""
    given = (("ETag", fetched.etag), ("Last-Modified", fetched.last_modified))
    return tuple(name for name, value in given if value)
