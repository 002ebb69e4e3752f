-- The attempts to deliver an alert, oldest first.
select alert_key, watch, channel, attempt, tried_at, state, error
from deliveries
where alert_key = $alert_key
order by tried_at, channel, attempt
