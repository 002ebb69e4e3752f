-- The versions among these whose article is known to be a copy, each with the version whose text it is.
select asked.version_id, arg_min(m.of_version_id, m.marked_at)
from versions as asked
join versions as v on v.article_id = asked.article_id
join marks as m on m.version_id = v.version_id and m.mark = 'copy'
where asked.version_id in (select unnest($version_ids::integer[]))
group by asked.version_id
