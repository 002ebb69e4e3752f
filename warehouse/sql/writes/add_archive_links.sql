-- Stores what an archive answered, each try once.
insert into archive_links (watch, alert_key, url, asked_at, run_id, link, error)
select b.watch, b.alert_key, b.url, b.asked_at, b.run_id, b.link, b.error
from batch as b
anti join archive_links as k on k.alert_key = b.alert_key and k.url = b.url and k.run_id = b.run_id
