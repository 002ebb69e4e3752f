-- Remembers which views and comments were applied.
insert into view_sets (sha256, applied_at) values (?, now())
