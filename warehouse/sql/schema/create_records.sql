-- Keeps what was applied to this file, and when.
create table if not exists schema_versions (
    number integer primary key,
    name varchar not null,
    sha256 varchar not null,
    applied_at timestamptz not null
);
create table if not exists view_sets (
    sha256 varchar not null,
    applied_at timestamptz not null
);
