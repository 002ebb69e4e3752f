"""Analysts' SQL on the read copy: one question at a time, within limits of time, memory and rows, changing nothing."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from warehouse import sandbox
from warehouse.connect import READ_COPY, reader
from warehouse.errors import NotFound, QueryError

_ENDLESS = (2**63 - 1, 2**31 - 1)
_START_S = 10.0  # for the process to begin and end, on a loaded machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The answer to a query. `types` are DuckDB's names; `is_cut` says that there are more rows than asked for.

    `table` holds the same as Arrow; columns may share a name.
    """

    columns: tuple[str, ...]
    types: tuple[str, ...]
    table: pa.Table
    is_cut: bool

    @property
    def rows(self) -> list[tuple[object, ...]]:
        """The rows as Python values; instants are aware, NULL is None."""
        if not self.columns:
            return []
        return list(zip(*(_values(column) for column in self.table.columns), strict=True))


def run_query(
    home: Path,
    sql: str,
    *,
    max_rows: int = 10_000,
    timeout_s: float = 30.0,
    memory_mb: int = 1024,
) -> Result:
    """The first `max_rows` rows of the one question in `sql`, asked of the read copy.

    Raises:
        QueryError: not one question, wrong SQL, or a limit was reached; the message says which.
        NotFound: there is no read copy yet.
        Corrupt, SchemaError: the read copy can not be read.
    """
    path = home / READ_COPY
    if not path.exists():
        raise NotFound(f"There is no read copy at {path} yet: the first finished run writes it.")
    asked = {
        "path": str(path),
        "sql": sql,
        "max_rows": max_rows,
        "timeout_s": timeout_s,
        "memory_mb": memory_mb,
    }
    code, out = _run(json.dumps(asked).encode(), timeout_s)
    if code == 0:
        return _result(out, max_rows)
    if code == sandbox.REFUSED:
        _check_copy(home)
        raise QueryError(out.decode("utf-8", "replace"))
    raise QueryError(
        f"The query was stopped at its limits ({timeout_s:g} s, {memory_mb} MB): ask for less, or raise them."
    )


def _run(asked: bytes, timeout_s: float) -> tuple[int, bytes]:
    """Exit code and output of the sandbox, which gets nothing of our environment."""
    root = Path(sandbox.__file__).parent.parent
    command = [sys.executable, "-P", "-m", sandbox.__name__]
    env = {"PYTHONPATH": os.pathsep.join([str(root)]), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, and the SQL goes through standard input
            command, input=asked, capture_output=True, timeout=timeout_s + _START_S, check=False, env=env
        )
    except subprocess.TimeoutExpired:
        return -1, b""
    return done.returncode, done.stdout


def _check_copy(home: Path) -> None:
    """Raises the error of a read copy that is broken, where the query's own message would mislead."""
    with reader(home):
        pass


def _result(stream: bytes, max_rows: int) -> Result:
    table = pa.ipc.open_stream(stream).read_all()
    types = json.loads((table.schema.metadata or {}).get(b"types", b"[]"))
    return Result(
        columns=tuple(table.column_names),
        types=tuple(types),
        table=table.slice(0, max_rows).replace_schema_metadata(None),
        is_cut=table.num_rows > max_rows,
    )


def _values(column: pa.ChunkedArray) -> list[object]:
    try:
        return list(column.to_pylist())
    except (OverflowError, ValueError):  # Python has no such date
        return [_value(cell) for cell in column]


def _value(cell: pa.Scalar) -> object:
    """DuckDB's infinite instants and days are the ends of the integers; other dates too far away become text."""
    try:
        return cell.as_py()
    except (OverflowError, ValueError):
        number = cell.value
    if number in _ENDLESS:
        return "infinity"
    return "-infinity" if -number in _ENDLESS else str(cell)
