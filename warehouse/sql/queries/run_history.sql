-- The last runs of a watch, newest first, with their ends.
select
    r.run_id, r.watch, r.flow, r.started_at, r.code_version,
    e.ended_at, e.state, e.counts, e.error
from runs as r
left join run_ends as e using (run_id)
where r.watch = $watch
order by r.started_at desc, r.run_id desc
limit $count
