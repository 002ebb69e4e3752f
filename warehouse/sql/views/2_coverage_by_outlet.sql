-- One row per outlet and language of a watch, with what it has brought.
create or replace view coverage_by_outlet as
with texts as (
    select article_id, count(*) - 1 as count_revisions, max(seen_at) as last_seen_at
    from versions
    where cause = 'published'
    group by article_id
),
told as (
    select article_id, count(*) as count_claims
    from latest_claims
    group by article_id
),
moved as (
    select v.article_id, count(*) as count_changes
    from changes as c
    join versions as v on v.version_id = c.after_version_id
    where c.across = 'revisions' and c.cause = 'publisher'
    group by v.article_id
)
select
    a.watch, a.outlet, any_value(a.publisher) as publisher, a.language,
    count(*) as count_articles,
    coalesce(sum(t.count_revisions), 0)::bigint as count_revisions,
    coalesce(sum(c.count_claims), 0)::bigint as count_claims,
    coalesce(sum(m.count_changes), 0)::bigint as count_changes,
    min(a.first_seen_at) as first_seen_at,
    max(coalesce(t.last_seen_at, a.first_seen_at)) as last_seen_at
from articles as a
left join texts as t using (article_id)
left join told as c using (article_id)
left join moved as m using (article_id)
group by a.watch, a.outlet, a.language;
comment on view coverage_by_outlet is 'One row per outlet and language of a watch, with what it has brought.';
comment on column coverage_by_outlet.count_revisions is 'texts that replaced another';
comment on column coverage_by_outlet.count_claims is 'claims in the newest versions';
comment on column coverage_by_outlet.count_changes is 'claims that a revision changed';
comment on column coverage_by_outlet.first_seen_at is 'UTC';
comment on column coverage_by_outlet.last_seen_at is 'UTC, the newest text';
