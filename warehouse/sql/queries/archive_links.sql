-- What an archive was asked to keep for the alerts of a watch, oldest first.
select watch, alert_key, url, asked_at, run_id, link, error
from archive_links
where watch = $watch
order by asked_at, alert_key, url
