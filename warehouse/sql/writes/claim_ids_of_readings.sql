-- The claims of the batch's readings, in the order in which they were read: version and id.
select claims.version_id, claims.claim_id
from claims
semi join batch using (version_id, rules_version)
order by claims.claim_id
