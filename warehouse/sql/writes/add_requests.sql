-- Stores the requests of the batch that are not stored yet.
insert into requests (
    watch, run_id, request_no, asked_at, host, url, kind, outcome, http_status, is_conditional, count_bytes,
    retry_after_s
)
select
    watch, run_id, request_no, asked_at, host, url, kind, outcome, http_status, is_conditional, count_bytes,
    retry_after_s
from batch
anti join requests using (run_id, request_no)
order by ordinal
