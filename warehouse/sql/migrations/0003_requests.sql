-- What was asked of whom, to show a publisher, and the robots.txt that held when it was asked.
create table requests (
    watch varchar not null,
    run_id varchar not null,
    request_no integer not null,
    asked_at timestamptz not null,
    host varchar not null,
    url varchar not null,
    kind varchar not null,
    outcome varchar not null,
    http_status smallint,
    is_conditional boolean not null,
    count_bytes bigint not null,
    retry_after_s double
);

create table robots (
    origin varchar not null,
    fetched_at timestamptz not null,
    run_id varchar not null,
    http_status smallint,
    body varchar not null
);

create trigger keep_requests before delete on requests for each statement
    insert into append_only select error('requests is append-only');
create trigger fix_requests before update on requests for each statement
    insert into append_only select error('requests is append-only');
create trigger keep_robots before delete on robots for each statement
    insert into append_only select error('robots is append-only');
create trigger fix_robots before update on robots for each statement
    insert into append_only select error('robots is append-only');
