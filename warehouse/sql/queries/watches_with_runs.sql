-- The watches that have run in this home, by name.
select distinct watch
from runs
order by watch
