-- The corrections of a watch made since then.
select
    claim_id, action, fields, author, note, corrected_at, standing, outlet, language, url, quote, sentence, read_metric,
    read_subject, read_low, read_high, read_bound, read_modality, read_source, metric, subject, low, high, bound,
    modality, source
from corrections_log
where watch = $watch and corrected_at >= $since
order by corrected_at, claim_id
