-- The last stored version of each article of the batch: article, number, instant, hash.
select
    article_id,
    max(version_no),
    arg_max(seen_at, version_no),
    arg_max(content_hash, version_no)
from versions
semi join batch using (article_id)
group by article_id
