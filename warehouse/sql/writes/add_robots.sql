-- Stores the copies of robots.txt of the batch that are not stored yet.
insert into robots (origin, fetched_at, run_id, http_status, body)
select origin, fetched_at, run_id, http_status, body
from batch
anti join robots using (origin, fetched_at)
order by ordinal
