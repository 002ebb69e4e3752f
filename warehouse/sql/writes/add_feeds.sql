-- Stores the feeds of the batch, which the caller has found to be new.
insert into feeds (
    watch, feed_id, outlet, outlet_name, publisher, language, country, url, first_seen_at
)
select
    watch, feed_id, outlet, outlet_name, publisher, language, country, url, first_seen_at
from batch
order by ordinal
