"""One command for everything: supervises a loopback Prefect server and runs the deployments of prefect.yaml itself.

No work pool and no worker; each run is a process of its own nevertheless. docs/operate.md says when to prefer which.
"""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from prefect import flow
from prefect.client.schemas.objects import ConcurrencyLimitConfig, State
from prefect.deployments.runner import RunnerDeployment
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, RRule, Schedule
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, temporary_settings
from prefect.states import Completed
from prefect.types.entrypoint import EntrypointType
from typing_extensions import override

from flows.errors import BusyError
from flows.operating import processes, recovery

LIMIT = 2
"""A digest need not wait for a collection; two collections of one watch wait for each other by themselves."""

DRAIN_S = 60.0
"""So long a run that is under way may take to end after a stop, before it is cancelled."""

LOOK_S = 1.0
AGAIN_S = 5.0
PAGES = "serve-pages"
Fields = Mapping[str, Any]
"""A table of prefect.yaml, whose values go to Prefect as they are; Prefect checks them."""


def serve_forever(home: Path, port: int, pages_port: int | None = None, source: Fields | None = None) -> None:
    """Serve deployments until SIGTERM or SIGINT; runs under way may end first.

    Args:
        home: the folder that holds the warehouse and, in `prefect`, the Prefect server's own files.
        port: where the server listens on loopback.
        pages_port: where the pages of the deployments' watches are served on loopback; None for no pages.
        source: the deployments, written as prefect.yaml writes them; those of prefect.yaml where None.

    Raises:
        BusyError: this home is served already, by this command or by `make up`.
        ProcessError: the server does not start.
    """
    home.mkdir(parents=True, exist_ok=True)
    environment = processes.prefect_environment(home, port)
    settings = {PREFECT_API_URL: environment["PREFECT_API_URL"], PREFECT_HOME: environment["PREFECT_HOME"]}
    with processes.only_one(home), temporary_settings(settings):
        started_by_up = processes.running(processes.place_of(home, processes.SERVER))
        if started_by_up is not None:
            raise BusyError(f"the Prefect server of `make up` (process {started_by_up})")
        os.environ.update(environment)  # the runs' processes inherit it
        signal.signal(signal.SIGTERM, _leave)
        place = processes.place_of(home, "serve-server")
        processes.stop(place)  # the server of a `serve` that was killed
        try:
            _tell(f"Starting a Prefect server on port {port} ...")
            server = processes.start_server(place, port, environment)
            pages = Pages(home, pages_port, watches_deployed(source)) if pages_port is not None else None
            service = _Service(place, port, environment, server, pages, deployments(source))
            with _own_interrupts():
                asyncio.run(service.run())
        finally:
            processes.stop(place)
            processes.stop(processes.place_of(home, PAGES))
    _tell("Stopped.")


def deployments(source: Fields | None = None) -> tuple[RunnerDeployment, ...]:
    """Return the deployments of prefect.yaml, as this process serves them; the work pools are left out."""
    told = yaml.safe_load((files("flows") / "prefect.yaml").read_text("utf-8")) if source is None else source
    return tuple(_deployment(table) for table in told["deployments"])


@flow(name="rehearse")
async def rehearse(watch: str) -> State[Any]:
    """Play the next morning or evening of a made-up story in this process, and collect it; its outlets end with it.

    Args:
        watch: the story's, one of `flows.demo.PLOTS`.
    """
    from flows.collect import collect, home_folder
    from flows.demo import next_instant, staged

    home = home_folder(None)
    at = next_instant(home, watch)
    if at is None:
        return Completed(message="the story has been told to its end")
    with staged(watch, at):
        return await collect(watch=watch, home=str(home), at=at, return_state=True)


def _deployment(table: Fields) -> RunnerDeployment:
    flow: Flow[..., Any] = load_flow_from_entrypoint(table["entrypoint"])
    return RunnerDeployment.from_flow(
        flow,
        name=table["name"],
        description=table["description"],
        tags=table["tags"],
        parameters=table["parameters"],
        schedules=[_schedule(item) for item in table["schedules"]],
        concurrency_limit=ConcurrencyLimitConfig.model_validate(table["concurrency_limit"]),
        entrypoint_type=EntrypointType.MODULE_PATH,
    )


def _schedule(item: Fields) -> Schedule:
    more = {key: value for key, value in item.items() if key not in {"interval", "cron", "rrule"}}
    if "anchor_date" in more:
        more["anchor_date"] = datetime.fromisoformat(more["anchor_date"])
    if "interval" in item:
        return Interval(timedelta(seconds=item["interval"]), **more)
    return Cron(item["cron"], **more) if "cron" in item else RRule(item["rrule"], **more)


@dataclass(slots=True)
class Pages:
    """The process that serves the pages; it only reads, and one that ended is started again."""

    home: Path
    port: int
    watches: tuple[str, ...]
    _process: subprocess.Popen[bytes] | None = None
    _started: float = 0.0

    def keep(self) -> None:
        """Start the process where it does not run; one that cannot run is tried again each `AGAIN_S`."""
        place = processes.place_of(self.home, PAGES)
        if self._process is None:
            processes.stop(place)  # the pages of a `serve` that was killed
        elif self._process.poll() is None or time.monotonic() - self._started < AGAIN_S:
            return
        else:
            _tell(f"The pages ended with code {self._process.poll()} ({place.log} says why); starting them again.")
        command = ("flows.pages", "--home", str(self.home), "--port", str(self.port), *self.watches)
        self._process, self._started = processes.start(place, command, os.environ), time.monotonic()


def watches_deployed(source: Fields | None = None) -> tuple[str, ...]:
    """Return the watches that the deployments of prefect.yaml are for, each once."""
    told = yaml.safe_load((files("flows") / "prefect.yaml").read_text("utf-8")) if source is None else source
    named = (table["parameters"].get("watch") for table in told["deployments"])
    return tuple(dict.fromkeys(str(watch) for watch in named if watch))


class _Draining(Runner):
    """A runner that stops by itself only what it must: its runs may end, and signals are somebody else's."""

    @override
    async def cancel_all(self) -> None:
        """Let the runs that are under way go on; `cancel_now` is what ends them."""

    async def cancel_now(self) -> None:
        """Cancel the runs that are under way."""
        await super().cancel_all()

    @override
    def handle_sigterm(self, *args: Any, **kwargs: Any) -> None:
        """Do nothing: the event loop has a handler that lets runs end."""


class _Service:
    """The server, which is started again when it dies, and the runner, until somebody asks to stop."""

    def __init__(
        self,
        place: processes.Place,
        port: int,
        environment: Mapping[str, str],
        server: subprocess.Popen[bytes],
        pages: Pages | None,
        served: Sequence[RunnerDeployment],
    ) -> None:
        self._served = served
        self._place, self._port, self._environment, self._server = place, port, environment, server
        self._pages = pages
        self._asked = asyncio.Event()
        self._asked_again = asyncio.Event()

    async def run(self) -> None:
        """Serve until a signal asks to stop, then wait for the runs under way."""
        runner = await self._runner()
        async with asyncio.TaskGroup() as group:
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(number, self._ask)
            threading.Thread(target=self._take_interrupts, args=(loop,), daemon=True).start()
            serving = group.create_task(runner.start())
            watching = group.create_task(self._keep_server())
            asked = group.create_task(self._asked.wait())
            await asyncio.wait({serving, watching, asked}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done():
                await self._drain(runner, serving)
            asked.cancel()
            watching.cancel()

    async def _runner(self) -> _Draining:
        recovered = await recovery.prepare(now=datetime.now(UTC), silence=timedelta(0))
        tell_recovered(recovered)
        runner = _Draining(name="claimwatch", limit=LIMIT, pause_on_shutdown=False)
        for deployment in self._served:
            await runner.aadd_deployment(deployment)
            _tell(f"  {deployment.full_name}")
        _tell(f"Serving these at http://{processes.HOST}:{self._port}; Ctrl-C or SIGTERM stops it.")
        if self._pages is not None:
            _tell(f"The report and its pages: http://{processes.HOST}:{self._pages.port}/")
        return runner

    async def _keep_server(self) -> None:
        while True:
            if self._pages is not None:
                await asyncio.to_thread(self._pages.keep)
            await asyncio.sleep(LOOK_S)
            code = self._server.poll()
            if code is not None:
                _tell(f"The Prefect server ended with code {code}; starting it again ...")
                start = processes.start_server
                self._server = await asyncio.to_thread(start, self._place, self._port, self._environment)
                _tell("The Prefect server is back.")

    async def _drain(self, runner: _Draining, serving: asyncio.Task[None]) -> None:
        _tell(f"Stopping; runs under way have {DRAIN_S:.0f} s to end. Ask again to cancel them now.")
        await runner.astop()
        hurried = asyncio.ensure_future(self._asked_again.wait())
        await asyncio.wait({serving, hurried}, timeout=DRAIN_S, return_when=asyncio.FIRST_COMPLETED)
        hurried.cancel()
        if not serving.done():
            await runner.cancel_now()

    def _take_interrupts(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand each Ctrl-C to the loop, for as long as this process lives."""
        while True:
            signal.sigwait({signal.SIGINT})
            loop.call_soon_threadsafe(self._ask)

    def _ask(self) -> None:
        (self._asked_again if self._asked.is_set() else self._asked).set()


def tell_recovered(recovered: recovery.Recovered) -> None:
    """Say what was put in order, where anything was."""
    if recovered.crashed:
        _tell(f"Freed the slots of runs whose processes are gone: {', '.join(recovered.crashed)}")
    if recovered.count_dropped:
        _tell(f"Dropped {recovered.count_dropped} missed runs; the newest of each deployment is made up for.")


@contextmanager
def _own_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from what is started in the block: a terminal sends it to every process of the command.

    Blocked signals stay blocked in new processes; here a thread waits for this one. So runs under way may end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _leave(_number: int, _frame: object) -> None:
    """End the process by an exception, so that what was started is stopped."""
    raise SystemExit(128 + signal.SIGTERM)


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
