-- An article by its id.
select article_id, watch, url, outlet, publisher, language, first_seen_at
from articles
where article_id = $article_id
