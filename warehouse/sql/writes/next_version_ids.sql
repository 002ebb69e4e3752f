-- As many fresh version ids as asked for.
select nextval('version_ids') from range($count)
