-- The visits of a watch (to certain articles, or to all) after a place in their order, each with its article and with the version that it brought.
select
    v.article_id, a.url, a.outlet, a.publisher, a.language, a.feed_id, a.is_baseline,
    v.visited_at, v.outcome, v.http_status, v.etag, v.last_modified, v.body_sha256,
    n.raw_sha256, n.content_type, n.title, n.published_at, n.modified_at
from visits as v
join articles as a on a.article_id = v.article_id
left join versions as n on n.article_id = v.article_id and n.seen_at = v.visited_at
where
    v.watch = $watch
    and ($articles::bigint[] is null or list_contains($articles::bigint[], v.article_id))
    and (v.visited_at, v.article_id) > ($after, $after_id)
order by v.visited_at, v.article_id
limit $count
