-- Until when the digests of a watch reach; one row, null without any.
select max(covers_until)
from digests
where watch = $watch
