-- What an archive was asked to keep for these alerts, oldest first.
select watch, alert_key, url, asked_at, run_id, link, error
from archive_links
where alert_key in (select unnest($keys::varchar[]))
order by asked_at, alert_key, url
