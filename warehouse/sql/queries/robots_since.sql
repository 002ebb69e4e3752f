-- The copies of robots.txt fetched since then.
select origin, fetched_at, run_id, http_status, body
from robots
where fetched_at >= $since
order by origin, fetched_at
