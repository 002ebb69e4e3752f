-- Remembers that a migration was applied.
insert into schema_versions (number, name, sha256, applied_at) values (?, ?, ?, now())
