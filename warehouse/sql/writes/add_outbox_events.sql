-- Stores the events of the batch that are not stored yet.
insert into outbox_events (watch, alert_key, channel, event, happened_at, reason)
select watch, alert_key, channel, event, happened_at, reason
from batch
anti join outbox_events using (alert_key, channel, event, happened_at)
order by ordinal
