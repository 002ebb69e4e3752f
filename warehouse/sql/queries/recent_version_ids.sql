-- The newest versions of the articles of a watch in these languages, seen since then and not after now.
select max(version_id) as version_id
from versions
where watch = $watch and language in (select unnest($languages::varchar[])) and seen_at between $since and $now
group by article_id
order by version_id
