-- What a page said of its own bytes, what extracting it again gave, and what is known of a version beside its text.
alter table versions add column content_type varchar;

create table extractions (
    watch varchar not null,
    version_id integer not null,
    extractor varchar not null,
    extracted_at timestamptz not null,
    run_id varchar not null,
    outcome varchar not null
);

create table marks (
    watch varchar not null,
    version_id integer not null,
    mark varchar not null,
    of_version_id integer,
    detail varchar not null,
    marked_at timestamptz not null,
    run_id varchar not null
);

create trigger keep_extractions before delete on extractions for each statement
    insert into append_only select error('extractions is append-only');
create trigger fix_extractions before update on extractions for each statement
    insert into append_only select error('extractions is append-only');
create trigger keep_marks before delete on marks for each statement
    insert into append_only select error('marks is append-only');
create trigger fix_marks before update on marks for each statement
    insert into append_only select error('marks is append-only');
