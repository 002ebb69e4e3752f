-- How many entries each feed has brought since then, of the feeds that were read before it and since.
select feed_id, coalesce(sum(count_new) filter (where polled_at > $since), 0)::bigint
from polls
where watch = $watch and outcome in ('ok', 'not_modified')
group by feed_id
having min(polled_at) <= $since and max(polled_at) > $since
order by feed_id
