-- What the table of imported archives means.
comment on table imports is 'One row per archive that a run read.';
comment on column imports.file is 'its name, without the folder';
comment on column imports.file_sha256 is 'of the whole file, hex';
comment on column imports.made_by is 'the program that the archive names as its maker';
comment on column imports.imported_at is 'UTC';
comment on column imports.count_captures is 'captures in it that could be of use to a watch';
comment on column imports.first_captured_at is 'UTC, the date of its earliest capture';
comment on column imports.last_captured_at is 'UTC, the date of its latest capture';
