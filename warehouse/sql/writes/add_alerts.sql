-- Stores the alerts of the batch that are not stored yet.
insert into alerts (
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload, finding, route
)
select
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload, finding, route
from batch
anti join alerts using (alert_key)
order by ordinal
