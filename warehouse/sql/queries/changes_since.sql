-- The changes of a watch seen since then, with the words of both sides.
select
    change_id, watch, seen_at, across, cause, metric, change, why, decision, decision_reason,
    before_claim_id, before_version_id, before_outlet, before_language, before_url, before_title,
    before_seen_at, before_source, before_subject, before_modality, before_low, before_high,
    before_bound, before_quote, before_sentence, after_claim_id, after_version_id, after_outlet,
    after_language, after_url, after_title, after_seen_at, after_source, after_subject,
    after_modality, after_low, after_high, after_bound, after_quote, after_sentence
from what_changed
where watch = $watch and seen_at >= $since
order by seen_at, change_id
