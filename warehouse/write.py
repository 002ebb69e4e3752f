"""One insert per table. Every function may be called twice with the same rows: the second time adds nothing.

All take an open connection and belong into a `connect.transaction`, so that what belongs together is stored
together. Of two rows with the same key in one batch the first counts. Functions that add without numbering return
how many rows were new; those that number rows return the ids.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any, TypeVar

import duckdb

from warehouse.connect import Connection
from warehouse.frames import from_values, to_table
from warehouse.rows import (
    AlertRow,
    ArticleRow,
    ChangeRow,
    ClaimRow,
    DeliveryRow,
    ExtractionRow,
    FeedRow,
    IssueRow,
    MarkRow,
    PollRow,
    ReadingRow,
    RequestRow,
    RobotsRow,
    RunEndRow,
    RunRow,
    VersionRow,
    VisitRow,
)
from warehouse.statements import statement

R = TypeVar("R")
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
Key = Callable[[R], Hashable]

_change_key = attrgetter(
    "watch",
    "across",
    "cause",
    "metric",
    "change",
    "before_claim_id",
    "after_claim_id",
    "before_version_id",
    "after_version_id",
)
_issue_key = attrgetter("watch", "run_id", "location", "kind", "text", "url")
_reading_key = attrgetter("version_id", "rules_version")


def add_run(con: Connection, row: RunRow) -> int:
    """1 if the run is new; key: run_id."""
    return _insert(con, "add_runs", (row,), RunRow)


def add_run_end(con: Connection, row: RunEndRow) -> int:
    """1 if the run had no end yet; key: run_id."""
    return _insert(con, "add_run_ends", (row,), RunEndRow)


def add_feeds(con: Connection, rows: Sequence[FeedRow]) -> int:
    """How many feeds were new or differ from their newest definition."""
    rows = _first_of(rows, attrgetter("watch", "feed_id"))
    known = {(row.watch, row.feed_id): row for row in _select_rows(con, "newest_feeds", rows, FeedRow)}
    fresh = [row for row in rows if not _is_same_feed(known.get((row.watch, row.feed_id)), row)]
    return _insert(con, "add_feeds", fresh, FeedRow)


def add_polls(con: Connection, rows: Sequence[PollRow]) -> int:
    """How many polls were new; key: watch, feed_id, polled_at."""
    rows = _first_of(rows, attrgetter("watch", "feed_id", "polled_at"))
    return _insert(con, "add_polls", rows, PollRow)


def add_articles(con: Connection, rows: Sequence[ArticleRow]) -> dict[str, int]:
    """URL -> article id for every row of the batch, stored now or before; key: watch, url.

    Raises:
        ValueError: the batch holds more than one watch, so that a URL would not name one article.
    """
    if len({row.watch for row in rows}) > 1:
        raise ValueError("add_articles takes the articles of one watch at a time.")
    rows = _first_of(rows, attrgetter("url"))
    known = {url: number for _, url, number in _select(con, "known_articles", rows, ArticleRow)}
    fresh = [row for row in rows if row.url not in known]
    ids = _next_ids(con, "next_article_ids", len(fresh))
    numbered = [replace(row, article_id=i) for row, i in zip(fresh, ids, strict=True)]
    _insert(con, "add_articles", numbered, ArticleRow)
    return known | {row.url: row.article_id for row in numbered}


def add_visits(con: Connection, rows: Sequence[VisitRow]) -> int:
    """How many visits were new; key: watch, article_id, visited_at."""
    rows = _first_of(rows, attrgetter("watch", "article_id", "visited_at"))
    return _insert(con, "add_visits", rows, VisitRow)


def add_versions(con: Connection, rows: Sequence[VersionRow]) -> tuple[VersionRow, ...]:
    """The rows that were new, numbered, in order of `seen_at`.

    A row is new if its content hash differs from the version before it and it was seen after that one: A, B, A are
    three versions, and a text seen earlier than the last stored one is not spliced in. Compare hashes of one
    hash_version only: read stored texts again (read.last_versions) when it changes.
    """
    last = {
        article_id: (number, seen_at, digest)
        for article_id, number, seen_at, digest in _select(con, "last_hashes", rows, VersionRow)
    }
    fresh = new_versions(rows, last)
    ids = _next_ids(con, "next_version_ids", len(fresh))
    stored = tuple(replace(row, version_id=i) for row, i in zip(fresh, ids, strict=True))
    _insert(con, "add_versions", stored, VersionRow)
    return stored


def new_versions(rows: Sequence[VersionRow], last: Mapping[int, tuple[int, datetime, str]]) -> tuple[VersionRow, ...]:
    """Those of `rows` that are versions, with their version_no; see add_versions.

    `last`: article id -> number, instant and content hash of its last stored version.
    """
    state = dict(last)
    fresh: list[VersionRow] = []
    for row in sorted(rows, key=attrgetter("seen_at", "article_id")):
        number, seen_at, digest = state.get(row.article_id, (0, _BEFORE_ALL, ""))
        if row.content_hash == digest or row.seen_at <= seen_at:
            continue
        state[row.article_id] = (number + 1, row.seen_at, row.content_hash)
        fresh.append(replace(row, version_no=number + 1))
    return tuple(fresh)


def add_readings(
    con: Connection, readings: Sequence[ReadingRow], claims: Sequence[ClaimRow]
) -> dict[int, tuple[int, ...]]:
    """Version id -> ids of its claims in reading order, for every reading of the batch; key: version_id, rules_version.

    `claims` are those of `readings`, each version's in reading order. A version that these rules have read before
    keeps its stored claims, and those given now are not looked at. One rules_version per batch.

    Raises:
        ValueError: a claim belongs to no reading of the batch, or the readings are of several rules.
    """
    readings = _first_of(readings, _reading_key)
    keys = {_reading_key(row) for row in readings}
    if len({row.rules_version for row in readings}) > 1:
        raise ValueError("add_readings takes the readings of one rules_version at a time.")
    if strays := [row.quote for row in claims if _reading_key(row) not in keys]:
        raise ValueError(f"{len(strays)} claims belong to no reading of the batch, e.g. {strays[0]!r}.")
    known = set(_select(con, "known_readings", readings, ReadingRow))
    fresh = [row for row in claims if _reading_key(row) not in known]
    ids = _next_ids(con, "next_claim_ids", len(fresh))
    numbered = [replace(row, claim_id=i) for row, i in zip(fresh, ids, strict=True)]
    _insert(con, "add_claims", numbered, ClaimRow)
    new = [row for row in readings if _reading_key(row) not in known]
    _insert(con, "add_readings", new, ReadingRow)
    return _claim_ids(con, readings)


def add_changes(con: Connection, rows: Sequence[ChangeRow]) -> tuple[int, ...]:
    """The id of each row, in order, stored now or before.

    Key: watch, across, cause, metric, change and the claims and versions of both sides.
    """
    known = dict(_select(con, "known_changes", rows, ChangeRow))
    ids = {_change_key(rows[n]): i for n, i in known.items()}
    fresh = _first_of([row for row in rows if _change_key(row) not in ids], _change_key)
    numbers = _next_ids(con, "next_change_ids", len(fresh))
    numbered = [replace(row, change_id=i) for row, i in zip(fresh, numbers, strict=True)]
    _insert(con, "add_changes", numbered, ChangeRow)
    ids |= {_change_key(row): row.change_id for row in numbered}
    return tuple(ids[_change_key(row)] for row in rows)


def add_alerts(con: Connection, rows: Sequence[AlertRow]) -> frozenset[str]:
    """The keys of the alerts that were new; key: alert_key."""
    rows = _first_of(rows, attrgetter("alert_key"))
    known = {key for (key,) in _select(con, "known_alert_keys", rows, AlertRow)}
    _insert(con, "add_alerts", rows, AlertRow)
    return frozenset(row.alert_key for row in rows) - known


def add_deliveries(con: Connection, rows: Sequence[DeliveryRow]) -> int:
    """How many attempts were new; key: alert_key, channel, attempt."""
    rows = _first_of(rows, attrgetter("alert_key", "channel", "attempt"))
    return _insert(con, "add_deliveries", rows, DeliveryRow)


def add_requests(con: Connection, rows: Sequence[RequestRow]) -> int:
    """How many requests were new; key: run_id, request_no."""
    rows = _first_of(rows, attrgetter("run_id", "request_no"))
    return _insert(con, "add_requests", rows, RequestRow)


def add_robots(con: Connection, rows: Sequence[RobotsRow]) -> int:
    """How many copies of robots.txt were new; key: origin, fetched_at."""
    rows = _first_of(rows, attrgetter("origin", "fetched_at"))
    return _insert(con, "add_robots", rows, RobotsRow)


def add_extractions(con: Connection, rows: Sequence[ExtractionRow]) -> int:
    """How many were new; key: version_id, extractor."""
    rows = _first_of(rows, attrgetter("version_id", "extractor"))
    return _insert(con, "add_extractions", rows, ExtractionRow)


def add_marks(con: Connection, rows: Sequence[MarkRow]) -> int:
    """How many marks were new; key: version_id, mark."""
    rows = _first_of(rows, attrgetter("version_id", "mark"))
    return _insert(con, "add_marks", rows, MarkRow)


def add_issues(con: Connection, rows: Sequence[IssueRow]) -> int:
    """How many issues were new; key: run, location, kind, text and url."""
    rows = _first_of(rows, _issue_key)
    known = {n for (n,) in _select(con, "known_issues", rows, IssueRow)}
    fresh = [row for n, row in enumerate(rows) if n not in known]
    ids = _next_ids(con, "next_issue_ids", len(fresh))
    numbered = [replace(row, issue_id=i) for row, i in zip(fresh, ids, strict=True)]
    return _insert(con, "add_issues", numbered, IssueRow)


def _claim_ids(con: Connection, readings: Sequence[ReadingRow]) -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = {row.version_id: [] for row in readings}
    for version_id, claim_id in _select(con, "claim_ids_of_readings", readings, ReadingRow):
        found[version_id].append(claim_id)
    return {version_id: tuple(ids) for version_id, ids in found.items()}


def _is_same_feed(known: FeedRow | None, row: FeedRow) -> bool:
    return known is not None and replace(known, first_seen_at=row.first_seen_at) == row


def _first_of(rows: Sequence[R], key: Key[R]) -> list[R]:
    first: dict[Hashable, R] = {}
    for row in rows:
        first.setdefault(key(row), row)
    return list(first.values())


def _next_ids(con: Connection, name: str, count: int) -> list[int]:
    if count == 0:
        return []
    found = con.execute(statement("writes", name), {"count": count}).fetchall()
    return sorted(i for (i,) in found)


def _insert(con: Connection, name: str, rows: Sequence[R], row_type: type[R]) -> int:
    if not rows:
        return 0
    with _batch(con, rows, row_type):
        counted = con.execute(statement("writes", name)).fetchone()
    return int(counted[0]) if counted else 0


def _select(
    con: Connection, name: str, rows: Sequence[R], row_type: type[R]
) -> list[tuple[Any, ...]]:  # values as DuckDB gives them; each caller names them
    if not rows:
        return []
    with _batch(con, rows, row_type):
        return con.execute(statement("writes", name)).fetchall()


def _select_rows(con: Connection, name: str, rows: Sequence[R], row_type: type[R]) -> list[R]:
    return [from_values(row_type, found) for found in _select(con, name, rows, row_type)]


@contextmanager
def _batch(con: Connection, rows: Sequence[R], row_type: type[R]) -> Iterator[None]:
    """Makes the rows a table named batch, for the body."""
    con.register("batch", to_table(rows, row_type))
    try:
        yield
    finally:
        with suppress(duckdb.TransactionException):  # a failed statement has already undone it
            con.unregister("batch")
