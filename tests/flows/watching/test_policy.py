"""policy.toml says what becomes of each finding; what is wrong in it is named with file and key."""

import re
import shutil
from datetime import time, timedelta
from pathlib import Path

import pytest

from flows.alerts.verdicts import Finding
from flows.errors import ConfigError
from flows.watching.loading import load_watch, with_policy
from flows.watching.rules import AlertRules, Handling, QuietHours, Severity, StormSizes, Threshold

FLOOD = Path(__file__).parents[2] / "watches" / "river-flood"
DOCS = Path(__file__).parents[3] / "docs"
SHIPPED = "north-korea-in-russia"


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A copy of the made-up watch, which has no policy of its own."""
    return Path(shutil.copytree(FLOOD, tmp_path / "river-flood"))


def rules(flood: Path, text: str) -> AlertRules:
    (flood / "policy.toml").write_text(text, "utf-8")
    return load_watch(str(flood)).rules


def test_a_watch_without_a_policy_has_the_defaults(flood: Path) -> None:
    assert load_watch(str(flood)).rules == AlertRules()


def test_the_shipped_policy_says_every_default_aloud() -> None:
    watch = load_watch(SHIPPED)
    assert watch.rules == AlertRules()
    text = (Path(load_watch.__code__.co_filename).parents[1] / "watches" / SHIPPED / "policy.toml").read_text("utf-8")
    assert set(re.findall(r"^([a-z_]+) = \"(?:now|second_mention|digest|never)\"", text, re.MULTILINE)) == set(Finding)


def test_what_is_said_is_taken_and_the_rest_stays(flood: Path) -> None:
    found = rules(
        flood,
        """
        stale_after = "12h"
        [route]
        takedown = "never"
        [storm]
        run = 3
        [quiet]
        from = "23:00"
        to = "06:30"
        high_passes = true
        [question.toll]
        min_absolute = 7
        [question.toll.route]
        first_report = "now"
        """,
    )
    assert found == AlertRules(
        routes={**AlertRules().routes, Finding.TAKEDOWN: Handling.NEVER},
        by_question={"toll": {Finding.FIRST_REPORT: Handling.NOW}},
        thresholds={"toll": Threshold(absolute=7)},
        stale_after=timedelta(hours=12),
        storm=StormSizes(run=3),
        quiet=QuietHours(start=time(23), end=time(6, 30), high_passes=True),
    )
    assert found.handling(Finding.FIRST_REPORT, "toll") is Handling.NOW
    assert found.handling(Finding.FIRST_REPORT, "elsewhere") is Handling.SECOND_MENTION


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        pytest.param('[route]\nsilent_edits = "now"', "route.silent_edits", "is no finding; known are", id="finding"),
        pytest.param('[route]\ndrift = "later"', "route.drift", "'later' is none of now", id="handling"),
        pytest.param(
            '[route]\ntakedown = "second_mention"', "route.takedown", "no other publisher", id="nothing to mention"
        ),
        pytest.param('stale_after = "1 day"', "stale_after", "stretch of time", id="stretch"),
        pytest.param("[storm]\nrun = 0", "storm.run", "at least 1", id="no size"),
        pytest.param("[storm]\nhour = 4", "storm.hour", "not known here; known are day, run", id="unknown key"),
        pytest.param('[quiet]\nfrom = "23:00"', "quiet.to", "is missing", id="no end"),
        pytest.param('[quiet]\nfrom = "24:00"\nto = "7:00"', "quiet.from", "time of day", id="no such hour"),
        pytest.param('[quiet]\nfrom = "07:00"\nto = "07:00"', "quiet.to", "must differ", id="all day"),
        pytest.param("[question.tol]\nmin_absolute = 1", "question.tol", "known are elsewhere, toll", id="question"),
        pytest.param('[question.toll]\nmin_absolute = "1"', "question.toll.min_absolute", "a number", id="number"),
        pytest.param(
            '[question.toll.route]\ntakedown = "now"', "question.toll.route.takedown", "asks for", id="nobody asks"
        ),
    ],
)
def test_what_is_wrong_is_named_with_file_and_key(flood: Path, text: str, key: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        rules(flood, text)
    line = next(problem.line() for problem in caught.value.problems if problem.key == key)
    assert line.startswith("river-flood/policy.toml: ")
    assert words in line


def test_a_watch_has_one_policy(flood: Path) -> None:
    (flood / "policy").mkdir()
    (flood / "policy" / "more.toml").write_text('stale_after = "1h"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"policy/more\.toml: a watch has one policy"):
        rules(flood, 'stale_after = "2h"\n')


def test_a_borrower_brings_its_own_policy(flood: Path) -> None:
    rules(flood, 'stale_after = "1h"\n')
    borrower = flood.parent / "night-shift"
    borrower.mkdir()
    head = 'id = "night-shift"\ntitle = "Night"\ntime_zone = "UTC"\nstory = "../river-flood"\n'
    (borrower / "watch.toml").write_text(head, "utf-8")
    shutil.copy(flood / "feeds.toml", borrower)
    assert rules(borrower, "[question.toll]\nmin_absolute = 3\n") == AlertRules(
        by_question={"toll": {}}, thresholds={"toll": Threshold(absolute=3)}
    )


def test_another_file_takes_the_place_of_the_policy(flood: Path) -> None:
    rules(flood, 'stale_after = "1h"\n[storm]\nrun = 2\n')
    other = flood.parent / "strict.toml"
    other.write_text('stale_after = "3h"\n', "utf-8")
    watch = with_policy(load_watch(str(flood)), other)
    assert watch.rules == AlertRules(stale_after=timedelta(hours=3))


def test_another_file_that_is_wrong_is_named(flood: Path) -> None:
    other = flood.parent / "strict.toml"
    other.write_text("[question.nobody]\nmin_absolute = 1\n", "utf-8")
    with pytest.raises(ConfigError, match=r"strict\.toml: question\.nobody: is no question of this watch"):
        with_policy(load_watch(str(flood)), other)
    with pytest.raises(ConfigError, match="cannot be read"):
        with_policy(load_watch(str(flood)), flood / "nowhere.toml")


def channel(flood: Path, lines: str, kind: str = "webhook") -> None:
    address = 'url_env = "DESK_URL"\n' if kind == "webhook" else ""
    text = f'[[channel]]\nid = "desk"\nkind = "{kind}"\n{address}{lines}\n'
    (flood / "delivery.toml").write_text(text, "utf-8")


def test_a_channel_says_what_it_takes(flood: Path) -> None:
    channel(
        flood,
        'findings = ["drift"]\nquestions = ["toll"]\nseverities = ["high"]\nlanguages = ["ko", "ja"]\n'
        "digest = true\nquiet_hours = false",
    )
    (desk,) = load_watch(str(flood)).delivery
    assert (desk.findings, desk.questions) == ({Finding.DRIFT}, {"toll"})
    assert (desk.severities, desk.languages) == ({Severity.HIGH}, {"ko", "ja"})
    assert (desk.digest, desk.keeps_quiet) == (True, False)


@pytest.mark.parametrize(("kind", "keeps_quiet"), [("webhook", True), ("console", False), ("jsonl", False)])
def test_what_leaves_the_machine_keeps_quiet_hours(flood: Path, kind: str, *, keeps_quiet: bool) -> None:
    channel(flood, "", kind)
    (desk,) = load_watch(str(flood)).delivery
    assert desk.keeps_quiet is keeps_quiet
    assert not desk.findings


@pytest.mark.parametrize(
    ("lines", "kind", "words"),
    [
        pytest.param('findings = ["edits"]', "webhook", r"findings\[0\]: 'edits' is none of", id="finding"),
        pytest.param('questions = ["tolls"]', "webhook", r"questions: 'tolls' is no question", id="question"),
        pytest.param('severities = ["low"]', "webhook", r"severities\[0\]: 'low' is none of high", id="severity"),
        pytest.param('languages = ["korean"]', "webhook", r"languages\[0\]: is no language", id="language"),
        pytest.param("digest = true", "jsonl", "digest: is for persons", id="a digest in a file"),
    ],
)
def test_a_channel_that_asks_for_what_is_not_there_is_told(flood: Path, lines: str, kind: str, words: str) -> None:
    channel(flood, lines, kind)
    with pytest.raises(ConfigError, match=words):
        load_watch(str(flood))


def blocks(name: str) -> list[str]:
    """Return what docs/policy.md shows of a file."""
    page = (DOCS / "policy.md").read_text("utf-8")
    return re.findall(rf"^```toml\n# {re.escape(name)}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def test_the_policy_that_the_docs_write_loads(flood: Path) -> None:
    (block,) = blocks("policy.toml")
    assert rules(flood, block) != AlertRules()


def test_the_channel_that_the_docs_write_loads(flood: Path) -> None:
    (block,) = blocks("delivery.toml")
    (flood / "delivery.toml").write_text(block, "utf-8")
    assert load_watch(str(flood)).delivery[0].findings
