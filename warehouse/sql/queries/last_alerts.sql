-- The newest alert of each of these series.
select
    alert_key, watch, question, series, kind, severity, raised_at, run_id, headline, event_key,
    payload, finding, route
from alerts
where watch = $watch and series in (select unnest($series::varchar[]))
qualify row_number() over (partition by series order by raised_at desc, alert_key desc) = 1
order by series
