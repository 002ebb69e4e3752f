"""A watch for a new story: from options, from answers, whole or not at all, with feeds that were asked."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.outlets.network import use_network
from flows.watching.loading import Watch, load_watch
from tests.flows.collection.newsstand import COURIER, LEDGER, SEOUL, Answer, Newsstand, feed_url, open_stand
from tests.flows.console.conftest import Claimwatch

OPTIONS = (
    "--title",
    "The fire in Kursk",
    "--side",
    "soldiers=soldier*",
    "--topic",
    "Kursk,soldier*",
    "--feed",
    feed_url(COURIER),
    "--source",
    "Spy Agency=Intelligence Service",
    "--yes",
)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running, use_network(running.network()):
        running.feed(COURIER, "toll")
        running.article(COURIER, "toll", SEOUL.format("1,000"), title="Soldiers killed in Kursk")
        yield running


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "kursk-fire"


@pytest.mark.usefixtures("stand")
def test_options_make_a_watch_that_checks_and_whose_feed_was_asked(claimwatch: Claimwatch, place: Path) -> None:
    ended = claimwatch("init", place, *OPTIONS)
    assert (ended.exit_code, "1 of 1 source well" in ended.stdout) == (0, True)
    assert claimwatch("check", place).exit_code == 0
    watch = load_watch(str(place))
    assert (watch.id, watch.title, watch.story.main_actor) == ("kursk-fire", "The fire in Kursk", "soldiers")
    assert [(feed.id, feed.language, feed.probed) for feed in watch.feeds] == [("courier-example", "en", True)]
    assert [(source.id, source.names) for source in watch.story.sources] == [
        ("spy_agency", {"en": ("Intelligence Service",)})
    ]
    assert asked_of(watch) == {"figures": ("killed", "wounded", "missing"), "others": ("killed", "wounded", "missing")}


@pytest.mark.usefixtures("stand")
def test_a_run_of_the_new_watch_reads_its_first_figures(claimwatch: Claimwatch, place: Path) -> None:
    claimwatch("init", place, *OPTIONS)
    assert claimwatch("run", "-w", place).stdout.startswith("1 of 1 due feed read, 1 new text, 1 claim")


def test_a_feed_that_does_not_answer_leaves_a_watch_that_says_so(
    claimwatch: Claimwatch, stand: Newsstand, place: Path
) -> None:
    stand.answers[feed_url(LEDGER)] = Answer(status=503)
    ended = claimwatch("init", place, *OPTIONS, "--feed", f"fr={feed_url(LEDGER)}", "--language", "en", "-l", "fr")
    assert (ended.exit_code, "1 of 2 sources well" in ended.stdout) == (3, True)
    assert [(feed.language, feed.probed) for feed in load_watch(str(place)).feeds] == [("en", True), ("fr", False)]


def test_a_feed_without_a_word_of_the_story_is_pointed_out(
    claimwatch: Claimwatch, stand: Newsstand, place: Path
) -> None:
    options = [option.replace("Kursk,soldier*", "volcano") for option in OPTIONS]
    ended = claimwatch("init", place, *options)
    assert (ended.exit_code, "none of its entries is on the story" in ended.stderr) == (0, True)


def test_words_of_a_language_stand_under_it_and_those_of_none_under_all(claimwatch: Claimwatch, place: Path) -> None:
    said = ("--side", "soldiers:fr=soldat*", "-l", "en", "-l", "fr", "--topic", "fr=incendie*", "--no-probe")
    assert claimwatch("init", place, *OPTIONS, *said).exit_code == 0
    watch = load_watch(str(place))
    assert watch.story.actors[0].names == {"*": ("soldier*",), "fr": ("soldat*",)}
    assert {code: rule.all_of for code, rule in watch.topic.items()} == {
        "en": (("Kursk", "soldier*"),),
        "fr": (("Kursk", "soldier*"), ("incendie*",)),
    }


@pytest.mark.usefixtures("stand")
def test_a_person_in_a_terminal_is_asked_and_wrong_phrases_are_asked_for_again(
    claimwatch: Claimwatch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("flows.console.initiating.is_person_there", lambda: True)
    answers = (
        *("", "The fire in Kursk", " en ,", "soldiers", "soldier{s", "soldier*", "", "killed, denial"),
        *(
            "Kursk",
            "soldier*, killed",
            feed_url(COURIER),
            "",
            "Spy agency",
            "Intelligence Service",
            "",
            "me@desk.example",
        ),
    )
    ended = claimwatch("init", given="\n".join(answers) + "\n")
    assert ended.exit_code == 0, ended.stderr
    watch = load_watch(str(tmp_path / "the-fire-in-kursk"))
    assert watch.asking.contact == "me@desk.example"
    assert watch.topic["en"].all_of == (("Kursk",), ("soldier*", "killed"))
    assert asked_of(watch) == {"figures": ("killed",), "statuses": ("denial",), "others": ("killed",)}


def test_a_program_gets_one_json_value(claimwatch: Claimwatch, stand: Newsstand, place: Path) -> None:
    said = json.loads(claimwatch("init", place, *OPTIONS, "--json").stdout)
    assert (said["folder"], said["sources"][0]["state"], "topic.toml" in said["files"]) == (str(place), "ok", True)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    ("more", "said"),
    [
        pytest.param(["--count", "sheep"], "sheep is not known; known are area_km2", id="metric"),
        pytest.param(["--side", "soldiers"], "write it as NAME=WORD,WORD", id="side"),
        pytest.param(["--side", "guards={a"], "actors.toml: actor[guards].names.en", id="phrase"),
        pytest.param(["--language", "tlh"], "no lexicon of this language", id="language"),
        pytest.param(["--feed", "courier"], "feeds.toml: feed[courier].url: is no address", id="address"),
        pytest.param(["--time-zone", "Mars"], "'Mars' is no time zone", id="time zone"),
    ],
)
def test_a_wrong_answer_is_told_with_its_place_and_leaves_nothing(
    claimwatch: Claimwatch, place: Path, more: list[str], said: str
) -> None:
    ended = claimwatch("init", place, *OPTIONS, *more)
    assert (ended.exit_code, said in ended.stderr) == (2, True), ended.stderr
    assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize("option", ["--title", "--side", "--topic", "--feed"])
def test_what_is_missing_is_named_where_nobody_can_be_asked(claimwatch: Claimwatch, place: Path, option: str) -> None:
    at = OPTIONS.index(option)
    ended = claimwatch("init", place, *OPTIONS[:at], *OPTIONS[at + 2 :])
    assert (ended.exit_code, f"{option} is missing" in ended.stderr) == (2, True)


def test_a_topic_that_leaves_a_language_out_is_an_error(claimwatch: Claimwatch, place: Path) -> None:
    options = [option.replace("Kursk,soldier*", "en=Kursk") for option in OPTIONS]
    ended = claimwatch("init", place, *options, "-l", "en", "-l", "fr")
    assert (ended.exit_code, "add --topic fr=WORD,WORD" in ended.stderr) == (2, True)


def test_a_folder_that_holds_something_is_left_alone(claimwatch: Claimwatch, place: Path) -> None:
    place.mkdir()
    (place / "watch.toml").write_text("mine")
    ended = claimwatch("init", place, *OPTIONS, "--no-probe")
    assert (ended.exit_code, "is there already and is left alone" in ended.stderr) == (1, True)
    assert [path.read_text() for path in place.iterdir()] == ["mine"]


def asked_of(watch: Watch) -> dict[str, tuple[str, ...]]:
    return {question.id: question.metrics for question in watch.story.questions}
