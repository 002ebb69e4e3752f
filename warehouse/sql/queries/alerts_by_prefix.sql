-- The alerts whose key begins so; at most a few.
select
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload, finding, route
from alerts
where starts_with(alert_key, $prefix)
order by raised_at, alert_key
limit 5
