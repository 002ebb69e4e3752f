"""`run`, `reread`, `add` and `status`: what a person sees of a run, and the exit codes that a monitor goes by."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from flows.collection.runs import new_run
from flows.collection.slot import slot
from flows.outlets.network import use_network
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Answer,
    Newsstand,
    feed_url,
    open_stand,
    page_url,
    watch_of,
)
from tests.flows.console.conftest import Claimwatch
from tests.flows.press import write_watch
from warehouse import connect

FEED = """
[[feed]]
id = "{id}"
outlet = "{id}"
outlet_name = "The {name}"
publisher = "{id}"
language = "en"
country = "GB"
url = "{url}"
every = "1h"
seen_at = "made up for a test"
probed = true
"""
CONSOLE = '[[channel]]\nid = "console"\nkind = "console"\n'
HOOK = '[[channel]]\nid = "hook"\nkind = "webhook"\nurl_env = "DESK_URL"\n'


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    """The Courier with one article, on the only network there is."""
    with open_stand() as running, use_network(running.network()):
        running.feed(COURIER, "toll")
        running.article(COURIER, "toll", SEOUL.format("1,000"))
        yield running


@pytest.fixture
def watch(tmp_path: Path) -> Path:
    return write_watch(tmp_path / "desk", [a_feed(COURIER)])


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> "Clock":
    return Clock(monkeypatch)


class Clock:
    """The console's clock, set by the test."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = MONDAY
        for module in ("collecting", "looking", "warehousing"):
            monkeypatch.setattr(f"flows.console.{module}.now", lambda: self.at)

    def forward(self, by: timedelta) -> None:
        self.at += by


def a_feed(outlet: str) -> str:
    return FEED.format(id=outlet, name=outlet.title(), url=feed_url(outlet))


def test_a_run_says_what_it_did_and_shows_an_alert_once(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, clock: Clock
) -> None:
    (watch / "delivery.toml").write_text(CONSOLE)
    first = claimwatch("run", "-w", watch)
    clock.forward(2 * HOUR)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    second = claimwatch("run", "-w", watch)
    headline = "The Courier silently raised the number killed from about 1,000 to about 1,500"
    assert (first.exit_code, first.stdout) == (0, "1 of 1 due feed read, 1 new text, 1 claim, 0 changes, 0 alerts\n")
    assert (second.exit_code, second.output.count(headline)) == (0, 1)
    assert second.stdout.splitlines()[-1] == "1 of 1 due feed read, 1 new text, 1 claim, 1 change, 1 alert"


def test_a_watch_without_a_console_channel_shows_its_alerts_all_the_same(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, clock: Clock
) -> None:
    claimwatch("run", "-w", watch)
    clock.forward(2 * HOUR)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    assert claimwatch("run", "-w", watch).output.count("raised the number killed") == 1
    assert claimwatch("alerts", "-w", watch).output.count("raised the number killed") == 1


def test_a_run_for_a_program_prints_one_json_value(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, clock: Clock
) -> None:
    (watch / "delivery.toml").write_text(CONSOLE)
    claimwatch("run", "-w", watch)
    clock.forward(2 * HOUR)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    said = json.loads(claimwatch("run", "-w", watch, "--json").stdout)
    assert (said["state"], said["counts"]["alerts"], said["feeds"][0]["feed"]) == ("completed", 1, COURIER)
    listed = json.loads(claimwatch("alerts", "-w", watch, "--json").stdout)
    assert [listed[0].pop("standing")["sent_by"], listed] == [["console"], said["alerts"]]
    assert said["deliveries"] == {"sent": 1, "failed": 0}


def test_a_run_that_finds_nothing_due_says_so(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, clock: Clock
) -> None:
    claimwatch("run", "-w", watch)
    ended = claimwatch("run", "-w", watch)
    assert (ended.exit_code, ended.stdout) == (0, "nothing is due yet; --feed ID asks a feed at once\n")
    assert claimwatch("run", "-w", watch, "--feed", COURIER).stdout.startswith("1 of 1 due feed read")


def test_a_feed_in_trouble_is_named_with_its_reason_and_the_run_is_partly_done(
    claimwatch: Claimwatch, stand: Newsstand, tmp_path: Path
) -> None:
    stand.answers[feed_url(LEDGER)] = Answer(status=503)
    watch = write_watch(tmp_path / "two", [a_feed(COURIER), a_feed(LEDGER)])
    ended = claimwatch("run", "-w", watch, "-q")
    assert (ended.exit_code, ended.stdout) == (3, "")
    assert "Feeds that could not be read" in ended.stderr
    assert LEDGER in ended.stderr
    assert "503" in ended.stderr
    assert COURIER not in ended.stderr


@pytest.mark.usefixtures("no_network")
def test_without_any_network_the_shipped_watch_ends_within_seconds_and_points_to_the_demo(
    claimwatch: Claimwatch,
) -> None:
    began = time.monotonic()
    ended = claimwatch("run")
    assert time.monotonic() - began < 30
    assert ended.exit_code == 1
    assert "yonhap" in ended.stderr
    assert "No feed could be reached. Nothing is lost" in ended.stderr
    assert "claimwatch demo" in ended.stderr
    state = claimwatch("status")
    assert state.exit_code == 1
    assert "no run has gone well yet" in state.stdout


@pytest.mark.usefixtures("no_network")
def test_an_outage_is_not_forgotten_because_nothing_was_due_since(
    claimwatch: Claimwatch, watch: Path, clock: Clock
) -> None:
    assert claimwatch("run", "-w", watch).exit_code == 1
    assert claimwatch("run", "-w", watch).exit_code == 0
    said = json.loads(claimwatch("status", "-w", watch, "--json").stdout)
    assert (said["is_well"], said["last_good_run_at"]) == (False, None)


def test_a_watch_that_does_well_says_so_and_one_that_stopped_does_not(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, clock: Clock
) -> None:
    claimwatch("run", "-w", watch)
    well = claimwatch("status", "-w", watch)
    clock.forward(7 * HOUR)
    late = claimwatch("status", "-w", watch)
    assert (well.exit_code, late.exit_code) == (0, 1)
    assert "last good run:        2025-01-27 08:00 UTC" in well.stdout
    assert "due now:              0 feeds, 0 articles" in well.stdout
    assert "! the last good run ended at 2025-01-27T08:00:00Z" in late.stdout
    assert "due now:              1 feed, 1 article\n" in late.stdout


def test_a_feed_that_keeps_failing_is_in_the_status(
    claimwatch: Claimwatch, stand: Newsstand, tmp_path: Path, clock: Clock
) -> None:
    stand.answers[feed_url(LEDGER)] = Answer(status=503)
    watch = write_watch(tmp_path / "two", [a_feed(COURIER), a_feed(LEDGER)])
    for _ in range(5):
        claimwatch("run", "-w", watch)
        clock.forward(HOUR)
    said = json.loads(claimwatch("status", "-w", watch, "--json").stdout)
    assert [problem.split(":")[0] for problem in said["problems"]] == ["feed ledger failed 3 times in a row"]


def test_a_second_run_is_told_which_run_holds_the_slot(claimwatch: Claimwatch, watch: Path, home: Path) -> None:
    other = new_run(watch_of(), home, MONDAY)
    with slot(other):
        ended = claimwatch("run", "-w", watch)
    assert ended.exit_code == 4
    assert f"run {other.run_id} (collect, process " in ended.stderr
    assert "wait until it has ended and try again" in ended.stderr


def test_a_warehouse_that_another_process_holds_is_busy_after_a_wait(
    claimwatch: Claimwatch, watch: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect.writer(home):
        monkeypatch.setattr("warehouse.connect.writer", partial(connect.writer, wait_s=0.2))
        ended = claimwatch("run", "-w", watch)
    assert ended.exit_code == 4
    assert f"The warehouse in {home} is held by process" in ended.stderr


def test_a_broken_warehouse_is_told_with_the_way_to_restore_it(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, home: Path
) -> None:
    claimwatch("run", "-w", watch)
    (home / "warehouse.duckdb").write_bytes(b"no database" * 500)
    ended = claimwatch("run", "-w", watch)
    assert ended.exit_code == 1
    assert "To restore the state of the last finished run" in ended.stderr
    command = ended.stderr.split("in its place: ")[1].strip()
    assert command.startswith("mv ")
    assert command.endswith(f"cp {home}/read.duckdb {home}/warehouse.duckdb")


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        pytest.param("feeds.toml", a_feed(COURIER).replace("1h", "often"), "feeds.toml: ", id="rhythm"),
        pytest.param("feeds.toml", a_feed(COURIER) * 2, "feeds.toml: ", id="an id twice"),
        pytest.param("delivery.toml", '[[channel]]\nid = "p"\nkind = "pigeon"\n', "delivery.toml: ", id="channel"),
        pytest.param("watch.toml", 'id = "desk"\nmood = "good"\n', "watch.toml: ", id="unknown key"),
        pytest.param("watch.toml", "id = ", "watch.toml: ", id="no TOML"),
    ],
)
@pytest.mark.parametrize("command", ["run", "check"])
def test_a_broken_watch_is_told_with_file_and_key_and_nothing_is_begun(
    claimwatch: Claimwatch, watch: Path, home: Path, command: str, file: str, text: str, said: str
) -> None:
    (watch / file).write_text(text)
    ended = claimwatch(command, *(["-w"] if command == "run" else []), watch)
    assert ended.exit_code == 2
    assert said in ended.stderr
    assert not home.exists() or not list(home.glob("*.duckdb"))


def test_a_webhook_without_its_secret_is_told_before_anything_is_collected(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DESK_URL", raising=False)
    (watch / "delivery.toml").write_text(HOOK)
    ended = claimwatch("run", "-w", watch)
    assert ended.exit_code == 2
    assert "delivery.toml: channel.hook.url_env: the environment variable DESK_URL is not set" in ended.stderr
    assert stand.asked == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["run", "-w", "atlantis"], "atlantis: is neither a folder nor a shipped watch", id="no watch"),
        pytest.param(["run", "--feed", "nobody"], "feeds.toml: feed: has no feed nobody", id="no feed"),
        pytest.param(["run", "--wait", "-1"], "'--wait'", id="a wait below nothing"),
        pytest.param(["add", "ftp://courier.example/x", "-l", "en"], "only http and https", id="scheme"),
        pytest.param(["add", "http://127.0.0.1/x", "-l", "en"], "it is no public address", id="this machine"),
        pytest.param(["add", "http://[::1]/x", "-l", "en"], "it is no public address", id="this machine, IPv6"),
        pytest.param(["add", "http://me:pw@courier.example/x", "-l", "en"], "user name", id="user name"),
        pytest.param(["add", "http://courier.example/x", "-l", "tlh"], "no lexicon of this language", id="language"),
        pytest.param(["add", "http://courier.example/x"], "--language", id="no language"),
    ],
)
def test_bad_arguments_are_a_matter_of_usage(claimwatch: Claimwatch, arguments: list[str], said: str) -> None:
    ended = claimwatch(*arguments)
    assert ended.exit_code == 2
    assert said in ended.stderr


def test_a_page_added_by_hand_is_collected_by_the_next_run(
    claimwatch: Claimwatch, stand: Newsstand, watch: Path
) -> None:
    stand.article(COURIER, "by-hand", SEOUL.format("2,000"))
    url = page_url(COURIER, "by-hand")
    added = [claimwatch("add", f"{url}?utm_source=feed#top", "-l", "en", "-w", watch).stdout for _ in range(2)]
    assert added == [f"{url} is watched from the next run on.\n", f"{url} was watched already.\n"]
    assert claimwatch("run", "-w", watch).stdout.startswith("1 of 1 due feed read, 2 new texts")


def test_reading_again_says_what_it_did(claimwatch: Claimwatch, stand: Newsstand, watch: Path) -> None:
    claimwatch("run", "-w", watch)
    assert claimwatch("reread", "-w", watch).stdout.startswith("0 versions, 0 claims, 0 technical changes")
    assert claimwatch("reread", "-w", watch, "--dry-run").stdout.endswith("changed\nnothing was stored\n")
    said = json.loads(claimwatch("reread", "-w", watch, "--json").stdout)
    assert (said["versions"], said["technical_changes"]) == (0, 0)


def test_the_report_is_written_and_its_place_told(claimwatch: Claimwatch, stand: Newsstand, watch: Path) -> None:
    claimwatch("run", "-w", watch)
    path = Path(claimwatch("report", "-w", watch).stdout.strip())
    assert path.name == "report.html"
    assert "Two made-up outlets" in path.read_text("utf-8")
