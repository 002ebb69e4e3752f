"""What goes into an archive, what is known of one that was read, and what a public one was asked to keep."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.connect import Connection
from warehouse.frames import from_values, to_table
from warehouse.read import EVER
from warehouse.rows import VisitOutcome
from warehouse.statements import statement

PAGE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVisit:
    """A visit with its article; `raw_sha256` to `modified_at` are of the version that it brought, None without one."""

    article_id: int
    url: str
    outlet: str
    publisher: str
    language: str
    feed_id: str | None
    is_baseline: bool
    visited_at: datetime
    outcome: VisitOutcome
    http_status: int | None
    etag: str | None
    last_modified: str | None
    body_sha256: str | None
    raw_sha256: str | None
    content_type: str | None
    title: str | None
    published_at: datetime | None
    modified_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A run read an archive; the instants of its captures are None where it held none of use."""

    watch: str
    run_id: str
    file: str
    file_sha256: str
    imported_at: datetime
    count_captures: int
    made_by: str | None = None
    first_captured_at: datetime | None = None
    last_captured_at: datetime | None = None


def kept_visits(
    con: Connection, watch: str, since: datetime = EVER, articles: Collection[int] | None = None
) -> Iterator[KeptVisit]:
    """Yield the visits of a watch since then, of these articles or of all, in the order of their instants.

    A few thousand are in memory at a time.
    """
    wanted = None if articles is None else sorted(articles)
    after, after_id = since, 0
    while True:
        named = {"watch": watch, "after": after, "after_id": after_id, "count": PAGE, "articles": wanted}
        found = con.execute(statement("queries", "visits_with_pages"), named).fetchall()
        rows = [from_values(KeptVisit, values) for values in found]
        yield from rows
        if len(rows) < PAGE:
            return
        after, after_id = rows[-1].visited_at, rows[-1].article_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLinkRow:
    """A public archive was asked to keep a page of an alert; `link` is None where it did not."""

    watch: str
    alert_key: str
    url: str
    asked_at: datetime
    run_id: str
    link: str | None = None
    error: str | None = None


def add_archive_links(con: Connection, rows: Sequence[ArchiveLinkRow]) -> None:
    """Store what a public archive answered; key: alert, url and run."""
    if rows:
        con.register("batch", to_table(tuple(rows), ArchiveLinkRow))
        con.execute(statement("writes", "add_archive_links"))
        con.unregister("batch")


def archive_links(con: Connection, keys: Collection[str]) -> tuple[ArchiveLinkRow, ...]:
    """The tries to have the pages of these alerts kept, oldest first."""
    found = con.execute(statement("queries", "archive_links"), {"keys": list(keys)}).fetchall()
    return tuple(from_values(ArchiveLinkRow, values) for values in found)


def add_import(con: Connection, row: ImportRow) -> None:
    """Store that a run read an archive; key: run_id."""
    con.register("batch", to_table((row,), ImportRow))
    con.execute(statement("writes", "add_imports"))
    con.unregister("batch")
