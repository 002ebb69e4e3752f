-- One row per version that was read, naming the rules that read it last.
create or replace view current_readings as
select
    watch,
    version_id,
    arg_max(rules_version, (read_at, rules_version)) as rules_version,
    max(read_at) as read_at
from readings
group by watch, version_id;
comment on view current_readings is 'One row per version that was read, naming the rules that read it last.';
comment on column current_readings.rules_version is 'join claims on version_id and rules_version to get each version read once';
comment on column current_readings.read_at is 'UTC';
