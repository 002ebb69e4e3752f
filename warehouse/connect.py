"""Opens the warehouse of a home: one writer at a time, and a read copy for everybody else.

A writer queues on a lock file, migrates, and renews the read copy (by copying the file and renaming the copy) before
it lets the lock go, so a copy is never taken of a file being written. Readers that have the old copy open keep it
until they open it again. Do slow work (network, extraction) before entering `writer`.
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb

from warehouse.errors import Busy, Corrupt, NotFound, SchemaTooNew, WarehouseError
from warehouse.migrate import check_readable, migrate
from warehouse.statements import statement

Connection = duckdb.DuckDBPyConnection

FILE = "warehouse.duckdb"
READ_COPY = "read.duckdb"
LOCK = "warehouse.lock"

_WRITER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "threads": "2",
    "memory_limit": "2GB",
    "autoinstall_known_extensions": "false",
}
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.02, 0.5
_MESSAGE_CHARS = 300  # DuckDB puts the offending value into its message, once a whole page


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The process that has the warehouse open for writing, and since when."""

    pid: int
    since: datetime


@contextmanager
def writer(home: Path, *, wait_s: float = 10.0) -> Iterator[Connection]:
    """A connection that may write to `home`'s warehouse, which is made and migrated if need be.

    When the body succeeds the read copy is renewed, also after an earlier process died before it could do so.
    What the body committed stays, even if it fails later.

    Raises:
        Busy: another process held the warehouse for `wait_s` seconds.
        Corrupt: the file is no database; the message says how to restore it.
        SchemaTooNew, MigrationEdited: see migrate.
        WarehouseError: anything else that DuckDB refused, in the body too.
    """
    home.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + wait_s
    with _locked(home, deadline):
        con = _open_for_writing(home / FILE, deadline)
        try:
            with errors_of(home / FILE):
                con.execute(statement("settings", "session"))
                migrate(con)
                yield con
        except BaseException:
            with suppress(duckdb.Error):  # the body's error is the one to tell
                con.close()
            raise
        with errors_of(home / FILE):
            con.close()  # checkpoints: afterwards the one file is the whole warehouse
        publish(home)


@contextmanager
def transaction(con: Connection) -> Iterator[None]:
    """All that the body writes, or nothing of it."""
    con.begin()
    try:
        yield
    except BaseException:
        with suppress(duckdb.Error):  # a fatal error has already ended the transaction
            con.rollback()
        raise
    con.commit()


@contextmanager
def reader(home: Path) -> Iterator[Connection]:
    """A connection to the read copy; it never waits for a writer, and shows the last finished write.

    Raises:
        NotFound: nothing was ever written here.
        SchemaError: the copy's tables are not those of this code.
        Corrupt, WarehouseError: as `writer`.
    """
    path = home / READ_COPY
    if not path.exists():
        raise NotFound(f"There is no read copy at {path} yet: the first finished run writes it.")
    with errors_of(path):
        con = duckdb.connect(str(path), read_only=True)
        try:
            con.execute(statement("settings", "session"))
            check_readable(con)
            yield con
        finally:
            con.close()


def publish(home: Path) -> bool:
    """Whether the read copy had to be renewed; it has the size and the time of the file it was copied from.

    Call it only while holding the lock, with the warehouse closed; `writer` does.
    """
    source, target = home / FILE, home / READ_COPY
    if _is_same(source, target):
        return False
    if Path(f"{source}.wal").exists():
        raise Busy(f"{source} has a write-ahead log: another program has it open. Close that one.")
    part = target.with_suffix(".part")
    try:
        _copy(source, part)
        part.replace(target)
        _sync(home)
    except OSError as exc:
        part.unlink(missing_ok=True)
        raise WarehouseError(
            f"Everything is stored, but {target} could not be renewed ({exc.strerror}): "
            "make room in that folder; the next run renews it."
        ) from exc
    return True


def holder(home: Path) -> Holder | None:
    """Who has the warehouse open for writing now; None if nobody has."""
    try:
        with (home / LOCK).open("r+", encoding="utf-8") as lock:
            if _try_lock(lock):
                return None
            return _read_holder(lock)
    except FileNotFoundError:
        return None


@contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Turns DuckDB's errors in the body into those of this room, which name `path` and what to do."""
    try:
        yield
    except duckdb.Error as exc:
        raise _told(exc, path) from exc


def _told(exc: duckdb.Error, path: Path) -> WarehouseError:
    text = str(exc).strip()
    said = text.splitlines()[0][:_MESSAGE_CHARS] if text else type(exc).__name__
    if "Could not set lock" in text or "different configuration" in text:
        return Busy(f"{path} is open in another program ({said}): close it and try again.")
    if "version number" in text:
        return SchemaTooNew(f"{path} was written by a newer DuckDB ({said}): update claimwatch.")
    if isinstance(exc, duckdb.SerializationException) or any(s in text for s in _BROKEN):
        return Corrupt(f"{path} can not be read as a database ({said}). {_restore(path)}")
    if isinstance(exc, duckdb.FatalException):
        return WarehouseError(f"{path}: the database stopped ({said}): check the disk, start again.")
    return WarehouseError(f"{path}: {said}")


_BROKEN = (
    "not a valid DuckDB database file",
    "Could not read enough bytes",
    "Corrupt database file",
    "checksum",
    "Failed to load metadata",
)


def _restore(path: Path) -> str:
    copy = path.with_name(READ_COPY)
    if path == copy:
        return f"Delete {path.name}: the next run writes it anew from {FILE}."
    aside = path.with_name(f"{path.name}.broken")
    return (
        f"Nothing was changed. To restore the state of the last finished run, keep the broken file and put the "
        f"read copy in its place: mv {path} {aside} && rm -f {path}.wal && cp {copy} {path}"
    )


def _open_for_writing(path: Path, deadline: float) -> Connection:
    """Waits for programs that opened the file past our lock, a notebook say."""
    pause = _FIRST_PAUSE_S
    while True:
        try:
            with errors_of(path):
                return duckdb.connect(str(path), config=_WRITER_CONFIG)
        except Busy:
            if time.monotonic() >= deadline:
                raise
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE_S)


@contextmanager
def _locked(home: Path, deadline: float) -> Iterator[None]:
    """The lock goes with the process, however that ends; the file stays and names the last holder."""
    pause = _FIRST_PAUSE_S
    with (home / LOCK).open("a+", encoding="utf-8") as lock:
        while not _try_lock(lock):
            if time.monotonic() >= deadline:
                raise Busy(_busy_message(home, _read_holder(lock)))
            time.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)
        _write_holder(lock)
        yield


def _busy_message(home: Path, held_by: Holder | None) -> str:
    who = "another process" if held_by is None else f"process {held_by.pid}"
    since = "" if held_by is None else f" since {held_by.since:%Y-%m-%d %H:%M:%S} UTC"
    return f"The warehouse in {home} is held by {who}{since}: wait until it is done, then try again."


def _try_lock(lock: IO[str]) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write_holder(lock: IO[str]) -> None:
    """The time of the lock file is the moment it was taken, so no clock is read here."""
    lock.seek(0)
    lock.truncate()
    lock.write(json.dumps({"pid": os.getpid()}))
    lock.flush()


def _read_holder(lock: IO[str]) -> Holder | None:
    lock.seek(0)
    try:
        pid = int(json.loads(lock.read())["pid"])
    except (ValueError, KeyError, TypeError):  # the holder is just writing it
        return None
    since = datetime.fromtimestamp(os.fstat(lock.fileno()).st_mtime, UTC)
    return Holder(pid=pid, since=since)


def _is_same(source: Path, target: Path) -> bool:
    if not target.exists():
        return False
    ours, theirs = source.stat(), target.stat()
    return (ours.st_mtime_ns, ours.st_size) == (theirs.st_mtime_ns, theirs.st_size)


def _copy(source: Path, part: Path) -> None:
    shutil.copyfile(source, part)
    stat = source.stat()
    os.utime(part, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    _sync(part)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
