-- One row per claim in the newest version of an article, as the newest rules read it and people corrected it.
create or replace view latest_claims as
with newest as (
    select max(version_id) as version_id
    from versions
    group by article_id
)
select
    c.claim_id, c.watch, c.article_id, c.version_id, c.outlet, c.publisher, c.language,
    c.seen_at, c.published_at, c.kind,
    c.metric, c.subject, c.low, c.high, c.bound, c.interval_low, c.interval_high, c.unit,
    c.modality, c.source, c.via, c.phase, c.increment, c.role, c.aggregation, c.period, c.as_of,
    c.place, c.is_given, c.band, c.reasons,
    c.quote, c.sentence, c.location, c.start_offset, c.end_offset, a.url, c.is_corrected
from corrected_claims as c
semi join newest using (version_id)
join current_readings as r on r.version_id = c.version_id and r.rules_version = c.rules_version
join articles as a on a.article_id = c.article_id;
comment on view latest_claims is 'One row per claim in the newest version of an article, as the newest rules read it and people corrected it.';
comment on column latest_claims.low is 'what is said, in unit; null is an open end or no number';
comment on column latest_claims.high is 'what is said, in unit; null is an open end or no number';
comment on column latest_claims.unit is 'null for persons';
comment on column latest_claims.seen_at is 'UTC, when we first saw the text';
comment on column latest_claims.published_at is 'UTC, as the page says';
comment on column latest_claims.reasons is 'why the band is what it is; corrected_by_person marks what a person corrected, proposed_by_model what only a model found';
comment on column latest_claims.is_corrected is 'a person corrected it (docs/marks.md)';
