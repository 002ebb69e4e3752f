"""Each way to write a watch wrongly is answered with the file, the key and what would be right."""

import shutil
from pathlib import Path

import pytest

from flows.errors import ConfigError
from flows.watching.loading import load_watch

FLOOD = Path(__file__).parents[2] / "watches" / "river-flood"


@pytest.fixture
def flood(tmp_path: Path) -> Path:
    """A copy of the made-up watch, to be broken."""
    return Path(shutil.copytree(FLOOD, tmp_path / "river-flood"))


BROKEN = [
    # id, file, text to find, text to put there, then what the message must hold
    (
        "unknown key",
        "feeds.toml",
        'id = "orla-post"',
        'id = "orla-post"\ncolour = "red"',
        "feed[orla-post].colour",
        "not known",
    ),
    ("missing key", "feeds.toml", 'country = "DE"\n', "", "feed[orla-post].country", "is missing"),
    ("wrong type", "feeds.toml", "probed = false", 'probed = "no"', "feed[orla-post].probed", "true or false"),
    (
        "number for a text",
        "feeds.toml",
        'outlet_name = "Orla Post"',
        "outlet_name = 7",
        "feed[orla-post].outlet_name",
        "a text",
    ),
    ("duplicate id", "feeds.toml", 'id = "la-vallee"', 'id = "orla-post"', "feed[orla-post].id", "stands already"),
    (
        "duplicate address",
        "feeds.toml",
        "la-vallee.example/atom.xml",
        "orla-post.example/feed.xml",
        "feed[la-vallee].url",
        "already",
    ),
    (
        "unknown language",
        "feeds.toml",
        'language = "fr"',
        'language = "french"',
        "feed[la-vallee].language",
        "no language",
    ),
    (
        "country in small letters",
        "feeds.toml",
        'country = "FR"',
        'country = "fr"',
        "feed[la-vallee].country",
        "no country",
    ),
    (
        "address without a host",
        "feeds.toml",
        "https://la-vallee.example/atom.xml",
        "https:///atom.xml",
        "feed[la-vallee].url",
        "no address",
    ),
    (
        "address of a file",
        "feeds.toml",
        "https://la-vallee.example/atom.xml",
        "file:///etc/hosts",
        "feed[la-vallee].url",
        "no address",
    ),
    (
        "address with a password",
        "feeds.toml",
        "https://la-vallee",
        "https://me:secret@la-vallee",
        "feed[la-vallee].url",
        "no address",
    ),
    (
        "address with a broken port",
        "feeds.toml",
        "la-vallee.example/",
        "la-vallee.example:port/",
        "feed[la-vallee].url",
        "no address",
    ),
    ("every without unit", "feeds.toml", 'every = "2h"', 'every = "2"', "feed[la-vallee].every", "stretch of time"),
    ("every too often", "feeds.toml", 'every = "2h"', 'every = "1m"', "feed[la-vallee].every", "between"),
    (
        "feeds not in a list",
        "feeds.toml",
        '[[feed]]\nid = "orla-post"',
        '[feed]\nid = "orla-post"',
        "",
        "not valid TOML",
    ),
    ("not TOML", "actors.toml", "[[actor]]", "[[actor", "", "not valid TOML"),
    ("main actor nowhere", "watch.toml", '"residents"', '"fishermen"', "main_actor", "no actor"),
    ("unknown time zone", "watch.toml", "Europe/Berlin", "Europe/Orlamouth", "time_zone", "no time zone"),
    ("time zone as a path", "watch.toml", "Europe/Berlin", "../Berlin", "time_zone", "no time zone"),
    (
        "speaks for nobody",
        "sources.toml",
        'speaks_for = "rescuers"',
        'speaks_for = "boats"',
        "source[rescue_service].speaks_for",
        "no actor",
    ),
    (
        "same as nobody",
        "sources.toml",
        '"valley_council"\n[source.names]\n"*"',
        '"nobody"\n[source.names]\n"*"',
        "source[mayor].same_as",
        "no source",
    ),
    (
        "same as itself",
        "sources.toml",
        'same_as = "valley_council"',
        'same_as = "mayor"',
        "source[mayor].same_as",
        "itself",
    ),
    (
        "unknown rank",
        "sources.toml",
        'rank = "primary"',
        'rank = "best"',
        "source[rescue_service].rank",
        "none of primary",
    ),
    (
        "name in no language",
        "sources.toml",
        'fr = ["autorité',
        'french = ["autorité',
        "source[river_authority].names.french",
        "no language",
    ),
    (
        "name of signs only",
        "sources.toml",
        '"River Authority"',
        '"* ..."',
        "source[river_authority].names.en[0]",
        "no letters",
    ),
    (
        "name with a number",
        "sources.toml",
        '"River Authority"',
        '"Dam N"',
        "source[river_authority].names.en[0]",
        "N (a number)",
    ),
    ("empty name", "sources.toml", '"River Authority"', '" "', "source[river_authority].names.en[0]", "not empty"),
    (
        "name twice",
        "sources.toml",
        '"River Authority"',
        '"River Authority", "River Authority"',
        "source[river_authority].names.en[1]",
        "twice",
    ),
    (
        "phrase with a regex",
        "sources.toml",
        '"River Authority"',
        '"River (Authority|Board)"',
        "source[river_authority].names.en[0]",
        "River (Authority",
    ),
    (
        "phrase with an open brace",
        "actors.toml",
        '"Orlamouth", "people',
        '"Orla{mouth", "people',
        "actor[residents].names.en[2]",
        "brace",
    ),
    ("unknown metric", "questions.toml", '"killed"', '"drowned"', "question[toll].metrics[0]", "'drowned'"),
    ("unknown change", "questions.toml", '"raised"', '"risen"', "question[toll].alert_on[0]", "'risen'"),
    ("unknown subject", "questions.toml", '"rescuers"', '"cows"', "question[toll].subjects[1]", "'cows'"),
    (
        "metric asked twice",
        "questions.toml",
        'subjects = ["other"]',
        'subjects = ["residents"]',
        "question[elsewhere].metrics",
        "'toll' already",
    ),
    (
        "negative threshold",
        "questions.toml",
        "min_absolute = 1",
        "min_absolute = -1",
        "question[toll].min_absolute",
        "at least 0",
    ),
    (
        "an office nobody holds",
        "sources.toml",
        '["council",',
        '["harbour",',
        "source[valley_council].offices",
        "'harbour'",
    ),
    ("a state of no side", "offices.toml", '"residents"', '"strangers"', "state[strangers].id", "no actor"),
    (
        "no place for the office",
        "offices.toml",
        "'s _",
        "'s office",
        "state[residents].of.en[0]",
        "where the office goes",
    ),
    ("abroad in words", "offices.toml", "abroad = true", 'abroad = "yes"', "office[consulate].abroad", "true or false"),
    ("unknown topic key", "topic.toml", "none_of", "not_of", "en.not_of", "not known"),
    ("topic of texts, not groups", "topic.toml", '[["Orla*", "the valley"], [', '["Orla*", [', "en.all_of.0", "list"),
    ("expectation of no feed", "expectations.toml", '"orla-post"', '"orla-times"', "expectation[0].feed", "no feed"),
    (
        "expectation without number",
        "expectations.toml",
        "entries_a_day = 3\n",
        "",
        "expectation[0].entries_a_day",
        "is missing",
    ),
    ("unknown channel", "delivery.toml", 'kind = "console"', 'kind = "pigeon"', "channel[console].kind", "'pigeon'"),
    (
        "webhook without its variable",
        "delivery.toml",
        'url_env = "ORLA_NEWSROOM_URL"\n',
        "",
        "channel[newsroom].url_env",
        "is missing",
    ),
]


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "words"), [pytest.param(*case[1:], id=case[0]) for case in BROKEN]
)
def test_a_broken_watch_is_told_by_file_and_key(
    flood: Path, file: str, old: str, new: str, key: str, words: str
) -> None:
    path = flood / file
    text = path.read_text("utf-8")
    assert old in text, "the case no longer breaks anything"
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_watch(str(flood))
    lines = [problem.line() for problem in caught.value.problems]
    assert any(line.startswith(f"river-flood/{file}: {key}") and words in line for line in lines), lines
    assert str(caught.value).splitlines()[0] == lines[0]
