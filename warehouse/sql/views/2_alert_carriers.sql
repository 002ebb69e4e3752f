-- One row per outlet that tells what one side of an alert tells, with how long after the first of them it came.
create or replace view alert_carriers as
with copied as (
    select c.article_id, arg_min(o.outlet, m.marked_at) as outlet
    from marks as m
    join versions as c on c.version_id = m.version_id
    join versions as o on o.version_id = m.of_version_id
    where m.mark = 'copy'
    group by c.article_id
)
select
    c.watch, c.alert_key, c.event_key, c.side, c.outlet, c.publisher, c.language, c.url, c.version_id, c.claim_id,
    c.carried_at,
    epoch(c.carried_at - min(c.carried_at) over (partition by c.alert_key, c.side)) as lag_s,
    c.via, k.outlet as copy_of, l.source, l.chain, l.quote
from carriers as c
join versions as v on v.version_id = c.version_id
left join copied as k on k.article_id = v.article_id
left join claims as l on l.claim_id = c.claim_id;
comment on view alert_carriers is 'One row per outlet that tells what one side of an alert tells.';
comment on column alert_carriers.side is 'before or after: which side of the alert the outlet carries';
comment on column alert_carriers.carried_at is 'UTC, since when it tells it: published, or else seen';
comment on column alert_carriers.lag_s is 'seconds after the first outlet that carries this side';
comment on column alert_carriers.via is 'the outlet that it names as where it has it from';
comment on column alert_carriers.copy_of is 'the outlet whose text it prints';
