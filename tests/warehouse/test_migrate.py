"""The tables' history: applied once, in order, never edited."""

import duckdb
import pytest

from warehouse import connect
from warehouse.errors import MigrationEdited, SchemaError, SchemaTooNew
from warehouse.migrate import migrate, schema_version
from warehouse.statements import folder_files, sql_file

FIRST = sql_file("0001_boats", "create table boats (name varchar);")
SECOND = sql_file("0002_quays", "create table quays (name varchar);")


@pytest.fixture
def memory():
    with duckdb.connect() as con:
        migrate(con)
        yield con


@pytest.fixture
def bare():
    with duckdb.connect() as con:
        con.execute(
            "create table schema_versions (number integer, name varchar, sha256 varchar, applied_at timestamptz)"
        )
        con.execute("create table view_sets (sha256 varchar, applied_at timestamptz)")
        yield con


def no_views(monkeypatch):
    monkeypatch.setattr("warehouse.migrate._renew_views", lambda con: None)


def test_migrations_are_applied_once_and_in_order(bare, monkeypatch):
    no_views(monkeypatch)
    assert migrate(bare, [FIRST]) == (1,)
    assert migrate(bare, [FIRST, SECOND]) == (2,)
    assert migrate(bare, [FIRST, SECOND]) == ()
    assert schema_version(bare) == 2


def test_edited_migration_is_refused_by_name(bare, monkeypatch):
    no_views(monkeypatch)
    migrate(bare, [FIRST])
    edited = sql_file(FIRST.name, "create table ships (name varchar);")
    with pytest.raises(MigrationEdited, match=r"0001_boats\.sql"):
        migrate(bare, [edited, SECOND])
    assert schema_version(bare) == 1


def test_newer_warehouse_is_refused(bare, monkeypatch):
    no_views(monkeypatch)
    migrate(bare, [FIRST, SECOND])
    with pytest.raises(SchemaTooNew, match="schema 2, this code knows 1"):
        migrate(bare, [FIRST])


def test_failing_migration_leaves_no_trace(bare, monkeypatch):
    no_views(monkeypatch)
    broken = sql_file("0002_broken", "create table half (name varchar); select no_such_thing;")
    with pytest.raises(duckdb.Error):
        migrate(bare, [FIRST, broken])
    assert schema_version(bare) == 1
    assert bare.execute("select count(*) from duckdb_tables() where table_name = 'half'").fetchone() == (0,)


def test_shipped_migrations_are_numbered_without_gaps():
    names = [f.name for f in folder_files("migrations")]
    assert [int(n.split("_")[0]) for n in names] == list(range(1, len(names) + 1))


def test_changed_views_replace_the_old_ones(memory, monkeypatch):
    changed = sql_file("0_boats", "create or replace view boats as select 1 as number;")
    real = folder_files
    monkeypatch.setattr(
        "warehouse.migrate.folder_files",
        lambda folder: (changed,) if folder == "views" else real(folder),
    )
    migrate(memory)
    assert memory.execute("select number from boats").fetchone() == (1,)


def test_read_copy_of_an_older_schema_says_what_renews_it(home, monkeypatch):
    with connect.writer(home):
        pass
    real = folder_files
    newer = sql_file("0999_more", "create table more (name varchar);")
    monkeypatch.setattr(
        "warehouse.migrate.folder_files",
        lambda folder: (*real(folder), newer) if folder == "migrations" else real(folder),
    )
    with pytest.raises(SchemaError, match="any run brings it up to date"), connect.reader(home):
        pass


def test_foreign_database_is_not_taken_for_a_warehouse(home):
    home.mkdir()
    duckdb.connect(str(home / connect.READ_COPY)).close()
    with pytest.raises(SchemaError, match="no claimwatch warehouse"), connect.reader(home):
        pass


OLD_CHANGES = """
insert into changes (
    change_id, watch, seen_at, run_id, across, cause, metric, change, advises_alert, why, decision, decision_reason
)
select row_number() over (), 'w', now(), 'r', across, cause, 'killed', change, true, 'why', 'suppressed', reason
from (values
    ('revisions', 'publisher', 'raised', 'it moves'),
    ('revisions', 'technical', 'drifted', 'our own rules or extractor made the difference'),
    ('outlets', 'publisher', 'raised', 'the first run of a feed is a baseline'),
    ('outlets', 'publisher', 'drifted', 'an imported archive told it: the past alerts nobody')
) as old (across, cause, change, reason)
"""


def test_changes_from_before_they_kept_their_finding_are_given_it(bare, monkeypatch):
    shipped = folder_files("migrations")
    no_views(monkeypatch)
    migrate(bare, shipped[:12])
    bare.execute(OLD_CHANGES)
    migrate(bare, shipped)
    assert bare.execute("select finding, origin, event_key, reasons from changes order by change_id").fetchall() == [
        ("silent_edit", "publisher", "", []),
        ("drift", "technical", "", []),
        ("misquotation", "baseline", "", []),
        ("drift", "archive", "", []),
    ]
    with pytest.raises(duckdb.Error, match="append-only"):
        bare.execute("update changes set finding = 'drift'")
