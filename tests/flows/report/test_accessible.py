"""The report is fit for everybody, as far as a machine can tell: axe-core finds nothing, and keys get everywhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.report.page import render
from tests.flows.report.browsing import IN_BROWSER, unfolded, violations, visit
from tests.flows.report.sample import content

pytestmark = IN_BROWSER


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1100])
def test_the_report_has_no_violation(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    page = visit(browser, tmp_path, render(content()), width=width, scheme=scheme).page
    unfolded(page)
    assert violations(page) == []


def test_a_zoomed_chart_has_no_violation(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    page.locator(".figure").first.get_by_role("button", name="Zoom").click()
    assert violations(page) == []


def test_a_violation_would_be_found(browser: Browser, tmp_path: Path) -> None:
    """Shows that the check is in force: a page with a picture that says nothing and pale text fails it."""
    spoilt = render(content()).replace("<main>", '<main><img src="data:,"><p class="none">x</p><button></button>')
    assert {line.split(":")[0] for line in violations(visit(browser, tmp_path, spoilt).page)} >= {
        "image-alt",
        "button-name",
    }


def test_tabbing_reaches_the_alerts_the_charts_and_the_zoom_and_shows_where_it_is(
    browser: Browser, tmp_path: Path
) -> None:
    page = visit(browser, tmp_path, render(content())).page
    reached = set()
    for _ in range(160):
        page.keyboard.press("Tab")
        now = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " return [e.tagName, e.className, s.outlineStyle !== 'none']; })()"
        )
        assert now[2] or now[0] == "BODY", f"nobody sees that {now[:2]} has the focus"
        reached.add((now[0], now[1]))
    assert {("A", "skip"), ("DIV", "plot"), ("BUTTON", ""), ("SUMMARY", "")} <= reached


def test_a_screen_reader_is_told_of_the_matrix_as_a_table_on_a_phone_too(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content()), width=375).page
    table = page.locator(".matrix")
    assert table.get_by_role("columnheader").count() == 3
    assert table.get_by_role("row").count() == 10
    assert table.get_by_role("rowheader", name="한빛일보").count() == 1
