-- One row per alert, with what became of its deliveries.
create or replace view alerts_log as
with delivered as (
    select
        alert_key,
        list(distinct channel order by channel) filter (where state = 'sent') as sent_by,
        min(tried_at) filter (where state = 'sent') as first_sent_at,
        count(*) filter (where state = 'failed') as count_failed
    from deliveries
    group by alert_key
)
select
    a.alert_key, a.watch, a.raised_at, a.finding, a.route, a.severity, a.kind, a.question, a.series, a.headline, a.event_key,
    a.run_id, a.payload,
    coalesce(d.sent_by, []) as sent_by,
    d.first_sent_at,
    coalesce(d.count_failed, 0) as count_failed
from alerts as a
left join delivered as d using (alert_key);
comment on view alerts_log is 'One row per alert, with what became of its deliveries.';
comment on column alerts_log.raised_at is 'UTC';
comment on column alerts_log.finding is 'how the two sides stand: silent_edit, misquotation, supersession ... (docs/alerts.md)';
comment on column alerts_log.route is 'now (sent at once) or digest';
comment on column alerts_log.sent_by is 'the channels that have had it';
comment on column alerts_log.count_failed is 'attempts that failed';
comment on column alerts_log.payload is 'the whole alert as JSON';
