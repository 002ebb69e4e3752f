-- Stores the marks of the batch that their versions do not bear yet.
insert into marks (watch, version_id, mark, of_version_id, detail, marked_at, run_id)
select watch, version_id, mark, of_version_id, detail, marked_at, run_id
from batch
anti join marks using (version_id, mark)
order by ordinal
