-- The versions of each of the articles seen since then, the newest first, and how often in a row its last visits
-- found a text that flaps.
with recent as (
    select
        article_id,
        list(version_id order by version_no desc) as version_ids,
        list(content_hash order by version_no desc) as content_hashes
    from versions
    where article_id in (select unnest($article_ids::integer[])) and seen_at >= $since
    group by article_id
),
settled as (
    select article_id, max(visited_at) as at
    from visits
    where article_id in (select unnest($article_ids::integer[])) and outcome in ('ok', 'unchanged', 'not_modified')
    group by article_id
),
in_a_row as (
    select v.article_id, count(*) as count_flapping, min(v.visited_at) as flapping_since_at
    from visits as v
    left join settled as s using (article_id)
    where
        v.article_id in (select unnest($article_ids::integer[]))
        and v.outcome = 'flapping'
        and (s.at is null or v.visited_at > s.at)
    group by v.article_id
)
select
    r.article_id, r.version_ids, r.content_hashes, coalesce(i.count_flapping, 0), i.flapping_since_at
from recent as r
left join in_a_row as i using (article_id)
order by r.article_id
