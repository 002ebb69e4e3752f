-- Stores the changes of the batch, which the caller has found to be new.
insert into changes (
    watch, seen_at, run_id, across, metric, change, why, decision, decision_reason, advises_alert,
    cause, finding, origin, event_key, reasons, notice, before_claim_id, after_claim_id, before_version_id,
    after_version_id, change_id
)
select
    watch, seen_at, run_id, across, metric, change, why, decision, decision_reason, advises_alert,
    cause, finding, origin, event_key, reasons, notice, before_claim_id, after_claim_id, before_version_id,
    after_version_id, change_id
from batch
order by ordinal
