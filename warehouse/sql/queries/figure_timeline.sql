-- The figures of a watch told since then.
select
    claim_id, told_at, seen_at, metric, subject, phase, increment, period, outlet, language, source,
    modality, low, high, bound, interval_low, interval_high, unit, band, is_given, quote, sentence,
    url, version_no, is_latest
from figure_timeline
where watch = $watch and told_at >= $since
order by told_at, claim_id
