"""A day in the life of a watch, and a browser, for tests of what is shown of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # most tests of this folder need neither a browser nor a newsstand, which imports the whole house
    from playwright.sync_api import Browser

    from tests.flows.collection.newsstand import Desk


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    """A headless Chromium, closed when the module is done: playwright's loop must not outlive it."""
    from playwright.sync_api import sync_playwright

    from tests.flows.report.browsing import CHROMIUM

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Desk]":
    """A day of two outlets: the Courier raises a figure, the Ledger follows, a third feed is down."""
    from tests.flows.collection.newsstand import (
        COURIER,
        HOUR,
        LEDGER,
        MONDAY,
        SEOUL,
        Answer,
        Desk,
        feed_url,
        open_stand,
        watch_of,
    )

    with open_stand() as stand:
        home = tmp_path_factory.mktemp("day") / "home"
        desk = Desk(watch=watch_of(COURIER, LEDGER, "silent"), home=home, stand=stand)
        for outlet in (COURIER, LEDGER):
            stand.feed(outlet, "toll")
            stand.article(outlet, "toll", SEOUL.format("1,000"), title=f"*Losses* <b>counted</b> in the {outlet}")
        stand.answers[feed_url("silent")] = Answer(status=503)
        desk.collect(MONDAY)
        stand.article(COURIER, "toll", SEOUL.format("1,500"), title="*Losses* <b>counted</b> again")
        desk.collect(MONDAY + 2 * HOUR)
        stand.article(LEDGER, "toll", SEOUL.format("1,500"))
        desk.collect(MONDAY + 5 * HOUR)
        yield desk
