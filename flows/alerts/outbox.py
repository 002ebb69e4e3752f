"""Sends what is stored and not yet sent: at least once per channel, under the alert's stable key.

An alert is stored in the run's transaction and sent afterwards. A crash between sending and recording sends it once
more with the same key; a channel that fails is tried again by later runs, ever more slowly, for `KEPT_IN_FEED`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from flows.alerts.apprised import NOT_TRIED
from flows.alerts.channels import Sender, senders
from flows.collection.faults import bug_text
from flows.keepers import Secrets
from flows.records import Record
from flows.watching.values import Watch
from warehouse import connect, read, write
from warehouse.answers import PendingAlert
from warehouse.rows import DeliveryRow, DeliveryState

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
KEPT_IN_FEED = timedelta(days=30)
"""How far back the Atom feed goes, and how old an alert may be that is still sent, be its channel new or long down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """How sending ended; `errors` are "channel: reason", each once."""

    count_sent: int = 0
    count_failed: int = 0
    errors: tuple[str, ...] = ()


def deliver(
    watch: Watch, home: Path, now: datetime, *, stream: TextIO, secrets: Secrets, clock: Callable[[], datetime]
) -> Deliveries:
    """Send the pending alerts of a watch on all its channels and record each attempt.

    `now` is the run's time, by which retries are due; `clock` tells when an attempt is made, for its signature.

    Raises:
        ConfigError: a channel's secret is not set.
        warehouse.errors.Busy: another run holds the warehouse.
    """
    with connect.writer(home) as con:
        recent = [_payload(row.payload) for row in read.alerts_since(con, watch.id, now - KEPT_IN_FEED)]
        pending = {
            channel.id: _due(read.alerts_pending(con, watch.id, channel.id, now - KEPT_IN_FEED), now)
            for channel in watch.delivery
        }
    if not any(pending.values()):
        return Deliveries()
    folder = home / "watches" / watch.id
    ways = senders(watch, folder, stream=stream, secrets=secrets, recent=recent, clock=clock)
    rows = [row for sender in ways for row in _send(sender, pending[sender.id], watch.id, now)]
    with connect.writer(home) as con, connect.transaction(con):
        write.add_deliveries(con, rows)
    return _summary(rows)


def is_due(count_attempts: int, last_tried_at: datetime | None, now: datetime) -> bool:
    """Return whether an alert that failed so often is to be tried again; the pause doubles up to a cap."""
    if last_tried_at is None:
        return True
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(count_attempts - 1, 10), LONGEST_PAUSE)
    return now >= last_tried_at + pause


def _due(pending: Sequence[PendingAlert], now: datetime) -> tuple[PendingAlert, ...]:
    return tuple(item for item in pending if is_due(item.count_attempts, item.last_tried_at, now))


def _send(sender: Sender, pending: Sequence[PendingAlert], watch: str, now: datetime) -> list[DeliveryRow]:
    if not pending:
        return []
    try:
        errors = sender.send([_payload(item.alert.payload) for item in pending])
    except Exception as error:  # noqa: BLE001  a bug in one channel must not keep the others waiting
        errors = (bug_text(error),) * len(pending)
    return [
        DeliveryRow(
            alert_key=item.alert.alert_key,
            watch=watch,
            channel=sender.id,
            attempt=item.count_attempts + 1,
            tried_at=now,
            state=DeliveryState.SENT if error is None else DeliveryState.FAILED,
            error=error,
        )
        for item, error in zip(pending, errors, strict=True)
        if error != NOT_TRIED  # else one alert that is refused would hold the others in its own ever longer pauses
    ]


def _summary(rows: Sequence[DeliveryRow]) -> Deliveries:
    failed = [row for row in rows if row.state is DeliveryState.FAILED]
    return Deliveries(
        count_sent=len(rows) - len(failed),
        count_failed=len(failed),
        errors=tuple(sorted({f"{row.channel}: {row.error}" for row in failed})),
    )


def _payload(text: str) -> Record:
    loaded = json.loads(text)
    if not isinstance(loaded, dict):
        message = "an alert's payload in the warehouse is no JSON object"
        raise TypeError(message)
    return loaded
