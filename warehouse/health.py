"""How the warehouse of a home stands: sizes, schema, how old the read copy is, who is writing."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.connect import FILE, READ_COPY, Holder, holder, reader
from warehouse.migrate import schema_version
from warehouse.raw import kept_pages
from warehouse.read import table_counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Sizes are bytes on disk. `read_copy_as_of` is the write that the read copy shows; None without a copy.

    `is_read_copy_stale`: the warehouse has been written to since, by a run that is going on or that died.
    `holder` is the process that is writing now.
    """

    bytes_warehouse: int
    bytes_read_copy: int
    bytes_raw: int
    count_raw_pages: int
    bytes_free: int
    schema_version: int
    read_copy_as_of: datetime | None
    is_read_copy_stale: bool
    holder: Holder | None
    count_rows: dict[str, int]


def examine(home: Path) -> Health:
    """The health of `home`'s warehouse as its read copy shows it; a home that does not exist yet has zeros.

    Raises:
        Corrupt, SchemaError: the read copy can not be read.
    """
    warehouse, copy = home / FILE, home / READ_COPY
    version, counts = _content(home) if copy.exists() else (0, {})
    raw = [size for _, size in kept_pages(home)]
    as_of = datetime.fromtimestamp(copy.stat().st_mtime, UTC) if copy.exists() else None
    return Health(
        bytes_warehouse=_bytes(warehouse) + _bytes(Path(f"{warehouse}.wal")),
        bytes_read_copy=_bytes(copy),
        bytes_raw=sum(raw),
        count_raw_pages=len(raw),
        bytes_free=shutil.disk_usage(_nearest(home)).free,
        schema_version=version,
        read_copy_as_of=as_of,
        is_read_copy_stale=_is_stale(warehouse, copy),
        holder=holder(home),
        count_rows=counts,
    )


def _content(home: Path) -> tuple[int, dict[str, int]]:
    with reader(home) as con:
        return schema_version(con), {c.table_name: c.count_rows for c in table_counts(con)}


def _bytes(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _is_stale(warehouse: Path, copy: Path) -> bool:
    if not warehouse.exists():
        return False
    if not copy.exists() or Path(f"{warehouse}.wal").exists():
        return True
    return warehouse.stat().st_mtime_ns != copy.stat().st_mtime_ns


def _nearest(path: Path) -> Path:
    """The path itself, or the nearest folder above it that exists."""
    return next(p for p in (path.absolute(), *path.absolute().parents) if p.exists())
