-- Stores the articles of the batch, which the caller has found to be new.
insert into articles (
    watch, url, outlet, publisher, language, first_seen_at, feed_id, is_baseline, article_id
)
select
    watch, url, outlet, publisher, language, first_seen_at, feed_id, is_baseline, article_id
from batch
order by ordinal
