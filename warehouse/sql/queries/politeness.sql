-- What was asked of each host since a day, the newest day first, the most asked host first.
select
    day, host, count_requests, count_conditional, count_not_modified, count_refused, count_failed, count_bytes,
    last_asked_at, robots_status, robots_fetched_at
from politeness
where watch = $watch and day >= ($since)::date
order by day desc, count_requests desc, host
