-- One row per version of an article: whether we fetched it ourselves, or from which archive it came.
create or replace view version_origins as
select
    v.watch, v.version_id, v.article_id, v.version_no, v.seen_at, v.run_id,
    case when i.run_id is null then 'network' else 'archive' end as observed_via,
    i.file as archive_file,
    i.file_sha256 as archive_sha256,
    i.made_by as archive_made_by,
    i.imported_at
from versions as v
left join imports as i on i.run_id = v.run_id;
comment on view version_origins is 'One row per version of an article: whether we fetched it ourselves, or from which archive it came.';
comment on column version_origins.seen_at is 'UTC; of an archive, when the capture was made';
comment on column version_origins.observed_via is 'network (a run of ours fetched it) or archive (a run read it in a WARC file)';
comment on column version_origins.archive_sha256 is 'of the whole file, hex';
comment on column version_origins.archive_made_by is 'the program that the archive names as its maker';
comment on column version_origins.imported_at is 'UTC';
