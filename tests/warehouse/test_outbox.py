"""Which letters wait for a channel, which were given up, and that asking again begins anew."""

import pytest

from tests.warehouse.examples import WATCH, after, alert, delivery
from warehouse import write
from warehouse.outbox import (
    DeadLetter,
    DigestRow,
    OutboxEvent,
    OutboxEventRow,
    add_digests,
    add_outbox_events,
    dead_letters,
    digests_until,
    letters_pending,
)
from warehouse.rows import DeliveryState

FAILED = {"state": DeliveryState.FAILED, "error": "no"}


def event(said: OutboxEvent, hours: float, **given) -> OutboxEventRow:
    common = {"watch": WATCH, "alert_key": "key-1", "channel": "webhook", "reason": "no"}
    return OutboxEventRow(**{**common, "event": said, "happened_at": after(hours), **given})


def keys(con, channel: str = "webhook", **given) -> list[str]:
    return [letter.alert_key for letter in letters_pending(con, WATCH, channel, **given)]


def test_alert_is_pending_until_its_channel_has_had_it(con):
    write.add_alerts(con, [alert(), alert(alert_key="key-2", raised_at=after(1))])
    write.add_deliveries(con, [delivery(tried_at=after(2), **FAILED), delivery(alert_key="key-2")])
    (pending,) = letters_pending(con, WATCH, "webhook")
    assert (pending.payload, pending.waits_since) == (alert().payload, alert().raised_at)
    assert (pending.count_attempts, pending.last_attempt, pending.last_tried_at) == (1, 1, after(2))
    assert pending.last_error == "no"
    write.add_deliveries(con, [delivery(attempt=2)])
    assert keys(con) == []
    assert keys(con, "jsonl") == ["key-1", "key-2"]
    assert keys(con, "jsonl", since=after(1)) == ["key-2"]


def test_an_old_alert_that_was_tried_in_vain_is_still_pending(con):
    write.add_alerts(con, [alert()])
    write.add_deliveries(con, [delivery(tried_at=after(2), **FAILED)])
    assert keys(con, since=after(100)) == ["key-1"]


def test_an_alert_for_the_digest_is_not_pending_but_may_be_asked_for(con):
    write.add_alerts(con, [alert(route="digest")])
    assert keys(con) == []
    add_outbox_events(con, [event(OutboxEvent.RESENT, 1)])
    assert keys(con) == ["key-1"]
    assert keys(con, "jsonl") == []


def test_a_dead_letter_is_listed_until_it_is_asked_for_again_and_then_begins_anew(con):
    write.add_alerts(con, [alert()])
    write.add_deliveries(con, [delivery(attempt=n, tried_at=after(n), **FAILED) for n in (1, 2)])
    add_outbox_events(con, [event(OutboxEvent.DEAD, 3)])
    assert keys(con) == []
    (dead,) = dead_letters(con, WATCH)
    assert dead == DeadLetter(
        alert_key="key-1",
        channel="webhook",
        died_at=after(3),
        reason="no",
        headline=alert().headline,
        finding=alert().finding,
    )
    assert dead_letters(con, "other") == ()
    add_outbox_events(con, [event(OutboxEvent.RESENT, 4)])
    (letter,) = letters_pending(con, WATCH, "webhook")
    assert (letter.waits_since, letter.count_attempts, letter.last_attempt) == (after(4), 0, 2)
    assert dead_letters(con, WATCH) == ()
    write.add_deliveries(con, [delivery(attempt=3, tried_at=after(4))])
    assert keys(con) == []


def test_what_was_sent_may_be_asked_for_again_once(con):
    write.add_alerts(con, [alert()])
    write.add_deliveries(con, [delivery(tried_at=after(1))])
    asked = [event(OutboxEvent.RESENT, 2)]
    add_outbox_events(con, asked)
    add_outbox_events(con, asked)
    assert keys(con) == ["key-1"]
    write.add_deliveries(con, [delivery(attempt=2, tried_at=after(2))])
    assert keys(con) == []


@pytest.mark.parametrize("wants", [True, False])
def test_a_digest_waits_for_the_channels_that_want_it(con, wants):
    row = DigestRow(
        digest_key="d-1", watch=WATCH, made_at=after(1), covers_until=after(0.5), headline="2 alerts", payload="{}"
    )
    assert digests_until(con, WATCH) is None
    for _ in range(2):
        add_digests(con, [row])
    assert digests_until(con, WATCH) == after(0.5)
    assert keys(con, digests=wants) == (["d-1"] if wants else [])
    add_outbox_events(con, [event(OutboxEvent.DEAD, 2, alert_key="d-1")])
    assert [(dead.headline, dead.finding) for dead in dead_letters(con, WATCH)] == [("2 alerts", "digest")]
