-- Those of the keys under which an alert is stored.
select alert_key from alerts where alert_key in (select unnest($keys::varchar[]))
