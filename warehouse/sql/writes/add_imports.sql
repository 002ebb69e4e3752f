-- Stores that a run read an archive, once.
insert into imports (
    watch, run_id, file, file_sha256, made_by, imported_at, count_captures, first_captured_at,
    last_captured_at
)
select
    b.watch, b.run_id, b.file, b.file_sha256, b.made_by, b.imported_at, b.count_captures,
    b.first_captured_at, b.last_captured_at
from batch as b
anti join imports as i on i.run_id = b.run_id
