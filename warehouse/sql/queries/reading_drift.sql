-- How many numbers found no place, in the last runs of a watch, the newest run first.
select run_id, language, read_at, count_texts, count_figures, count_unplaced, share_unplaced
from reading_drift
where watch = $watch
order by read_at desc, run_id, language
limit $count
