-- These claims.
select
    watch, version_id, article_id, outlet, publisher, language, seen_at, rules_version, kind,
    metric, quote, location, start_offset, end_offset, sentence, subject, modality, band,
    published_at, low, high, bound, interval_low, interval_high, unit, source, source_text, via,
    chain, phase, increment, role, aggregation, period, as_of, place, is_given, reasons, claim_id
from claims
where claim_id in (select unnest($claim_ids::bigint[]))
order by claim_id
