"""Pages in a headless Chromium with the network off, and what happened on them."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

IN_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install the package chromium"),
]


@dataclass
class Visit:
    """A page that is open, and what happened on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def visit(browser: Browser, path: Path, text: str, *, width: int = 1100, scheme: str = "light") -> Visit:
    """Open the page from disk and note each request and complaint."""
    file = path / "report.html"
    file.write_text(text, encoding="utf-8")
    context = browser.new_context(
        offline=True,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    seen = Visit(page=context.new_page())
    seen.page.on("request", lambda request: seen.requests.append(request.url))
    seen.page.on("console", lambda message: seen.complaints.append(message.text))
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    seen.page.on("dialog", lambda dialog: seen.complaints.append(dialog.message))
    seen.page.goto(file.as_uri())
    seen.requests = [url for url in seen.requests if url != file.as_uri() and not url.startswith("data:")]
    return seen


RULES = {"resultTypes": ["violations"], "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong, a line each, with the elements that it finds it in."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['target']} {node['html'][:120]}" for one in found for node in one["nodes"]]


def unfolded(page: Page) -> None:
    """Open all that is folded, and have all laid out: what a reader does not see yet is checked too."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    page.evaluate("document.querySelectorAll('main *').forEach((one) => { one.style.contentVisibility = 'visible'; })")
