"""The page in a real browser, opened from disk with the network off: it loads nothing, breaks nothing, fits a phone."""

import itertools
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.report.page import render
from tests.flows.report.browsing import IN_BROWSER, visit
from tests.flows.report.sample import content
from tests.flows.report.test_page import hostile

pytestmark = IN_BROWSER


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1100])
def test_the_page_opens_without_a_request_a_complaint_or_a_sideways_scroll(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    seen = visit(browser, tmp_path, render(content()), width=width, scheme=scheme)
    seen.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    seen.page.screenshot(path=tmp_path / f"{width}-{scheme}.png", full_page=True)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    assert (seen.requests, seen.complaints) == ([], [])


def test_hostile_text_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path, render(hostile()), width=375)
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= 375
    assert (seen.requests, seen.complaints) == ([], [])


def test_the_policy_stops_a_script_that_is_not_ours(browser: Browser, tmp_path: Path) -> None:
    """Shows that the policy is in force: the same page with a foreign script added complains and does not run it."""
    spoilt = render(content()).replace("</main>", "<script>document.title = 'run'</script></main>")
    seen = visit(browser, tmp_path, spoilt)
    assert seen.page.title() != "run"
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)


def test_dark_mode_turns_the_paper_dark_and_the_ink_light(browser: Browser, tmp_path: Path) -> None:
    ask = "(() => { const s = getComputedStyle(document.body); return [s.backgroundColor, s.color]; })()"
    light = visit(browser, tmp_path, render(content())).page.evaluate(ask)
    dark = visit(browser, tmp_path, render(content()), scheme="dark").page.evaluate(ask)
    assert brightness(light[0]) > 200 > 100 > brightness(light[1])
    assert brightness(dark[0]) < 60 < 180 < brightness(dark[1])


def brightness(color: str) -> float:
    """Return the mean of red, green and blue of a colour as browsers write it."""
    red, green, blue = (float(part) for part in color.removeprefix("rgb(").removesuffix(")").split(","))
    return (red + green + blue) / 3


@pytest.mark.parametrize("width", [375, 1100])
def test_the_keyboard_reads_a_chart_mark_by_mark(browser: Browser, tmp_path: Path, width: int) -> None:
    page = visit(browser, tmp_path, render(content()), width=width).page
    page.locator(".plot").first.focus()
    detail = page.locator(".detail").first
    read = []
    for _ in range(3):
        page.keyboard.press("ArrowRight")
        read.append(detail.inner_text())
    assert len(set(read)) == 3
    assert "about 1,000" in read[0]
    assert detail.get_attribute("aria-live") == "polite"
    page.keyboard.press("Enter")
    assert page.locator("details.all").first.get_attribute("open") is not None


def test_a_pointer_near_a_mark_shows_its_quote(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    page.locator(".wide .m[data-row]").first.hover()
    assert "Western officials via BBC" in page.locator(".detail").first.inner_text()


def test_without_script_every_telling_can_still_be_read(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(content()), encoding="utf-8")
    page = browser.new_context(java_script_enabled=False, offline=True).new_page()
    page.goto(file.as_uri())
    page.locator("details.all summary").first.click()
    assert page.locator("details.all").first.locator("tbody tr").count() == 15
    assert page.locator(".detail").first.is_hidden()


def test_print_opens_what_was_folded_and_folds_it_again(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    open_before = page.locator("details[open]").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == open_before == 1, "the newest day's runs are open"


def test_the_reading_order_has_one_first_heading_and_skips_no_level(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_a_chart_can_be_looked_at_more_closely_and_be_left_again(browser: Browser, tmp_path: Path) -> None:
    seen = visit(browser, tmp_path, render(content()))
    figure = seen.page.locator(".figure").first
    assert figure.locator("canvas").count() == 0
    figure.get_by_role("button", name="Zoom").click()
    assert figure.locator("canvas").is_visible()
    assert not figure.locator(".wide").is_visible()
    before = figure.locator("canvas").screenshot()
    figure.get_by_role("button", name="Closer").click()
    seen.page.wait_for_timeout(50)
    closer = figure.locator("canvas").screenshot()
    figure.get_by_role("button", name="Whole").click()
    seen.page.wait_for_timeout(50)
    assert before != closer
    assert figure.locator("canvas").screenshot() == before
    figure.get_by_role("button", name="Zoom", exact=True).click()
    assert figure.locator(".wide").is_visible()
    assert (seen.requests, seen.complaints) == ([], [])


def test_in_the_zoomed_chart_pointer_and_arrow_keys_still_read_the_marks(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    figure = page.locator(".figure").first
    figure.get_by_role("button", name="Zoom").click()
    figure.locator(".plot").focus()
    page.keyboard.press("ArrowRight")
    by_key = figure.locator(".detail").inner_text()
    assert "about 1,000" in by_key
    box = figure.locator(".u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.66)
    for step in range(12):
        page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * (0.6 + step / 36))
    assert figure.locator(".detail").inner_text() != by_key


def test_dragging_over_the_zoomed_chart_shows_that_time_alone(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    figure = page.locator(".figure").first
    figure.get_by_role("button", name="Zoom").click()
    before = figure.locator("canvas").screenshot()
    box = figure.locator(".u-over").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60, steps=5)
    page.mouse.up()
    page.mouse.move(0, 0)
    page.wait_for_timeout(50)
    assert figure.locator("canvas").screenshot() != before


def test_paper_shows_the_drawing_whatever_was_zoomed(browser: Browser, tmp_path: Path) -> None:
    page = visit(browser, tmp_path, render(content())).page
    page.locator(".figure").first.get_by_role("button", name="Zoom").click()
    page.emulate_media(media="print")
    assert page.locator(".figure").first.locator(".wide").is_visible()
    assert not page.locator(".figure").first.locator("canvas").is_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"
