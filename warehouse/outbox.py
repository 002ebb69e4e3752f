"""What is to be delivered: pending and dead letters, what the outbox was asked, and the daily digests.

A letter is an alert or a digest, known by its key. The attempts themselves are `deliveries` (warehouse.write).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar

from warehouse.connect import Connection
from warehouse.frames import from_values, to_table
from warehouse.read import EVER
from warehouse.statements import statement

R = TypeVar("R")


class OutboxEvent(StrEnum):
    """What happened to a letter beside attempts to send it."""

    DEAD = "dead"
    RESENT = "resent"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEventRow:
    """A letter was given up for a channel, or asked for once more; the latest counts."""

    watch: str
    alert_key: str
    channel: str
    event: OutboxEvent
    happened_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestRow:
    """A daily digest: alerts raised before `covers_until` are in it, or in an earlier one."""

    digest_key: str
    watch: str
    made_at: datetime
    covers_until: datetime
    headline: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a channel has not had, though it should since `waits_since`.

    `count_attempts` were made in vain since then; `last_attempt` is the number of the last one ever, 0 without any.
    """

    alert_key: str
    payload: str
    waits_since: datetime
    count_attempts: int = 0
    last_attempt: int = 0
    last_tried_at: datetime | None = None
    last_error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """What a channel did not get and is no longer offered; `finding` is "digest" for a digest."""

    alert_key: str
    channel: str
    died_at: datetime
    reason: str
    headline: str
    finding: str


def letters_pending(
    con: Connection, watch: str, channel: str, since: datetime = EVER, *, digests: bool = False
) -> tuple[Letter, ...]:
    """The letters that a channel has not had: made since then, or tried in vain; oldest first."""
    named = {"watch": watch, "channel": channel, "since": since, "digests": digests}
    return _ask(con, "letters_pending", Letter, **named)


def dead_letters(con: Connection, watch: str) -> tuple[DeadLetter, ...]:
    """The letters that were given up and not asked for again, the newest last."""
    return _ask(con, "dead_letters", DeadLetter, watch=watch)


def digests_until(con: Connection, watch: str) -> datetime | None:
    """Until when the digests of a watch reach, None without any."""
    ((until,),) = con.execute(statement("queries", "digests_until"), {"watch": watch}).fetchall()
    return until.astimezone(UTC) if isinstance(until, datetime) else None


def add_outbox_events(con: Connection, rows: Sequence[OutboxEventRow]) -> None:
    """Store events; key: alert_key, channel, event, happened_at."""
    _insert(con, "add_outbox_events", rows, OutboxEventRow)


def add_digests(con: Connection, rows: Sequence[DigestRow]) -> None:
    """Store digests; key: digest_key."""
    _insert(con, "add_digests", rows, DigestRow)


def _insert(con: Connection, name: str, rows: Sequence[R], row_type: type[R]) -> None:
    if rows:
        con.register("batch", to_table(rows, row_type))
        con.execute(statement("writes", name))
        con.unregister("batch")


def _ask(con: Connection, name: str, row_type: type[R], **named: object) -> tuple[R, ...]:
    found = con.execute(statement("queries", name), named).fetchall()
    return tuple(from_values(row_type, values) for values in found)
