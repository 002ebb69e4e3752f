-- As many fresh issue ids as asked for.
select nextval('issue_ids') from range($count)
