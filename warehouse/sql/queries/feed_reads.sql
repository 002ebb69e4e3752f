-- How the polls of each feed since then went: the last good one, and those that failed after it.
with recent as (
    select feed_id, polled_at, outcome, error
    from polls
    where watch = $watch and polled_at >= $since
),
good as (
    select feed_id, max(polled_at) as last_ok_at
    from recent
    where outcome in ('ok', 'not_modified')
    group by feed_id
)
select
    r.feed_id,
    any_value(g.last_ok_at),
    count(*) filter (where g.last_ok_at is null or r.polled_at > g.last_ok_at),
    min(r.polled_at) filter (where g.last_ok_at is null or r.polled_at > g.last_ok_at),
    arg_max(r.error, r.polled_at) filter (where g.last_ok_at is null or r.polled_at > g.last_ok_at)
from recent as r
left join good as g using (feed_id)
group by r.feed_id
order by r.feed_id
