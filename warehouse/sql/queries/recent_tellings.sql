-- The claims, as they stand after corrections, of the version of each article of a watch that was the newest at an
-- instant and was seen since another, as read by these rules, or by the newest if none are named; of these metrics, or
-- of all.
with newest as (
    select article_id, max(version_id) as version_id
    from versions
    where watch = $watch and seen_at <= $until
    group by article_id
    having max(seen_at) >= $since
),
read_by as (
    select version_id, coalesce($rules_version, arg_max(rules_version, (read_at, rules_version))) as rules_version
    from readings
    semi join newest using (version_id)
    group by version_id
)
select
    c.watch, c.version_id, c.article_id, c.outlet, c.publisher, c.language, c.seen_at,
    c.rules_version, c.kind, c.metric, c.quote, c.location, c.start_offset, c.end_offset,
    c.sentence, c.subject, c.modality, c.band, c.published_at, c.low, c.high, c.bound,
    c.interval_low, c.interval_high, c.unit, c.source, c.source_text, c.via, c.chain, c.phase,
    c.increment, c.role, c.aggregation, c.period, c.as_of, c.place, c.is_given, c.reasons,
    c.claim_id,
    a.url, v.title, a.is_baseline
from corrected_claims as c
join read_by as r on r.version_id = c.version_id and r.rules_version = c.rules_version
join versions as v on v.version_id = c.version_id
join articles as a on a.article_id = c.article_id
where $metrics is null or list_contains($metrics::varchar[], c.metric)
order by c.claim_id
