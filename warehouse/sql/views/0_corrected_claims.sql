-- One row per claim of any reading as it stands after people's corrections; one that was withdrawn is not there.
create or replace view corrected_claims as
select
    c.watch, c.version_id, c.article_id, c.outlet, c.publisher, c.language, c.seen_at, c.rules_version, c.kind,
    case when list_contains(k.fields, 'metric') then k.metric else c.metric end as metric,
    c.quote, c.location, c.start_offset, c.end_offset, c.sentence,
    case when list_contains(k.fields, 'subject') then k.subject else c.subject end as subject,
    case when list_contains(k.fields, 'modality') then k.modality else c.modality end as modality,
    case when k.action = 'corrected' then 'A' else c.band end as band,
    c.published_at,
    case when list_contains(k.fields, 'value') then k.low else c.low end as low,
    case when list_contains(k.fields, 'value') then k.high else c.high end as high,
    case when list_contains(k.fields, 'value') then k.bound else c.bound end as bound,
    case when list_contains(k.fields, 'value') then k.interval_low else c.interval_low end as interval_low,
    case when list_contains(k.fields, 'value') then k.interval_high else c.interval_high end as interval_high,
    c.unit,
    case when list_contains(k.fields, 'source') then k.source else c.source end as source,
    c.source_text, c.via, c.chain,
    case when list_contains(k.fields, 'metric') then k.phase else c.phase end as phase,
    case when list_contains(k.fields, 'metric') then k.increment else c.increment end as increment,
    c.role, c.aggregation, c.period, c.as_of, c.place, c.is_given,
    case when k.action = 'corrected' then list_append(c.reasons, 'corrected_by_person') else c.reasons end as reasons,
    c.claim_id,
    coalesce(k.action = 'corrected', false) as is_corrected
from claims as c
left join claim_corrections as k on k.claim_id = c.claim_id
where k.action is distinct from 'withdrawn';
comment on view corrected_claims is 'One row per claim of any reading as it stands after people''s corrections; one that was withdrawn is not there.';
comment on column corrected_claims.low is 'what is said, in unit; null is an open end or no number';
comment on column corrected_claims.high is 'what is said, in unit; null is an open end or no number';
comment on column corrected_claims.unit is 'null for persons';
comment on column corrected_claims.seen_at is 'UTC, when we first saw the text';
comment on column corrected_claims.published_at is 'UTC, as the page says';
comment on column corrected_claims.reasons is 'why the band is what it is; corrected_by_person marks what a person corrected, proposed_by_model what only a model found';
