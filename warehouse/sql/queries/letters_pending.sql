-- What a channel is to get and has not had: alerts that go out at once or were asked for again, and digests if it wants
-- them. Those made since then, and older ones that were tried in vain.
with letters as (
    select alert_key, raised_at as made_at, payload, route = 'now' as goes_out
    from alerts
    where watch = $watch
    union all
    select digest_key, made_at, payload, true
    from digests
    where watch = $watch and $digests
),
decided as (
    select
        alert_key,
        max(happened_at) filter (where event = 'resent') as asked_at,
        arg_max(event, happened_at) as event
    from outbox_events
    where watch = $watch and channel = $channel
    group by alert_key
),
tried as (
    select
        d.alert_key,
        max(d.attempt) as last_attempt,
        bool_or(d.state = 'sent') filter (where e.asked_at is null or d.tried_at >= e.asked_at) as is_sent,
        count(*) filter (where e.asked_at is null or d.tried_at >= e.asked_at) as count_attempts,
        max(d.tried_at) filter (where e.asked_at is null or d.tried_at >= e.asked_at) as last_tried_at,
        arg_max(d.error, d.attempt) as last_error
    from deliveries as d
    left join decided as e using (alert_key)
    where d.watch = $watch and d.channel = $channel
    group by d.alert_key
)
select
    l.alert_key, l.payload, coalesce(e.asked_at, l.made_at) as waits_since,
    coalesce(t.count_attempts, 0), coalesce(t.last_attempt, 0), t.last_tried_at, t.last_error
from letters as l
left join decided as e using (alert_key)
left join tried as t using (alert_key)
where (l.goes_out or e.asked_at is not null)
    and coalesce(e.event, '') <> 'dead'
    and not coalesce(t.is_sent, false)
    and (coalesce(e.asked_at, l.made_at) >= $since or coalesce(t.count_attempts, 0) > 0)
order by l.made_at, l.alert_key
