-- The newest definition of each feed of the batch's watches.
select
    watch, feed_id, outlet, outlet_name, publisher, language, country, url, first_seen_at
from feeds
semi join (select distinct watch from batch) using (watch)
qualify row_number() over (partition by watch, feed_id order by first_seen_at desc, rowid desc) = 1
