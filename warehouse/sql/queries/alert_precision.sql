-- How many alerts of a watch people found right: all of them first, then by language, finding and question.
select
    grouped_by, value, count_right, count_wrong, count_unsure, count_unmarked, precision, precision_low, precision_high
from alert_precision
where watch = $watch
order by grouped_by, value
