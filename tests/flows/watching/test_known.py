"""A watch is found by a shipped name, by its folder, or as the shipped coverage."""

from pathlib import Path

import pytest

from flows.errors import ConfigError
from flows.watching.known import DEMO, find_watch
from tests.flows.press import feed, write_watch


def test_each_name_finds_its_watch(tmp_path: Path) -> None:
    folder = write_watch(tmp_path / "desk", [feed("en-courier", "http://courier.example/feed.xml")])
    assert [find_watch(name).id for name in ("north-korea-in-russia", DEMO, str(folder))] == [
        "north-korea-in-russia",
        "shipped-coverage",
        "desk",
    ]


def test_a_name_that_nobody_knows_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(ConfigError, match=r"atlantis.*shipped are mine-at-varn, north-korea-in-russia"):
        find_watch("atlantis")
