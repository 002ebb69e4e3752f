import http.client
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

import pytest

from flows.coverage.press import Press, article_path, load_press
from flows.coverage.server import PressServer
from tests.flows.coverage.conftest import article_text, outlet_text, small_press, write

MONDAY = datetime(2025, 1, 27, 8, tzinfo=UTC)
TUESDAY = datetime(2025, 1, 28, 18, tzinfo=UTC)
HOST = "en-trial.example"
Answer = tuple[int, dict[str, str], bytes]


def get(server: PressServer, path: str, *, host: str = HOST, **headers: str) -> Answer:
    """Ask as a browser would that had resolved the host to loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    try:
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers={"Host": host, **asked})
        response = connection.getresponse()
        return response.status, {k.lower(): v for k, v in response.getheaders()}, response.read()
    finally:
        connection.close()


def served(root: Path, at: datetime = MONDAY, **press: str) -> PressServer:
    return PressServer(small_press(root, **press), at=at)


@pytest.fixture(scope="module")
def playing(shipped: Press) -> Iterator[PressServer]:
    with PressServer(shipped, at=TUESDAY) as server:
        yield server


@pytest.mark.parametrize("path", ["/world/first", "/feed.xml"])
@pytest.mark.parametrize(("etag", "opening"), [("strong", '"'), ("weak", 'W/"')])
def test_who_has_the_page_is_told_so(tmp_path: Path, path: str, etag: str, opening: str) -> None:
    with served(tmp_path, etag=etag) as server:
        status, headers, body = get(server, path)
        again = get(server, path, If_None_Match=headers["etag"])
        other = get(server, path, If_None_Match='"other"')
    assert (status, headers["etag"].startswith(opening)) == (200, True)
    assert (again[0], again[2], again[1]["etag"]) == (304, b"", headers["etag"])
    assert (other[0], other[2]) == (200, body)


@pytest.mark.parametrize("path", ["/world/first", "/feed.xml"])
def test_an_outlet_without_tags_goes_by_the_date_of_the_last_edit(tmp_path: Path, path: str) -> None:
    more = '[[revision]]\nat = 2025-01-28T12:00:00Z\nevent = "E01"\nedits = [["Ten sheep", "Six sheep"]]'
    with served(tmp_path, etag="none", article=article_text(more=more)) as server:
        _, headers, _ = get(server, path)
        since = headers["last-modified"]
        same = get(server, path, If_Modified_Since=since)
        server.at = TUESDAY
        edited = get(server, path, If_Modified_Since=since)
    assert "etag" not in headers
    assert since == "Mon, 27 Jan 2025 06:00:00 GMT"
    assert (same[0], edited[0]) == (304, 200)
    assert b"Six sheep" in edited[2]


def test_a_wrong_tag_wins_over_a_right_date(tmp_path: Path) -> None:
    """RFC 9110, 13.1.3: If-Modified-Since is ignored beside If-None-Match."""
    with served(tmp_path) as server:
        since = get(server, "/world/first")[1]["last-modified"]
        assert get(server, "/world/first", If_None_Match='"x"', If_Modified_Since=since)[0] == 200


def test_a_date_that_is_none_is_ignored(tmp_path: Path) -> None:
    with served(tmp_path, etag="none") as server:
        assert get(server, "/world/first", If_Modified_Since="yesterday")[0] == 200


def test_unknown_paths_hosts_and_articles_to_come_are_not_found(tmp_path: Path) -> None:
    with served(tmp_path, at=datetime(2025, 1, 26, tzinfo=UTC)) as server:
        assert get(server, "/world/first")[0] == 404
        assert get(server, "/world/second")[0] == 404
        assert get(server, "/feed.xml", host="elsewhere.example")[0] == 404
        server.at = MONDAY
        assert get(server, "/world/first?utm_source=rss")[0] == 200


def test_an_old_path_leads_to_the_new_one(tmp_path: Path) -> None:
    with served(tmp_path, article=article_text(traits='redirect_from = "/old"')) as server:
        status, headers, _ = get(server, "/old")
    assert (status, headers["location"]) == (301, "/world/first")


def test_what_was_taken_down_is_gone(tmp_path: Path) -> None:
    more = '[[revision]]\nat = 2025-01-28T12:00:00Z\nevent = "E11"\ngone = true'
    with served(tmp_path, article=article_text(more=more)) as server:
        before = get(server, "/world/first")[0]
        server.at = TUESDAY
        assert (before, get(server, "/world/first")[0]) == (200, 410)
        assert b"sheep" not in get(server, "/feed.xml")[2]


def test_a_check_page_answers_200_and_may_not_be_kept(tmp_path: Path) -> None:
    more = '[[revision]]\nat = 2025-01-28T12:00:00Z\nnoise = "challenge"\nchallenge = true'
    with served(tmp_path, at=TUESDAY, article=article_text(more=more)) as server:
        status, headers, body = get(server, "/world/first")
    assert (status, headers["cache-control"], "etag" in headers) == (200, "no-store", False)
    assert b"Checking that your browser" in body


def test_a_feed_fails_once_and_then_no_more(tmp_path: Path) -> None:
    with served(tmp_path, traits="feed_fails_at = 2025-01-28T00:00:00Z") as server:
        monday = get(server, "/feed.xml")[0]
        server.at = TUESDAY
        assert [monday, get(server, "/feed.xml")[0], get(server, "/feed.xml")[0]] == [200, 503, 200]


def test_a_slow_outlet_makes_its_visitors_wait_and_no_others(tmp_path: Path) -> None:
    slow = outlet_text("en-slow", traits="slow_s = 0.3")
    tree = {"en-slow/outlet.toml": slow, "en-trial/outlet.toml": outlet_text()}
    with PressServer(load_press(write(tmp_path, tree)), at=MONDAY) as server:
        taken = []
        for host in ("en-slow.example", HOST):
            start = time.monotonic()
            get(server, "/feed.xml", host=host)
            taken.append(time.monotonic() - start)
    assert taken[0] >= 0.3 > taken[1]


def test_requests_are_counted(tmp_path: Path) -> None:
    with served(tmp_path) as server:
        get(server, "/feed.xml")
        get(server, "/feed.xml?x=1")
        get(server, "/nowhere")
        assert server.count() == 3
        assert server.count(path="/feed.xml") == 2
        assert server.count(host=HOST, status=404) == 1
        assert server.asked[0].at == MONDAY


def test_each_outlet_answers_with_its_own_feed(playing: PressServer) -> None:
    for title in playing.press.titles:
        if title.outlet.slow_s:
            continue
        status, _, body = get(playing, "/feed.xml", host=title.outlet.host)
        assert status == 200
        assert f"http://{title.outlet.host}/" in body.decode()


def test_a_header_may_claim_nothing_about_the_charset(playing: PressServer) -> None:
    title = playing.press.title("ko-haesol-news")
    article = title.published(TUESDAY)[0][0]
    _, headers, body = get(playing, article_path(title.outlet, article), host=title.outlet.host)
    assert headers["content-type"] == "text/html"
    assert article.revisions[0].title in unescape(body.decode("euc-kr"))


def test_a_header_may_claim_the_wrong_charset(playing: PressServer) -> None:
    title = playing.press.title("ru-severnaya-hronika")
    article = title.published(TUESDAY)[0][0]
    _, headers, body = get(playing, article_path(title.outlet, article), host=title.outlet.host)
    assert headers["content-type"] == f"text/html; charset={title.outlet.header_charset}"
    assert title.outlet.header_charset != "windows-1251"
    assert article.revisions[0].title in body.decode("windows-1251")
