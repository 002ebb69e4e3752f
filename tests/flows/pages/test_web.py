"""The served pages: every address that they lead to answers, nobody else's name does, and nothing is written."""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient, TestServer
from selectolax.lexbor import LexborHTMLParser

from flows.monitor import status_of
from flows.pages.shelf import Shelf
from flows.pages.web import application
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Desk, open_stand, watch_of
from warehouse import connect, read

EVENING = MONDAY + 6 * HOUR


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def page(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)


def ask(desk: Desk, *paths: str, method: str = "GET", at: Any = EVENING, home: Path | None = None, **more: Any) -> Any:
    """Ask a site of the desk's home for each path; one answer if there is one path, else a list."""

    async def talk() -> list[Answer]:
        shelf = Shelf(home=home or desk.home, watches={desk.watch.id: desk.watch})
        async with TestClient(TestServer(application(shelf, clock=lambda: at))) as client:
            found = []
            for path in paths:
                async with client.request(method, path, allow_redirects=False, **more) as response:
                    found.append(Answer(response.status, await response.text(), dict(response.headers)))
            return found

    answers = asyncio.run(talk())
    return answers[0] if len(answers) == 1 else answers


@pytest.fixture(scope="module")
def key(office: Desk) -> str:
    with connect.reader(office.home) as con:
        return read.alerts_since(con, office.watch.id)[0].alert_key


def own_links(answer: Answer) -> Iterator[str]:
    for node in answer.page.css("a[href]"):
        href = node.attributes["href"] or ""
        if href.startswith("/"):
            yield href


def test_every_page_that_a_page_leads_to_is_there(office: Desk) -> None:
    seen: dict[str, int] = {}
    ahead = ["/"]
    while ahead:
        answers = ask(office, *ahead, "/")[:-1]
        seen |= {path: answer.status for path, answer in zip(ahead, answers, strict=True)}
        ahead = sorted({href for answer in answers for href in own_links(answer)} - set(seen))
    assert seen.pop("/health") == 503, "one of the desk's feeds is down"
    assert set(seen.values()) == {200}
    kinds = {path.split("/")[1] for path in seen}
    assert kinds == {"", "report", "alert", "article", "claim"}


def test_an_alert_has_a_page_with_both_texts_side_by_side(office: Desk, key: str) -> None:
    page = ask(office, f"/alert/{key}").page
    assert "silently raised the number killed" in page.css_first("h1").text()
    changed = [node.text() for node in page.css(".diff del, .diff ins")]
    assert "1,000" in changed
    assert "1,500" in changed


def test_the_served_report_leads_to_the_alert(office: Desk, key: str) -> None:
    page = ask(office, f"/report/{office.watch.id}").page
    assert f"/alert/{key}" in [node.attributes["href"] for node in page.css(".alert h3 a")]


def test_two_versions_of_an_article_are_compared_and_one_against_itself_is_its_text(office: Desk) -> None:
    both, one = ask(office, "/article/1?from=1&to=2", "/article/1?from=1&to=1")
    assert both.page.css(".diff")
    assert not one.page.css(".diff")
    assert "The text of version 1" in one.text


@pytest.mark.parametrize(
    "path",
    [
        "/report/other",
        "/report/..%2F..%2Fetc",
        "/alert/nothing",
        "/alert/",
        "/article/999",
        "/article/1?to=9",
        "/article/1?from=-1",
        "/article/1?from=1e3",
        "/article/x",
        "/claim/999",
        "/claim/99999999999999999999",
        "/static/page.css",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(office: Desk, path: str) -> None:
    answer = ask(office, path)
    assert answer.status == 404
    assert answer.page.css_first("h1").text() == "404"


def test_an_alert_is_found_by_its_whole_key_alone(office: Desk, key: str) -> None:
    assert ask(office, f"/alert/{key[:8]}").status == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:4280", "127.0.0.1.evil.example", "localhost.", "", "["])
def test_whoever_asks_for_us_under_another_name_is_refused(office: Desk, host: str) -> None:
    answer = ask(office, f"/report/{office.watch.id}", headers={"Host": host})
    assert answer.status == 421
    assert office.watch.title not in answer.text


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1", "[::1]:4280", "LOCALHOST"])
def test_our_own_names_are_taken_at_any_port(office: Desk, host: str) -> None:
    assert ask(office, "/", headers={"Host": host}).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_reading_is_answered(office: Desk, method: str) -> None:
    answer = ask(office, "/", method=method)
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


def test_each_page_says_that_nobody_may_frame_load_or_keep_it(office: Desk, key: str) -> None:
    for answer in ask(office, "/", f"/alert/{key}", "/nothing", f"/report/{office.watch.id}"):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_text_of_an_outlet_is_text_on_every_page(office: Desk) -> None:
    for answer in ask(office, "/article/1", "/claim/1", f"/report/{office.watch.id}"):
        assert "<b>counted</b>" not in answer.text


def test_health_says_what_status_says_and_503_where_a_person_is_needed(tmp_path: Path) -> None:
    with open_stand() as stand:
        desk = Desk(watch=watch_of(COURIER), home=tmp_path / "home", stand=stand)
        stand.feed(COURIER, "toll")
        stand.article(COURIER, "toll", SEOUL.format("1,000"))
        desk.collect(MONDAY)
    well = ask(desk, "/health", at=MONDAY + HOUR)
    late = ask(desk, "/health", at=MONDAY + timedelta(days=2))
    assert (well.status, late.status) == (200, 503)
    (told,) = json.loads(well.text)["watches"]
    known = asdict(status_of(desk.watch, desk.home, MONDAY + HOUR))
    assert set(told) == {*known, "is_well"}
    assert {name: told[name] for name in ("watch", "last_good_run_at", "outbox", "due_feeds", "is_well")} == {
        **{name: known[name] for name in ("watch", "last_good_run_at", "outbox", "due_feeds")},
        "is_well": True,
    }
    assert "is the schedule running" in late.text


def test_a_home_without_a_run_is_told_as_that(office: Desk, tmp_path: Path) -> None:
    answers = ask(office, f"/report/{office.watch.id}", "/health", "/", "/article/1", home=tmp_path)
    assert [answer.status for answer in answers] == [503, 503, 200, 503]
    assert "begin with: claimwatch run" in answers[0].text


def test_reading_leaves_the_home_as_it_was(office: Desk, key: str) -> None:
    def stamps() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in office.home.rglob("*") if path.is_file()}

    before = stamps()
    ask(office, "/", f"/report/{office.watch.id}", f"/alert/{key}", "/article/1", "/claim/1", "/health")
    assert stamps() == before


def test_a_report_is_kept_until_the_read_copy_or_the_hour_is_another(
    office: Desk,
) -> None:
    shelf = Shelf(home=office.home, watches={office.watch.id: office.watch})
    first = shelf.report(office.watch.id, EVENING)
    assert shelf.report(office.watch.id, EVENING + timedelta(minutes=5)) is first
    assert shelf.report(office.watch.id, EVENING + timedelta(hours=1)) is not first
