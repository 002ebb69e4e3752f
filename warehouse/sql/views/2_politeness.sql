-- One row per watch, day (UTC) and host that was asked: what an outlet may want to see.
create or replace view politeness as
with copies as (
    select
        regexp_extract(origin, '^[a-z]+://([^:/]+)', 1) as host,
        arg_max({'status': http_status}, fetched_at) as newest,
        max(fetched_at) as robots_fetched_at
    from robots
    group by all
)
select
    r.watch,
    r.asked_at::date as day,
    r.host,
    count(*) as count_requests,
    count(*) filter (where r.is_conditional) as count_conditional,
    count(*) filter (where r.outcome = 'not_modified') as count_not_modified,
    count(*) filter (where r.http_status in (401, 403, 429, 451)) as count_refused,
    count(*) filter (where r.outcome = 'failed') as count_failed,
    sum(r.count_bytes)::bigint as count_bytes,
    max(r.asked_at) as last_asked_at,
    any_value(c.newest.status) as robots_status,
    any_value(c.robots_fetched_at) as robots_fetched_at
from requests as r
left join copies as c using (host)
group by r.watch, r.asked_at::date, r.host;
comment on view politeness is 'One row per watch, day (UTC) and host that was asked: what an outlet may want to see.';
comment on column politeness.count_conditional is 'requests that sent a validator, so that nothing need come back';
comment on column politeness.count_not_modified is 'requests that brought nothing, as nothing was new (304)';
comment on column politeness.count_refused is 'answers 401, 403, 429 and 451';
comment on column politeness.count_bytes is 'of all bodies, after decompression';
comment on column politeness.last_asked_at is 'UTC';
comment on column politeness.robots_status is 'of the newest copy of the host''s robots.txt';
comment on column politeness.robots_fetched_at is 'UTC';
