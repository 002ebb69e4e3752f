-- What became of the alerts of a watch raised since then, and what people said of them.
with dead as (
    select alert_key, list(channel order by channel) as channels
    from dead_letters
    group by alert_key
)
select
    a.alert_key, a.sent_by, a.count_failed, coalesce(d.channels, []), a.mark, a.marked_by, a.mark_note, a.marked_at,
    a.is_acknowledged, a.correction, a.corrected_at
from alerts_log as a
left join dead as d using (alert_key)
where a.watch = $watch and a.raised_at >= $since
order by a.raised_at, a.alert_key
