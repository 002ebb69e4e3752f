-- What each outlet has brought to a watch.
select
    outlet, publisher, language, count_articles, count_revisions, count_claims, count_changes,
    first_seen_at, last_seen_at
from coverage_by_outlet
where watch = $watch
order by outlet, language
