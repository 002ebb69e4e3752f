"""Sends what is stored and not yet sent: at least once per channel, under the letter's stable key.

A letter is an alert or the digest of a day. It is stored first and sent afterwards; a crash between sending and
recording sends it once more with the same key. A channel that fails is tried again by later runs, ever more slowly,
until the letter is dead: after `KEPT` or `MOST_ATTEMPTS`. A dead letter is kept, listed, and may be sent once more.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from flows.alerts.apprised import NOT_TRIED
from flows.alerts.channels import Sender, senders
from flows.alerts.digests import DIGEST, add_due_digest
from flows.alerts.policy import held_until, takes
from flows.alerts.wording import counted
from flows.collection.faults import bug_text
from flows.keepers import Secrets
from flows.records import Record
from flows.watching.values import Channel, ChannelKind, Watch
from warehouse import connect, read, write
from warehouse.outbox import Letter, OutboxEvent, OutboxEventRow, add_outbox_events, letters_pending
from warehouse.rows import DeliveryRow, DeliveryState

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
KEPT = timedelta(days=30)
"""How far back the Atom feed goes, and how old an alert may be that is still sent, be its channel new or long down."""

MOST_ATTEMPTS = 60
"""A fortnight's attempts: who refused a letter so often will not take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliveries:
    """How sending ended; `errors` are "channel: reason", each once. `count_dead` letters were given up."""

    count_sent: int = 0
    count_failed: int = 0
    count_dead: int = 0
    errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parcel:
    """What is sent as one message: a letter, or the letters that quiet hours held back from a person."""

    payload: Record
    letters: tuple[Letter, ...]


def deliver(
    watch: Watch, home: Path, now: datetime, *, stream: TextIO, secrets: Secrets, clock: Callable[[], datetime]
) -> Deliveries:
    """Send the pending letters of a watch on all its channels and record each attempt.

    `now` is the run's time, by which retries are due; `clock` tells when an attempt is made, for its signature.

    Raises:
        ConfigError: a channel's secret is not set.
        warehouse.errors.Busy: another run holds the warehouse.
    """
    with connect.writer(home) as con, connect.transaction(con):
        add_due_digest(con, watch, now)
        recent = [_payload(row.payload) for row in read.alerts_since(con, watch.id, now - KEPT)]
        pending = {
            channel.id: letters_pending(con, watch.id, channel.id, now - KEPT, digests=channel.digest)
            for channel in watch.delivery
        }
        dead = [_death(watch, name, letter, now) for name, all_ in pending.items() for letter in _dead(all_, now)]
        add_outbox_events(con, dead)
    parcels = {channel.id: _parcels(channel, watch, pending[channel.id], now) for channel in watch.delivery}
    if not any(parcels.values()):
        return Deliveries(count_dead=len(dead))
    folder = home / "watches" / watch.id
    ways = senders(watch, folder, stream=stream, secrets=secrets, recent=recent, clock=clock)
    rows = [row for sender in ways for row in _send(sender, parcels[sender.id], watch.id, now)]
    with connect.writer(home) as con, connect.transaction(con):
        write.add_deliveries(con, rows)
    return _summary(rows, len(dead))


def resend(watch: Watch, home: Path, alert_key: str, now: datetime, channels: Collection[str] = ()) -> tuple[str, ...]:
    """Let the next delivery send an alert once more, also where it was sent or given up; return the channels' ids.

    Args:
        watch: the watch of the alert.
        home: the folder that holds the warehouse.
        alert_key: the whole key.
        now: when it is asked for.
        channels: ids of channels; all of the watch if none is given.
    """
    asked = tuple(channel.id for channel in watch.delivery if not channels or channel.id in channels)
    rows = [
        OutboxEventRow(watch=watch.id, alert_key=alert_key, channel=name, event=OutboxEvent.RESENT, happened_at=now)
        for name in asked
    ]
    with connect.writer(home) as con, connect.transaction(con):
        add_outbox_events(con, rows)
    return asked


def count_waiting(con: connect.Connection, watch: Watch, now: datetime) -> int:
    """Return how many letters wait to be sent, each once for each channel that takes it."""
    return sum(
        _takes(channel, _payload(letter.payload))
        for channel in watch.delivery
        for letter in letters_pending(con, watch.id, channel.id, now - KEPT, digests=channel.digest)
    )


def is_due(count_attempts: int, last_tried_at: datetime | None, now: datetime) -> bool:
    """Return whether a letter that failed so often is to be tried again; the pause doubles up to a cap."""
    if last_tried_at is None:
        return True
    pause: timedelta = min(FIRST_PAUSE * 2 ** min(count_attempts - 1, 10), LONGEST_PAUSE)
    return now >= last_tried_at + pause


def is_dead(letter: Letter, now: datetime) -> bool:
    """Return whether a letter that was tried in vain is to be given up."""
    is_old = letter.waits_since < now - KEPT
    return letter.count_attempts >= MOST_ATTEMPTS or (is_old and letter.count_attempts > 0)


def _dead(pending: Sequence[Letter], now: datetime) -> Iterator[Letter]:
    return (letter for letter in pending if is_dead(letter, now))


def _death(watch: Watch, channel: str, letter: Letter, now: datetime) -> OutboxEventRow:
    return OutboxEventRow(
        watch=watch.id,
        alert_key=letter.alert_key,
        channel=channel,
        event=OutboxEvent.DEAD,
        happened_at=now,
        reason=letter.last_error or "no reason given",
    )


def _parcels(channel: Channel, watch: Watch, pending: Sequence[Letter], now: datetime) -> tuple[_Parcel, ...]:
    """Return what a channel is sent now: what is due, what it takes, and what no quiet hours hold back."""
    alone: list[_Parcel] = []
    held: list[_Parcel] = []
    for letter in pending:
        payload = _payload(letter.payload)
        is_free = _takes(channel, payload) and held_until(channel, payload, watch, now) is None
        if is_free and not is_dead(letter, now) and is_due(letter.count_attempts, letter.last_tried_at, now):
            parcel = _Parcel(payload=payload, letters=(letter,))
            is_for_people = channel.kind is ChannelKind.APPRISE and payload.get("kind") != DIGEST
            was_held = is_for_people and held_until(channel, payload, watch, letter.waits_since) is not None
            (held if was_held else alone).append(parcel)
    return (*_bundled(held), *alone)


def _takes(channel: Channel, payload: Record) -> bool:
    return payload.get("kind") == DIGEST or takes(channel, payload)


def _bundled(held: Sequence[_Parcel]) -> tuple[_Parcel, ...]:
    """Return the alerts of the quiet hours as one message, under a key that follows from theirs."""
    if len(held) < 2:
        return tuple(held)
    letters = tuple(letter for parcel in held for letter in parcel.letters)
    keys = "\x1f".join(letter.alert_key for letter in letters)
    payload: Record = {
        "key": hashlib.sha256(keys.encode()).hexdigest()[:32],
        "kind": "bundle",
        "headline": f"{counted(len(held), 'alert')} from the quiet hours",
        "lines": [f"{parcel.payload['headline']} ({str(parcel.payload['key'])[:12]})" for parcel in held],
    }
    return (_Parcel(payload=payload, letters=letters),)


def _send(sender: Sender, parcels: Sequence[_Parcel], watch: str, now: datetime) -> list[DeliveryRow]:
    if not parcels:
        return []
    try:
        errors = sender.send([parcel.payload for parcel in parcels])
    except Exception as error:  # noqa: BLE001  a bug in one channel must not keep the others waiting
        errors = (bug_text(error),) * len(parcels)
    return [
        DeliveryRow(
            alert_key=letter.alert_key,
            watch=watch,
            channel=sender.id,
            attempt=letter.last_attempt + 1,
            tried_at=now,
            state=DeliveryState.SENT if error is None else DeliveryState.FAILED,
            error=error,
        )
        for parcel, error in zip(parcels, errors, strict=True)
        if error != NOT_TRIED  # else one letter that is refused would hold the others in its own ever longer pauses
        for letter in parcel.letters
    ]


def _summary(rows: Sequence[DeliveryRow], count_dead: int) -> Deliveries:
    failed = [row for row in rows if row.state is DeliveryState.FAILED]
    return Deliveries(
        count_sent=len(rows) - len(failed),
        count_failed=len(failed),
        count_dead=count_dead,
        errors=tuple(sorted({f"{row.channel}: {row.error}" for row in failed})),
    )


def _payload(text: str) -> Record:
    loaded = json.loads(text)
    if not isinstance(loaded, dict):
        message = "an alert's payload in the warehouse is no JSON object"
        raise TypeError(message)
    return loaded
