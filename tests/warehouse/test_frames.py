"""Any row that a class allows comes back from DuckDB as it went in."""

import dataclasses
import types
from datetime import UTC, datetime
from typing import Any, get_args, get_origin, get_type_hints

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse import rows as kinds
from warehouse.frames import column_names, from_values, to_table

MICROSECONDS = st.integers(-(2**50), 2**51)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
PLAIN = {
    str: TEXTS,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    datetime: MICROSECONDS.map(lambda n: datetime.fromtimestamp(n / 2**20, UTC)),
}

ROWS = [kind for kind in vars(kinds).values() if dataclasses.is_dataclass(kind) and isinstance(kind, type)]


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) is types.UnionType:
        inner, _ = get_args(hint)
        return st.none() | values_of(inner)
    if get_origin(hint) is tuple:
        return st.lists(TEXTS, max_size=3).map(tuple)
    return PLAIN[hint] if hint in PLAIN else st.sampled_from(hint)


def rows_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: values_of(hint) for name, hint in hints.items()})


@pytest.mark.parametrize("kind", ROWS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_row_comes_back_as_it_went_in(kind, data):
    rows = data.draw(st.lists(rows_of(kind), min_size=1, max_size=4))
    with duckdb.connect() as con:
        con.execute("set timezone = 'UTC'")
        con.register("batch", to_table(rows, kind))
        names = ", ".join(f'"{name}"' for name in column_names(kind))
        found = con.execute(f"select {names} from batch order by ordinal").fetchall()
    assert [from_values(kind, values) for values in found] == rows


def test_all_rows_are_looked_at():
    assert len(ROWS) == 17
