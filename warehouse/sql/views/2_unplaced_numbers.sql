-- One row per number of people that no word placed, the first time that it was found in an article.
create or replace view unplaced_numbers as
select
    i.watch, a.language, a.outlet, i.url, i.text,
    min(i.found_at) as found_at,
    arg_min(i.run_id, i.found_at) as run_id
from issues as i
join articles as a on a.watch = i.watch and a.url = i.url
where i.kind = 'unplaced_number'
group by i.watch, a.language, a.outlet, i.url, i.text;
comment on view unplaced_numbers is 'One row per number of people that no word placed, the first time that it was found in an article.';
comment on column unplaced_numbers.text is 'the number and its sentence';
comment on column unplaced_numbers.found_at is 'UTC';
