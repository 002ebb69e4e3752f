-- Stores the polls of the batch that are not stored yet.
insert into polls (
    watch, feed_id, polled_at, run_id, outcome, http_status, etag, last_modified, body_sha256,
    count_entries, count_on_story, is_baseline, error, fresh_s, count_new, count_restamped
)
select
    watch, feed_id, polled_at, run_id, outcome, http_status, etag, last_modified, body_sha256,
    count_entries, count_on_story, is_baseline, error, fresh_s, count_new, count_restamped
from batch
anti join polls using (watch, feed_id, polled_at)
order by ordinal
