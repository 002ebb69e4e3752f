-- The times in which a feed (or, with an empty feed_id, all of a watch) was not read well: far longer than its habit.
with good as (
    select feed_id, polled_at from polls where watch = $watch and outcome in ('ok', 'not_modified')
    union all
    select distinct '' as feed_id, polled_at from polls where watch = $watch and outcome in ('ok', 'not_modified')
),
steps as (
    select
        feed_id, polled_at as opened_at,
        lead(polled_at) over (partition by feed_id order by polled_at) as next_at
    from good
),
usual as (
    select feed_id, greatest(interval 6 hours, 3 * median(next_at - opened_at)) as patience
    from steps
    where next_at is not null
    group by feed_id
)
select s.feed_id, s.opened_at, coalesce(s.next_at, $now) as closed_at
from steps as s
left join usual as u using (feed_id)
where coalesce(s.next_at, $now) - s.opened_at > coalesce(u.patience, interval 2 days)
order by s.feed_id, s.opened_at
