-- Which archives a run read: what the versions of such a run rest on.
create table imports (
    watch varchar not null,
    run_id varchar not null,
    file varchar not null,
    file_sha256 varchar not null,
    made_by varchar,
    imported_at timestamptz not null,
    count_captures integer not null,
    first_captured_at timestamptz,
    last_captured_at timestamptz
);

create trigger keep_imports before delete on imports for each statement
    insert into append_only select error('imports is append-only');
create trigger fix_imports before update on imports for each statement
    insert into append_only select error('imports is append-only');
