-- The versions of an article without their texts, oldest first.
select
    v.version_id, v.version_no, v.seen_at, v.published_at, v.modified_at, v.title, v.cause, v.extractor, v.raw_sha256,
    count(h.claim_id) as count_claims
from versions as v
left join claim_history as h on h.version_id = v.version_id
where v.article_id = $article_id
group by
    v.version_id, v.version_no, v.seen_at, v.published_at, v.modified_at, v.title, v.cause, v.extractor, v.raw_sha256
order by v.version_no
