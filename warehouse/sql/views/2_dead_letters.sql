-- One row per alert (or digest) that a channel did not get and that is no longer tried.
create or replace view dead_letters as
with latest as (
    select
        watch, alert_key, channel,
        arg_max(event, happened_at) as event,
        arg_max(reason, happened_at) as reason,
        max(happened_at) as died_at
    from outbox_events
    group by watch, alert_key, channel
)
select
    l.watch, l.alert_key, l.channel, l.died_at, l.reason,
    coalesce(a.headline, g.headline) as headline,
    coalesce(a.finding, 'digest') as finding,
    coalesce(a.raised_at, g.made_at) as raised_at
from latest as l
left join alerts as a using (alert_key)
left join digests as g on g.digest_key = l.alert_key
where l.event = 'dead';
comment on view dead_letters is 'One row per alert (or digest) that a channel did not get and that is no longer tried.';
comment on column dead_letters.died_at is 'when it was given up, UTC';
comment on column dead_letters.reason is 'what the channel last said';
comment on column dead_letters.finding is 'that of the alert, or digest';
