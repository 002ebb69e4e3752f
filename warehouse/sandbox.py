"""Runs one query of an analyst on the read copy, in a process of its own: `python -m warehouse.sandbox`.

Takes a JSON object on standard input (path, sql, max_rows, timeout_s, memory_mb) and gives an Arrow stream on
standard output with exit code 0, or a message with exit code REFUSED. A process of its own because DuckDB's limits
do not hold inside one function call: `select repeat('x', 2000000000)` took 45 s and 7.7 GB under a limit of 1 s and
300 MB. Here the system holds both, and no file can be written whatever the query finds.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.errors import QueryError
from warehouse.statements import statement

REFUSED = 10
_THREADS = 2
_MESSAGE_CHARS = 2000
_SLACK_BYTES = 512 * 2**20  # code, stacks and the first buffers, address space rather than memory
_ASKS = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.MULTI}


def main() -> int:
    """Answers the question on standard input; the exit code."""
    asked = json.loads(sys.stdin.buffer.read())
    _hold(asked["timeout_s"], asked["memory_mb"])
    try:
        table = _answer(asked)
    except (QueryError, duckdb.Error, MemoryError, pa.ArrowException) as exc:
        sys.stdout.buffer.write(_message(exc).encode("utf-8", "replace"))
        return REFUSED
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as out:
        out.write_table(table)
    return 0


def _hold(timeout_s: float, memory_mb: int) -> None:
    """Limits of the system: address space, processor time, and no byte into any file."""
    space = _address_space() + memory_mb * 2**20 + _SLACK_BYTES
    seconds = int(timeout_s) * _THREADS + 5
    for kind, limit in (
        (resource.RLIMIT_AS, space),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if hard < 0 else min(limit, hard), hard))


def _address_space() -> int:
    """What this process has mapped already; 0 where the system does not say (not Linux)."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * resource.getpagesize()


def _answer(asked: dict[str, Any]) -> pa.Table:  # JSON, as query.py writes it
    config: dict[str, Any] = {
        "enable_external_access": False,
        "autoload_known_extensions": False,
        "autoinstall_known_extensions": False,
        "python_enable_replacements": False,
        "temp_directory": "",
        "threads": _THREADS,
        "memory_limit": f"{asked['memory_mb']}MB",
        "max_execution_time": int(asked["timeout_s"] * 1000),
    }
    with closing(duckdb.connect(asked["path"], read_only=True, config=config)) as con:
        con.execute(statement("settings", "locked"))
        _check(con, asked["sql"])
        return _table(con, asked["sql"], asked["max_rows"] + 1)


def _table(con: duckdb.DuckDBPyConnection, sql: str, max_rows: int) -> pa.Table:
    """The first rows as Arrow, with DuckDB's names of the types as metadata."""
    reader = con.execute(sql).to_arrow_reader(1024)
    if reader is None:
        raise QueryError("The query gave no result.")
    types = json.dumps([str(column[1]) for column in con.description or ()])
    schema = reader.schema.with_metadata({"types": types})
    batches = [b.replace_schema_metadata(schema.metadata) for b in _first(reader, max_rows)]
    return pa.Table.from_batches(batches, schema)


def _check(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    found = con.extract_statements(sql)
    if len(found) != 1:
        raise QueryError(f"One query at a time: this text holds {len(found)}.")
    if found[0].type not in _ASKS:
        raise QueryError(
            f"Only questions can be asked (select, from, with, describe, show, summarize, explain), "
            f"not {found[0].type.name.lower()}."
        )


def _first(reader: pa.RecordBatchReader, count: int) -> Iterator[pa.RecordBatch]:
    """The first `count` rows; one row more than may be shown tells that there are more."""
    left = count
    for batch in reader:
        yield batch.slice(0, left)
        left -= batch.num_rows
        if left <= 0:
            return


def _message(exc: BaseException) -> str:
    text = str(exc).strip()[:_MESSAGE_CHARS]
    if isinstance(exc, MemoryError) or "Out of Memory" in text:
        return "The query ran out of memory: ask for less, or raise the memory limit."
    if isinstance(exc, duckdb.InterruptException):
        return "The query ran out of time: ask for less, or raise the time limit."
    return text


if __name__ == "__main__":
    sys.exit(main())
