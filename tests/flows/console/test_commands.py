"""Every command explains itself, is named where people look for it, and comes up at once."""

import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from flows.console.exits import Exit
from flows.console.main import app
from tests.flows.console.conftest import Claimwatch

ROOT = Path(__file__).parents[3]
COMMANDS = sorted(
    command.name or command.callback.__name__ for command in app.registered_commands if command.callback is not None
)
PROMISED = {"run", "add", "demo", "serve", "reread", "read", "compare", "sql", "report", "status", "check"}
CPU_S = 1.5
HEAVY = ("prefect", "trafilatura", "duckdb", "aiohttp", "pyarrow", "rich.progress")


def test_all_promised_commands_are_there() -> None:
    assert set(COMMANDS) >= PROMISED


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_explains_itself_and_each_of_its_options(claimwatch: Claimwatch, command: str) -> None:
    ended = claimwatch(command, "--help")
    assert ended.exit_code == 0
    about, _, options = ended.stdout.partition("Options:")
    said = " ".join(about.split("Arguments:")[0].split("\n\n", 1)[1].split())
    assert len(said) > 20
    assert said.endswith((".", ")."))
    assert re.findall(r"^  --?[\w-]+(?:, --?[\w-]+)*(?: <\w+>)?$\n(?! {4})", options, re.MULTILINE) == []


def test_the_list_of_commands_cuts_no_sentence_short(claimwatch: Claimwatch) -> None:
    listed = claimwatch("--help").stdout.split("Commands:")[1]
    assert "..." not in listed
    assert "Exit codes: 0 done, 1 failed, 2 usage or configuration, 3 partly done, 4" in listed


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_named_in_the_readme_and_its_json_in_the_docs(command: str) -> None:
    assert f"claimwatch {command}" in (ROOT / "README.md").read_text("utf-8")


def test_the_exit_codes_are_those_that_are_documented() -> None:
    said = (ROOT / "docs" / "json.md").read_text("utf-8").split("Exit codes: ")[1]
    assert re.findall(r"(\d) (\w+)", said) == [(str(int(code)), code.name.lower()) for code in Exit]


def test_the_version_is_told(claimwatch: Claimwatch) -> None:
    assert re.fullmatch(r"claimwatch \d+\.\d+\.\d+\n", claimwatch("--version").stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["read", "-"]])
def test_help_and_reading_come_up_at_once(arguments: list[str]) -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = run(*arguments, given="Some 11,000 North Korean soldiers were sent to Kursk, Seoul's spy agency said.")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert ended.returncode == 0
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < CPU_S


def test_asking_for_help_imports_nothing_heavy() -> None:
    asked = f"import sys, flows.console.main; print([name for name in {HEAVY!r} if name in sys.modules])"
    ended = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"


def test_a_closed_pipe_ends_quietly() -> None:
    lines = '{"id": 1, "lang": "en", "text": "Rain."}\n' * 3_000
    with subprocess.Popen(
        [*COMMAND, "read", "--jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        try:
            process.stdin.write(lines)
            process.stdin.close()
        except BrokenPipeError:
            pass  # it has ended before it took all lines
        said = process.stderr.read()
    assert said == ""


def test_lines_are_answered_as_they_come_in_a_real_process() -> None:
    ended = run("read", "--jsonl", given='{"id": "한", "lang": "ko", "text": "비가 왔다."}\nnot json\n')
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (3, '{"id": "한", "claims": []}')
    assert "Traceback" not in ended.stderr


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, text=True, check=False, timeout=60)


COMMAND = (sys.executable, "-m", "flows.console.main")
