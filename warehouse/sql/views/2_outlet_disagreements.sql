-- One row per kind of figure on which the newest intervals of at least two outlets do not overlap.
create or replace view outlet_disagreements as
with told as (
    select
        watch, metric, subject, phase, increment, role, aggregation, period, unit, outlet,
        arg_max(
            {
                'low': coalesce(interval_low, '-infinity'),
                'high': coalesce(interval_high, 'infinity'),
                'seen_at': seen_at
            },
            (seen_at, -claim_id)
        ) as newest
    from latest_claims
    where
        kind = 'figure'
        and modality <> 'denied'
        and band <> 'C'
        and not is_given
        and (interval_low is not null or interval_high is not null)
    group by watch, metric, subject, phase, increment, role, aggregation, period, unit, outlet
)
select
    watch, metric, subject, phase, increment, role, aggregation, period, unit,
    count(*) as count_outlets,
    min(newest.high) as lowest_high,
    arg_min(outlet, newest.high) as lowest_outlet,
    max(newest.low) as highest_low,
    arg_max(outlet, newest.low) as highest_outlet,
    max(newest.seen_at) as last_seen_at
from told
group by watch, metric, subject, phase, increment, role, aggregation, period, unit
having count(*) >= 2 and max(newest.low) > min(newest.high);
comment on view outlet_disagreements is 'One row per kind of figure on which the newest intervals of at least two outlets do not overlap.';
comment on column outlet_disagreements.lowest_high is 'upper end of the lowest outlet, in unit';
comment on column outlet_disagreements.highest_low is 'lower end of the highest outlet, in unit';
comment on column outlet_disagreements.unit is 'null for persons';
comment on column outlet_disagreements.count_outlets is 'outlets that give this kind of figure, whoever is their source';
comment on column outlet_disagreements.last_seen_at is 'UTC';
