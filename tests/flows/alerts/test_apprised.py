"""What people get by Apprise: plain words within a service's lengths, and no word of the secret address anywhere."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from typing_extensions import override

from flows.alerts import apprise_child
from flows.alerts.apprise_child import IN_CLEAR, REFUSED, UNKNOWN, fitted, opened
from flows.alerts.apprised import NOT_TRIED, message_of, notify
from flows.alerts.channels import AppriseSender
from flows.records import Record
from tests.flows.alerts.test_channels import payload

SECRET = "hush4c1f"


class Receiver(HTTPServer):
    """What Apprise's json:// speaks to: answers with the next of `answers`, remembers title and body."""

    def __init__(self, answers: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.got: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"json://desk:{SECRET}@127.0.0.1:{self.server_port}/{SECRET}?retry=0"


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.got.append((said["title"], said["message"]))
        self.send_response(self.server.answers.pop(0))
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def receiver(*answers: int) -> Iterator[Receiver]:
    with Receiver(list(answers)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def alert(key: str = "0123456789abcdef", url: str = "https://courier.example/a_b", **more: object) -> Record:
    side: Record = {"url": url}
    return {**payload(key), "after": side, **more}


def test_people_get_headline_lines_link_and_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # would lose the alert, were it asked
    with receiver(200, 200) as server:
        assert notify(server.url, [alert(), alert("f" * 32)], private=True) == (None, None)
    title, body = server.got[0]
    assert title == "The Courier raised killed"
    assert body.splitlines()[0] == "before: 1,000"
    assert body.splitlines()[-2:] == ["https://courier.example/a_b", "alert 0123456789ab"]
    assert len(server.got) == 2


def test_a_service_that_refuses_is_told_by_its_status_and_the_later_alerts_wait() -> None:
    with receiver(500) as server:
        assert notify(server.url, [alert(), alert("b")], private=True) == ("the service answered 500", NOT_TRIED)


def test_the_secret_is_in_no_answer_no_log_and_on_no_stream(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), receiver(403) as server:
        sender = AppriseSender(id="desk", url=server.url, private=True)
        said = [*sender.send([alert()]), *notify("slack://" + SECRET, [alert()], private=False), repr(sender)]
    out = capfd.readouterr()
    assert SECRET not in "".join(map(str, (said, out.out, out.err, caplog.text)))


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("json://127.0.0.1:9/", IN_CLEAR),
        ("jsons://a.example/?verify=no", IN_CLEAR),
        ("mailto://me:word@mail.example", IN_CLEAR),
        ("jsons://127.0.0.1:9/", REFUSED),
        ("mailtos://me:word@mail.example:465?smtp=127.0.0.1&to=a@b.example", REFUSED),
        ("pigeon://loft", UNKNOWN),
        ("nonsense", UNKNOWN),
    ],
)
def test_a_receiver_that_is_not_public_or_spoken_to_in_clear_is_refused_unless_named_private(
    url: str, told: str
) -> None:
    assert notify(url, [alert(), alert("b")], private=False) == (told, NOT_TRIED)


def test_a_service_of_this_machine_is_not_to_be_had() -> None:
    assert notify("syslog://", [alert()], private=True) == (UNKNOWN,)


def test_a_service_that_does_not_answer_is_left_in_time() -> None:
    with receiver() as server:
        (first, second) = notify(server.url, [alert(), alert("b")], private=True, wall_s=0.0)
    assert (first, second) == ("the service did not take it within 0 s", NOT_TRIED)


HOSTILE = (
    "@everyone <!channel> <@U1> <b>bold</b> [click](https://evil.example) **x** __y__ `z` ||s|| \\n\x1b[31m\u202egnp"
)


def test_an_outlets_words_call_nobody_and_format_nothing() -> None:
    message = message_of(alert(headline=HOSTILE, lines=[f"before: {HOSTILE}\nafter: forged"], url="x"))
    lines = message["lines"]
    assert isinstance(lines, list)
    for text in (str(message["title"]), str(lines[0])):
        assert not set(text) & set("<>*_`~|\\\x1b\u202e\n")
        assert "@everyone" not in text
        assert "](" not in text
        assert "click" in text


def test_where_pages_are_served_a_message_names_the_alerts_own() -> None:
    told = {**alert(url="x"), "finding": "silent_edit"}
    assert message_of(told, "https://watch.example")["tail"] == [
        f"https://watch.example/alert/{told['key']}",
        "alert 0123456789ab",
    ]
    assert message_of(alert(url="x"), "https://watch.example")["tail"] == ["alert 0123456789ab"], "a digest has none"


@pytest.mark.parametrize(
    ("url", "tail"),
    [
        ("https://a.example/x_(1)*[2]|<b>?q=ü&r=1", "https://a.example/x_%281%29%2A%5B2%5D%7C%3Cb%3E?q=%C3%BC&r=1"),
        ("https://a.example/@name", "https://a.example/%40name"),
        ("javascript:alert(1)", None),
        ("https://a.example/\x1b[31m", None),
    ],
)
def test_a_link_is_a_web_address_in_which_no_format_begins(url: str, tail: str | None) -> None:
    assert message_of(alert(url=url))["tail"] == [*filter(None, [tail]), "alert 0123456789ab"]


@pytest.mark.parametrize(
    ("most", "title_most", "title", "body"),
    [
        (100, 20, "Headline", "line one\nline two\nlink"),
        (13, 20, "Headline", "line on…\nlink"),
        (23, 0, "Headline", "line on…\nlink"),
        (100, 5, "Head…", "line one\nline two\nlink"),
        (3, 20, "Headline", "li…"),
        (6, 0, "Headl…", "…"),
    ],
)
def test_a_message_is_cut_from_its_middle_so_that_the_link_stays(
    most: int, title_most: int, title: str, body: str
) -> None:
    message = {"title": "Headline", "lines": ["line one", "line two"], "tail": ["link"]}
    assert fitted(message, most=most, title_most=title_most) == (title, body)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of Apprise's imports, which a child makes otherwise
@pytest.mark.parametrize(
    "url",
    [
        "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#c",
        "discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js",
        "tgram://123456789:abcdefg_hijklmnop/12315544/",
    ],
    ids=["slack", "discord", "telegram"],
)
def test_a_chat_gets_no_markup_of_an_outlet(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr("requests.Session.request", lambda *_, **more: sent.append(str(more["data"])))
    service, ways = opened(url)
    assert service is not None
    title, body = fitted(message_of(alert(headline=HOSTILE)), most=service.body_maxlen, title_most=service.title_maxlen)
    ways.notify(title=title, body=body)
    (said,) = sent
    assert "click" in said
    assert not any(mark in said for mark in ("@everyone", "<!channel>", "<@U1>", "<b>bold", "](http", "**x"))


def test_the_child_answers_one_line_for_each_message_until_the_first_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {"url": "x://", "private": False, "messages": [{}, {}, {}]}
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(asked)))
    monkeypatch.setattr(apprise_child, "_answers", lambda *_, **__: iter(["", "no", "never"]))
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    apprise_child.main()
    assert out.getvalue() == "\nno\n"
