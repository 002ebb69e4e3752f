-- The alerts with a side in one of these versions, oldest first.
select alert_key, headline
from alerts
where
    try_cast(payload ->> '$.before.version_id' as integer) in (select unnest($version_ids::integer[]))
    or try_cast(payload ->> '$.after.version_id' as integer) in (select unnest($version_ids::integer[]))
order by raised_at, alert_key
