"""Opening: one writer, readers beside it, and what happens when a process dies or a file breaks."""

import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.examples import WATCH, after, alert, poll
from warehouse import connect, read, write
from warehouse.errors import Busy, Corrupt, NotFound, SchemaTooNew, WarehouseError
from warehouse.health import examine

ROOT = Path(__file__).parents[2]


def child(code: str, home: Path) -> subprocess.Popen[str]:
    """A Python process that runs `code` with `home`, and tells us things by printing lines."""
    text = textwrap.dedent(code)
    return subprocess.Popen(
        [sys.executable, "-u", "-c", text, str(home)],
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


HOLD = """
    import sys
    from pathlib import Path
    from warehouse.connect import writer
    with writer(Path(sys.argv[1])):
        print("open")
        sys.stdin.read()
"""


def add(home: Path, *keys: str) -> None:
    with connect.writer(home) as con, connect.transaction(con):
        write.add_alerts(con, [alert(alert_key=key) for key in keys])


def stored(home: Path) -> list[str]:
    with connect.reader(home) as con:
        return [a.alert_key for a in read.alerts_since(con, WATCH)]


def test_what_was_written_is_in_the_read_copy(home):
    add(home, "key-1")
    add(home, "key-2")
    assert stored(home) == ["key-1", "key-2"]


def test_home_without_a_run_has_no_read_copy(home):
    with pytest.raises(NotFound, match="no read copy"), connect.reader(home):
        pass


def test_instants_are_utc_whatever_the_zone_of_the_machine(home, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        add(home, "key-1")
        with connect.reader(home) as con:
            assert read.alerts_since(con, WATCH)[0].raised_at == alert().raised_at
            shown = con.execute("select raised_at::varchar from alerts").fetchone()
    finally:
        monkeypatch.delenv("TZ")
        time.tzset()
    assert shown == ("2026-03-01 12:00:00+00",)


def test_read_copy_is_readable_while_another_process_writes(home):
    add(home, "key-1")
    with child(HOLD, home) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "open\n"
        assert stored(home) == ["key-1"]
        writing.kill()


def test_busy_tells_who_holds_it_within_its_wait(home):
    with child(HOLD, home) as writing:
        assert writing.stdout is not None
        assert writing.stdout.readline() == "open\n"
        begun = time.monotonic()
        with pytest.raises(Busy, match=f"process {writing.pid} since 20"):
            _try_writing(home, wait_s=0.3)
        assert time.monotonic() - begun < 5
        assert examine(home).holder.pid == writing.pid
        writing.kill()
    add(home, "key-1")
    assert stored(home) == ["key-1"]


def _try_writing(home: Path, wait_s: float) -> None:
    with connect.writer(home, wait_s=wait_s):
        pytest.fail("two writers at once")


def test_writer_waits_for_the_one_before_it(home):
    with child(HOLD, home) as writing:
        assert writing.stdout is not None
        assert writing.stdin is not None
        assert writing.stdout.readline() == "open\n"
        writing.stdin.close()  # lets it go on, and end
        add(home, "key-1")
        assert writing.wait() == 0
    assert stored(home) == ["key-1"]


def test_notebook_that_opened_the_file_itself_is_named(home):
    add(home, "key-1")
    code = f"""
        import duckdb, sys
        con = duckdb.connect(sys.argv[1] + "/{connect.FILE}", read_only=True)
        print("open")
        sys.stdin.read()
    """
    with child(code, home) as notebook:
        assert notebook.stdout is not None
        assert notebook.stdout.readline() == "open\n"
        with pytest.raises(Busy, match=f"PID {notebook.pid}"):
            _try_writing(home, wait_s=0.1)
        notebook.kill()


def test_failing_body_keeps_what_it_committed_and_the_next_writer_publishes_it(home):
    add(home, "key-1")
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(home, "key-2")
    assert stored(home) == ["key-1"]
    assert examine(home).is_read_copy_stale
    with connect.writer(home):
        pass
    assert stored(home) == ["key-1", "key-2"]
    assert not examine(home).is_read_copy_stale


def _write_and_fail(home: Path, key: str) -> None:
    with connect.writer(home) as con:
        with connect.transaction(con):
            write.add_alerts(con, [alert(alert_key=key)])
        raise ZeroDivisionError


def test_writer_that_wrote_nothing_does_not_copy_again(home):
    add(home, "key-1")
    before = (home / connect.READ_COPY).stat().st_ino
    with connect.writer(home):
        pass
    assert (home / connect.READ_COPY).stat().st_ino == before


def test_open_reader_keeps_its_state_while_the_copy_is_renewed(home):
    add(home, "key-1")
    with connect.reader(home) as con:
        add(home, "key-2")
        assert len(read.alerts_since(con, WATCH)) == 1
    assert stored(home) == ["key-1", "key-2"]


COMMIT_ALONG = """
    import sys
    from datetime import timedelta
    from pathlib import Path
    from tests.warehouse.examples import NOON, alert, poll
    from warehouse import write
    from warehouse.connect import transaction, writer
    first = int(sys.stdin.readline())
    with writer(Path(sys.argv[1])) as con:
        for n in range(first, first + 100_000):
            with transaction(con):
                write.add_alerts(con, [alert(alert_key=f"key-{n}")])
                write.add_polls(con, [
                    poll(polled_at=NOON + timedelta(seconds=n), feed_id=str(k)) for k in range(50)
                ])
            print(n)
"""


def test_killed_writer_loses_nothing_committed_and_stores_no_half_transaction(home):
    rng = random.Random(7)
    acknowledged = -1
    for _ in range(6):
        with child(COMMIT_ALONG, home) as writing:
            assert writing.stdin is not None
            assert writing.stdout is not None
            print(acknowledged + 2, file=writing.stdin, flush=True)
            for _ in range(rng.randrange(1, 12)):
                acknowledged = int(writing.stdout.readline())
            os.kill(writing.pid, signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, writing.stdout.read().split())])
        with connect.writer(home) as con:
            alerts = {a.alert_key for a in read.alerts_since(con, WATCH)}
            per_alert = con.execute("select count(*) from polls").fetchone()
        assert f"key-{acknowledged}" in alerts
        assert per_alert == (50 * len(alerts),)
    assert sorted(stored(home)) == sorted(alerts)


def test_kill_while_the_copy_is_written_leaves_the_old_copy(home, monkeypatch):
    add(home, "key-1")

    def die(source: Path, part: Path) -> None:
        part.write_bytes(source.read_bytes()[:1000])
        raise KeyboardInterrupt

    monkeypatch.setattr(connect, "_copy", die)
    with pytest.raises(KeyboardInterrupt):
        add(home, "key-2")
    assert stored(home) == ["key-1"]
    monkeypatch.undo()
    with connect.writer(home):
        pass
    assert stored(home) == ["key-1", "key-2"]


def test_full_disk_says_that_everything_is_stored(home, monkeypatch):
    def full(source: Path, part: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(connect, "_copy", full)
    with pytest.raises(WarehouseError, match=r"Everything is stored.*No space left"):
        add(home, "key-1")
    monkeypatch.undo()
    with connect.writer(home):
        pass
    assert stored(home) == ["key-1"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    body = bytearray(path.read_bytes())
    for place in range(3 * 4096 + 100, len(body), 4096):
        body[place] ^= 0xFF
    path.write_bytes(body)


@pytest.mark.parametrize("damage", [cut, overwrite, empty, flip])
def test_broken_warehouse_says_how_to_restore_it_and_doing_so_works(home, damage):
    add(home, "key-1")
    damage(home / connect.FILE)
    with pytest.raises(Corrupt, match="To restore") as told:
        add(home, "key-2")
    command = str(told.value).split("in its place: ")[1]
    subprocess.run(command, shell=True, check=True)
    add(home, "key-2")
    assert stored(home) == ["key-1", "key-2"]
    assert (home / f"{connect.FILE}.broken").exists()


def test_broken_read_copy_is_written_anew_after_its_deletion(home):
    add(home, "key-1")
    overwrite(home / connect.READ_COPY)
    with pytest.raises(Corrupt, match=r"Delete read\.duckdb"):
        stored(home)
    (home / connect.READ_COPY).unlink()
    with connect.writer(home):
        pass
    assert stored(home) == ["key-1"]


def test_errors_do_not_carry_the_values_that_caused_them(home):
    page = "<p>" * 10_000
    with pytest.raises(WarehouseError) as told, connect.writer(home) as con:
        con.execute("select $page::integer", {"page": page})
    assert len(str(told.value)) < 600


def test_file_of_a_newer_duckdb_is_told_apart_from_a_broken_one(home):
    add(home, "key-1")
    path = home / connect.FILE
    body = bytearray(path.read_bytes())
    place = body.index(b"DUCK") + 4
    body[place : place + 8] = (998).to_bytes(8, "little")
    path.write_bytes(body)
    with pytest.raises((SchemaTooNew, Corrupt)) as told:
        add(home, "key-2")
    assert path.read_bytes() == bytes(body), "the file was left as it was"
    assert told.type is SchemaTooNew or "checksum" in str(told.value)


def test_fresh_home_is_healthy_and_empty(home):
    health = examine(home)
    assert (health.bytes_warehouse, health.read_copy_as_of, health.schema_version) == (0, None, 0)
    assert health.bytes_free > 0


def test_health_counts_what_is_stored(home):
    with connect.writer(home) as con, connect.transaction(con):
        write.add_polls(con, [poll(), poll(polled_at=after(1))])
    health = examine(home)
    assert health.count_rows["polls"] == 2
    assert health.schema_version >= 2
    assert health.holder is None
    assert not health.is_read_copy_stale


def test_no_duckdb_error_leaves_the_room(home):
    with pytest.raises(WarehouseError) as told, connect.writer(home) as con:
        con.execute("select 1 from nowhere")
    assert isinstance(told.value.__cause__, duckdb.Error)
