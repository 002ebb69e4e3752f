-- These versions with their texts and articles.
select
    v.article_id, v.watch, v.outlet, v.language, v.seen_at, v.content_hash, v.hash_version, v.title,
    v.text, v.extractor, v.run_id, v.published_at, v.modified_at, v.authors, v.raw_sha256, v.cause, v.content_type,
    v.version_id, v.version_no,
    a.url, a.publisher, a.is_baseline
from versions as v
join articles as a using (article_id)
where
    v.version_id between $low and $high
    and v.version_id in (select unnest($version_ids::integer[]))
order by v.version_id
