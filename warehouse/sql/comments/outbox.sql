-- What the outbox's tables mean; docs/alerts.md tells how they come about.
comment on table outbox_events is 'One row per time the outbox gave up an alert for a channel, or was asked to send it once more; the latest counts.';
comment on column outbox_events.alert_key is 'of an alert, or a digest_key';
comment on column outbox_events.event is 'dead (given up) or resent (asked for again)';
comment on column outbox_events.happened_at is 'UTC';
comment on table digests is 'One row per daily digest that is sent to the channels which ask for it.';
comment on column digests.covers_until is 'the alerts raised before that are in it, or in an earlier one; UTC';
comment on column digests.payload is 'the whole digest as JSON, as it is sent';
