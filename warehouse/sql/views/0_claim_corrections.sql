-- One row per claim that a person's latest correction holds for: the one that was looked at, the same place as other rules read it, and the same words in other versions of the article.
create or replace view claim_corrections as
with held as (
    select
        c.claim_id, k.claim_id as looked_at_claim_id, k.watch, k.action, k.fields, k.metric, k.phase, k.increment,
        k.subject, k.low, k.high, k.bound, k.interval_low, k.interval_high, k.modality, k.source,
        k.author, k.note, k.corrected_at
    from corrections as k
    join claims as o on o.claim_id = k.claim_id
    join claims as c on c.article_id = o.article_id and c.location = o.location and c.metric = o.metric
    left join claim_as_reread as r on r.claim_id = c.claim_id and r.looked_at_claim_id = o.claim_id
    where
        r.claim_id is not null
        or (
            c.version_id <> o.version_id
            and c.sentence = o.sentence
            and c.quote = o.quote
            and c.subject = o.subject
            and c.source is not distinct from o.source
        )
)
select
    watch, claim_id, action, fields, metric, phase, increment, subject, low, high, bound, interval_low, interval_high,
    modality, source, author, note, corrected_at, looked_at_claim_id
from held
qualify row_number() over (partition by claim_id order by corrected_at desc, looked_at_claim_id = claim_id desc, action) = 1;
comment on view claim_corrections is 'One row per claim that a person''s latest correction holds for: the one that was looked at, the same place as other rules read it, and the same words in other versions of the article.';
comment on column claim_corrections.action is 'corrected, withdrawn or restored (the claim stands as it was read)';
comment on column claim_corrections.fields is 'what was corrected: metric (with phase and increment), subject, value (low to interval_high), modality, source; the other columns say nothing';
comment on column claim_corrections.looked_at_claim_id is 'the claim that the person looked at';
comment on column claim_corrections.corrected_at is 'UTC';
comment on column claim_corrections.low is 'as the person has it, in the unit of the claim; null is an open end or not corrected';
comment on column claim_corrections.high is 'as the person has it, in the unit of the claim; null is an open end or not corrected';
