-- What each outlet of a watch last said, by what is counted and who says it; what only a model found is left out.
select
    c.claim_id, coalesce(c.published_at, c.seen_at) as told_at, c.kind, c.metric, c.subject, c.outlet, c.publisher,
    c.language, c.source, c.via, c.modality, c.low, c.high, c.bound, c.interval_low, c.interval_high, c.unit,
    c.increment, c.aggregation, c.period, c.as_of, c.place, c.quote, c.url
from latest_claims as c
where
    c.watch = $watch and coalesce(c.published_at, c.seen_at) >= $since
    and not c.is_given and c.band in ('A', 'B') and not list_contains(c.reasons, 'proposed_by_model')
qualify
    row_number() over (
        partition by c.outlet, c.language, c.metric, c.subject, c.source, c.increment, c.aggregation
        order by coalesce(c.published_at, c.seen_at) desc, c.location desc, c.claim_id
    ) = 1
order by told_at, claim_id
