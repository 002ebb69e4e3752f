"""Who told what first, and which figures moved, for whoever looks for first reports and for those left behind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.connect import Connection
from warehouse.frames import from_values
from warehouse.statements import statement


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTelling:
    """The version in which a publisher first told a figure or status of a kind of one source.

    `told_at` is in the year 1 for what a feed's baseline told: it may have been told long before.
    """

    kind: str
    metric: str
    subject: str
    source: str | None
    aggregation: str | None
    publisher: str
    outlet: str
    version_id: int
    told_at: datetime


def first_tellings(con: Connection, watch: str, metrics: Collection[str]) -> tuple[FirstTelling, ...]:
    """Return who first told each kind of these metrics, the first ones first; any reading of any rules counts."""
    named = {"watch": watch, "metrics": list(metrics)}
    found = con.execute(statement("queries", "first_tellings"), named).fetchall()
    return tuple(from_values(FirstTelling, values) for values in found)


def watched_since(con: Connection, watch: str) -> datetime | None:
    """Return how far back the texts of a watch go; None before the first."""
    ((since,),) = con.execute(statement("queries", "watched_since"), {"watch": watch}).fetchall()
    return since if since is None else since.astimezone(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldMove:
    """An alert's word that a figure moved, with the claims of both sides; `url` and `title` are of the later one."""

    alert_key: str
    finding: str
    raised_at: datetime
    before_claim_id: int
    after_claim_id: int
    url: str
    title: str


def moves_since(con: Connection, watch: str, since: datetime) -> tuple[ToldMove, ...]:
    """Return the moves of figures that alerts raised since then tell, in an article or along a series, oldest first."""
    found = con.execute(statement("queries", "moves_since"), {"watch": watch, "since": since}).fetchall()
    return tuple(from_values(ToldMove, values) for values in found)
