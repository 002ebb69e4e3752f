-- The changes of a watch seen since then, as they were judged; only those with this decision where one is named.
select
    watch, seen_at, run_id, across, metric, change, why, decision, decision_reason, advises_alert,
    cause, finding, origin, event_key, reasons, notice, before_claim_id, after_claim_id, before_version_id,
    after_version_id, change_id
from changes
where watch = $watch and seen_at >= $since and ($decision is null or decision = $decision)
order by seen_at, change_id
