"""The unit and the container file name commands, folders and files that exist, and say what docs/operate.md says."""

import configparser
import re
from pathlib import Path

import pytest

from flows.console.main import app
from flows.operating.serving import DRAIN_S

ROOT = Path(__file__).parents[1]
UNIT = ROOT / "deploy" / "claimwatch.service"
CONTAINER = ROOT / "deploy" / "Containerfile"
COMMANDS = {
    command.name or command.callback.__name__ for command in app.registered_commands if command.callback is not None
}


@pytest.fixture
def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys have capitals
    parser.read(UNIT)
    return parser


def instructions() -> list[tuple[str, str]]:
    """Return the container file's instructions, continued lines joined."""
    text = re.sub(r"\\\n", " ", CONTAINER.read_text("utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_unit_runs_a_command_that_exists_in_a_home_that_it_makes(unit: configparser.ConfigParser) -> None:
    service = unit["Service"]
    program, command = service["ExecStart"].split()
    assert (Path(program).name, command in COMMANDS) == ("claimwatch", True)
    assert service["Environment"] == f"CLAIMWATCH_HOME=/var/lib/{service['StateDirectory']}"
    assert service["User"] != "root"


def test_the_unit_lets_runs_under_way_end(unit: configparser.ConfigParser) -> None:
    assert int(unit["Service"]["TimeoutStopSec"]) >= DRAIN_S + 30


def test_the_container_copies_what_is_there_and_runs_commands_that_exist() -> None:
    found = instructions()
    copied = [source for word, rest in found if word == "COPY" for source in rest.split()[:-1]]
    assert {"extractors", "flows", "warehouse", "requirements.txt", "prefect.yaml"} <= set(copied)
    assert [source for source in copied if not (ROOT / source).exists()] == []
    ran = [re.findall(r'"([^"]+)"', rest) for word, rest in found if word in ("CMD", "HEALTHCHECK")]
    assert all(program == "claimwatch" and command in COMMANDS for program, command in ran)
    assert len(ran) == 2


def test_the_container_runs_as_nobody_in_particular_and_keeps_its_data_in_a_volume() -> None:
    found = dict(instructions())
    assert (found["USER"], found["VOLUME"]) == ("claimwatch", "/data")
    assert "CLAIMWATCH_HOME=/data" in found["ENV"]
