"""What each channel does with an alert, and what it says when it cannot."""

import io
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from extractors.values import Actor, Story
from flows.alerts import webhook
from flows.alerts.channels import AtomSender, ConsoleSender, JsonlSender, WebhookSender, check_secrets
from flows.alerts.signing import ID, SIGNATURE, keys_of
from flows.alerts.webhook import KEY_HEADER
from flows.errors import ConfigError
from flows.keepers import Keeper, Secrets
from flows.records import Record
from flows.watching.values import Channel, ChannelKind, Watch
from tests.flows.alerts.test_signing import OLD, verify

NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)
WATCH = Watch(
    id="flood",
    title="A flood",
    time_zone="UTC",
    story=Story(id="flood", main_actor="residents", actors=(Actor(id="residents", names={}),)),
    feeds=(),
)


def payload(key: str, headline: str = "The Courier raised killed") -> Record:
    return {
        "key": key,
        "headline": headline,
        "lines": ["before: 1,000", "after: 1,500\x1b[31m"],
        "raised_at": "2025-01-28T08:00:00Z",
        "why": "because",
        "kind": "raised",
        "across": "revisions",
        "severity": "high",
        "question": "dead",
        "event_key": key,
        "before": None,
        "after": None,
    }


class Receiver(HTTPServer):
    """A webhook's other end: answers with the next of `answers`, remembers what came."""

    def __init__(self, answers: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.got: list[tuple[str, str]] = []
        self.posts: list[tuple[dict[str, str], bytes]] = []


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.posts.append((dict(self.headers), body))
        self.server.got.append((self.headers[KEY_HEADER], json.loads(body)["headline"]))
        self.send_response(self.server.answers.pop(0))
        self.send_header("Content-Length", "0")
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def receiver(*answers: int) -> Iterator[Receiver]:
    with Receiver(list(answers)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def test_console_prints_no_control_characters() -> None:
    out = io.StringIO()
    assert ConsoleSender("console", out).send([payload("a", "The Courier took down \x1b]0;a title\x07")]) == (None,)
    assert "after: 1,500" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_console_names_the_page_of_an_alert_where_pages_are_served() -> None:
    out = io.StringIO()
    ConsoleSender("console", out, "http://127.0.0.1:4280").send([{**payload("a", "Moved"), "finding": "drift"}])
    assert out.getvalue().endswith("      http://127.0.0.1:4280/alert/a\n")


def test_jsonl_appends_and_closes_a_torn_line(tmp_path: Path) -> None:
    path = tmp_path / "watch" / "alerts.jsonl"
    sender = JsonlSender("jsonl", path)
    assert sender.send([payload("a")]) == (None,)
    with path.open("a") as file:
        file.write('{"key": "torn')
    assert sender.send([payload("b")]) == (None,)
    lines = path.read_text().splitlines()
    assert [json.loads(line)["key"] for line in (lines[0], lines[2])] == ["a", "b"]


def test_jsonl_that_cannot_be_written_says_where(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (error,) = JsonlSender("jsonl", tmp_path / "file" / "alerts.jsonl").send([payload("a")])
    assert error is not None
    assert str(tmp_path / "file") in error


def test_atom_holds_each_alert_once(tmp_path: Path) -> None:
    path = tmp_path / "alerts.atom"
    AtomSender("atom", path, WATCH, [payload("a")]).send([payload("a"), payload("b")])
    assert path.read_text().count("<entry>") == 2


def hook(url: str, *, private: bool = True, keys: tuple[bytes, ...] = ()) -> WebhookSender:
    return WebhookSender(id="hook", url=url, private=private, keys=keys, clock=lambda: NOW)


def test_webhook_carries_the_key_and_keeps_the_order() -> None:
    with receiver(204, 200) as server:
        url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
        assert hook(url).send([payload("a", "first"), payload("b", "second")]) == (
            None,
            None,
        )
        assert server.got == [("a", "first"), ("b", "second")]


def test_a_signed_webhook_can_be_verified_and_carries_the_key_as_its_id() -> None:
    with receiver(204, 204) as server:
        url = f"http://127.0.0.1:{server.server_port}/hook"
        assert hook(url, keys=keys_of(OLD)).send([payload("a")]) == (None,)
        assert hook(url).send([payload("b")]) == (None,)
    (headers, body), (unsigned, _) = server.posts
    assert verify(headers, body, OLD, NOW)
    assert (headers[ID], unsigned[ID], SIGNATURE in unsigned) == ("a", "b", False)


def test_a_webhook_gets_hostile_words_as_words() -> None:
    hostile = "<script>x</script> & \x1b[31m\u202egnp.exe\ud800"
    body = webhook._body({**payload("a", hostile), "lines": [hostile], "before": {"quote": hostile}})
    assert not set(body) & set(b"<>&\x1b")
    read = json.loads(body)
    assert read["headline"] == read["lines"][0]
    assert read["headline"].startswith("<script>x</script> & ")
    assert "\u202e" not in read["headline"]


def test_after_a_failure_the_later_alerts_wait() -> None:
    with receiver(500) as server:
        url = f"http://127.0.0.1:{server.server_port}/hook?token=secret"
        first, second = hook(url).send([payload("a"), payload("b")])
    assert (first, second) == ("the webhook answered 500", "waits for the alert before it")


def test_an_unreachable_webhook_does_not_tell_its_secret() -> None:
    with receiver() as server:
        port = server.server_port
    url = f"http://127.0.0.1:{port}/hook?token=secret"
    (error,) = hook(url).send([payload("a")])
    assert error is not None
    assert "secret" not in error


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "inside.example"])
def test_a_webhook_at_an_address_that_is_not_public_is_refused_unless_it_is_named_private(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judged is the address that would be connected to, whatever name stands for it."""
    monkeypatch.setattr(socket, "getaddrinfo", _everything_is_here)
    with receiver(204) as server:
        url = f"http://{host}:{server.server_port}/hook?token=secret"
        (error,) = hook(url, private=False).send([payload("a")])
        assert error == "the webhook's host is not a public address: write `private = true` beside it if that is meant"
        assert server.got == []
        assert hook(url).send([payload("a")]) == (None,)


def _everything_is_here(_host: object, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]


def test_a_webhook_that_redirects_is_not_followed() -> None:
    with receiver(307) as server:
        url = f"http://127.0.0.1:{server.server_port}/hook"
        assert hook(url).send([payload("a")]) == ("the webhook answered 307",)
        assert len(server.got) == 1


def test_a_webhook_in_clear_is_told_before_a_run_unless_it_is_named_private() -> None:
    channel = Channel(id="hook", kind=ChannelKind.WEBHOOK, url=Keeper(name="DESK_URL"))
    address = {"DESK_URL": "http://desk.example/hook?token=secret"}
    with pytest.raises(ConfigError, match="must start with https") as told:
        check_secrets(replace(WATCH, delivery=(channel,)), Secrets(environment=address))
    assert "secret" not in str(told.value)
    check_secrets(replace(WATCH, delivery=(replace(channel, private=True),)), Secrets(environment=address))
    check_secrets(replace(WATCH, delivery=(channel,)), Secrets(environment={"DESK_URL": "https://desk.example/hook"}))


@pytest.mark.parametrize("url", ["", "not a url", "ftp://x.example/"])
def test_a_wrong_webhook_address_is_an_error_not_a_crash(url: str) -> None:
    (error,) = hook(url).send([payload("a")])
    assert error is not None


@pytest.mark.parametrize(
    ("channel", "key"),
    [
        (Channel(id="desk", kind=ChannelKind.APPRISE, url=Keeper(name="DESK_URL")), "channel.desk.url_env"),
        (
            Channel(id="hook", kind=ChannelKind.WEBHOOK, url=Keeper(name="HOOK_URL"), signing=Keeper(name="DESK_URL")),
            "channel.hook.signing_env",
        ),
        (
            Channel(id="desk", kind=ChannelKind.APPRISE, url=Keeper(name="desk-url", is_block=True)),
            "channel.desk.url_block",
        ),
    ],
    ids=["no address", "no key", "no Prefect"],
)
def test_a_channel_whose_secret_cannot_be_used_ends_the_run_before_it_begins(channel: Channel, key: str) -> None:
    secrets = Secrets(environment={"DESK_URL": "hush", "HOOK_URL": "https://desk.example/hook"})
    with pytest.raises(ConfigError, match=key) as told:
        check_secrets(replace(WATCH, delivery=(channel,)), secrets)
    assert "hush" not in str(told.value)


def test_an_address_kept_in_prefect_is_found_where_prefect_runs() -> None:
    desk = Channel(id="desk", kind=ChannelKind.APPRISE, url=Keeper(name="desk-url", is_block=True))
    check_secrets(replace(WATCH, delivery=(desk,)), Secrets(environment={}, blocks={"desk-url": "tgram://1:a/2"}))
