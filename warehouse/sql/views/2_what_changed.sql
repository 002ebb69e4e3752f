-- One row per change of a claim between two texts, with the words of both sides.
create or replace view what_changed as
select
    c.change_id, c.watch, c.seen_at, c.across, c.cause, c.metric, c.change, c.why,
    case when told.event_key is null then c.decision else 'alerted' end as decision,
    c.decision_reason,
    c.before_claim_id, c.before_version_id,
    coalesce(b.outlet, bv.outlet) as before_outlet,
    coalesce(b.language, bv.language) as before_language,
    ba.url as before_url, bv.title as before_title, bv.seen_at as before_seen_at,
    b.source as before_source, b.subject as before_subject, b.modality as before_modality,
    b.low as before_low, b.high as before_high, b.bound as before_bound,
    b.quote as before_quote, b.sentence as before_sentence,
    c.after_claim_id, c.after_version_id,
    coalesce(f.outlet, fv.outlet) as after_outlet,
    coalesce(f.language, fv.language) as after_language,
    fa.url as after_url, fv.title as after_title, fv.seen_at as after_seen_at,
    f.source as after_source, f.subject as after_subject, f.modality as after_modality,
    f.low as after_low, f.high as after_high, f.bound as after_bound,
    f.quote as after_quote, f.sentence as after_sentence
from changes as c
left join (select distinct watch, event_key from alerts) as told
    on c.decision = 'waiting' and told.watch = c.watch and told.event_key = c.event_key
left join claims as b on b.claim_id = c.before_claim_id
left join versions as bv on bv.version_id = c.before_version_id
left join articles as ba on ba.article_id = bv.article_id
left join claims as f on f.claim_id = c.after_claim_id
left join versions as fv on fv.version_id = c.after_version_id
left join articles as fa on fa.article_id = fv.article_id;
comment on view what_changed is 'One row per change of a claim between two texts, with the words of both sides.';
comment on column what_changed.seen_at is 'UTC';
comment on column what_changed.across is 'revisions (of one article), outlets, series (of one source) or sources';
comment on column what_changed.decision is 'alerted, digest, suppressed or waiting (for a second mention, until it came)';
comment on column what_changed.before_claim_id is 'null for a claim that was added';
comment on column what_changed.after_claim_id is 'null for a claim that was removed';
comment on column what_changed.before_low is 'what is said; null is an open end, no number or no claim';
comment on column what_changed.after_low is 'what is said; null is an open end, no number or no claim';
comment on column what_changed.cause is 'publisher, or technical (our own rules or extractor)';
