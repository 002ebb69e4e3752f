-- The marks put on versions since then, oldest first.
select watch, version_id, mark, marked_at, run_id, of_version_id, detail
from marks
where watch = $watch and marked_at >= $since
order by marked_at, version_id, mark
