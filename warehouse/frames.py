"""Rows to Arrow tables, and what DuckDB hands back to rows. Knows types, no table."""

import types
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import pyarrow as pa

R = TypeVar("R")

_INSTANT = pa.timestamp("us", "UTC")
_ARROW = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_(), datetime: _INSTANT}
_TEXTS = pa.list_(pa.string())
_KINDS: dict[type[Any], dict[str, type[Any]]] = {}  # type hints are slow to resolve


def to_table(rows: Sequence[R], row_type: type[R]) -> pa.Table:
    """An Arrow table with a column per field, and `ordinal`, the row's place from 0.

    Lone surrogates, which no database stores, become "?", so that offsets stay right. A naive instant is a
    bug and raises ValueError.
    """
    columns = {name: _column([getattr(row, name) for row in rows], kind) for name, kind in _kinds(row_type).items()}
    return pa.table({**columns, "ordinal": pa.array(range(len(rows)), pa.int64())})


def from_values(row_type: type[R], values: Sequence[object]) -> R:
    """A row of `values`, which are in the order of the fields."""
    named = {
        name: _from_database(value, kind) for (name, kind), value in zip(_kinds(row_type).items(), values, strict=True)
    }
    return row_type(**named)


def column_names(row_type: type[Any]) -> tuple[str, ...]:
    """The names of the fields in order."""
    return tuple(_kinds(row_type))


def _kinds(row_type: type[Any]) -> dict[str, type[Any]]:
    """Field name -> its type without None; tuple stands for a tuple of texts."""
    if row_type not in _KINDS:
        hints = get_type_hints(row_type)
        _KINDS[row_type] = {name: _without_none(hint) for name, hint in hints.items()}
    return _KINDS[row_type]


def _without_none(hint: Any) -> type[Any]:  # a type hint has no better type
    if get_origin(hint) in (types.UnionType, Union):
        (hint,) = (a for a in get_args(hint) if a is not types.NoneType)
    return tuple if get_origin(hint) is tuple else hint


def _column(values: list[Any], kind: type[Any]) -> pa.Array:
    if kind is datetime and any(v is not None and v.tzinfo is None for v in values):
        raise ValueError("An instant without a time zone can not be stored.")
    arrow = _TEXTS if kind is tuple else _ARROW.get(kind, pa.string())
    try:
        return pa.array(values, arrow)
    except UnicodeEncodeError:
        return pa.array([_storable(v) for v in values], arrow)


def _storable(value: Any) -> Any:  # a text, texts, or None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value if value is None else tuple(_storable(v) for v in value)


def _from_database(value: object, kind: type[Any]) -> object:
    if value is None:
        return None
    return _READ.get(kind, kind if issubclass(kind, StrEnum) else _same)(value)


def _same(value: Any) -> Any:
    return value


_READ: dict[type[Any], Callable[[Any], object]] = {
    datetime: lambda v: v.astimezone(UTC),
    tuple: tuple,
}
