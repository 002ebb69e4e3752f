-- As many fresh claim ids as asked for.
select nextval('claim_ids') from range($count)
