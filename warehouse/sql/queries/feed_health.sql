-- How the feeds of a watch do.
select
    feed_id, outlet, language, url, last_polled_at, last_outcome, last_ok_at, count_polls,
    count_failed, count_on_story, count_articles, last_error
from feed_health
where watch = $watch
order by feed_id
