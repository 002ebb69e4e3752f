-- The newest version of each article of a watch whose page this extractor has not had, oldest first.
with newest as (
    select arg_max(version_id, version_no) as version_id
    from versions
    where watch = $watch
    group by article_id
)
select version_id
from newest
join versions using (version_id)
anti join (select version_id from extractions where extractor = $extractor) using (version_id)
where extractor <> $extractor and raw_sha256 is not null and version_id > $after
order by version_id
limit $count
