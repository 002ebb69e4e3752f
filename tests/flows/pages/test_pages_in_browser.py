"""The served pages in a real browser: they fit a phone, break no policy, and axe-core finds no violation."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.pages.shelf import Shelf
from tests.flows.collection.newsstand import HOUR, MONDAY, Desk
from tests.flows.report.browsing import IN_BROWSER, unfolded, violations, visit
from warehouse import connect, read

pytestmark = IN_BROWSER

EVENING = MONDAY + 6 * HOUR


def page_of(desk: Desk, name: str) -> str:
    """Return a page of the desk's shelf."""
    shelf = Shelf(home=desk.home, watches={desk.watch.id: desk.watch})
    with connect.reader(desk.home) as con:
        key = read.alerts_since(con, desk.watch.id)[0].alert_key
    pages = {
        "front": lambda: shelf.front(EVENING),
        "report": lambda: shelf.report(desk.watch.id, EVENING),
        "alert": lambda: shelf.alert(key, EVENING),
        "article": lambda: shelf.article(1, None, None, EVENING),
        "one version": lambda: shelf.article(1, 1, 1, EVENING),
        "claim": lambda: shelf.claim(1, EVENING),
    }
    return pages[name]()


@pytest.mark.parametrize(("width", "scheme"), [(375, "dark"), (1100, "light")])
@pytest.mark.parametrize("name", ["front", "report", "alert", "article", "one version", "claim"])
def test_each_page_fits_and_has_no_violation(
    browser: Browser, office: Desk, tmp_path: Path, name: str, width: int, scheme: str
) -> None:
    seen = visit(browser, tmp_path, page_of(office, name), width=width, scheme=scheme)
    unfolded(seen.page)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (seen.requests, seen.complaints) == ([], [])
    assert violations(seen.page) == []
