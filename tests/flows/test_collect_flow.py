"""The flow `collect` under a temporary Prefect, against loopback outlets: what it stores, leaves, and how it ends."""

import asyncio
import gc
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from prefect.blocks.system import Secret
from prefect.client.base import PrefectHttpxAsyncClient
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import Artifact, State, TaskRun
from prefect.events import Event
from prefect.events.filters import EventFilter, EventNameFilter
from pydantic import SecretStr

from flows.collect import MAX_TASKS, shards, tracked
from flows.collection.runs import new_run
from flows.collection.slot import slot
from flows.collection.store import Stored
from flows.coverage.press import Press
from flows.coverage.server import PressServer
from flows.operating import tracking
from flows.outlets.network import loopback, use_network
from flows.watching.known import find_watch
from flows.watching.values import Feed
from tests.flows.alerts.test_channels import receiver
from tests.flows.operating.test_heartbeat import listener
from tests.flows.press import EVENING, MORNING, OUTLETS, feed, press_feed, press_of, write_watch
from warehouse import connect, read

pytestmark = [
    pytest.mark.flow,
    pytest.mark.usefixtures("prefect_backend"),
    # Prefect's event client leaves its socket to the garbage collector, which we call before the next test does.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

COURIER, DISPATCH = OUTLETS
NEWS = ("articles", "versions", "claims", "changes", "alerts")
DOWN = feed("en-silent", "http://silent.example/feed.xml")


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return press_of(tmp_path_factory.mktemp("press"))


@pytest.fixture
def server(press: Press) -> Iterator[PressServer]:
    with PressServer(press, at=MORNING) as running, use_network(loopback(running.port, press.hosts)):
        yield running


@pytest.fixture(autouse=True)
def _no_pause_before_a_retry_and_no_litter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr("flows.collect.RETRY_DELAY_S", 0.0)
    yield
    gc.collect()


@pytest.fixture
def watch(tmp_path: Path, press: Press) -> Path:
    return write_watch(tmp_path / "two-outlets", [press_feed(press, COURIER), press_feed(press, DISPATCH)])


def collected(watch: Path, home: Path, at: datetime, **more: float) -> tuple[State[Stored], Stored | None]:
    return asyncio.run(tracked(watch=str(watch), home=str(home), at=at, **more))


def stored_by(run: tuple[State[Stored], Stored | None]) -> Stored:
    _, stored = run
    assert stored is not None
    return stored


def left_by(run_id: UUID) -> tuple[list[TaskRun], list[Artifact]]:
    """The task runs and the artifacts of a flow run, as the API tells them."""

    async def ask() -> tuple[list[TaskRun], list[Artifact]]:
        async with get_client() as client:
            tasks = await client.read_task_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run_id])))
            of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[run_id]))
            return tasks, await client.read_artifacts(artifact_filter=of_run)

    return asyncio.run(ask())


def events_of_alerts(count: int) -> list[Event]:
    """The events of alerts, once there are `count`: they reach the server a moment after the run."""

    async def ask() -> list[Event]:
        async with get_client() as client:
            page = await client.read_events(filter=EventFilter(event=EventNameFilter(name=[tracking.EVENT])), limit=50)
            return list(page.events)

    deadline = time.monotonic() + 30
    while len(found := asyncio.run(ask())) < count and time.monotonic() < deadline:
        time.sleep(0.2)
    return found


def alerts_in(home: Path, watch_id: str) -> list[dict[str, object]]:
    with connect.reader(home) as con:
        return [json.loads(row.payload) for row in read.alerts_since(con, watch_id)]


def test_a_second_run_stores_and_sends_nothing(server: PressServer, watch: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = stored_by(collected(watch, home, MORNING))
    again = stored_by(collected(watch, home, MORNING + timedelta(hours=1)))
    assert first.counts["versions"] >= 4
    assert {name: again.counts[name] for name in NEWS} == dict.fromkeys(NEWS, 0)
    assert again.counts["feeds"] == 2


def test_what_was_stored_is_known_where_the_server_had_to_be_told_twice(
    server: PressServer, watch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = PrefectHttpxAsyncClient.send

    async def twice(self: PrefectHttpxAsyncClient, request: Any, **options: Any) -> Any:
        if request.url.path.endswith("/set_state"):
            await once(self, request, **options)
        return await once(self, request, **options)

    monkeypatch.setattr(PrefectHttpxAsyncClient, "send", twice)
    run = state, _ = collected(watch, tmp_path / "home", MORNING)
    assert (state.is_completed(), state.data) == (True, None)
    assert stored_by(run).counts["versions"] >= 4


def test_a_raised_figure_leaves_an_alert_an_event_and_pages_to_look_at(
    server: PressServer, watch: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    collected(watch, home, MORNING)
    server.at = EVENING
    run = state, _ = collected(watch, home, EVENING)
    alerts = alerts_in(home, "two-outlets")
    assert [alert["key"] for alert in alerts] == [alert.key for alert in stored_by(run).alerts]
    assert alerts
    run_id = state.state_details.flow_run_id
    assert run_id is not None
    _, artifacts = left_by(run_id)
    by_key = {artifact.key: artifact for artifact in artifacts}
    assert {key: artifact.type for key, artifact in by_key.items()} == {
        "collect-progress": "progress",
        "collect-feeds": "table",
        "collect-alerts": "markdown",
    }
    assert by_key["collect-progress"].data == 100.0
    assert [line["feed"] for line in json.loads(by_key["collect-feeds"].data)] == list(OUTLETS)
    assert "2,000" in by_key["collect-alerts"].data
    assert "2,600" in by_key["collect-alerts"].data
    told = {event.resource.id: event.payload["headline"] for event in events_of_alerts(len(alerts))}
    assert told == {f"claimwatch.alert.{alert['key']}": alert["headline"] for alert in alerts}


def test_channels_that_leave_the_machine_and_the_heartbeat_work_in_a_tracked_run(
    server: PressServer, watch: Path, tmp_path: Path
) -> None:
    """Their addresses are Prefect Secrets, and each has an event loop of its own beside the run's."""
    home = tmp_path / "home"
    hook = '\n[[channel]]\nid = "hook"\nkind = "webhook"\nurl_block = "hook-url"\nprivate = true\n'
    beat = '\n[heartbeat]\nurl_block = "beat-url"\nprivate = true\n'
    for file, more in (("delivery.toml", hook), ("watch.toml", beat)):
        with (watch / file).open("a", encoding="utf-8") as opened:
            opened.write(more)
    with receiver(*[204] * 9) as hooked, listener(200, 200) as heard:
        _keep("hook-url", f"http://127.0.0.1:{hooked.server_port}/hush")
        _keep("beat-url", f"http://127.0.0.1:{heard.server_port}/hush")
        collected(watch, home, MORNING)
        server.at = EVENING
        collected(watch, home, EVENING)
    alerts = alerts_in(home, "two-outlets")
    assert alerts
    assert [key for key, _ in hooked.got] == [alert["key"] for alert in alerts]
    assert heard.got == ["GET /hush"] * 2


def _keep(name: str, value: str) -> None:
    async def save() -> None:
        await Secret(value=SecretStr(value)).asave(name, overwrite=True)

    asyncio.run(save())


def test_a_feed_that_is_down_makes_the_run_a_partial_success(server: PressServer, press: Press, tmp_path: Path) -> None:
    watch = write_watch(tmp_path / "one-down", [press_feed(press, COURIER), DOWN])
    run = state, _ = collected(watch, tmp_path / "home", MORNING)
    assert (state.name, state.type.value) == ("PartialSuccess", "COMPLETED")
    assert [line.feed_id for line in stored_by(run).failed] == ["en-silent"]


def test_a_run_none_of_whose_feeds_answers_has_failed(server: PressServer, tmp_path: Path) -> None:
    watch = write_watch(tmp_path / "all-down", [DOWN])
    state, _ = collected(watch, tmp_path / "home", MORNING)
    assert state.type.value == "FAILED"
    assert state.message == "none of 1 feeds could be reached"


def test_a_run_that_meets_another_names_it(server: PressServer, watch: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    other = new_run(find_watch(str(watch)), home, MORNING)
    with slot(other):
        state, _ = collected(watch, home, MORNING, wait_s=0.3)
    assert state.type.value == "FAILED"
    assert other.run_id in str(state.message)


def test_a_large_watch_is_collected_in_at_most_fifty_task_runs(
    server: PressServer, press: Press, tmp_path: Path
) -> None:
    many = [press_feed(press, COURIER, id=f"courier-{number}", query=f"?n={number}") for number in range(59)]
    watch = write_watch(tmp_path / "sixty", [*many, DOWN])
    run = state, _ = collected(watch, tmp_path / "home", MORNING)
    stored = stored_by(run)
    assert (len(stored.polled), [line.feed_id for line in stored.failed]) == (60, ["en-silent"])
    assert [line.feed_id for line in stored.polled] == [line.id for line in find_watch(str(watch)).feeds]
    assert state.state_details.flow_run_id is not None
    tasks, _ = left_by(state.state_details.flow_run_id)
    assert 10 < len(tasks) <= 50


def a_feed(number: int) -> Feed:
    return Feed(
        id=f"f-{number}",
        outlet="o",
        outlet_name="O",
        publisher="o",
        language="en",
        country="GB",
        url="http://o.example/feed",
        every=timedelta(hours=1),
        seen_at="a test",
        probed=True,
    )


@pytest.mark.parametrize("count", [0, 1, 2, 47, 48, 49, 50, 90, 500, 1000])
def test_shards_hold_each_feed_once_and_stay_within_the_tasks_of_a_run(count: int) -> None:
    feeds = [a_feed(number) for number in range(count)]
    groups = shards(feeds)
    assert [feed for group in groups for feed in group] == feeds
    is_per_feed = len(groups) == count
    assert (len(groups) + 2 if is_per_feed else 2 * len(groups) + 2) <= MAX_TASKS
    assert is_per_feed == (count <= 48)
