-- Those of the events of a watch of which there is an alert.
select distinct event_key
from alerts
where watch = $watch and event_key in (select unnest($keys::varchar[]))
