-- What the outbox decided or was asked, and the digests that it sends: added to, never changed.
create table outbox_events (
    watch varchar not null,
    alert_key varchar not null,
    channel varchar not null,
    event varchar not null check (event in ('dead', 'resent')),
    happened_at timestamptz not null,
    reason varchar not null
);

create table digests (
    digest_key varchar primary key,
    watch varchar not null,
    made_at timestamptz not null,
    covers_until timestamptz not null,
    headline varchar not null,
    payload varchar not null
);

create trigger keep_outbox_events before delete on outbox_events for each statement
    insert into append_only select error('outbox_events is append-only');
create trigger fix_outbox_events before update on outbox_events for each statement
    insert into append_only select error('outbox_events is append-only');
create trigger keep_digests before delete on digests for each statement
    insert into append_only select error('digests is append-only');
create trigger fix_digests before update on digests for each statement
    insert into append_only select error('digests is append-only');
