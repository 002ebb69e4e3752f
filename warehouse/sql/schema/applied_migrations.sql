-- The migrations that this file has, with the digest each had when it was applied.
select number, sha256 from schema_versions order by number
