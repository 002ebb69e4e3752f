"""The attacks of docs/security.md that belong to no single module, and that tables of tests name tests that exist."""

import ast
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from extractors.feeds import read_feed
from extractors.pages import read_article
from extractors.values import Article, Page

ROOT = Path(__file__).parents[2]
TABLES = ("security.md", "cases.md")
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
FEED = "<rss version='2.0'><channel><item><title>Late</title><link>https://a.example/1</link></item></channel></rss>"
SECRET = "a-secret-that-is-in-a-file"
LOUD = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "NO_PROXY", "CLAIMWATCH_NETWORK", "CLAIMWATCH_PRIVATE")


class Insider(HTTPServer):
    """A server of this machine that nobody outside may make us ask."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.count = 0


class _Handler(BaseHTTPRequestHandler):
    server: Insider

    def do_GET(self) -> None:
        self.server.count += 1
        self.send_response(200)
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def insider() -> Iterator[Insider]:
    with Insider() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0x7f000001"])
def test_the_command_asks_nothing_of_this_machine_whatever_the_environment_says(host: str, tmp_path: Path) -> None:
    with insider() as server:
        said = dict.fromkeys(LOUD, f"http://127.0.0.1:{server.server_port}")
        ended = subprocess.run(
            [sys.executable, "-m", "flows.console.main", "feed", f"http://{host}:{server.server_port}/feed.xml"],
            env={**os.environ, **said, "CLAIMWATCH_HOME": str(tmp_path)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert server.count == 0
    assert ended.returncode == 1
    assert re.search("not a public address|a number written in other characters", ended.stdout)


def test_only_the_demo_takes_another_network_than_the_public_one() -> None:
    """`use_network` and `loopback` are the only ways to another network; neither reads a setting."""
    users = {
        path.relative_to(ROOT).as_posix()
        for room in ("flows", "extractors", "warehouse")
        for path in (ROOT / room).rglob("*.py")
        if {"use_network", "loopback"} & _names_called(path)
    }
    assert users == {"flows/demo.py"}
    assert not re.search(r"environ\b|getenv", (ROOT / "flows/outlets/network.py").read_text("utf-8"))


def page(body: str, kind: str) -> Page:
    url = "https://harbour-post.example/1"
    now = datetime(2025, 1, 27, tzinfo=UTC)
    return Page(url=url, final_url=url, status=200, content_type=kind, body=body.encode(), fetched_at=now)


def doctype(root: str, file: Path) -> str:
    return (
        f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY f SYSTEM "{file.as_uri()}">'
        f'<!ENTITY % p SYSTEM "{file.as_uri()}">%p;]>'
    )


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret"
    file.write_text(SECRET)
    return file


FEEDS = {
    "rss": FEED.replace("Late", "Late &f;"),
    "feed": "<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>1</id><title>Late &f;</title>"
    "<link href='https://a.example/1'/></entry></feed>",
    "urlset": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' "
    "xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'><url><loc>https://a.example/1</loc><news:news>"
    "<news:publication_date>2025-01-27T00:00:00Z</news:publication_date><news:title>Late &f;</news:title>"
    "</news:news></url></urlset>",
}


@pytest.mark.parametrize("root", FEEDS)
def test_a_feed_cannot_bring_a_file_of_this_machine_in(root: str, secret: Path) -> None:
    body = FEEDS[root]
    plain = read_feed(page(body.replace(" &f;", ""), "application/xml"), "harbour-post")
    assert isinstance(plain, tuple)  # or the entity would be nowhere
    assert SECRET not in str(read_feed(page(doctype(root, secret) + body, "application/xml"), "harbour-post"))


def test_a_page_cannot_bring_a_file_of_this_machine_in(secret: Path) -> None:
    prose = "The last ferry of the season left the old harbour nine hours late on Monday, after ice had closed the bay."
    body = doctype("html", secret) + f"<html><body><article><p>{prose} &f;</p></article></body></html>"
    found = read_article(page(body, "application/xhtml+xml"), outlet="harbour-post", language="en")
    assert isinstance(found, Article)
    assert prose in found.text
    assert SECRET not in str(found)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_names_a_test_and_every_named_test_is_there(table: str) -> None:
    text = (ROOT / "docs" / table).read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| Attack", "| Case"))]
    assert len(rows) > 30
    assert [row for row in rows if not NAMED.search(row)] == []
    assert [f"{file}::{name}" for file, name in NAMED.findall(text) if name not in _tests_of(file)] == []


@cache
def _tests_of(file: str) -> frozenset[str]:
    path = ROOT / "tests" / file
    if not path.is_file():
        return frozenset()
    found = ast.walk(ast.parse(path.read_text("utf-8")))
    return frozenset(
        node.name
        for node in found
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


def _names_called(path: Path) -> set[str]:
    calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    return {
        func.id if isinstance(func, ast.Name) else func.attr
        for func in calls
        if isinstance(func, ast.Name | ast.Attribute)
    }
