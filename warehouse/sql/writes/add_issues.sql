-- Stores the issues of the batch, which the caller has found to be new.
insert into issues (
    watch, run_id, found_at, location, kind, text, url, issue_id
)
select
    watch, run_id, found_at, location, kind, text, url, issue_id
from batch
order by ordinal
