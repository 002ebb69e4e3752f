-- Stores the marks of the batch that are not stored yet.
insert into alert_marks (watch, alert_key, mark, author, note, marked_at)
select watch, alert_key, mark, author, note, marked_at
from batch
anti join alert_marks using (alert_key, marked_at, mark, author)
order by ordinal
