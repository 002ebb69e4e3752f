-- Views, then tables, with their columns in order and all comments.
with ours as (
    select true as is_view, view_name as name, comment
    from duckdb_views()
    where not internal and database_name = current_database()
    union all
    select false, table_name, comment
    from duckdb_tables()
    where not internal and not temporary and database_name = current_database()
)
select o.is_view, o.name, coalesce(o.comment, ''), c.column_name, c.data_type, coalesce(c.comment, '')
from ours as o
join duckdb_columns() as c on c.table_name = o.name and c.database_name = current_database()
order by o.is_view desc, o.name, c.column_index
