-- One row per watch and language, finding or question of its alerts, and one per watch for all of them: how many people found right.
create or replace view alert_precision as
with judged as (
    select
        watch, finding, question, mark,
        coalesce(payload ->> '$.after.language', payload ->> '$.before.language', '') as language
    from alerts_log
),
counted as (
    select
        watch,
        case
            when grouping(language) = 0 then 'language'
            when grouping(finding) = 0 then 'finding'
            when grouping(question) = 0 then 'question'
            else 'all'
        end as grouped_by,
        coalesce(language, finding, question, 'all') as value,
        count(*) filter (where mark = 'right') as count_right,
        count(*) filter (where mark = 'wrong') as count_wrong,
        count(*) filter (where mark = 'unsure') as count_unsure,
        count(*) filter (where mark is null) as count_unmarked,
        (count(*) filter (where mark in ('right', 'wrong')))::double as n
    from judged
    group by grouping sets ((watch, language), (watch, finding), (watch, question), (watch))
)
select
    watch, grouped_by, value, count_right, count_wrong, count_unsure, count_unmarked,
    count_right / nullif(n, 0) as precision,
    (count_right + 1.9208 - 1.96 * sqrt(count_right * count_wrong / n + 0.9604)) / (nullif(n, 0) + 3.8416) as precision_low,
    (count_right + 1.9208 + 1.96 * sqrt(count_right * count_wrong / n + 0.9604)) / (nullif(n, 0) + 3.8416) as precision_high
from counted;
comment on view alert_precision is 'One row per watch and language, finding or question of its alerts, and one per watch for all of them: how many people found right.';
comment on column alert_precision.grouped_by is 'language, finding, question or all';
comment on column alert_precision.value is 'the language (of the newer side), finding or question; empty where an alert has none';
comment on column alert_precision.count_unmarked is 'nobody has said right, wrong or unsure';
comment on column alert_precision.precision is '0 to 1: right of those marked right or wrong; null where none is';
comment on column alert_precision.precision_low is '0 to 1: lower end of the 95 % Wilson interval';
comment on column alert_precision.precision_high is '0 to 1: upper end of the 95 % Wilson interval';
