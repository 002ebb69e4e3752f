-- Stores the carriers of the batch whose outlet is not yet known to carry that side of the alert.
insert into carriers (
    watch, event_key, alert_key, side, outlet, publisher, language, url, version_id, claim_id, via, carried_at, run_id
)
select
    watch, event_key, alert_key, side, outlet, publisher, language, url, version_id, claim_id, via, carried_at, run_id
from batch
anti join carriers using (alert_key, side, outlet)
order by ordinal
