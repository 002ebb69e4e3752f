"""A dead-man service hears of each run that did not fail; what goes wrong with it is an issue and ends nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from typing_extensions import override

from flows.collection.runs import Run, new_run
from flows.errors import ConfigError
from flows.keepers import Keeper, Secrets
from flows.operating.heartbeat import beat, check_heartbeat
from flows.watching.values import Heartbeat
from tests.flows.alerts.test_channels import WATCH
from warehouse import connect, read
from warehouse.rows import RunState

AT = datetime(2025, 1, 28, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
BEATING = replace(WATCH, heartbeat=Heartbeat(url=Keeper(name="BEAT_URL"), private=True))


class Listener(HTTPServer):
    """The dead-man service: answers with the next of `answers`, counts who asked how."""

    def __init__(self, answers: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers = answers
        self.got: list[str] = []

    @property
    def secrets(self) -> Secrets:
        return Secrets(environment={"BEAT_URL": f"http://127.0.0.1:{self.server_port}/hush"})


class Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.got.append(f"{self.command} {self.path}")
        self.send_response(self.server.answers.pop(0))
        self.send_header("Content-Length", "0")
        self.end_headers()

    @override
    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@contextmanager
def listener(*answers: int) -> Iterator[Listener]:
    with Listener(list(answers)) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def run_at(home: Path, at: datetime = AT) -> Run:
    return new_run(BEATING, home, at)


def issues(home: Path) -> list[tuple[str, str, str]]:
    with connect.reader(home) as con:
        return [(row.location, row.kind, row.text) for row in read.issues_since(con, WATCH.id)]


def test_a_good_run_is_told_with_one_request(tmp_path: Path) -> None:
    with listener(200, 200) as server:
        assert beat(run_at(tmp_path), RunState.COMPLETED, server.secrets) is None
        assert beat(run_at(tmp_path), RunState.PARTLY, server.secrets) is None
    assert server.got == ["GET /hush", "GET /hush"]
    assert issues(tmp_path) == []


def test_a_failed_run_a_past_one_and_a_watch_without_heartbeat_tell_nobody(tmp_path: Path) -> None:
    with listener() as server:
        assert beat(run_at(tmp_path), RunState.FAILED, server.secrets) is None
        assert beat(replace(run_at(tmp_path), is_past=True), RunState.COMPLETED, server.secrets) is None
        assert beat(new_run(WATCH, tmp_path, AT), RunState.COMPLETED, Secrets(environment={})) is None
    assert server.got == []


def test_a_failure_is_an_issue_once_and_so_is_its_end(tmp_path: Path) -> None:
    with listener(500, 500, 503, 200, 200) as server:
        told = [beat(run_at(tmp_path, AT + n * QUARTER), RunState.COMPLETED, server.secrets) for n in range(5)]
    assert [error is None for error in told] == [False, False, False, True, True]
    assert issues(tmp_path) == [
        ("heartbeat", "heartbeat", "the heartbeat's receiver answered 500"),
        ("heartbeat", "heartbeat", "the heartbeat's receiver answered 503"),
        (
            "heartbeat",
            "recovered",
            "the heartbeat is heard again; before: the heartbeat's receiver answered 503",
        ),
    ]


def test_an_address_that_is_not_public_is_refused_and_never_told(tmp_path: Path) -> None:
    public = replace(BEATING, heartbeat=Heartbeat(url=Keeper(name="BEAT_URL")))
    with listener() as server:
        secrets = Secrets(environment={"BEAT_URL": f"https://127.0.0.1:{server.server_port}/hush"})
        error = beat(new_run(public, tmp_path, AT), RunState.COMPLETED, secrets)
    assert error is not None
    assert "not a public address" in error
    assert "hush" not in str(issues(tmp_path))


@pytest.mark.parametrize("address", ["", "http://beat.example/hush"])
def test_a_heartbeat_that_cannot_be_used_is_told_before_the_run(address: str) -> None:
    public = replace(BEATING, heartbeat=Heartbeat(url=Keeper(name="BEAT_URL")))
    with pytest.raises(ConfigError, match=r"flood/watch.toml: heartbeat.url_env: .*BEAT_URL") as told:
        check_heartbeat(public, Secrets(environment={"BEAT_URL": address}))
    assert "hush" not in str(told.value)
