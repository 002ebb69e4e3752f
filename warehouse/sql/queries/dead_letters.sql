-- The dead letters of a watch, the newest last.
select alert_key, channel, died_at, reason, headline, finding
from dead_letters
where watch = $watch
order by died_at, alert_key, channel
