"""`alerts` and `claims`: what a person sees of an alert, and what a person says of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from flows.console.marked import chain_lines
from flows.outlets.network import use_network
from flows.records import Record
from flows.watching.known import find_watch
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Desk, Newsstand, feed_url, open_stand
from tests.flows.console.conftest import Claimwatch
from tests.flows.press import write_watch
from warehouse import connect
from warehouse.outbox import OutboxEvent, OutboxEventRow, add_outbox_events

FEED = f"""
[[feed]]
id = "{COURIER}"
outlet = "{COURIER}"
outlet_name = "The Courier"
publisher = "{COURIER}"
language = "en"
country = "GB"
url = "{feed_url(COURIER)}"
every = "1h"
seen_at = "made up for a test"
probed = true
"""
CHANNEL = '[[channel]]\nid = "lines"\nkind = "jsonl"\n'
COMMANDS = [
    *(["alerts", name] for name in ("list", "show", "resend", "ack", "mark", "precision")),
    *(["claims", name] for name in ("list", "correct", "withdraw", "restore")),
]
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with open_stand() as running, use_network(running.network()):
        running.feed(COURIER, "toll")
        running.article(COURIER, "toll", SEOUL.format("1,000"))
        yield running


@pytest.fixture(scope="module")
def played(stand: Newsstand, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one alert: the Courier raised the number killed from about 1,000 to about 1,500."""
    folder = write_watch(tmp_path_factory.mktemp("desk") / "desk", [FEED])
    (folder / "delivery.toml").write_text(CHANNEL)
    made = Desk(watch=find_watch(str(folder)), home=folder.parent / "home", stand=stand)
    made.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    made.collect(MONDAY + 2 * HOUR)
    return made


@pytest.fixture
def desk(played: Desk, home: Path) -> Desk:
    """The desk in a home of its own, so that each test says of it what it likes."""
    copytree(played.home, home)
    return replace(played, home=home)


@pytest.fixture
def folder(played: Desk) -> Path:
    return played.home.parent / "desk"


def key_of(desk: Desk) -> str:
    return str(desk.alerts()[0]["key"])


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_explains_itself_and_is_documented(claimwatch: Claimwatch, command: list[str]) -> None:
    ended = claimwatch(*command, "--help")
    assert ended.exit_code == 0
    said = " ".join(ended.stdout.partition("Options:")[0].split("Arguments:")[0].split("\n\n", 1)[1].split())
    assert said.endswith(".")
    assert f"claimwatch {' '.join(command)}" in (ROOT / "docs" / "marks.md").read_text("utf-8")


def test_the_help_of_a_group_lists_its_commands_whole(claimwatch: Claimwatch) -> None:
    for group in ("alerts", "claims"):
        assert "..." not in claimwatch(group, "--help").stdout.split("Commands:")[1]


def test_alerts_alone_lists_them_with_their_keys(claimwatch: Claimwatch, desk: Desk, folder: Path) -> None:
    listed = claimwatch("alerts", "-w", folder).stdout
    assert listed == claimwatch("alerts", "list", "-w", folder).stdout
    assert "raised the number killed" in listed
    assert f"key: {key_of(desk)[:12]}" in listed


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        pytest.param(["--finding", "silent_edit"], 1, id="its finding"),
        pytest.param(["--finding", "takedown"], 0, id="another finding"),
        pytest.param(["--outlet", "the courier"], 1, id="its outlet by name"),
        pytest.param(["--outlet", "ledger"], 0, id="another outlet"),
        pytest.param(["--language", "en", "--since", "2025-01-27"], 1, id="its language and day"),
        pytest.param(["--since", "2025-01-28"], 0, id="a later day"),
        pytest.param(["--question", "nobody-asks"], 0, id="another question"),
        pytest.param(["--unacknowledged"], 1, id="not seen yet"),
        pytest.param(["--dead"], 0, id="not given up"),
    ],
)
def test_a_list_is_narrowed_by_what_a_person_asks(
    claimwatch: Claimwatch, desk: Desk, folder: Path, asked: list[str], count: int
) -> None:
    assert len(json.loads(claimwatch("alerts", "-w", folder, "--json", *asked).stdout)) == count
    if not count:
        assert f"none of the 1 alerts of {desk.watch.id} is such" in claimwatch("alerts", "-w", folder, *asked).stdout


def test_a_chain_of_citation_is_printed_step_by_step() -> None:
    steps = [{"from": "ledger", "via": "copies", "to": "courier"}, {"from": "courier", "via": "names", "to": "nis"}]
    cited: Record = {"citations": steps, "circles": [["courier", "ledger"]], "count_origins": 0}
    assert list(chain_lines(cited)) == [
        "ledger copies courier",
        "courier names nis",
        "courier and ledger have it from each other",
        "independent origins: not known",
    ]
    assert list(chain_lines({**cited, "citations": steps[:1]})) == []


def test_a_date_that_is_none_is_a_matter_of_usage(claimwatch: Claimwatch) -> None:
    ended = claimwatch("alerts", "--since", "yesterday")
    assert (ended.exit_code, "is no date" in ended.stderr) == (2, True)


def test_a_shown_alert_says_all_and_what_to_do_next(claimwatch: Claimwatch, desk: Desk, home: Path) -> None:
    key = key_of(desk)
    shown = claimwatch("alerts", "show", key[:8]).stdout
    assert "about 1,500 North Korean soldiers had been killed" in shown
    assert "after: killed · North Korea · about 1,500 · " in shown
    assert "delivery:   lines  attempt 1  2025-01-27 10:00 UTC  sent" in shown
    assert "carrier:    courier (after), since 2025-01-27 10:00 UTC  http://courier.example/toll" in shown
    hints = [line.strip() for line in shown.split("What to do next:")[1].splitlines() if line.strip()]
    assert f"claimwatch --home {home} claims withdraw 2 --watch {desk.watch.id}" in hints
    assert f"claimwatch --home {home} proof {key[:12]} --watch {desk.watch.id}" in hints
    assert "chain:" not in shown, "nobody has it from anybody else"
    assert all(claimwatch(*hint.split()[3:5], "--help").exit_code == 0 for hint in hints)
    record = json.loads(claimwatch("alerts", "show", key, "--json").stdout)
    assert (record["key"], record["standing"]["sent_by"], len(record["deliveries"])) == (key, ["lines"], 1)
    assert [(one["outlet"], one["lag_s"]) for one in record["carriers"]] == [("courier", 0)]
    assert record["cited"]["count_origins"] == 1


def test_the_last_verdict_of_an_alert_is_shown_and_counted(claimwatch: Claimwatch, desk: Desk, folder: Path) -> None:
    key = key_of(desk)
    assert "nobody has marked" in claimwatch("alerts", "precision", "-w", folder).stdout
    assert claimwatch("alerts", "ack", key, "--by", "Ada").exit_code == 0
    assert claimwatch("alerts", "mark", key, "wrong", "--by", "Ada").exit_code == 0
    assert claimwatch("alerts", "mark", key, "right", "--by", "Bo", "--note", "asked the desk").exit_code == 0
    assert "marked right by Bo: asked the desk" in claimwatch("alerts", "-w", folder).stdout
    assert json.loads(claimwatch("alerts", "-w", folder, "--unacknowledged", "--json").stdout) == []
    marks = json.loads(claimwatch("alerts", "show", key, "--json").stdout)["marks"]
    assert [(mark["mark"], mark["author"]) for mark in marks] == [("seen", "Ada"), ("wrong", "Ada"), ("right", "Bo")]
    told = json.loads(claimwatch("alerts", "precision", "-w", folder, "--json").stdout)
    assert (told[0]["grouped_by"], told[0]["count_right"], told[0]["precision"]) == ("all", 1, 1.0)
    assert "language en" in claimwatch("alerts", "precision", "-w", folder).stdout


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        pytest.param(["mark", "KEY", "maybe"], 2, "right, wrong or unsure", id="no verdict"),
        pytest.param(["mark", "ffffffffffffx", "right"], 1, "claimwatch alerts lists them", id="no such alert"),
        pytest.param(["resend", "KEY"], 1, "is of the watch", id="another watch"),
    ],
)
def test_what_cannot_be_marked_says_why(
    claimwatch: Claimwatch, desk: Desk, asked: list[str], code: int, said: str
) -> None:
    ended = claimwatch("alerts", *(key_of(desk) if part == "KEY" else part for part in asked))
    assert (ended.exit_code, said in ended.stderr) == (code, True)


def test_an_alert_that_was_given_up_is_listed_and_sent_once_more(
    claimwatch: Claimwatch, desk: Desk, folder: Path, home: Path
) -> None:
    key = key_of(desk)
    death = OutboxEventRow(
        watch=desk.watch.id, alert_key=key, channel="lines", event=OutboxEvent.DEAD, happened_at=MONDAY + 3 * HOUR
    )
    with connect.writer(home) as con, connect.transaction(con):
        add_outbox_events(con, [death])
    assert "given up for lines" in claimwatch("alerts", "-w", folder, "--dead").stdout
    ended = claimwatch("alerts", "resend", key, "-w", folder)
    assert (ended.exit_code, ended.stdout) == (0, "the next run sends it by lines\n")
    assert claimwatch("alerts", "resend", key, "-w", folder, "--channel", "pigeon").exit_code == 2
    desk.collect(MONDAY + 5 * HOUR)
    assert [json.loads(line)["key"] for line in desk.sent()] == [key, key]
    assert json.loads(claimwatch("alerts", "-w", folder, "--dead", "--json").stdout) == []


def test_a_claim_is_corrected_listed_and_restored(claimwatch: Claimwatch, desk: Desk, folder: Path) -> None:
    assert "no claim" in claimwatch("claims", "list", "-w", folder).stdout
    ended = claimwatch(
        "claims", "correct", "2", "--bound", "at_least", "-w", folder, "--by", "Ada", "--note", "as said"
    )
    assert ended.exit_code == 0
    assert "it stands as: killed · North Korea · at least 1,500" in ended.stdout
    assert f"alerts mark {key_of(desk)[:12]} wrong" in ended.stdout
    assert "a claim of it was misread and corrected on" in claimwatch("alerts", "-w", folder).stdout
    listed = claimwatch("claims", "list", "-w", folder).stdout
    assert "it stands against what today's rules read" in listed
    assert "value: approx 1,500 -> at least 1,500" in listed
    assert "it stands so again" in claimwatch("claims", "restore", "2", "-w", folder, "--by", "Ada").stdout
    assert "as it was read from then on" in claimwatch("claims", "list", "-w", folder).stdout
    made = json.loads(claimwatch("claims", "list", "-w", folder, "--json").stdout)
    assert [(one["action"], one["standing"]) for one in made] == [("corrected", "past"), ("restored", "past")]


def test_a_withdrawn_claim_is_told_nowhere(claimwatch: Claimwatch, desk: Desk, folder: Path) -> None:
    assert "withdrawn" in claimwatch("claims", "withdraw", "2", "-w", folder, "--by", "Ada").stdout
    assert desk.rows("select claim_id from latest_claims") == []
    ended = claimwatch("claims", "withdraw", "2", "-w", folder, "--by", "Ada")
    assert (ended.exit_code, "already" in ended.stderr) == (1, True)


def test_a_number_that_the_sentence_does_not_say_is_refused(claimwatch: Claimwatch, desk: Desk, folder: Path) -> None:
    ended = claimwatch("claims", "correct", "2", "--low", "1700", "-w", folder)
    assert (ended.exit_code, "1,700 does not stand in the sentence" in ended.stderr) == (1, True)
