-- Stores the readings of the batch, which the caller has found to be new.
insert into readings (
    watch, version_id, rules_version, read_at, run_id, count_claims, count_issues
)
select
    watch, version_id, rules_version, read_at, run_id, count_claims, count_issues
from batch
order by ordinal
