-- Where a watch stands with each feed that was ever polled.
with good as (
    select feed_id, max(polled_at) as last_ok_at
    from polls
    where watch = $watch and outcome in ('ok', 'not_modified')
    group by feed_id
)
select
    p.feed_id,
    max(p.polled_at),
    arg_max(p.outcome, p.polled_at),
    any_value(g.last_ok_at),
    struct_extract(
        arg_max({'etag': p.etag}, p.polled_at) filter (where p.outcome = 'ok'), 'etag'
    ),
    struct_extract(
        arg_max({'last_modified': p.last_modified}, p.polled_at) filter (where p.outcome = 'ok'),
        'last_modified'
    ),
    struct_extract(
        arg_max({'body_sha256': p.body_sha256}, p.polled_at) filter (where p.outcome = 'ok'),
        'body_sha256'
    ),
    count(*) filter (where g.last_ok_at is null or p.polled_at > g.last_ok_at),
    arg_max(p.error, p.polled_at) filter (where g.last_ok_at is null or p.polled_at > g.last_ok_at),
    struct_extract(
        arg_max({'fresh_s': p.fresh_s}, p.polled_at) filter (where p.outcome in ('ok', 'not_modified')),
        'fresh_s'
    )
from polls as p
left join good as g using (feed_id)
where p.watch = $watch
group by p.feed_id
order by p.feed_id
