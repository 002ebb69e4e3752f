"""`replay`: what a changed policy would have told, for a person and a program."""

import json
import re
from pathlib import Path

import pytest

from flows.coverage.server import PressServer
from flows.outlets.network import loopback, use_network
from flows.watching.known import find_watch
from tests.flows.console.conftest import Claimwatch
from tests.flows.press import EVENING, MORNING, OUTLETS, press_feed, press_of, write_watch


@pytest.fixture
def watch(tmp_path: Path, home: Path) -> Path:
    """A watch of two made-up outlets, one of which has raised a figure since the morning."""
    from flows.collection.here import collect_here
    from flows.collection.runs import new_run

    press = press_of(tmp_path / "press")
    folder = write_watch(tmp_path / "two", [press_feed(press, outlet) for outlet in OUTLETS])
    for at in (MORNING, EVENING):
        with PressServer(press, at=at) as running, use_network(loopback(running.port, press.hosts)):
            collect_here(new_run(find_watch(str(folder)), home, at), finished_at=lambda at=at: at)
    return folder


def test_the_policy_in_force_makes_no_difference(claimwatch: Claimwatch, watch: Path) -> None:
    ended = claimwatch("replay", "--since", "2025-01-28", "--watch", watch)
    assert ended.exit_code == 0
    assert ended.stdout.endswith(" of 2 runs: no difference.\n")


def test_another_policy_is_tried_from_its_file(claimwatch: Claimwatch, watch: Path, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.toml"
    quiet.write_text('[route]\nsilent_edit = "digest"\nopen_edit = "digest"\n', "utf-8")
    asked = ("replay", "--since", "2025-01-28", "--watch", watch, "--policy", quiet)
    said = claimwatch(*asked).stdout
    assert "rerouted  2025-01-28 18:00 UTC  silent_edit  " in said
    assert "now -> digest: the policy routes silent_edit so" in said
    answer = json.loads(claimwatch(*asked, "--json").stdout)
    assert (answer["runs"], answer["alerts"]) == (2, len(answer["differences"]))
    (one,) = answer["differences"]
    assert (one["effect"], one["was"], one["would_be"], one["finding"]) == ("rerouted", "now", "digest", "silent_edit")


def test_a_wrong_policy_is_named_and_nothing_is_replayed(claimwatch: Claimwatch, watch: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[route]\nsilent_edit = "shout"\n', "utf-8")
    ended = claimwatch("replay", "--since", "2025-01-28", "--watch", watch, "--policy", wrong)
    assert ended.exit_code == 2
    assert "wrong.toml: route.silent_edit: 'shout' is none of now" in ended.stderr


def test_a_day_that_is_none_is_told(claimwatch: Claimwatch) -> None:
    ended = claimwatch("replay", "--since", "yesterday")
    assert (ended.exit_code, ended.stderr) == (2, "'yesterday' is no day: write it as 2025-01-27.\n")


def test_without_anything_collected_the_way_to_begin_is_told(claimwatch: Claimwatch) -> None:
    ended = claimwatch("replay", "--since", "2025-01-28")
    assert ended.exit_code == 1
    assert re.search(r"claimwatch( --home \S+)? run", ended.stderr)
