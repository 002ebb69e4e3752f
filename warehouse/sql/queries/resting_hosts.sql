-- The hosts that asked to be left alone for longer than until now, whichever watch asked them.
select host, max(asked_at + to_microseconds((retry_after_s * 1e6)::bigint)) as until
from requests
where retry_after_s > 0 and outcome in ('blocked', 'failed') and asked_at >= $now - interval 2 days
group by host
having max(asked_at + to_microseconds((retry_after_s * 1e6)::bigint)) > $now
order by host
