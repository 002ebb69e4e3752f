"""What a command leaves behind where something is wrong: a code that a scheduler understands, and a clear line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from flows.collection.runs import new_run
from flows.collection.slot import slot
from flows.collection.store import Stored
from flows.console.exits import Exit
from flows.console.options import now
from flows.console.printing import print_run
from flows.watching.known import find_watch
from tests.flows.console.conftest import Claimwatch
from warehouse import connect, read

WATCH = "north-korea-in-russia"


def test_a_bug_ends_the_process_with_a_failure_and_its_traceback() -> None:
    code = (
        "import sys; from flows.console import main; main.app.command('boom')(lambda: 1 / 0);"
        "sys.argv = ['claimwatch', 'boom']; main.main()"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == Exit.FAILED
    assert "ZeroDivisionError" in ended.stderr


@pytest.mark.parametrize("command", [("run", "--feed", "x"), ("reread",), ("add", "https://a.example/b", "-l", "en")])
def test_a_home_that_cannot_be_made_is_told_with_its_path(
    claimwatch: Claimwatch, home: Path, command: tuple[str, ...]
) -> None:
    home.write_text("a file where the folder should be")
    ended = claimwatch(*command)
    assert ended.exit_code == Exit.FAILED
    assert str(home) in ended.stderr
    assert "Traceback" not in ended.stderr


def test_reading_again_is_a_run_that_ends(claimwatch: Claimwatch, home: Path) -> None:
    with slot(new_run(find_watch(WATCH), home, now())):
        pass
    assert claimwatch("reread").exit_code == Exit.DONE
    with connect.reader(home) as con:
        assert [run.state for run in read.run_history(con, WATCH)] == ["completed"]


def test_what_a_text_says_cannot_steer_the_terminal(claimwatch: Claimwatch) -> None:
    text = "\x1b]0;owned\x07Ivan\x1b[31m Petrov said that 300 North Korean soldiers had been\x1b[2J killed in Kursk."
    ended = claimwatch("read", given=text)
    assert "300" in ended.stdout
    assert "\x1b" not in ended.stdout
    assert "\x07" not in ended.stdout


def test_a_tracked_run_does_not_claim_that_nothing_was_sent(capsys: pytest.CaptureFixture[str]) -> None:
    print_run(Stored(), None, as_json=True, is_quiet=False, were_alerts_shown=False)
    assert json.loads(capsys.readouterr().out)["deliveries"] is None
