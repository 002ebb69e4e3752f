-- Stores the visits of the batch that are not stored yet.
insert into visits (
    watch, article_id, visited_at, run_id, outcome, http_status, etag, last_modified, body_sha256,
    error
)
select
    watch, article_id, visited_at, run_id, outcome, http_status, etag, last_modified, body_sha256,
    error
from batch
anti join visits using (watch, article_id, visited_at)
order by ordinal
