-- Where a watch stands with the articles first seen or changed since then, and with those of these URLs.
with chosen as (
    select article_id, url, outlet, publisher, language, feed_id, first_seen_at, is_baseline
    from articles
    where
        watch = $watch
        and (
            first_seen_at >= $since
            or url in (select unnest($urls::varchar[]))
            or article_id in (select article_id from versions where watch = $watch and seen_at >= $since)
        )
),
asked as (
    select
        article_id,
        max(visited_at) as last_visited_at,
        arg_max(outcome, visited_at) as last_outcome,
        arg_max(
            {'etag': etag, 'last_modified': last_modified, 'body_sha256': body_sha256}, visited_at
        ) filter (where outcome in ('ok', 'unchanged')) as page,
        max(visited_at) filter (where outcome in ('ok', 'unchanged', 'not_modified', 'held', 'flapping')) as answered_at
    from visits
    semi join chosen using (article_id)
    group by article_id
),
in_vain as (
    select
        v.article_id,
        count(*) filter (where v.outcome in ('gone', 'not_found', 'soft_404', 'front_page')) as count_gone,
        min(v.visited_at) filter (
            where v.outcome in ('gone', 'not_found', 'soft_404', 'front_page')
        ) as gone_since_at,
        min(v.visited_at) filter (where v.outcome = 'gone') as said_gone_since_at,
        count(*) filter (where v.outcome in ('failed', 'blocked')) as count_failed
    from visits as v
    join asked as a using (article_id)
    where a.answered_at is null or v.visited_at > a.answered_at
    group by v.article_id
),
newest as (
    select
        article_id,
        max(version_id) as version_id,
        max(version_no) as version_no,
        arg_max(content_hash, version_no) as content_hash,
        arg_max(hash_version, version_no) as hash_version,
        max(seen_at) filter (where cause = 'published') as changed_at,
        arg_max(published_at, version_no) as published_at
    from versions
    semi join chosen using (article_id)
    group by article_id
)
select
    c.article_id, c.url, c.outlet, c.publisher, c.language, c.feed_id, c.first_seen_at, c.is_baseline,
    a.last_visited_at, a.last_outcome, a.page.etag, a.page.last_modified, a.page.body_sha256,
    n.version_id, coalesce(n.version_no, 0), n.content_hash, n.hash_version, n.changed_at, n.published_at,
    coalesce(i.count_gone, 0), i.gone_since_at, coalesce(i.count_failed, 0), i.said_gone_since_at
from chosen as c
left join asked as a using (article_id)
left join in_vain as i using (article_id)
left join newest as n using (article_id)
order by c.article_id
