-- The newest numbers of a watch that found no place.
select language, outlet, url, text, found_at, run_id
from unplaced_numbers
where watch = $watch
order by found_at desc, url, text
limit $count
