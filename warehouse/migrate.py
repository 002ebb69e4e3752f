"""Brings a warehouse to the tables, views and comments of this code. Numbered migrations are never edited."""

from collections.abc import Sequence

import duckdb

from warehouse.errors import MigrationEdited, SchemaError, SchemaTooNew
from warehouse.statements import SqlFile, folder_files, sql_file, statement


def migrate(con: duckdb.DuckDBPyConnection, migrations: Sequence[SqlFile] | None = None) -> tuple[int, ...]:
    """The numbers of the migrations that were applied now, each with its record in one transaction.

    Views and comments are replaced when their files differ from those last applied.

    Raises:
        MigrationEdited: an applied migration's file has changed since.
        SchemaTooNew: the warehouse has migrations that this code does not know.
    """
    known = folder_files("migrations") if migrations is None else tuple(migrations)
    con.execute(statement("schema", "create_records"))
    done = _applied(con)
    _check_history(done, known)
    fresh = tuple(f for f in known if _number(f) not in done)
    for file in fresh:
        _apply(con, file)
    _renew_views(con)
    return tuple(_number(f) for f in fresh)


def check_readable(con: duckdb.DuckDBPyConnection) -> None:
    """Nothing, if this code can read the warehouse behind `con`.

    Raises:
        SchemaError: it has no tables of ours, or older ones; the message says what to do.
        SchemaTooNew, MigrationEdited: as `migrate`.
    """
    try:
        done = _applied(con)
    except duckdb.CatalogException as exc:
        raise SchemaError("This file is no claimwatch warehouse: it has no schema_versions.") from exc
    known = folder_files("migrations")
    _check_history(done, known)
    if len(done) < len(known):
        raise SchemaError(
            f"The read copy has schema {max(done, default=0)}, this code reads {len(known)}: "
            "any run brings it up to date."
        )


def schema_version(con: duckdb.DuckDBPyConnection) -> int:
    """The number of the newest migration applied; 0 before the first."""
    return max(_applied(con), default=0)


def _number(file: SqlFile) -> int:
    return int(file.name.split("_", 1)[0])


def _applied(con: duckdb.DuckDBPyConnection) -> dict[int, str]:
    return dict(con.execute(statement("schema", "applied_migrations")).fetchall())


def _check_history(done: dict[int, str], known: Sequence[SqlFile]) -> None:
    ours = {_number(f): f for f in known}
    if newer := sorted(set(done) - set(ours)):
        raise SchemaTooNew(
            f"The warehouse has schema {newer[-1]}, this code knows {max(ours, default=0)}: "
            "install the claimwatch that wrote it, or a newer one."
        )
    for number, digest in done.items():
        if ours[number].sha256 != digest:
            raise MigrationEdited(
                f"Migration {ours[number].name}.sql differs from the one applied to this warehouse: "
                "restore the file and put the change into a new migration."
            )


def _apply(con: duckdb.DuckDBPyConnection, file: SqlFile) -> None:
    con.begin()
    try:
        con.execute(file.text)
        record = [_number(file), file.name, file.sha256]
        con.execute(statement("schema", "record_migration"), record)
    except BaseException:
        con.rollback()
        raise
    con.commit()


def _renew_views(con: duckdb.DuckDBPyConnection) -> None:
    """Replace views and comments if their files changed; a file's number says which views it may use."""
    text = "\n".join(f.text for f in (*folder_files("views"), *folder_files("comments")))
    digest = sql_file("views", text).sha256
    last = con.execute(statement("schema", "last_view_set")).fetchone()
    if last is not None and last[0] == digest:
        return
    con.begin()
    try:
        con.execute(text)
        con.execute(statement("schema", "record_view_set"), [digest])
    except BaseException:
        con.rollback()
        raise
    con.commit()
