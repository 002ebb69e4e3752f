"""What a run leaves in Prefect: steps, progress, a table of what was polled, a page of the alerts, an event per alert.

All of it is for looking at; the warehouse holds the truth. Nothing here decides anything.
"""

import asyncio
import atexit
import logging
import os
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from prefect import task
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.events import emit_event
from prefect.settings import get_current_settings

from flows.alerts.alert import Alert, Side
from flows.alerts.outbox import Deliveries
from flows.alerts.wording import gloss
from flows.collection.runs import Run
from flows.collection.store import Polled, Stored
from flows.markdown import markdown_text

logging.getLogger("claimwatch").setLevel(get_current_settings().logging.level or logging.INFO)
# Prefect passes a logger on (logging.extra_loggers), but leaves its level to us: without one nothing is shown.


def _silence_the_end() -> None:
    """Close standard error while the interpreter is taken down: duckdb's bindings print pages of "leaked" objects."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


if "PREFECT__FLOW_RUN_ID" in os.environ:  # this process is a single run, and its end is the end of the run's log
    atexit.register(_silence_the_end)

P = ParamSpec("P")
R = TypeVar("R")

EVENT = "claimwatch.alert.raised"
STEP = 5.0
"""An update costs the server 76 ms: one per so many per cent."""


def step(name: str, function: Callable[P, R]) -> Callable[P, R]:
    """Return a function as a task of that name, never cached: each of our steps is safe to repeat by itself."""
    return task(name=name, cache_policy=NO_CACHE)(function)


@dataclass(slots=True)
class Progress:
    """How many feeds of a run are done, as a Prefect progress artifact."""

    artifact_id: uuid.UUID
    count_all: int
    count_done: int = 0
    shown: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    async def begin(cls, count_all: int) -> "Progress":
        """Show a bar at nought."""
        created = await acreate_progress_artifact(
            progress=0.0, key="collect-progress", description=f"{count_all} feeds due"
        )
        return cls(artifact_id=created, count_all=count_all)

    async def advance(self, count: int) -> None:
        """Count feeds as done, and show it if the bar moves far enough or is full."""
        self.count_done += count
        async with self.turn:  # updates that cross would leave the bar short of its end
            percent = 100.0 * self.count_done / max(self.count_all, 1)
            if percent - self.shown >= STEP or (percent > self.shown and self.count_done == self.count_all):
                self.shown = percent
                await aupdate_progress_artifact(artifact_id=self.artifact_id, progress=min(percent, 100.0))


async def report_run(run: Run, stored: Stored, deliveries: Deliveries) -> None:
    """Leave the table, the page and the events of a finished run."""
    await acreate_table_artifact(
        key="collect-feeds", table=[_line(line) for line in stored.polled], description="What was polled"
    )
    await acreate_markdown_artifact(
        key="collect-alerts", markdown=alerts_page(run, stored, deliveries), description="Alerts of this run"
    )
    for alert in stored.alerts:
        emit_event(event=EVENT, resource=resource_of(alert), payload=alert.payload())


def resource_of(alert: Alert) -> dict[str, str]:
    """Return the labels of an alert's event: by these an automation chooses (docs/automation.yaml)."""
    side = alert.after or alert.before
    return {
        "prefect.resource.id": f"claimwatch.alert.{alert.key}",
        "prefect.resource.name": alert.headline,
        "claimwatch.watch": alert.watch,
        "claimwatch.finding": str(alert.finding),
        "claimwatch.route": str(alert.route),
        "claimwatch.severity": alert.severity,
        "claimwatch.question": alert.question,
        "claimwatch.url": side.url if side else "",
    }


def alerts_page(run: Run, stored: Stored, deliveries: Deliveries) -> str:
    """Return the alerts as a markdown page, with before and after; text from outside cannot format it."""
    head = f"# {markdown_text(run.watch.title)}\n\n{run.now:%Y-%m-%d %H:%M} UTC"
    if not stored.alerts:
        return f"{head}\n\nNo alert: {stored.counts.get('changes', 0)} changes were found, none asked for one."
    sent = (
        f"{deliveries.count_sent} deliveries sent, {deliveries.count_failed} to be tried again, "
        f"{deliveries.count_dead} given up."
    )
    return "\n\n".join((head, sent, *(_section(alert) for alert in stored.alerts)))


def _section(alert: Alert) -> str:
    rows = [
        f"| {name} | {markdown_text(side.outlet)} | {markdown_text(_read(side))} | {markdown_text(_quote(side))} |"
        for name, side in (("before", alert.before), ("after", alert.after))
        if side is not None
    ]
    table = "\n".join(("| | outlet | what was read | words |", "|---|---|---|---|", *rows))
    return f"## {markdown_text(alert.headline)}\n\n{table}\n\n{markdown_text(alert.why)}"


def _read(side: Side) -> str:
    return gloss(side.claim) if side.claim else side.title


def _quote(side: Side) -> str:
    return side.claim.quote if side.claim else side.url


def _line(line: Polled) -> dict[str, object]:
    return {
        "feed": line.feed_id,
        "outcome": str(line.outcome),
        "entries": line.count_entries,
        "on the story": line.count_on_story,
        "new texts": line.count_new,
        "problem": line.error,
    }
