-- How many rows each table of ours holds, as the catalogue estimates them (exact for tables that only grow).
select table_name, estimated_size
from duckdb_tables()
where database_name = current_database() and not temporary
order by table_name
