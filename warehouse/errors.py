"""What can go wrong in the warehouse.

WarehouseError
├── Busy            another process holds the warehouse
├── Corrupt         the file can not be read as a database
├── SchemaError
│   ├── SchemaTooNew     a newer claimwatch wrote it
│   └── MigrationEdited  a migration that was applied has since been changed
├── NotFound        no warehouse, no read copy, or no such raw page
└── QueryError      an analyst's SQL was refused, failed, or ran out of time or memory
"""

# ruff: noqa: N818 - the names say what is the case (Busy, Corrupt), as the callers' except clauses read best


class WarehouseError(Exception):
    """Base of the room. The message says what happened, where, and what to do."""


class Busy(WarehouseError):
    """Another process holds the warehouse; nothing was read or written."""


class Corrupt(WarehouseError):
    """The file is no readable database; the message says how to restore it."""


class SchemaError(WarehouseError):
    """The tables in the file are not those that this code knows."""


class SchemaTooNew(SchemaError):
    """The file was written by a newer claimwatch, or by a newer DuckDB."""


class MigrationEdited(SchemaError):
    """A migration file differs from the one that was applied to this warehouse."""


class NotFound(WarehouseError):
    """There is no warehouse here yet, no read copy, or no such raw page."""


class QueryError(WarehouseError):
    """An analyst's SQL was refused or failed; nothing was changed."""
