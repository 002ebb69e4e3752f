-- One row per time that a person corrected a claim, withdrew it or let it stand again, with how that stands to what today's rules read there.
create or replace view corrections_log as
with patched as (
    select
        k.watch, k.claim_id, k.action, k.fields, k.author, k.note, k.corrected_at,
        o.version_id, o.article_id, o.outlet, o.language, o.location, o.start_offset, o.end_offset, o.quote, o.sentence,
        o.metric as read_metric, o.subject as read_subject, o.low as read_low, o.high as read_high,
        o.bound as read_bound, o.modality as read_modality, o.source as read_source,
        case when list_contains(k.fields, 'metric') then k.metric else o.metric end as metric,
        case when list_contains(k.fields, 'subject') then k.subject else o.subject end as subject,
        case when list_contains(k.fields, 'value') then k.low else o.low end as low,
        case when list_contains(k.fields, 'value') then k.high else o.high end as high,
        case when list_contains(k.fields, 'value') then k.bound else o.bound end as bound,
        case when list_contains(k.fields, 'modality') then k.modality else o.modality end as modality,
        case when list_contains(k.fields, 'source') then k.source else o.source end as source
    from corrections as k
    join claims as o on o.claim_id = k.claim_id
),
today as (
    select
        p.claim_id, p.corrected_at, p.author, p.action,
        count(*) as count_read,
        bool_or(
            c.metric = p.metric
            and c.subject = p.subject
            and c.low is not distinct from p.low
            and c.high is not distinct from p.high
            and c.bound is not distinct from p.bound
            and c.modality = p.modality
            and c.source is not distinct from p.source
        ) as is_agreed
    from patched as p
    join claim_as_reread as again on again.looked_at_claim_id = p.claim_id
    join claims as c on c.claim_id = again.claim_id and c.metric in (p.metric, p.read_metric)
    join current_readings as r on r.version_id = c.version_id and r.rules_version = c.rules_version
    group by p.claim_id, p.corrected_at, p.author, p.action
)
select
    p.watch, p.claim_id, p.action, p.fields, p.author, p.note, p.corrected_at,
    case
        when p.action = 'restored' or l.corrected_at > p.corrected_at then 'past'
        when p.action = 'withdrawn' and t.count_read is null then 'agreed'
        when p.action = 'corrected' and t.is_agreed then 'agreed'
        when p.action = 'corrected' and t.count_read is null then 'unread'
        else 'held'
    end as standing,
    p.outlet, p.language, a.url, p.version_id, p.quote, p.sentence,
    p.read_metric, p.read_subject, p.read_low, p.read_high, p.read_bound, p.read_modality, p.read_source,
    p.metric, p.subject, p.low, p.high, p.bound, p.modality, p.source
from patched as p
join articles as a on a.article_id = p.article_id
left join claim_corrections as l on l.claim_id = p.claim_id
left join today as t
    on t.claim_id = p.claim_id and t.corrected_at = p.corrected_at and t.author = p.author and t.action = p.action;
comment on view corrections_log is 'One row per time that a person corrected a claim, withdrew it or let it stand again, with how that stands to what today''s rules read there.';
comment on column corrections_log.action is 'corrected, withdrawn or restored';
comment on column corrections_log.corrected_at is 'UTC';
comment on column corrections_log.standing is 'held (it stands against what today''s rules read), agreed (today''s rules read it so themselves), unread (today''s rules read nothing there that it could hold for) or past (another one came later, or the claim was restored)';
comment on column corrections_log.read_metric is 'read_...: what the rules read that the person looked at; without read_: what holds by the person''s word';
comment on column corrections_log.read_low is 'what is said, in the unit of the claim; null is an open end or no number';
comment on column corrections_log.read_high is 'what is said, in the unit of the claim; null is an open end or no number';
comment on column corrections_log.low is 'what is said, in the unit of the claim; null is an open end or no number';
comment on column corrections_log.high is 'what is said, in the unit of the claim; null is an open end or no number';
