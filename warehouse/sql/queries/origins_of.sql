-- The article whose text each of these versions is: its own, or the one of which its article is known to be a copy.
with copied as (
    select v.article_id, arg_min(o.article_id, m.marked_at) as original_id
    from marks as m
    join versions as v on v.version_id = m.version_id
    join versions as o on o.version_id = m.of_version_id
    where m.mark = 'copy'
    group by v.article_id
)
select v.version_id, coalesce(c.original_id, v.article_id)
from versions as v
left join copied as c using (article_id)
where v.version_id in (select unnest($version_ids::integer[]))
