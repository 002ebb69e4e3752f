-- The figures that alerts raised since then say to have moved, in an article or along a source's series.
select
    alert_key, finding, raised_at,
    cast(payload ->> '$.before.claim_id' as bigint) as before_claim_id,
    cast(payload ->> '$.after.claim_id' as bigint) as after_claim_id,
    payload ->> '$.after.url' as url,
    payload ->> '$.after.title' as title
from alerts
where
    watch = $watch
    and raised_at >= $since
    and kind in ('raised', 'lowered')
    and (finding = 'supersession' or payload ->> '$.across' = 'revisions')
    and payload ->> '$.before.claim_id' is not null
    and payload ->> '$.after.claim_id' is not null
order by raised_at, alert_key
