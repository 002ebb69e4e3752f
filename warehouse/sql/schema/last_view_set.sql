-- The digest of the views and comments that were applied last.
select sha256 from view_sets order by applied_at desc, rowid desc limit 1
