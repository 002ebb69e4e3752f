"""`sql` and `check`: each way out, what is refused, and what is said where there is nothing yet."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet
import pytest

from flows.coverage.server import PressServer
from flows.outlets.network import loopback, use_network
from tests.flows.collection.newsstand import MONDAY
from tests.flows.console.conftest import Claimwatch
from tests.flows.press import MORNING, OUTLETS, feed, press_feed, press_of, write_watch
from tests.warehouse.examples import article, reading, version
from warehouse import connect, write
from warehouse.rows import IssueRow

ASKED = "select location, text from issues order by issue_id"


@pytest.fixture
def filled(home: Path) -> Path:
    texts = ("a plain one", "=1+1", 'with "quotes", and commas')
    rows = [
        IssueRow(watch="desk", run_id="r", found_at=MONDAY, location=f"feed-{number}", kind="k", text=text)
        for number, text in enumerate(texts)
    ]
    with connect.writer(home) as con, connect.transaction(con):
        write.add_issues(con, rows)
    return home


@pytest.mark.usefixtures("filled")
def test_a_table_for_a_person(claimwatch: Claimwatch) -> None:
    ended = claimwatch("sql", ASKED)
    assert ended.exit_code == 0
    assert [line.split()[0] for line in ended.stdout.splitlines()] == [
        "location",
        "--------",
        "feed-0",
        "feed-1",
        "feed-2",
        "3",
    ]


@pytest.mark.usefixtures("filled")
def test_csv_for_a_spreadsheet_holds_no_formula(claimwatch: Claimwatch) -> None:
    rows = list(csv.reader(io.StringIO(claimwatch("sql", ASKED, "-f", "csv").stdout)))
    assert rows == [
        ["location", "text"],
        ["feed-0", "a plain one"],
        ["feed-1", "'=1+1"],
        ["feed-2", 'with "quotes", and commas'],
    ]


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("through", ["argument", "standard input"])
def test_json_for_a_program_is_exact(claimwatch: Claimwatch, through: str) -> None:
    asked = ("-", ASKED) if through == "standard input" else (ASKED, "")
    said = json.loads(claimwatch("sql", asked[0], "-f", "json", given=asked[1]).stdout)
    assert said[1] == {"location": "feed-1", "text": "=1+1"}


@pytest.mark.usefixtures("filled")
def test_parquet_goes_to_a_file(claimwatch: Claimwatch, tmp_path: Path) -> None:
    path = tmp_path / "issues.parquet"
    assert claimwatch("sql", ASKED, "-f", "parquet", "-o", path).exit_code == 0
    assert pyarrow.parquet.read_table(path).column("text").to_pylist()[1] == "=1+1"
    ended = claimwatch("sql", ASKED, "-f", "parquet")
    assert (ended.exit_code, ended.stderr) == (2, "Parquet is not for a terminal: name a file with --output.\n")


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize(
    "asked",
    [
        "copy (select 1) to '{path}'",
        "attach '{path}'",
        "from read_text('{path}')",
        "from read_csv('{path}')",
        "from '{path}'",
        "install httpfs",
        "set memory_limit = '99GB'",
        "delete from issues",
        "select 1; select 2",
        "select nonsense",
        "",
    ],
)
def test_what_is_no_question_to_the_warehouse_is_refused(claimwatch: Claimwatch, tmp_path: Path, asked: str) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a,b\nmy,secret\n")
    ended = claimwatch("sql", asked.format(path=secret))
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert ended.stderr.strip()
    assert secret.read_text() == "a,b\nmy,secret\n"


@pytest.mark.usefixtures("filled")
def test_an_answer_that_was_cut_says_so(claimwatch: Claimwatch) -> None:
    ended = claimwatch("sql", "from range(10)", "--rows", "3", "-f", "json")
    assert len(json.loads(ended.stdout)) == 3
    assert ended.stderr == "cut after 3 rows; --rows asks for more\n"


@pytest.mark.usefixtures("filled")
def test_an_output_that_cannot_be_written_is_told(claimwatch: Claimwatch, tmp_path: Path) -> None:
    ended = claimwatch("sql", ASKED, "-f", "csv", "-o", tmp_path / "no" / "such" / "folder.csv")
    assert ended.exit_code == 2
    assert "folder.csv" in ended.stderr


@pytest.mark.parametrize("command", [["sql", "select 1"], ["report"], ["alerts"]])
def test_a_home_in_which_nothing_was_collected_says_how_to_begin(
    home: Path, claimwatch: Claimwatch, command: list[str]
) -> None:
    ended = claimwatch(*command)
    assert ended.exit_code == 1
    assert "There is no read copy at" in ended.stderr
    assert f"Begin with: claimwatch --home {home} run" in ended.stderr


def test_the_status_of_such_a_home_is_trouble_and_no_error(claimwatch: Claimwatch) -> None:
    ended = claimwatch("status")
    assert ended.exit_code == 1
    assert "! nothing was collected in this home yet" in ended.stdout


def test_all_that_ships_is_good(claimwatch: Claimwatch) -> None:
    ended = claimwatch("check")
    assert ended.exit_code == 0
    said = ended.stdout.splitlines()
    assert [line.split()[1].rstrip(":") for line in said if line.startswith("lexicon")] == [
        "de",
        "en",
        "es",
        "fr",
        "it",
        "ja",
        "ko",
        "ru",
        "uk",
        "zh",
    ]
    watches = [line.split(":")[0] for line in said if line.startswith("watch")]
    assert watches == ["watch mine-at-varn", "watch north-korea-in-russia"]


def test_one_wrong_watch_does_not_keep_the_others_from_being_checked(claimwatch: Claimwatch) -> None:
    ended = claimwatch("check", "atlantis", "shipped-coverage")
    assert ended.exit_code == 2
    assert "atlantis" in ended.stderr
    assert "watch shipped-coverage: 24 feeds in 9 languages" in ended.stdout


def test_numbers_without_a_place_are_listed_with_their_sentence(home: Path, claimwatch: Claimwatch) -> None:
    watch, url = "north-korea-in-russia", "http://harbour.example/1"
    seen = article(watch=watch, url=url, outlet="harbour", language="en")
    text = "'40' counts people, but no word says what about them: Forty men \x1b[31mplayed."
    number = IssueRow(
        watch=watch, run_id="r", found_at=MONDAY, location=url, kind="unplaced_number", text=text, url=url
    )
    with connect.writer(home) as con, connect.transaction(con):
        ids = write.add_articles(con, [seen])
        (stored,) = write.add_versions(con, [version(watch=watch, article_id=ids[url])])
        write.add_readings(
            con,
            [reading(watch=watch, version_id=stored.version_id, read_at=MONDAY, count_claims=0, count_issues=1)],
            [],
        )
        write.add_issues(con, [number])

    ended = claimwatch("check", "--unplaced")

    assert ended.exit_code == 0
    assert f"{MONDAY:%Y-%m-%d %H:%M} UTC  en  1 text, 0 figures, 1 unplaced (100.0%)" in ended.stdout
    assert "Forty men" in ended.stdout
    assert "\x1b[31m" not in ended.stdout


@pytest.mark.usefixtures("filled")
def test_a_home_that_has_read_nothing_says_so(claimwatch: Claimwatch) -> None:
    assert "has read nothing in this home yet" in claimwatch("check", "--unplaced").stdout


@pytest.fixture
def half_well(tmp_path: Path) -> Iterator[Path]:
    """A watch of two feeds, of which the second is not there, with its press on loopback."""
    press = press_of(tmp_path / "press")
    missing = feed(OUTLETS[1], f"http://{press.title(OUTLETS[1]).outlet.host}/old.xml")
    folder = write_watch(tmp_path / "two", [press_feed(press, OUTLETS[0]), missing])
    with PressServer(press, at=MORNING) as running, use_network(loopback(running.port, press.hosts)):
        yield folder


def test_a_probe_shows_how_each_source_is(claimwatch: Claimwatch, half_well: Path) -> None:
    ended = claimwatch("check", half_well, "--probe")
    assert ended.exit_code == 3
    head, well, gone, why, told = ended.stdout.splitlines()
    assert head.split("  ")[0].strip() == "source"
    assert well.split()[:2] == [OUTLETS[0], "ok"]
    assert "2025-01-2" in well
    assert gone.split()[:4] == [OUTLETS[1], "gone", "-", "-"]
    assert "has it moved" in why
    assert told == "two: 1 of 2 sources well"


def test_a_probe_for_a_program(claimwatch: Claimwatch, half_well: Path) -> None:
    ended = claimwatch("check", half_well, "--probe", "--json")
    (said,) = json.loads(ended.stdout)
    well, gone = said["sources"]
    assert (ended.exit_code, said["watch"]) == (3, "two")
    assert (well["state"], well["error"], well["robots"]) == ("ok", None, "none")
    assert well["entries"] >= well["on_topic"] > 0
    assert (gone["state"], gone["entries"], gone["newest"]) == ("gone", 0, None)


@pytest.mark.usefixtures("no_network")
def test_a_probe_without_a_network_fails(claimwatch: Claimwatch, tmp_path: Path) -> None:
    folder = write_watch(tmp_path / "lost", [feed(OUTLETS[0], "http://lost.example/rss")])
    ended = claimwatch("check", folder, "--probe")
    assert ended.exit_code == 1
    assert "is the network up" in ended.stdout


def test_who_wants_unplaced_numbers_as_json_is_told_how_to_ask_for_them(claimwatch: Claimwatch) -> None:
    ended = claimwatch("check", "--unplaced", "--json")
    assert (ended.exit_code, "claimwatch sql --format json" in ended.stderr) == (2, True)


def test_a_program_is_told_what_is_wrong_with_each_watch(claimwatch: Claimwatch, tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text('id = "Desk"\ntitle = "Desk"\nmain_actor = "x"\ntime_zone = "UTC"\n')
    ended = claimwatch("check", "mine-at-varn", tmp_path, "--json")
    good, bad = json.loads(ended.stdout)
    assert (ended.exit_code, good["languages"], good["problems"]) == (2, ["en", "fr"], [])
    assert {"file": f"{tmp_path.name}/actors.toml", "key": "", "message": "is missing"} in bad["problems"]
