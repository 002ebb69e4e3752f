"""Plays the shipped coverage: the real flow, day by day, against a loopback server that is a week of made-up outlets.

The alerts must be those that were derived by hand from the planted events (flows/coverage/expected.toml).
"""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.coverage.press import load_press
from flows.coverage.server import PressServer
from flows.known_watches import DEMO
from flows.outlets.network import loopback, use_network

FIRST_DAY = datetime(2025, 1, 27, tzinfo=UTC)
DAYS = 5
HOURS = (8, 18)
"""The simulated week is collected twice a day, morning and evening, in UTC."""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What one of the runs did."""

    at: datetime
    summary: str


def instants() -> Iterator[datetime]:
    """Yield the times at which the week is collected."""
    for day in range(DAYS):
        for hour in HOURS:
            yield FIRST_DAY + timedelta(days=day, hours=hour)


def play(home: Path, tell: Told) -> None:
    """Run the flow for each instant of the week against the loopback outlets, under one Prefect API."""
    press = load_press()
    first = next(instants())
    with PressServer(press, at=first) as server, _prefect_settings(home):
        with use_network(loopback(server.port, press.hosts)):
            asyncio.run(_play(server, home, tell))


async def _play(server: PressServer, home: Path, tell: Told) -> None:
    from flows.collect import collect

    for at in instants():
        server.at = at
        stored = await collect(watch=DEMO, home=str(home), at=at)
        tell(f"{at:%a %d %b %H:%M}  {stored}")


@contextmanager
def _prefect_settings(home: Path) -> Iterator[None]:
    """Keep a temporary Prefect server's files in the home, and its start patient, unless the user runs a server."""
    wanted = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "DO_NOT_TRACK": "1",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update({name: value for name, value in wanted.items() if before[name] is None})
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
