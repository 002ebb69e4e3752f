-- Where each publisher first told a figure or status of a kind, in any reading, as it stands after corrections. What
-- was there when we began to look has been told forever; what our own extractor brought to light has been told since
-- the article was first seen.
with told as (
    select
        c.kind, c.metric, c.subject, c.source, c.aggregation, c.publisher, c.outlet, c.version_id,
        case
            when v.version_no = 1 and a.is_baseline then timestamptz '0001-01-01 00:00:00+00'
            when v.version_no = 1 then least(v.seen_at, coalesce(v.published_at, v.seen_at))
            when v.cause = 'technical' then a.first_seen_at
            else v.seen_at
        end as told_at
    from corrected_claims as c
    join versions as v using (version_id)
    join articles as a on a.article_id = c.article_id
    where c.watch = $watch and c.metric in (select unnest($metrics::varchar[]))
)
select
    kind, metric, subject, source, aggregation, publisher,
    arg_min(outlet, (told_at, version_id)) as outlet,
    arg_min(version_id, (told_at, version_id)) as version_id,
    min(told_at) as told_at
from told
group by kind, metric, subject, source, aggregation, publisher
order by told_at, version_id, metric, source
