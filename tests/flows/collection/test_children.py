"""What a page can do to the process that reads it, and that it does nothing to the run."""

import os
import pickle
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import pytest

from extractors import pages
from extractors.values import Article, FeedEntry, Issue, Page
from flows.collection import child, children
from flows.collection.child import GROWN_KB
from flows.collection.children import Children, by_structure
from flows.collection.wire import MAX_BYTES, OUT_OF_MEMORY, Asked, WireError, receive, send
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    MONDAY,
    SEOUL,
    Answer,
    Newsstand,
    page_url,
    tagged,
)

NOW = datetime(2025, 1, 27, 8, tzinfo=UTC)
URL = "https://harbour-post.example/ferry"
PROSE = (
    "The last ferry of the season left the old harbour nine hours late on Monday, after ice had closed the bay twice. "
    "Passengers spent the night in the waiting hall, where the town's volunteers brought soup, blankets and tea."
)
PAGE_LIMIT_S = 6.0


def page(body: str | bytes, *, kind: str = "text/html; charset=utf-8") -> Page:
    source = body.encode() if isinstance(body, str) else body
    return Page(url=URL, final_url=URL, status=200, content_type=kind, body=source, fetched_at=NOW)


def html(*, title: str = "The ferry is late", junk: str = "") -> str:
    return f"<html><head><title>{title}</title></head><body><article>{junk}<p>{PROSE}</p></article></body></html>"


def read(extraction: Children, body: str | bytes, **more: object) -> Article | Issue:
    return extraction.article(page(body), outlet="harbour-post", language="en", **more)


@pytest.fixture
def one() -> Iterator[Children]:
    """A single child, so that it is known which one reads."""
    extraction = Children(most=1)
    yield extraction
    extraction.close()


def pid_of(extraction: Children) -> int:
    """The process of the only child, which is idle."""
    return extraction._idle[0]._process.pid


def test_a_page_reads_the_same_in_a_child(one: Children) -> None:
    here = pages.read_article(page(html()), outlet="harbour-post", language="en")
    assert read(one, html()) == here
    assert isinstance(here, Article)


def test_a_feed_reads_the_same_in_a_child(one: Children) -> None:
    feed = f"<rss version='2.0'><channel><item><title>Late</title><link>{URL}</link></item></channel></rss>"
    (entry,) = one.feed(page(feed, kind="application/rss+xml"), "harbour-post")
    assert isinstance(entry, FeedEntry)
    assert (entry.url, entry.title) == (URL, "Late")


def test_an_issue_comes_back_as_one(one: Children) -> None:
    found = read(one, "")
    assert isinstance(found, Issue)
    assert found.kind == "empty"


def test_a_bug_in_a_child_is_told_with_its_place_and_the_child_goes_on(one: Children) -> None:
    found = read(one, html(), no_such_argument=1)
    before = pid_of(one)
    assert isinstance(found, Issue)
    assert found.kind == "bug"
    assert "no_such_argument" in found.text
    assert "child.py" in found.text
    assert isinstance(read(one, html()), Article)
    assert pid_of(one) == before


SLOW = "<p>word word</p>" * 29_000
"""Takes trafilatura seconds, and its structure alone a fraction of one."""

QUADRATIC = "<div>" * 60_000
"""Takes any parser of ours seconds."""


def test_a_page_that_takes_too_long_is_read_by_structure_alone_and_says_so(
    one: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "PAGE_S", 0.05)
    monkeypatch.setattr(children, "SUSPECT_S", 30.0)
    found = read(one, html(junk=SLOW))
    assert isinstance(found, Article)
    assert "word word" in found.text
    (issue,) = by_structure(found)
    assert (issue.where, issue.kind) == (found.url, "by_structure")


def test_an_ordinary_article_has_no_issue_of_that_kind(one: Children) -> None:
    found = read(one, html())
    assert isinstance(found, Article)
    assert by_structure(found) == ()


def test_a_page_that_takes_too_long_either_way_is_an_issue_with_its_reason_and_the_next_is_read(
    one: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "PAGE_S", 0.05)
    monkeypatch.setattr(children, "SUSPECT_S", 0.05)
    one._stretch = 600.0  # the clock of a busy machine may not be faster than its processor
    found = read(one, html(junk=QUADRATIC))
    assert isinstance(found, Issue)
    assert (found.kind, found.where) == ("timeout", URL)
    assert "0.05 s of processor time" in found.text
    monkeypatch.undo()
    assert isinstance(read(one, html()), Article)


def test_a_feed_that_takes_too_long_is_an_issue_of_the_feed(one: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "FEED_S", 0.05)
    items = "".join(f"<item><title>{PROSE * 20}</title><link>{URL}/{n}</link></item>" for n in range(500))
    found = one.feed(page(f"<rss version='2.0'><channel>{items}</channel></rss>", kind="text/xml"), "harbour-post")
    assert isinstance(found, Issue)
    assert (found.kind, found.where) == ("timeout", "harbour-post")


def test_a_child_that_never_answers_is_killed_after_a_while() -> None:
    extraction = Children(most=1)
    assert isinstance(read(extraction, html()), Article)
    pid = pid_of(extraction)
    os.kill(pid, signal.SIGSTOP)
    extraction._stretch = 0.2
    asked = Asked(kind="article", page=page(html()), more={}, limit_s=1.0)
    assert getattr(extraction._asked(asked), "kind", None) == "timeout"
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_page_whose_reader_waits_is_read_by_another_within_six_seconds_by_the_clock(
    one: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (children.PAGE_S + children.SUSPECT_S) * children.STRETCH < PAGE_LIMIT_S - 0.5
    monkeypatch.setattr(os, "getloadavg", lambda: (0.0, 0.0, 0.0))
    monkeypatch.setattr(children, "PAGE_S", 1.0)  # the rest of the six is for a busy machine to start a child
    assert isinstance(read(one, html()), Article)
    os.kill(pid_of(one), signal.SIGSTOP)
    began = time.monotonic()
    found = read(one, html())
    assert isinstance(found, Article)
    assert by_structure(found)
    assert children.PAGE_S < time.monotonic() - began < PAGE_LIMIT_S


def test_on_a_crowded_machine_a_page_has_more_time_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    crowds = []
    for load in (0.5, 2.0, 8.0):
        monkeypatch.setattr(os, "getloadavg", lambda load=load: (load, 0.0, 0.0))
        crowds.append(children._crowd())
    assert crowds == [1.0, 1.0, 4.0]


def test_a_child_that_was_killed_while_idle_costs_no_page(one: Children) -> None:
    read(one, html())
    os.kill(pid_of(one), signal.SIGKILL)
    assert isinstance(read(one, html()), Article)


def test_a_child_that_dies_of_something_else_than_its_page_is_replaced_and_the_page_read_as_ever(
    one: Children, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = children._Child.ask

    def dying(self: children._Child, asked: Asked, patience_s: float) -> tuple[object, bool]:
        monkeypatch.setattr(children._Child, "ask", ask)
        os.kill(self._process.pid, signal.SIGKILL)
        return ask(self, asked, patience_s)

    monkeypatch.setattr(children._Child, "ask", dying)
    found = read(one, html())
    assert isinstance(found, Article)
    assert by_structure(found) == ()


def test_a_page_that_takes_too_much_memory_ends_its_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_page: Page) -> object:
        raise MemoryError

    class EndedError(Exception):
        pass

    def end(code: int) -> None:
        raise EndedError(code)

    monkeypatch.setitem(child._WORK, "article", greedy)
    monkeypatch.setattr("os._exit", end)
    with pytest.raises(EndedError, match=str(OUT_OF_MEMORY)):
        child._worked(Asked(kind="article", page=page(""), more={}, limit_s=5.0))


def test_a_child_has_limits_and_none_of_the_runs_secrets(one: Children, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWATCH_WEBHOOK_URL", "https://chat.example/hook?token=secret")
    read(one, html())
    folder = Path(f"/proc/{pid_of(one)}")
    if not folder.is_dir():
        pytest.skip("this system does not show processes as files")
    assert b"CLAIMWATCH" not in (folder / "environ").read_bytes()
    limits = {line[:26].strip(): line[26:].split()[:2] for line in (folder / "limits").read_text().splitlines()}
    assert limits["Max file size"] == ["0", "0"]
    assert limits["Max core file size"] == ["0", "0"]
    assert limits["Max address space"] == [str(child.MEMORY)] * 2


def test_a_child_is_replaced_after_some_pages() -> None:
    extraction = Children(most=1, pages=2)
    seen = []
    for _ in range(3):
        read(extraction, html())
        seen.append(pid_of(extraction) if extraction._idle else None)
    extraction.close()
    assert seen[0] is not None
    assert seen[1] is None
    assert seen[2] not in (None, seen[0])


def test_a_child_of_a_large_run_is_not_taken_for_one_that_has_grown(one: Children) -> None:
    ballast = bytearray(os.urandom(1)) * (GROWN_KB * 1_100)  # the kernel hands our own peak on to the child
    first = (read(one, html()), pid_of(one))
    second = (read(one, html()), pid_of(one))
    assert first[1] == second[1]
    assert len(ballast) > GROWN_KB * 1_000


def test_many_threads_get_each_their_own_answer() -> None:
    extraction = Children(most=2)
    titles = [f"Ferry number {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda title: read(extraction, html(title=title)), titles))
    assert len(extraction._idle) <= 2
    extraction.close()
    assert [article.title for article in found if isinstance(article, Article)] == titles


def test_a_child_ends_with_its_run(one: Children) -> None:
    read(one, html())
    only = one._idle[0]
    only._socket.close()
    assert only._process.wait(timeout=30) == 0


def test_a_process_that_was_forked_does_not_speak_to_the_children_of_the_one_before(one: Children) -> None:
    read(one, html())
    process = one._idle[0]._process
    one.forget()
    assert not one._idle
    assert process.pid != 0
    os.kill(process.pid, signal.SIGKILL)
    os.waitpid(process.pid, 0)


def _spans(count: int) -> str:
    return "<p>" + "<span>word </span>" * count + "</p>"


HOSTILE: dict[str, str | bytes] = {
    "20,000-spans": html(junk=_spans(20_000)),
    "200,000-spans": html(junk=_spans(200_000)),
    "20,000-persons": html(
        junk='<script type="application/ld+json">{"@type":"NewsArticle","author":['
        + '{"@type":"Person","name":"a"},' * 20_000
        + "</script>"
    ),
    "100,000-items": html(junk="<ul>" + "<li>item</li>" * 100_000 + "</ul>"),
    "100,000-links": html(junk='<a href="/x">link</a> ' * 100_000),
    "100,000-dates": html(junk="2024-11-04 <b>x</b> " * 100_000),
    "an-attribute": html(junk=f'<p title="{"x" * 7_500_000}">a</p>'),
    "a-comment-without-end": html() + "<!-- " + "x" * 1_000_000,
    "binary": bytes(range(256)) * 4_000,
    "nothing": b"",
    "zeros": html().encode() + bytes(1_000_000),
    "no-utf-8": html().encode() + b"\xff\xfe\xfd" * 300_000,
    "50,000-nested": html(junk="<div>" * 50_000),
    "a-paragraph": html(junk=f"<p>{'word ' * 1_500_000}</p>"),
}
"""The hostile pages that were measured, each within the cap on the size of a page."""


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_costs_at_most_six_seconds(body: str | bytes) -> None:
    before = getrusage(RUSAGE_CHILDREN)
    extraction = Children(most=1)
    found = read(extraction, body)
    extraction.close()
    after = getrusage(RUSAGE_CHILDREN)
    assert isinstance(found, Article | Issue)
    assert (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime) < PAGE_LIMIT_S


def test_a_run_goes_on_beside_a_page_that_ends_its_reader(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "PAGE_S", 0.4)
    monkeypatch.setattr(children, "SUSPECT_S", 0.4)
    stand.feed(COURIER, "bad", "good")
    stand.article(COURIER, "good", SEOUL.format("1,000"))
    stand.answers[page_url(COURIER, "bad")] = Answer(body=html(junk=QUADRATIC).encode())
    office = desk(COURIER)
    ended = office.collect(MONDAY)
    assert (ended.counts["versions"], ended.counts["issues"]) == (1, 1)
    ((where, text),) = office.rows("select location, text from issues")
    assert where == page_url(COURIER, "bad")
    assert "so it was given up" in str(text)  # by its processor time, or where others keep that busy by the clock


def test_a_page_that_became_too_much_for_the_ordinary_way_is_held_against_its_like(
    desk: MakeDesk, stand: Newsstand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its structure alone gives less of the text; what is missing was not taken out by the publisher."""
    more = "The Pentagon said that about 12,000 North Korean soldiers had been sent to Russia."
    body = html(junk=f"<p>{SEOUL.format('1,000')}</p><dl><dt>Kursk</dt><dd>{more}</dd></dl>")
    url = page_url(COURIER, "toll")
    stand.feed(COURIER, "toll")
    stand.answers[url] = tagged(body.encode())
    office = desk(COURIER)
    office.collect(MONDAY)
    stand.answers[url] = tagged(f"{body}<!-- built again -->".encode())
    article = Children.article
    with monkeypatch.context() as patch:
        patch.setattr(Children, "article", lambda self, page, **given: article(self, page, **_suspect(given)))
        office.collect(MONDAY + 2 * HOUR)
    texts = office.rows("select extractor, position('12,000' in text) > 0 from versions order by version_id")
    assert [found for _, found in texts] == [True, False]
    assert str(texts[1][0]).endswith("by structure alone")
    assert office.rows("select count(*) from changes where cause = 'publisher'") == [(0,)]


def _suspect(given: dict[str, object]) -> dict[str, object]:
    """By structure alone, and as if nothing was known: with the paragraphs before, the same text would be found."""
    return {**given, "is_suspect": True, "known": ()}


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


Pair = tuple[socket.socket, socket.socket]


class _Evil:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.system, ("true",)


def test_a_message_can_carry_our_values_alone(pair: Pair) -> None:
    send(pair[0], (page("x"), Issue(where="a", kind="b", text="c"), {"at": NOW}))
    assert receive(pair[1]) == (page("x"), Issue(where="a", kind="b", text="c"), {"at": NOW})
    send(pair[0], _Evil())
    with pytest.raises(WireError, match="system is no value of ours"):
        receive(pair[1])


@pytest.mark.parametrize(
    "sent",
    [
        (MAX_BYTES + 1).to_bytes(8, "big"),
        (4).to_bytes(8, "big") + b"junk",
        (100).to_bytes(8, "big") + pickle.dumps("cut"),
        len(pickle.dumps(Path("x"))).to_bytes(8, "big") + pickle.dumps(Path("x")),
    ],
    ids=["too-long", "no-pickle", "cut-off", "a-foreign-class"],
)
def test_what_is_no_message_is_an_error_of_the_wire(sent: bytes, pair: Pair) -> None:
    pair[0].sendall(sent)
    pair[0].close()
    with pytest.raises(OSError, match=r"."):
        receive(pair[1], within_s=5.0)


def test_who_sends_a_byte_now_and_then_is_not_waited_for(pair: Pair) -> None:
    pair[0].sendall(b"\0\0\0")
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        receive(pair[1], within_s=0.1)
    assert time.monotonic() - start < 5


def test_work_that_is_none_is_refused() -> None:
    with pytest.raises(WireError, match="no work"):
        Asked.of_message(("article", "no page", {}, 1.0))
