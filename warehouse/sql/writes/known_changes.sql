-- The changes of the batch that are stored: place in the batch and id.
select batch.ordinal, min(changes.change_id)
from batch
join changes
    on changes.watch = batch.watch
    and changes.across = batch.across
    and changes.cause = batch.cause
    and changes.metric = batch.metric
    and changes.change = batch.change
    and changes.before_claim_id is not distinct from batch.before_claim_id
    and changes.after_claim_id is not distinct from batch.after_claim_id
    and changes.before_version_id is not distinct from batch.before_version_id
    and changes.after_version_id is not distinct from batch.after_version_id
group by batch.ordinal
