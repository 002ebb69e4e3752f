-- One row per claim that a person corrected and claim of its place: itself, and what other rules read nearest to it.
create or replace view claim_as_reread as
with looked_at as (
    select distinct o.claim_id, o.version_id, o.rules_version
    from corrections as k
    join claims as o on o.claim_id = k.claim_id
),
near as (
    select
        c.claim_id, o.claim_id as old_claim_id, l.claim_id as looked_at_claim_id, c.rules_version,
        (least(c.end_offset, o.end_offset) - greatest(c.start_offset, o.start_offset))
        / (greatest(c.end_offset, o.end_offset) - least(c.start_offset, o.start_offset)) as shared,
        (c.subject = o.subject)::int + (c.source is not distinct from o.source)::int
        + (c.low is not distinct from o.low and c.high is not distinct from o.high)::int as likeness,
        c.metric = o.metric as is_of_metric
    from looked_at as l
    join claims as o on o.version_id = l.version_id and o.rules_version = l.rules_version
    join claims as c
        on
            c.version_id = o.version_id
            and c.location = o.location
            and c.rules_version <> o.rules_version
            and c.start_offset < o.end_offset
            and o.start_offset < c.end_offset
)
select claim_id, claim_id as looked_at_claim_id
from looked_at
union all
select claim_id, looked_at_claim_id
from near
qualify
    old_claim_id = looked_at_claim_id
    and rank() over (partition by claim_id, looked_at_claim_id, rules_version order by is_of_metric desc, shared desc, likeness desc) = 1;
comment on view claim_as_reread is 'One row per claim that a person corrected and claim of its place: itself, and what other rules read nearest to it.';
comment on column claim_as_reread.looked_at_claim_id is 'the claim that the person looked at';
