-- The alerts of a watch of which a claim was found to be misread from the first instant on and before the last.
select alert_key, headline, correction, corrected_at
from alerts_log
where watch = $watch and corrected_at >= $since and corrected_at < $until
order by corrected_at, alert_key
