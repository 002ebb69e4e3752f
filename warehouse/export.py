"""Writes the answer to a query as CSV, JSON, JSON lines, Parquet or a table for a terminal.

What outlets wrote is in the cells, and programs that open the files may act on it:
- CSV: a text that a spreadsheet would read as a formula (it begins with = + - @, tab or return, also after blanks or
  in full-width form) gets an apostrophe in front. Numbers stay as they are. NULL is an
  empty cell, like the empty text: take JSON or Parquet for exact values.
- table: control and direction marks are shown as escapes, so that no cell can move the cursor or turn a line around.
"""

import csv
import io
import json
import math
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TextIO

import pyarrow.parquet as pq

from warehouse.errors import WarehouseError
from warehouse.query import Result

_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_CELL_WIDTH = 60


def write_csv(result: Result, out: TextIO) -> None:
    """A header and a line per row, RFC 4180; lists and structs as JSON."""
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([_harmless(name) for name in result.columns])
    for row in result.rows:
        lines.writerow([_csv_cell(value) for value in row])


def write_json(result: Result, out: TextIO) -> None:
    """One array with an object per row."""
    json.dump(list(_objects(result)), out, ensure_ascii=False, indent=2, allow_nan=False)
    out.write("\n")


def write_jsonl(result: Result, out: TextIO) -> None:
    """An object per line."""
    out.writelines(json.dumps(found, ensure_ascii=False, allow_nan=False) + "\n" for found in _objects(result))


def write_parquet(result: Result, path: Path) -> None:
    """A Parquet file (zstd) with the types of the answer; columns of one name are told apart by a number.

    Raises:
        WarehouseError: the file can not be written.
    """
    table = result.table.rename_columns(list(unique_names(result.columns)))
    try:
        pq.write_table(table, path, compression="zstd")
    except (OSError, ValueError, NotImplementedError) as exc:
        raise WarehouseError(f"{path} can not be written as Parquet ({exc}).") from exc


def write_table(result: Result, out: TextIO) -> None:
    """Columns side by side, cells cut at 60 places, numbers to the right."""
    cells = [[_shown(value) for value in row] for row in result.rows]
    heads = [_shown(name) for name in result.columns]
    widths = [max(map(_width, column)) for column in zip(heads, *cells, strict=True)]
    right = [_is_number(column) for column in zip(*result.rows, strict=True)] or [False] * len(heads)
    rule = ["-" * width for width in widths]
    for line in (heads, rule, *cells):
        print("  ".join(map(_padded, line, widths, right)).rstrip(), file=out)
    rows = "1 row" if len(cells) == 1 else f"{len(cells)} rows"
    out.write(f"{rows}{', cut: there are more' if result.is_cut else ''}\n")


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """The names, with _2, _3 ... behind those that stood before."""
    taken: set[str] = set()
    unique = []
    for name in names:
        candidate, number = name, 1
        while candidate in taken:
            number += 1
            candidate = f"{name}_{number}"
        taken.add(candidate)
        unique.append(candidate)
    return tuple(unique)


def _objects(result: Result) -> Iterator[dict[str, object]]:
    names = unique_names(result.columns)
    for row in result.rows:
        yield dict(zip(names, map(_jsonable, row), strict=True))


def _jsonable(value: object) -> object:
    match value:
        case float():
            return value if math.isfinite(value) else None
        case None | bool() | int() | str():
            return value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return value.hex()
        case dict():
            return {str(key): _jsonable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_jsonable(inner) for inner in value]
        case _:
            return str(value)


def _csv_cell(value: object) -> object:
    plain = _plain(value)
    return _harmless(plain) if isinstance(plain, str) else plain


def _harmless(text: str) -> str:
    is_formula = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if is_formula else text


def _shown(value: object) -> str:
    out = io.StringIO()
    for char in str(_plain(value)):
        out.write(char if char.isprintable() else repr(char)[1:-1])
    return _cut(out.getvalue())


def _plain(value: object) -> str | int | float:
    """What stands in one cell: a number, or a text."""
    plain = _jsonable(value)
    if isinstance(plain, bool):
        return "true" if plain else "false"
    if isinstance(plain, list | dict):
        return json.dumps(plain, ensure_ascii=False)
    return plain if isinstance(plain, int | float) else str("" if plain is None else plain)


def _cut(text: str) -> str:
    if _width(text) <= _CELL_WIDTH:
        return text
    kept, width = [], 0
    for char in text:
        width += _width(char)
        if width > _CELL_WIDTH - 1:
            break
        kept.append(char)
    return "".join(kept) + "…"


def _width(text: str) -> int:
    """Places on a terminal: two for wide letters, none for combining marks."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def _padded(text: str, width: int, is_right: bool) -> str:
    blanks = " " * (width - _width(text))
    return blanks + text if is_right else text + blanks


def _is_number(column: Sequence[object]) -> bool:
    return any(isinstance(v, int | float | Decimal) and not isinstance(v, bool) for v in column)
