"""A person's habits: completion, colours, local times, bars in a terminal only, and hints that can be typed."""

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.console import printing
from flows.console.main import app

AT = "2026-03-03T18:05:00Z"


@pytest.fixture
def seoul(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine in Seoul."""
    monkeypatch.setenv("TZ", "Asia/Seoul")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("seoul")
def test_a_person_reads_times_in_the_machines_zone_which_is_named_or_in_utc() -> None:
    printing.show_times_in_utc(False)
    here = printing.when(AT)
    printing.show_times_in_utc(True)
    assert (here, printing.when(AT)) == ("2026-03-04 03:05 KST", "2026-03-03 18:05 UTC")


@pytest.mark.parametrize(("utc", "shown"), [((), "KST"), (("--utc",), "UTC")])
@pytest.mark.usefixtures("seoul")
def test_the_option_chooses_the_zone_for_each_call_anew(tmp_path: Path, utc: tuple[str, ...], shown: str) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        "<rss version='2.0'><channel><item><title>Rain</title><link>https://a.example/1</link>"
        "<pubDate>Tue, 03 Mar 2026 18:05:00 GMT</pubDate></item></channel></rss>"
    )
    assert f" {shown}, written as" in CliRunner().invoke(app, [*utc, "feed", str(feed)]).stdout


@pytest.mark.parametrize(("no_color", "is_coloured"), [("", True), ("1", False)])
def test_no_color_puts_colours_off(monkeypatch: pytest.MonkeyPatch, no_color: str, is_coloured: bool) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    said = CliRunner().invoke(app, ["read", "-"], input="Some 40 soldiers were killed, Seoul said.", color=True).stdout
    assert ("\x1b[" in said) == is_coloured


def test_what_is_piped_has_neither_colours_nor_bars(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "flows.console.main", "--home", str(tmp_path), "reread"],
        env={**os.environ, "TERM": "xterm-256color"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert (ended.stdout.startswith("0 versions, "), ended.stderr) == (True, "")
    assert "\x1b" not in ended.stdout


def test_in_a_terminal_a_bar_shows_how_far_a_work_is(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr("rich.console.Console", lambda **_: Console(file=screen, force_terminal=True, width=60))
    with printing.progress("reading again") as advance:
        advance(40, 200)
    assert "reading again" in screen.getvalue()
    assert "40/200" in screen.getvalue()


def test_a_bar_is_quiet_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with printing.progress("reading again", is_quiet=True) as advance:
        advance(40, 200)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        pytest.param("claimwatch in", "init", id="a command"),
        pytest.param("claimwatch alerts re", "resend", id="a command of a group"),
        pytest.param("claimwatch init --to", "--topic", id="an option"),
        pytest.param("claimwatch report --watch mine", "mine-at-varn", id="a watch"),
        pytest.param("claimwatch demo --story ship", "shipped-coverage", id="a story"),
    ],
)
def test_the_shell_completes(typed: str, offered: str) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    asked = {"_CLAIMWATCH_COMPLETE": "complete_bash", **words}
    assert offered in CliRunner().invoke(app, [], prog_name="claimwatch", env=asked).stdout.split()


@pytest.mark.parametrize(
    "command",
    [["alerts"], ["report"], ["sql", "from alerts_log"], ["claims", "list"], ["alerts", "show", "abcdef"]],
)
def test_an_empty_home_is_told_with_the_command_to_begin_with(tmp_path: Path, command: list[str]) -> None:
    ended = CliRunner().invoke(app, ["--home", str(tmp_path), *command])
    assert ended.exit_code == 1
    assert f"claimwatch --home {tmp_path} run" in ended.output
