"""Analysts' SQL: answers, and everything that it must not be able to do."""

import subprocess
import sys

import duckdb
import pytest

from tests.warehouse.examples import WATCH, alert, poll
from warehouse import sandbox, write
from warehouse.connect import FILE, READ_COPY, reader, transaction, writer
from warehouse.errors import Corrupt, NotFound, QueryError
from warehouse.query import run_query


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One home for all: nothing that is asked may change it."""
    place = tmp_path_factory.mktemp("query")
    with writer(place) as con, transaction(con):
        write.add_alerts(con, [alert(alert_key=f"key-{n}") for n in range(5)])
        write.add_polls(con, [poll()])
    return place


def test_answer_has_columns_types_and_rows(home):
    result = run_query(home, "select alert_key, 2.5 as half, null as nothing from alerts order by 1 desc limit 2")
    assert result.columns == ("alert_key", "half", "nothing")
    assert result.types[0] == "VARCHAR"
    assert [(key, float(half), no) for key, half, no in result.rows] == [
        ("key-4", 2.5, None),
        ("key-3", 2.5, None),
    ]
    assert not result.is_cut


def test_answer_is_cut_at_the_rows_asked_for(home):
    result = run_query(home, "select alert_key from alerts order by alert_key", max_rows=3)
    assert [key for (key,) in result.rows] == ["key-0", "key-1", "key-2"]
    assert result.is_cut


def test_answer_without_rows_keeps_its_columns(home):
    result = run_query(home, "select alert_key from alerts where false")
    assert (result.columns, result.rows, result.is_cut) == (("alert_key",), [], False)


def test_instants_are_aware_and_the_end_of_time_has_a_name(home):
    ((at, never, day),) = run_query(
        home,
        "select polled_at, 'infinity'::timestamptz, '-infinity'::date from polls",
    ).rows
    assert at == poll().polled_at
    assert (never, day) == ("infinity", "-infinity")


@pytest.mark.parametrize(
    "sql",
    [
        "describe alerts",
        "show tables",
        "summarize alerts",
        "explain select 1",
        "values (1)",
        "pivot alerts on kind using count(*)",
        "with a as (select 1) from a",
        "from pragma_table_info('alerts')",
    ],
)
def test_every_way_to_ask_is_open(home, sql):
    assert run_query(home, sql).rows


REFUSED = {
    "copy out": "copy alerts to '{home}/out.csv'",
    "copy the database": "copy from database read to memory",
    "attach": "attach '{home}/other.duckdb'",
    "attach the warehouse": "attach '{home}/warehouse.duckdb' as w",
    "install": "install httpfs",
    "load": "load httpfs",
    "export": "export database '{home}/out'",
    "import": "import database '{home}'",
    "read_text": "from read_text('/etc/passwd')",
    "read_blob": "from read_blob('/etc/hostname')",
    "read_csv": "from read_csv('/etc/passwd')",
    "read_json": "from read_json('/etc/passwd')",
    "read_parquet": "from read_parquet('/etc/passwd')",
    "read_duckdb": "from read_duckdb('{home}/warehouse.duckdb')",
    "file as a table": "from '/etc/passwd.csv'",
    "glob": "from glob('/*')",
    "http": "from 'http://127.0.0.1:9/x.csv'",
    "getenv": "select getenv('HOME')",
    "set": "set memory_limit = '8GB'",
    "set external access": "set enable_external_access = true",
    "unlock": "set lock_configuration = false",
    "reset": "reset max_execution_time",
    "variable": "set variable x = 1",
    "pragma": "pragma memory_limit = '8GB'",
    "logging to a file": "from enable_logging(storage = 'file', storage_path = '{home}/log')",
    "insert": "insert into append_only values ('x')",
    "update": "update alerts set headline = ''",
    "delete": "delete from alerts",
    "drop": "drop table alerts",
    "create": "create table t (i integer)",
    "temp table": "create temp table t as select 1",
    "nextval": "select nextval('claim_ids')",
    "macro": "create temp macro f() as 1",
    "prepare": "prepare p as select 1",
    "call": "call pragma_version()",
    "checkpoint": "checkpoint",
    "begin": "begin",
    "two statements": "select 1; select 2",
    "hidden second": "select 1; copy alerts to '{home}/out.csv'",
    "query function": "from query('copy alerts to ''{home}/out.csv''')",
    "returning": "with gone as (delete from alerts returning *) select * from gone",
    "explain analyze": "explain analyze copy alerts to '{home}/out.csv'",
    "python variable": "from table",
    "nothing": "",
    "only a comment": "-- nothing",
    "no SQL": "hello",
    "unknown table": "from no_such_table",
}


def ask_in_this_process(home, sql: str) -> None:
    """The question as the sandbox asks it, without the half second that its process takes to start."""
    path = str(home / READ_COPY)
    sandbox._answer({"path": path, "sql": sql, "max_rows": 5, "timeout_s": 5, "memory_mb": 300})


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_question_about_the_data_is_refused(home, what):
    before = sorted(p.name for p in home.iterdir())
    with pytest.raises((QueryError, duckdb.Error)) as told:
        ask_in_this_process(home, REFUSED[what].format(home=home))
    assert str(told.value)
    assert "root:" not in str(told.value)
    assert sorted(p.name for p in home.iterdir()) == before
    with reader(home) as con:
        assert con.execute("select count(*) from alerts").fetchone() == (5,)


@pytest.mark.parametrize("what", ["copy out", "read_text", "set", "two statements", "no SQL"])
def test_refusal_reaches_the_analyst_as_a_message(home, what):
    with pytest.raises(QueryError) as told:
        run_query(home, REFUSED[what].format(home=home))
    assert str(told.value)


def test_sandbox_can_write_no_file_at_all(home):
    """The system's own limit, should DuckDB's settings ever have a hole."""
    code = (
        "from warehouse.sandbox import _hold; from pathlib import Path; import signal;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); _hold(5, 300);"
        f"Path({str(home / 'out.txt')!r}).write_text('x')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (home / "out.txt").unlink(missing_ok=True)
    assert "File too large" in done.stderr


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("select count(*) from range(100000000000)", "time|1 s"),
        ("select list(i) from range(300000000) as r(i)", "memory|300 MB"),
        ("select repeat('x', 2000000000)", "memory|300 MB"),
        ("select repeat('x', 1000000) from range(10000)", "memory|300 MB"),
    ],
)
def test_query_without_measure_ends_at_its_limits(home, sql, said):
    with pytest.raises(QueryError, match=said):
        run_query(home, sql, timeout_s=1, memory_mb=300)


def test_environment_of_the_caller_is_not_handed_on(home, monkeypatch):
    """Even a hole in DuckDB would find no secret in its process."""
    monkeypatch.setattr("warehouse.sandbox.__name__", "tests.warehouse.environment_probe", raising=True)
    monkeypatch.setenv("WEBHOOK_URL", "http://secret.example")
    result = run_query(home, "ignored")
    names = {name for (name,) in result.rows}
    assert "WEBHOOK_URL" not in names
    assert "PYTHONPATH" in names


def test_home_without_a_read_copy_is_told(tmp_path):
    with pytest.raises(NotFound, match="first finished run"):
        run_query(tmp_path, "select 1")


def test_broken_read_copy_is_told_as_such(tmp_path):
    with writer(tmp_path):
        pass
    (tmp_path / READ_COPY).write_bytes(b"no database" * 1000)
    with pytest.raises(Corrupt, match=f"anew from {FILE}"):
        run_query(tmp_path, "select 1")


def test_query_runs_while_a_writer_and_a_reader_are_open(home):
    with writer(home) as _, reader(home) as _:
        assert run_query(home, "select count(*) from alerts").rows == [(5,)]


def test_row_of_another_watch_can_be_told_apart(home):
    assert run_query(home, "select distinct watch from alerts").rows == [(WATCH,)]
