"""Where the end-to-end tests play: a home, a copy of prefect.yaml, a loopback press, and the way to ask the server.

The installed program has no switch for another network. The processes under test get one by code: a `sitecustomize.py`
of ours on their path puts a loopback network in place, if our variables name one.
"""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import yaml
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterTags
from prefect.client.schemas.objects import FlowRun
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.coverage.server import PressServer
from tests.flows.press import MORNING, OUTLETS, press_feed, press_of, write_watch

T = TypeVar("T")
ROOT = Path(__file__).parents[2]
EVERY_S = 30
SITE = """
import json, os
if "CLAIMWATCH_TEST_PRESS" in os.environ:
    from flows.outlets.network import current_network, loopback
    press = json.loads(os.environ["CLAIMWATCH_TEST_PRESS"])
    current_network.set(loopback(press["port"], press["hosts"]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The folder in which commands run, their home, environment and port, and the watch that they collect."""

    folder: Path
    home: Path
    watch: Path
    port: int
    environment: dict[str, str]

    def run(self, *module: str, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a Python module to its end."""
        return subprocess.run(
            [sys.executable, "-m", *module],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )

    def operate(self, command: str, *more: str) -> subprocess.CompletedProcess[str]:
        """Run what `make up` and `make stop` run."""
        arguments = ("--home", str(self.home), "--port", str(self.port), *more)
        return self.run("flows.operating", command, *arguments, timeout_s=200)

    def prefect(self, *arguments: str, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        """Run the `prefect` command against the server of this stage."""
        given = {"PREFECT_API_URL": self.api, "PREFECT_HOME": str(self.home / "prefect"), "DO_NOT_TRACK": "1"}
        there = replace(self, environment={**self.environment, **given})
        return there.run("prefect", *arguments, timeout_s=timeout_s)

    @property
    def api(self) -> str:
        """The address of the server's API."""
        return f"http://127.0.0.1:{self.port}/api"

    def ask(self, question: Callable[[PrefectClient], Any]) -> Any:
        """Ask the server something."""

        async def asked() -> Any:
            async with get_client() as client:
                return await question(client)

        with temporary_settings({PREFECT_API_URL: self.api}):
            return asyncio.run(asked())

    def runs(self, *states: str) -> list[FlowRun]:
        """Return our runs, those in one of the states where any is named, oldest first."""
        ours = FlowRunFilter(tags=FlowRunFilterTags(all_=["claimwatch"]))
        found: list[FlowRun] = self.ask(lambda client: client.read_flow_runs(flow_run_filter=ours))
        wanted = [run for run in found if not states or (run.state and run.state.name in states)]
        return sorted(wanted, key=lambda run: run.expected_start_time or MORNING)

    def told(self) -> str:
        """Return the ends of all logs, for a failure's message."""
        logs = sorted((self.home / "processes").glob("*.log"))
        return "\n".join(f"== {log.name}\n{log.read_text('utf-8', 'replace')[-4000:]}" for log in logs)


def waited(question: Callable[[], T | None], timeout_s: float, stage: Stage) -> T:
    """Return the first true answer; fail with the logs if there is none in time."""
    deadline = time.monotonic() + timeout_s
    while not (answer := question()):
        assert time.monotonic() < deadline, f"no answer within {timeout_s:.0f} s\n{stage.told()}"
        time.sleep(1)
    return answer


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Set the stage in a folder: the outlets answer for the length of the block."""
    press = press_of(folder / "press")
    watch = write_watch(folder / "two-outlets", [press_feed(press, outlet) for outlet in OUTLETS])
    (folder / "site").mkdir()
    (folder / "site" / "sitecustomize.py").write_text(SITE, "utf-8")
    (folder / "prefect.yaml").write_text(yaml.safe_dump(overlaid(watch)), "utf-8")
    with PressServer(press, at=MORNING) as server:
        played = {"port": server.port, "hosts": list(press.hosts)}
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
        yield Stage(
            folder=folder,
            home=folder / "home",
            watch=watch,
            port=free_port(),
            environment={
                **inherited,
                "PYTHONPATH": f"{folder / 'site'}{os.pathsep}{ROOT}",
                "CLAIMWATCH_TEST_PRESS": json.dumps(played),
            },
        )


def overlaid(watch: Path) -> dict[str, Any]:
    """Return the project's prefect.yaml with our watch, and with a rhythm that a test can wait for."""
    told: dict[str, Any] = yaml.safe_load((ROOT / "prefect.yaml").read_text("utf-8"))
    for deployment in told["deployments"]:
        deployment["parameters"]["watch"] = str(watch)
        for schedule in deployment["schedules"]:
            if "interval" in schedule:
                schedule["interval"] = EVERY_S
    return told


def free_port() -> int:
    """Return a port of loopback that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def pids_of(run_id: UUID) -> list[int]:
    """Return the processes that work on a run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if f"PREFECT__FLOW_RUN_ID={run_id}".encode() in (place / "environ").read_bytes():
                found.append(int(place.name))
        except OSError:  # it has ended, or is not ours
            continue
    return found
