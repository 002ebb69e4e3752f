-- When a watch ran for the first time in this home.
select min(started_at)
from runs
where watch = $watch
