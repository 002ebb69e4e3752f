-- What people corrected of these claims.
select
    watch, claim_id, action, author, corrected_at, fields, note, metric, phase, increment, subject, low, high, bound,
    interval_low, interval_high, modality, source
from claim_corrections
where claim_id in (select unnest($claim_ids::bigint[]))
order by claim_id
