-- What the last 12 polls of each feed brought, and how it has failed since the last good one.
with last as (
    select feed_id, polled_at, outcome, count_entries, count_new, count_restamped
    from polls
    where watch = $watch
    qualify row_number() over (partition by feed_id order by polled_at desc) <= 12
),
brought as (
    select
        feed_id,
        min(polled_at) as since,
        count(*) filter (where outcome in ('ok', 'not_modified')) as count_good,
        coalesce(sum(count_new), 0)::bigint as count_new,
        coalesce(bool_or(count_new * 2 >= count_entries and count_new > 1), false) as is_overflowing,
        coalesce(max(count_restamped), 0) > 0 as tells_edits
    from last
    group by feed_id
),
good as (
    select feed_id, max(polled_at) as last_ok_at
    from polls
    where watch = $watch and outcome in ('ok', 'not_modified')
    group by feed_id
),
failed as (
    select
        p.feed_id,
        count(*) filter (where p.http_status is null or p.http_status in (500, 502, 504)) as count_soft,
        count(*) filter (where p.http_status in (408, 425, 429, 503)) as count_temporary,
        min(p.polled_at) as failing_since_at
    from polls as p
    left join good as g using (feed_id)
    where p.watch = $watch and p.outcome = 'failed' and (g.last_ok_at is null or p.polled_at > g.last_ok_at)
    group by p.feed_id
)
select
    b.feed_id, b.since, b.count_good, b.count_new, b.is_overflowing, b.tells_edits,
    coalesce(f.count_soft, 0), coalesce(f.count_temporary, 0), f.failing_since_at
from brought as b
left join failed as f using (feed_id)
order by b.feed_id
