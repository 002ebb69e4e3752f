"""The command line as a person calls it, in this process, in a home of its own."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from flows.console.main import app
from flows.outlets.network import PUBLIC, use_network

Claimwatch = Callable[..., Result]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def claimwatch(home: Path) -> Claimwatch:
    """Calls a command with its arguments, and what it reads on standard input."""

    def call(*arguments: str | Path, given: str | bytes = "") -> Result:
        asked = ["--utc", "--home", str(home), *(str(argument) for argument in arguments)]
        result = CliRunner().invoke(app, asked, input=given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture
def no_network() -> Iterator[None]:
    """A machine on which no name resolves."""

    async def nobody(host: str, port: int) -> tuple[tuple[str, int], ...]:
        raise socket.gaierror(socket.EAI_AGAIN, "no network")

    with use_network(replace(PUBLIC, resolve=nobody)):
        yield
