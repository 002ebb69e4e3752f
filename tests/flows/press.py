"""A watch of two shipped outlets in a folder of its own, for the tests that run flows against their loopback server."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from flows.coverage.press import Press, load_press, shipped_folder

OUTLETS = ("en-northern-courier", "en-capital-dispatch")
MORNING = datetime(2025, 1, 28, 8, tzinfo=UTC)
EVENING = datetime(2025, 1, 28, 18, tzinfo=UTC)
"""Between the two, the Courier raises a figure of its casualty estimate (event E01 of the coverage)."""

HEAD = """
id = "{id}"
title = "Two made-up outlets"
story = "north-korea-in-russia"
time_zone = "UTC"
"""
FEED = """
[[feed]]
id = "{id}"
outlet = "{outlet}"
outlet_name = "{outlet}"
publisher = "{outlet}"
language = "{language}"
country = "GB"
url = "{url}"
every = "1h"
seen_at = "made up for a test"
probed = true
"""
DELIVERY = """
[[channel]]
id = "jsonl"
kind = "jsonl"
"""


def press_of(folder: Path, outlets: Iterable[str] = OUTLETS) -> Press:
    """Return a press of a few of the shipped outlets, copied into a folder."""
    for outlet in outlets:
        shutil.copytree(shipped_folder() / outlet, folder / outlet)
    return load_press(folder)


def feed(outlet: str, url: str, *, id: str = "") -> str:
    """Return a feed's table."""
    return FEED.format(id=id or outlet, outlet=outlet, language=outlet[:2], url=url)


def press_feed(press: Press, outlet: str, *, id: str = "", query: str = "") -> str:
    """Return the table of the feed of a played outlet; another query makes another feed of it."""
    return feed(outlet, f"http://{press.title(outlet).outlet.host}/feed.xml{query}", id=id)


def write_watch(folder: Path, feeds: Iterable[str]) -> Path:
    """Write a watch of these feeds, which borrows the shipped story, and return its folder."""
    folder.mkdir(parents=True)
    (folder / "watch.toml").write_text(HEAD.format(id=folder.name), "utf-8")
    (folder / "feeds.toml").write_text("".join(feeds), "utf-8")
    (folder / "delivery.toml").write_text(DELIVERY, "utf-8")
    return folder
