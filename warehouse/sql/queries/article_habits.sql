-- How often each article of a watch was edited, and how many figures its newest version claims.
with newest as (
    select
        article_id,
        max(version_id) as version_id,
        count(*) filter (where cause = 'published') as count_published
    from versions
    where watch = $watch
    group by article_id
),
figures as (
    select version_id, count(distinct metric) as count_figures
    from claims
    where watch = $watch and kind = 'figure'
    group by version_id
)
select a.url, greatest(n.count_published - 1, 0), coalesce(f.count_figures, 0)
from newest as n
join articles as a using (article_id)
left join figures as f using (version_id)
order by a.article_id
