-- As many fresh change ids as asked for.
select nextval('change_ids') from range($count)
