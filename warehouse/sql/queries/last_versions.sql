-- The newest version of each of the articles, with its text; ids first, so that no other text is unpacked.
with newest as (
    select max(version_id) as version_id
    from versions
    where article_id in (select unnest($article_ids::integer[]))
    group by article_id
)
select
    article_id, watch, outlet, language, seen_at, content_hash, hash_version, title, text,
    extractor, run_id, published_at, modified_at, authors, raw_sha256, cause, version_id, version_no
from versions
where
    version_id between (select min(version_id) from newest) and (select max(version_id) from newest)
    and version_id in (select version_id from newest)
order by version_id
