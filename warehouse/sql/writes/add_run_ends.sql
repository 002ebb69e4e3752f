-- Stores the ends of runs of the batch that are not stored yet.
insert into run_ends (
    run_id, ended_at, state, counts, error
)
select
    run_id, ended_at, state, counts, error
from batch
anti join run_ends using (run_id)
order by ordinal
