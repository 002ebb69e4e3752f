-- The newest version of each of the articles.
select max(version_id)
from versions
where article_id in (select unnest($article_ids::integer[]))
group by article_id
