-- How far back the texts of a watch go.
select min(seen_at) from versions where watch = $watch
