-- Stores the claims of the batch, which the caller has found to be new.
insert into claims (
    watch, version_id, article_id, outlet, publisher, language, seen_at, rules_version, kind,
    metric, quote, location, start_offset, end_offset, sentence, subject, modality, band,
    published_at, low, high, bound, interval_low, interval_high, unit, source, source_text, via,
    chain, phase, increment, role, aggregation, period, as_of, place, is_given, reasons, claim_id
)
select
    watch, version_id, article_id, outlet, publisher, language, seen_at, rules_version, kind,
    metric, quote, location, start_offset, end_offset, sentence, subject, modality, band,
    published_at, low, high, bound, interval_low, interval_high, unit, source, source_text, via,
    chain, phase, increment, role, aggregation, period, as_of, place, is_given, reasons, claim_id
from batch
order by ordinal
