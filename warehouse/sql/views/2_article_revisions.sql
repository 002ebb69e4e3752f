-- One row per version of an article that replaced another, with the text before and after.
create or replace view article_revisions as
select
    v.watch, v.article_id, a.url, v.outlet, v.language, v.version_no, v.cause,
    b.version_id as before_version_id,
    v.version_id as after_version_id,
    b.seen_at as before_seen_at,
    v.seen_at as after_seen_at,
    b.title as before_title,
    v.title as after_title,
    b.text as before_text,
    v.text as after_text,
    b.title <> v.title as is_title_changed
from versions as v
join versions as b on b.article_id = v.article_id and b.version_no = v.version_no - 1
join articles as a on a.article_id = v.article_id;
comment on view article_revisions is 'One row per version of an article that replaced another, with the text before and after.';
comment on column article_revisions.cause is 'published (the outlet changed it) or technical (our extractor did)';
comment on column article_revisions.before_seen_at is 'UTC; the change happened between this and after_seen_at';
comment on column article_revisions.after_seen_at is 'UTC';
