-- The issues of a watch found since then.
select
    watch, run_id, found_at, location, kind, text, url, issue_id
from issues
where watch = $watch and found_at >= $since
order by found_at, issue_id
