-- What people said of an alert, oldest first.
select watch, alert_key, mark, author, marked_at, note
from alert_marks
where alert_key = $alert_key
order by marked_at, mark
