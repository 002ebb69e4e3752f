-- These versions, with their texts.
select
    article_id, watch, outlet, language, seen_at, content_hash, hash_version, title, text,
    extractor, run_id, published_at, modified_at, authors, raw_sha256, cause, content_type, version_id, version_no
from versions
where
    version_id between $low and $high
    and version_id in (select unnest($version_ids::integer[]))
order by version_id
