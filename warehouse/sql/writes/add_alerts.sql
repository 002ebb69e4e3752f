-- Stores the alerts of the batch that are not stored yet.
insert into alerts (
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload
)
select
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload
from batch
anti join alerts using (alert_key)
order by ordinal
