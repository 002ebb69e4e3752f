-- As many fresh article ids as asked for.
select nextval('article_ids') from range($count)
