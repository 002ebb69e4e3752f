-- What became of the alerts of a watch raised since then, and what people said of them.
select
    alert_key, sent_by, count_failed, mark, marked_by, mark_note, marked_at, is_acknowledged, correction, corrected_at
from alerts_log
where watch = $watch and raised_at >= $since
order by raised_at, alert_key
