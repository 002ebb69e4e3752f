-- One row per alert, with what became of its deliveries and what people said of it.
create or replace view alerts_log as
with delivered as (
    select
        alert_key,
        list(distinct channel order by channel) filter (where state = 'sent') as sent_by,
        min(tried_at) filter (where state = 'sent') as first_sent_at,
        count(*) filter (where state = 'failed') as count_failed
    from deliveries
    group by alert_key
),
marked as (
    select
        alert_key,
        arg_max(
            {'mark': mark, 'author': author, 'note': note, 'marked_at': marked_at}, (marked_at, mark)
        ) filter (where mark <> 'seen') as last
    from alert_marks
    group by alert_key
),
sides as (
    select
        alert_key,
        unnest([
            try_cast(payload ->> '$.before.claim_id' as bigint), try_cast(payload ->> '$.after.claim_id' as bigint)
        ]) as claim_id
    from alerts
),
misread as (
    select s.alert_key, max(k.action) as correction, max(k.corrected_at) as corrected_at
    from sides as s
    join claim_corrections as k on k.claim_id = s.claim_id
    where k.action <> 'restored'
    group by s.alert_key
)
select
    a.alert_key, a.watch, a.raised_at, a.finding, a.route, a.severity, a.kind, a.question, a.series, a.headline, a.event_key,
    a.run_id, a.payload,
    coalesce(d.sent_by, []) as sent_by,
    d.first_sent_at,
    coalesce(d.count_failed, 0) as count_failed,
    m.last.mark as mark,
    m.last.author as marked_by,
    m.last.note as mark_note,
    m.last.marked_at as marked_at,
    m.alert_key is not null as is_acknowledged,
    r.correction,
    r.corrected_at
from alerts as a
left join delivered as d using (alert_key)
left join marked as m using (alert_key)
left join misread as r using (alert_key);
comment on view alerts_log is 'One row per alert, with what became of its deliveries and what people said of it.';
comment on column alerts_log.raised_at is 'UTC';
comment on column alerts_log.finding is 'how the two sides stand: silent_edit, misquotation, supersession ... (docs/alerts.md)';
comment on column alerts_log.route is 'now (sent at once) or digest';
comment on column alerts_log.sent_by is 'the channels that have had it';
comment on column alerts_log.count_failed is 'attempts that failed';
comment on column alerts_log.payload is 'the whole alert as JSON';
comment on column alerts_log.mark is 'right, wrong or unsure, as a person said last; null where nobody has';
comment on column alerts_log.marked_at is 'UTC';
comment on column alerts_log.is_acknowledged is 'a person has seen it, with or without a verdict';
comment on column alerts_log.correction is 'withdrawn or corrected, where a person has since found a claim of it to be misread; null where both stand';
comment on column alerts_log.corrected_at is 'UTC';
