-- Since when the article of each of these claims tells it: from its publication, or from when we saw it edited.
select
    asked.claim_id,
    min(case when v.version_no = 1 then least(coalesce(v.published_at, v.seen_at), v.seen_at) else v.seen_at end) as told_at
from claims as asked
join claims as c
    on
        c.article_id = asked.article_id
        and c.metric = asked.metric
        and c.subject = asked.subject
        and c.modality = asked.modality
        and c.source is not distinct from asked.source
        and c.low is not distinct from asked.low
        and c.high is not distinct from asked.high
join versions as v on v.version_id = c.version_id
where asked.claim_id in (select unnest($claim_ids::bigint[]))
group by asked.claim_id
