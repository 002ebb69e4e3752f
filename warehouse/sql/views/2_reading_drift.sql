-- One row per run and language of a watch, with how many numbers of people found no place among those that did.
create or replace view reading_drift as
with figures as (
    select version_id, rules_version, count(*) as count_figures
    from claims
    where kind = 'figure' and not list_contains(reasons, 'proposed_by_model')
    group by version_id, rules_version
)
select
    r.watch, r.run_id, a.language,
    max(r.read_at) as read_at,
    count(*) as count_texts,
    coalesce(sum(f.count_figures), 0)::bigint as count_figures,
    sum(r.count_issues)::bigint as count_unplaced,
    round(
        sum(r.count_issues) / nullif(sum(r.count_issues) + coalesce(sum(f.count_figures), 0), 0), 3
    )::double as share_unplaced
from readings as r
join versions as v using (version_id)
join articles as a using (article_id)
left join figures as f on f.version_id = r.version_id and f.rules_version = r.rules_version
group by r.watch, r.run_id, a.language;
comment on view reading_drift is 'One row per run and language of a watch, with how many numbers of people found no place among those that did.';
comment on column reading_drift.read_at is 'UTC, when its last text was read';
comment on column reading_drift.count_texts is 'versions read in the run, for the first time or again';
comment on column reading_drift.count_unplaced is 'numbers of people that no word placed; see unplaced_numbers';
comment on column reading_drift.share_unplaced is '0 to 1; null where no number was read. When it rises, the story has outgrown the lexicon';
