-- The alerts that rest on a claim.
select alert_key, headline
from alerts
where
    try_cast(payload ->> '$.before.claim_id' as bigint) = $claim_id
    or try_cast(payload ->> '$.after.claim_id' as bigint) = $claim_id
order by raised_at, alert_key
