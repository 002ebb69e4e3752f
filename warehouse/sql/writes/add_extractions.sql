-- Stores what extracting again gave, for versions that this extractor has not had.
insert into extractions (watch, version_id, extractor, extracted_at, run_id, outcome)
select watch, version_id, extractor, extracted_at, run_id, outcome
from batch
anti join extractions using (version_id, extractor)
order by ordinal
