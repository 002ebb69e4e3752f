-- The article whose text each of these versions is: its own, or the one of which its article is known to be a copy.
-- An original may turn out to be a copy itself, of a text that was found later; two that copy each other are the older.
with copied as (
    select v.article_id, arg_min(o.article_id, m.marked_at) as original_id
    from marks as m
    join versions as v on v.version_id = m.version_id
    join versions as o on o.version_id = m.of_version_id
    where m.mark = 'copy'
    group by v.article_id
)
select
    v.version_id,
    case
        when older.original_id = v.article_id then least(v.article_id, own.original_id)
        else coalesce(older.original_id, own.original_id, v.article_id)
    end
from versions as v
left join copied as own on own.article_id = v.article_id
left join copied as older on older.article_id = own.original_id
where v.version_id in (select unnest($version_ids::integer[]))
