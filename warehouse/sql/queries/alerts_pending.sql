-- The alerts of a watch that go out at once, raised since then, that a channel has not had, with the attempts made in vain.
with tried as (
    select
        alert_key,
        bool_or(state = 'sent') as is_sent,
        max(attempt) as count_attempts,
        max(tried_at) as last_tried_at
    from deliveries
    where watch = $watch and channel = $channel
    group by alert_key
)
select
    a.alert_key, a.watch, a.question, a.series, a.kind, a.severity, a.raised_at, a.run_id,
    a.headline, a.event_key, a.payload, a.finding, a.route,
    coalesce(t.count_attempts, 0), t.last_tried_at
from alerts as a
left join tried as t using (alert_key)
where a.watch = $watch and a.route = 'now' and a.raised_at >= $since and not coalesce(t.is_sent, false)
order by a.raised_at, a.alert_key
