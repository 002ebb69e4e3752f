-- Stores the versions of the batch, which the caller has found to be new.
insert into versions (
    article_id, watch, outlet, language, seen_at, content_hash, hash_version, title, text,
    extractor, run_id, published_at, modified_at, authors, raw_sha256, cause, content_type, version_id, version_no
)
select
    article_id, watch, outlet, language, seen_at, content_hash, hash_version, title, text,
    extractor, run_id, published_at, modified_at, authors, raw_sha256, cause, content_type, version_id, version_no
from batch
order by ordinal
