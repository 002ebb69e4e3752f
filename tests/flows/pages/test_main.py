"""The pages as a process of their own, and as `claimwatch serve --pages-only`."""

import http.client
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows.console.main import app


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


def answer(port: int, process: subprocess.Popen[str]) -> tuple[int, bytes]:
    """Ask for the health until the process answers; it has a minute to come up."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
            connection.request("GET", "/health")
            response = connection.getresponse()
            return response.status, response.read()
        time.sleep(0.1)
    pytest.fail(f"no answer; the process ended with {process.poll()}")


def test_the_process_answers_and_ends_when_it_is_told_to(tmp_path: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "flows.pages", "--home", str(tmp_path), "--port", str(port)]
    with subprocess.Popen([*command, "north-korea-in-russia"], stderr=subprocess.PIPE, text=True) as process:
        try:
            status, body = answer(port, process)
            assert status == 503
            assert [one["watch"] for one in json.loads(body)["watches"]] == ["north-korea-in-russia"]
            process.send_signal(signal.SIGTERM)
            _, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 0
    assert "Traceback" not in said


def test_a_port_that_is_taken_is_told_with_what_to_do(tmp_path: Path, taken: int) -> None:
    asked = ["--home", str(tmp_path), "serve", "--pages-only", "north-korea-in-russia", "--pages-port", str(taken)]
    ended = CliRunner().invoke(app, asked)
    assert ended.exit_code == 1
    assert f"cannot be served on port {taken}" in ended.stderr
    assert "--pages-port" in ended.stderr


def test_an_unknown_watch_is_told(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["--home", str(tmp_path), "serve", "--pages-only", "no-such-watch"])
    assert ended.exit_code == 2
    assert "no-such-watch" in ended.stderr
