"""Plays the shipped coverage: the real flow, day by day, against a loopback server that is a week of made-up outlets.

The alerts must be those that were derived by hand from the planted events (flows/coverage/expected.toml).
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.coverage.expected import compare_alerts
from flows.coverage.press import load_press
from flows.coverage.server import PressServer
from flows.known_watches import DEMO, find_watch
from flows.outlets.network import loopback, use_network
from flows.records import Record
from flows.reporting import write_report
from warehouse import connect, read
from warehouse.events import carriers_of

FIRST_DAY = datetime(2025, 1, 27, tzinfo=UTC)
DAYS = 5
HOURS = (8, 18)
"""The simulated week is collected twice a day, morning and evening, in UTC."""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How the week ended: all alerts stored, how many of them this time, the report, and what differs from the plan."""

    alerts: tuple[Record, ...]
    count_new: int
    report: Path
    misses: tuple[str, ...]


def instants() -> tuple[datetime, ...]:
    """Return the times at which the week is collected."""
    return tuple(FIRST_DAY + timedelta(days=day, hours=hour) for day in range(DAYS) for hour in HOURS)


def play(home: Path, tell: Told) -> Played:
    """Run the flow for each instant of the week against the loopback outlets, under one Prefect API."""
    press = load_press()
    before = len(stored_alerts(home))
    with (
        PressServer(press, at=instants()[0]) as server,
        _prefect_settings(home),
        use_network(loopback(server.port, press.hosts)),
    ):
        asyncio.run(_play(server, home, tell))
    alerts = stored_alerts(home)
    return Played(
        alerts=alerts,
        count_new=len(alerts) - before,
        report=write_report(find_watch(DEMO), home, instants()[-1]),
        misses=compare_alerts(alerts, stored_carriers(home, alerts), press),
    )


def stored_alerts(home: Path) -> tuple[Record, ...]:
    """Return the payloads of all alerts of the demo's watch, oldest first; none in a home that does not exist."""
    if not (home / connect.READ_COPY).exists():
        return ()
    with connect.reader(home) as con:
        return tuple(json.loads(row.payload) for row in read.alerts_since(con, DEMO))


def stored_carriers(home: Path, alerts: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """Return alert key -> the outlets that carry it on either side, in the order of time."""
    if not alerts:
        return {}
    with connect.reader(home) as con:
        carriers = carriers_of(con, [str(alert["key"]) for alert in alerts])
    return {
        key: tuple(carrier.outlet for carrier in sorted(found, key=lambda carrier: carrier.carried_at))
        for key, found in carriers.items()
    }


async def _play(server: PressServer, home: Path, tell: Told) -> None:
    from flows.collect import collect  # Prefect reads its settings when it is imported

    for at in instants():
        server.at = at
        state = await collect(watch=DEMO, home=str(home), at=at, return_state=True)
        tell(f"{at:%a %d %b %H:%M}  {state.message}")


@contextmanager
def _prefect_settings(home: Path) -> Iterator[None]:
    """Keep a temporary Prefect server's files in the home, and its start patient; what the user set stays."""
    wanted = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "DO_NOT_TRACK": "1",
    }
    Path(wanted["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)
    ours = {name: value for name, value in wanted.items() if name not in os.environ}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name in ours:
            os.environ.pop(name, None)
