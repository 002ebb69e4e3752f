-- The articles of the batch that are stored: watch, url and id.
select articles.watch, articles.url, articles.article_id
from articles
semi join batch using (watch, url)
