-- The versions of a watch that these rules have not read, oldest first.
select version_id
from versions
anti join (select version_id from readings where rules_version = $rules_version) using (version_id)
where watch = $watch and version_id > $after
order by version_id
limit $count
