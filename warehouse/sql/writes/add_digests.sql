-- Stores the digests of the batch that are not stored yet.
insert into digests (digest_key, watch, made_at, covers_until, headline, payload)
select digest_key, watch, made_at, covers_until, headline, payload
from batch
anti join digests using (digest_key)
order by ordinal
