-- Stores the corrections of the batch that are not stored yet.
insert into corrections (
    watch, claim_id, action, author, corrected_at, fields, note, metric, phase, increment, subject, low, high, bound,
    interval_low, interval_high, modality, source
)
select
    watch, claim_id, action, author, corrected_at, fields, note, metric, phase, increment, subject, low, high, bound,
    interval_low, interval_high, modality, source
from batch
anti join corrections using (claim_id, corrected_at, action, author)
order by ordinal
