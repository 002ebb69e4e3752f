-- What people say of alerts, and what they correct of claims that were misread: added to, never changed.
create table alert_marks (
    watch varchar not null,
    alert_key varchar not null,
    mark varchar not null check (mark in ('right', 'wrong', 'unsure', 'seen')),
    author varchar not null,
    note varchar not null,
    marked_at timestamptz not null
);

create table corrections (
    watch varchar not null,
    claim_id bigint not null,
    action varchar not null check (action in ('corrected', 'withdrawn', 'restored')),
    fields varchar[] not null,
    metric varchar,
    phase varchar,
    increment varchar,
    subject varchar,
    low double,
    high double,
    bound varchar,
    interval_low double,
    interval_high double,
    modality varchar,
    source varchar,
    author varchar not null,
    note varchar not null,
    corrected_at timestamptz not null
);

create trigger keep_alert_marks before delete on alert_marks for each statement
    insert into append_only select error('alert_marks is append-only');
create trigger fix_alert_marks before update on alert_marks for each statement
    insert into append_only select error('alert_marks is append-only');
create trigger keep_corrections before delete on corrections for each statement
    insert into append_only select error('corrections is append-only');
create trigger fix_corrections before update on corrections for each statement
    insert into append_only select error('corrections is append-only');
