"""Any row that a class allows comes back from DuckDB as it went in."""

import dataclasses
from datetime import UTC, datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import rows as kinds
from warehouse.frames import column_names, from_values, to_table

instants = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
st.register_type_strategy(datetime, instants)
st.register_type_strategy(str, st.text(st.characters(exclude_categories=["Cs"])))
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(float, st.floats(allow_nan=False))

ROWS = [kind for kind in vars(kinds).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_row_comes_back_as_it_went_in(kind, data):
    rows = data.draw(st.lists(st.from_type(kind), min_size=1, max_size=4))
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.register("batch", to_table(rows, kind))
        names = ", ".join(f'"{name}"' for name in column_names(kind))
        found = con.execute(f"select {names} from batch order by ordinal").fetchall()
    assert [from_values(kind, values) for values in found] == rows


def test_all_rows_are_looked_at():
    assert len(ROWS) == 13
