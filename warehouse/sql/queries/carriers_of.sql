-- Who carries each of these alerts, in the order in which they came.
select
    alert_key, side, outlet, publisher, language, url, version_id, claim_id, carried_at, lag_s, via, copy_of, source,
    coalesce(chain, []), coalesce(quote, '')
from alert_carriers
where alert_key in (select unnest($keys::varchar[]))
order by alert_key, side, carried_at, outlet
