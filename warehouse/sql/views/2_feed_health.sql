-- One row per feed of a watch, with how its polls went.
create or replace view feed_health as
with defined as (
    select watch, feed_id, arg_max({'outlet': outlet, 'language': language, 'url': url}, first_seen_at) as newest
    from feeds
    group by watch, feed_id
),
good as (
    select watch, feed_id, max(polled_at) as last_ok_at
    from polls
    where outcome in ('ok', 'not_modified')
    group by watch, feed_id
),
asked as (
    select
        p.watch, p.feed_id,
        max(p.polled_at) as last_polled_at,
        arg_max(p.outcome, p.polled_at) as last_outcome,
        any_value(g.last_ok_at) as last_ok_at,
        count(*) as count_polls,
        count(*) filter (where g.last_ok_at is null or p.polled_at > g.last_ok_at) as count_failed,
        coalesce(sum(p.count_on_story), 0)::bigint as count_on_story,
        arg_max(p.error, p.polled_at) as last_error
    from polls as p
    left join good as g using (watch, feed_id)
    group by p.watch, p.feed_id
),
brought as (
    select watch, feed_id, count(*) as count_articles
    from articles
    group by watch, feed_id
)
select
    d.watch, d.feed_id,
    d.newest.outlet as outlet,
    d.newest.language as language,
    d.newest.url as url,
    a.last_polled_at, a.last_outcome, a.last_ok_at,
    coalesce(a.count_polls, 0) as count_polls,
    coalesce(a.count_failed, 0) as count_failed,
    coalesce(a.count_on_story, 0) as count_on_story,
    coalesce(b.count_articles, 0) as count_articles,
    a.last_error
from defined as d
left join asked as a using (watch, feed_id)
left join brought as b using (watch, feed_id);
comment on view feed_health is 'One row per feed of a watch, with how its polls went.';
comment on column feed_health.count_failed is 'polls that failed since the last good one';
comment on column feed_health.count_on_story is 'entries about the story, summed over all polls';
comment on column feed_health.count_articles is 'articles that this feed was the first to name';
comment on column feed_health.last_polled_at is 'UTC';
comment on column feed_health.last_ok_at is 'UTC';
comment on column feed_health.last_error is 'what went wrong last, also if it is over';
