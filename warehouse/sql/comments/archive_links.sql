-- What the table of archive links means.
comment on table archive_links is 'One row per try to have a page of an alert kept by a public archive.';
comment on column archive_links.asked_at is 'UTC';
comment on column archive_links.link is 'where the archive keeps it; NULL where it did not';
