-- The alerts of a watch raised since then.
select
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload, finding, route
from alerts
where watch = $watch and raised_at >= $since
order by raised_at, alert_key
