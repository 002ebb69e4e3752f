-- Stores the runs of the batch that are not stored yet.
insert into runs (
    run_id, watch, flow, started_at, code_version
)
select
    run_id, watch, flow, started_at, code_version
from batch
anti join runs using (run_id)
order by ordinal
