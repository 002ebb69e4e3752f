"""What stands behind a permalink: an article with its versions, the alerts that speak of it, the runs of a home."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.connect import Connection
from warehouse.frames import from_values
from warehouse.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """An article of a watch, whatever text it has now."""

    article_id: int
    watch: str
    url: str
    outlet: str
    publisher: str
    language: str
    first_seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionHead:
    """A version without its text; `count_claims` as the newest rules read it and people corrected it."""

    version_id: int
    version_no: int
    seen_at: datetime
    published_at: datetime | None
    modified_at: datetime | None
    title: str
    cause: str
    extractor: str
    raw_sha256: str | None
    count_claims: int


def article_by_id(con: Connection, article_id: int) -> StoredArticle | None:
    """The article of that id, None where there is none."""
    found = con.execute(statement("queries", "article_by_id"), {"article_id": article_id}).fetchall()
    return from_values(StoredArticle, found[0]) if found else None


def versions_of(con: Connection, article_id: int) -> tuple[VersionHead, ...]:
    """The versions of an article, oldest first."""
    found = con.execute(statement("queries", "versions_of_article"), {"article_id": article_id}).fetchall()
    return tuple(from_values(VersionHead, values) for values in found)


def alerts_of_versions(con: Connection, version_ids: Collection[int]) -> dict[str, str]:
    """Key -> headline of the alerts with a side in one of these versions, oldest first."""
    found = con.execute(statement("queries", "alerts_of_versions"), {"version_ids": list(version_ids)}).fetchall()
    return {str(key): str(headline) for key, headline in found}


def watches_with_runs(con: Connection) -> tuple[str, ...]:
    """The watches that have run in this home, by name."""
    return tuple(str(watch) for (watch,) in con.execute(statement("queries", "watches_with_runs")).fetchall())


def first_run_at(con: Connection, watch: str) -> datetime | None:
    """When a watch ran for the first time, None where it never did."""
    ((first,),) = con.execute(statement("queries", "first_run_at"), {"watch": watch}).fetchall()
    return first.astimezone(UTC) if first is not None else None
