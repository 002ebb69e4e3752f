-- Stores the attempts of the batch that are not stored yet.
insert into deliveries (
    alert_key, watch, channel, attempt, tried_at, state, error
)
select
    alert_key, watch, channel, attempt, tried_at, state, error
from batch
anti join deliveries using (alert_key, channel, attempt)
order by ordinal
