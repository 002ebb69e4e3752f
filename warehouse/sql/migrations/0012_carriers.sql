-- Which outlets carry what an alert tells: the first with the alert, later ones as they come.
create table carriers (
    watch varchar not null,
    event_key varchar not null,
    alert_key varchar not null,
    side varchar not null,
    outlet varchar not null,
    publisher varchar not null,
    language varchar not null,
    url varchar not null,
    version_id integer not null,
    claim_id bigint,
    via varchar,
    carried_at timestamptz not null,
    run_id varchar not null
);

create trigger keep_carriers before delete on carriers for each statement
    insert into append_only select error('carriers is append-only');
create trigger fix_carriers before update on carriers for each statement
    insert into append_only select error('carriers is append-only');
