"""Plays made-up stories: the real flow, day by day, against a loopback server that is their outlets.

The week of the shipped coverage must give the alerts that were derived by hand from its planted events
(flows/coverage/expected.toml). The second story is that of docs/tutorial.md.
"""

import asyncio
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from flows.coverage.expected import compare_alerts
from flows.coverage.press import Press, load_press
from flows.coverage.server import PressServer
from flows.errors import FlowError
from flows.outlets.network import loopback, use_network
from flows.records import Record
from flows.reporting import write_report
from flows.watching.known import DEMO, find_watch
from warehouse import connect, read
from warehouse.events import carriers_of

HOURS = (8, 18)
"""A simulated day is collected twice, morning and evening, in UTC."""

EVERY_S = 20.0
"""So often the schedule of a served story plays its next morning or evening."""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A made-up story: the watch that follows it, and its days. `outlets` is their folder, None for the coverage's."""

    watch: str
    first_day: datetime
    days: int
    outlets: Path | None = None

    @property
    def instants(self) -> tuple[datetime, ...]:
        """The times at which it is collected."""
        return tuple(self.first_day + timedelta(days=day, hours=hour) for day in range(self.days) for hour in HOURS)


MINE = "mine-at-varn"
PLOTS = {
    plot.watch: plot
    for plot in (
        Plot(watch=DEMO, first_day=datetime(2025, 1, 27, tzinfo=UTC), days=5),
        Plot(
            watch=MINE,
            first_day=datetime(2026, 3, 2, tzinfo=UTC),
            days=3,
            outlets=Path(str(files("flows.rehearsals") / MINE)),
        ),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How a story ended: all alerts stored, how many of them this time, the report, and what differs from the plan."""

    alerts: tuple[Record, ...]
    count_new: int
    report: Path
    misses: tuple[str, ...]


def plot_of(story: str) -> Plot:
    """Return a made-up story by the name of its watch.

    Raises:
        FlowError: there is none of that name.
    """
    if story not in PLOTS:
        message = f"{story} is no made-up story: no outlets of it are played. There are {', '.join(PLOTS)}"
        raise FlowError(message)
    return PLOTS[story]


def instants() -> tuple[datetime, ...]:
    """Return the times at which the week of the shipped coverage is collected."""
    return PLOTS[DEMO].instants


def next_instant(home: Path, story: str) -> datetime | None:
    """Return when a story is to be collected next, after what a home holds of it; None where it has been told."""
    plot, played = plot_of(story), set()
    if (home / connect.READ_COPY).exists():
        with connect.reader(home) as con:
            runs = read.run_history(con, story, limit=1000)
        played = {run.started_at for run in runs if run.flow == "collect"} & set(plot.instants)
    last = max(played, default=plot.first_day)
    return next((at for at in plot.instants if at > last), None)


@contextmanager
def staged(story: str, at: datetime) -> Iterator[tuple[Press, PressServer]]:
    """Play a story's outlets on a free port of loopback, and make them the only network, for a `with` block."""
    press = load_press(plot_of(story).outlets)
    with PressServer(press, at=at) as server, use_network(loopback(server.port, press.hosts)):
        yield press, server


def play(home: Path, tell: Told, story: str = DEMO) -> Played:
    """Run the flow for each instant of a story against the loopback outlets, under one Prefect API."""
    plot = plot_of(story)
    before = len(stored_alerts(home, story))
    with _prefect_settings(home), staged(story, plot.instants[0]) as (press, server):
        asyncio.run(_play(plot, server, home, tell))
    alerts = stored_alerts(home, story)
    return Played(
        alerts=alerts,
        count_new=len(alerts) - before,
        report=write_report(find_watch(story), home, plot.instants[-1]),
        misses=compare_alerts(alerts, stored_carriers(home, alerts), press) if story == DEMO else (),
    )


def schedule_of(story: str) -> dict[str, object]:
    """Return the deployment that plays a story on a schedule, written as prefect.yaml writes one."""
    plot = plot_of(story)
    return {
        "name": plot.watch,
        "entrypoint": "flows.operating.serving.rehearse",
        "description": f"Play the next morning or evening of the made-up story {plot.watch}, and collect it.",
        "tags": ["claimwatch"],
        "parameters": {"watch": plot.watch},
        "schedules": [{"interval": EVERY_S, "anchor_date": "2026-01-01T00:00:00+00:00", "slug": "half-days"}],
        "concurrency_limit": {"limit": 1, "collision_strategy": "CANCEL_NEW", "grace_period_seconds": 60},
    }


def stored_alerts(home: Path, story: str = DEMO) -> tuple[Record, ...]:
    """Return the payloads of all alerts of a story's watch, oldest first; none in a home that does not exist."""
    if not (home / connect.READ_COPY).exists():
        return ()
    with connect.reader(home) as con:
        return tuple(json.loads(row.payload) for row in read.alerts_since(con, story))


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


async def _play(plot: Plot, server: PressServer, home: Path, tell: Told) -> None:
    from flows.collect import collect  # Prefect reads its settings when it is imported

    for at in plot.instants:
        server.at = at
        state = await collect(watch=plot.watch, home=str(home), at=at, return_state=True)
        tell(f"{at:%a %d %b %H:%M}  {state.message}")


@contextmanager
def _prefect_settings(home: Path) -> Iterator[None]:
    """Keep a temporary Prefect server's files in the home, and its start patient; what the user set stays."""
    wanted = {
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_LOGGING_LEVEL": "ERROR",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",  # what it tries again is no news; what fails, fails the run
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
