-- What a public archive was asked to keep for an alert, each try.
create table archive_links (
    watch varchar not null,
    alert_key varchar not null,
    url varchar not null,
    asked_at timestamptz not null,
    run_id varchar not null,
    link varchar,
    error varchar
);

create trigger keep_archive_links before delete on archive_links for each statement
    insert into append_only select error('archive_links is append-only');
create trigger fix_archive_links before update on archive_links for each statement
    insert into append_only select error('archive_links is append-only');
