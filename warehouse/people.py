"""What people say: marks on alerts, and corrections of claims that were misread. Added to, never changed.

The views `corrected_claims`, `alerts_log`, `alert_precision` and `corrections_log` show what follows from them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from warehouse.connect import Connection
from warehouse.frames import from_values, to_table
from warehouse.read import EVER
from warehouse.rows import AlertRow, DeliveryRow
from warehouse.statements import statement

R = TypeVar("R")


class AlertMark(StrEnum):
    """What a person said of an alert; SEEN is an acknowledgement without a verdict."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"
    SEEN = "seen"


class CorrectionAction(StrEnum):
    """What a person did with a claim; RESTORED lets it stand as it was read."""

    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class Corrected(StrEnum):
    """What of a claim a person corrected; METRIC with phase and increment, VALUE from low to the interval."""

    METRIC = "metric"
    SUBJECT = "subject"
    VALUE = "value"
    MODALITY = "modality"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertMarkRow:
    """A person said something of an alert; the latest counts."""

    watch: str
    alert_key: str
    mark: AlertMark
    author: str
    marked_at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRow:
    """A person corrected a claim, withdrew it or let it stand again; the latest counts.

    `fields` are `Corrected`: the columns of what is not among them say nothing.
    """

    watch: str
    claim_id: int
    action: CorrectionAction
    author: str
    corrected_at: datetime
    fields: tuple[str, ...] = ()
    note: str = ""
    metric: str | None = None
    phase: str | None = None
    increment: str | None = None
    subject: str | None = None
    low: float | None = None
    high: float | None = None
    bound: str | None = None
    interval_low: float | None = None
    interval_high: float | None = None
    modality: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertStanding:
    """What became of an alert and what people said of it.

    `sent_by` are the channels that have had it, `dead_for` those for which it was given up. `mark` to `marked_at` are
    the latest verdict, None without one; `correction` is "corrected" or "withdrawn" where a claim of it was found to
    be misread.
    """

    alert_key: str
    sent_by: tuple[str, ...]
    count_failed: int
    dead_for: tuple[str, ...]
    mark: AlertMark | None
    marked_by: str | None
    mark_note: str | None
    marked_at: datetime | None
    is_acknowledged: bool
    correction: str | None
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisreadAlert:
    """An alert of which a claim was "corrected" or "withdrawn" since."""

    alert_key: str
    headline: str
    correction: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How many alerts of one language, finding or question people found right; shares are 0 to 1, None without marks.

    `precision_low` and `precision_high` are the 95 % Wilson interval.
    """

    grouped_by: str
    value: str
    count_right: int
    count_wrong: int
    count_unsure: int
    count_unmarked: int
    precision: float | None
    precision_low: float | None
    precision_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionMade:
    """A correction with what was read (`read_...`), what holds, and how it stands to what today's rules read there.

    `standing`: held, agreed, unread or past; see the view `corrections_log`.
    """

    claim_id: int
    action: CorrectionAction
    fields: tuple[str, ...]
    author: str
    note: str
    corrected_at: datetime
    standing: str
    outlet: str
    language: str
    url: str
    quote: str
    sentence: str
    read_metric: str
    read_subject: str
    read_low: float | None
    read_high: float | None
    read_bound: str | None
    read_modality: str
    read_source: str | None
    metric: str
    subject: str
    low: float | None
    high: float | None
    bound: str | None
    modality: str
    source: str | None


def add_alert_mark(con: Connection, row: AlertMarkRow) -> None:
    """Store what a person said of an alert; key: alert_key, marked_at, mark, author."""
    _insert(con, "add_alert_marks", row)


def add_correction(con: Connection, row: CorrectionRow) -> None:
    """Store what a person did with a claim; key: claim_id, corrected_at, action, author."""
    _insert(con, "add_corrections", row)


def corrections_of(con: Connection, claim_ids: Collection[int]) -> dict[int, CorrectionRow]:
    """Claim id -> the latest correction that holds for it, whichever claim the person looked at."""
    found = _ask(con, "corrections_of_claims", CorrectionRow, claim_ids=list(claim_ids)) if claim_ids else ()
    return {row.claim_id: row for row in found}


def corrections_made(con: Connection, watch: str, since: datetime = EVER) -> tuple[CorrectionMade, ...]:
    """The corrections made since then, oldest first."""
    return _ask(con, "corrections_log", CorrectionMade, watch=watch, since=since)


def alert_standings(con: Connection, watch: str, since: datetime = EVER) -> dict[str, AlertStanding]:
    """Alert key -> what became of it, for the alerts raised since then."""
    found = _ask(con, "alert_standings", AlertStanding, watch=watch, since=since)
    return {standing.alert_key: standing for standing in found}


def alerts_misread(con: Connection, watch: str, since: datetime, until: datetime) -> tuple[MisreadAlert, ...]:
    """The alerts, however old, of which a claim was corrected or withdrawn since then and before `until`."""
    return _ask(con, "alerts_misread", MisreadAlert, watch=watch, since=since, until=until)


def alert_marks(con: Connection, alert_key: str) -> tuple[AlertMarkRow, ...]:
    """All that people said of an alert, oldest first."""
    return _ask(con, "alert_marks", AlertMarkRow, alert_key=alert_key)


def alert_precision(con: Connection, watch: str) -> tuple[Precision, ...]:
    """How many alerts people found right: all, then by finding, language and question."""
    return _ask(con, "alert_precision", Precision, watch=watch)


def alerts_by_prefix(con: Connection, prefix: str) -> tuple[AlertRow, ...]:
    """The alerts whose key begins so, at most five."""
    return _ask(con, "alerts_by_prefix", AlertRow, prefix=prefix)


def deliveries_of(con: Connection, alert_key: str) -> tuple[DeliveryRow, ...]:
    """The attempts to deliver an alert, oldest first."""
    return _ask(con, "deliveries_of_alert", DeliveryRow, alert_key=alert_key)


def alerts_of_claim(con: Connection, claim_id: int) -> dict[str, str]:
    """Key -> headline of the alerts that rest on a claim."""
    return {str(key): str(headline) for key, headline in _values(con, "alerts_of_claim", claim_id=claim_id)}


def _insert(con: Connection, name: str, row: AlertMarkRow | CorrectionRow) -> None:
    con.register("batch", to_table((row,), type(row)))
    con.execute(statement("writes", name))
    con.unregister("batch")


def _ask(con: Connection, name: str, row_type: type[R], **named: object) -> tuple[R, ...]:
    return tuple(from_values(row_type, values) for values in _values(con, name, **named))


def _values(con: Connection, name: str, **named: object) -> list[tuple[object, ...]]:
    return con.execute(statement("queries", name), named).fetchall()
