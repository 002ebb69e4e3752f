-- The places in the batch of the issues that are stored.
select distinct batch.ordinal
from batch
join issues
    on issues.watch = batch.watch
    and issues.run_id = batch.run_id
    and issues.location = batch.location
    and issues.kind = batch.kind
    and issues.text = batch.text
    and issues.url is not distinct from batch.url
