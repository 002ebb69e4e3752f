"""A lexicon is checked when it is read: every mistake names file and key."""

from importlib import resources

import pytest

from extractors.errors import LexiconError
from extractors.lexicon import languages, load_lexicon, parse_lexicon

ENGLISH = resources.files("extractors").joinpath("lexicons", "en.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "key", "why"),
    [
        pytest.param("schema = 1", "schema = 2", "schema", "must be 1", id="another-schema"),
        pytest.param("schema = 1", "schema = 1\nextra = 1", "extra", "not a key", id="unknown-key"),
        pytest.param("[vague]", "[vague]\nlots = []", "vague.lots", "not a key", id="unknown-key-in-a-table"),
        pytest.param("compound = false", "", "meta.compound", "missing", id="missing-key"),
        pytest.param("compound = false", "compound = 0", "meta.compound", "must be bool", id="type"),
        pytest.param("reach = 80", "reach = true", "meta.reach", "must be int", id="bool-is-no-int"),
        pytest.param('scale = "western"', 'scale = "roman"', "meta.scale", "one of", id="choice"),
        pytest.param('"half" = 0.5', '"half" = 0', "numerals.fraction.half", "above zero", id="zero"),
        pytest.param('"two" = 2', '"two" = "2"', "numerals.unit.two", "above zero", id="not-a-number"),
        pytest.param(
            '"injuries", ',
            '"injuries", "killed", ',
            "trigger.wounded.noun",
            "also stands in trigger.killed",
            id="two-metrics",
        ),
        pytest.param(
            'words = ["things"',
            'words = ["soldier{|s}", "things"',
            "not_person.words",
            "also stands in person",
            id="person-and-not",
        ),
        pytest.param(
            'tens = ["tens"]',
            'tens = ["te(n|ns)", "tens"]',
            "vague.tens",
            "no letters|no meaning|braces",
            id="bad-phrase",
        ),
        pytest.param('tens = ["tens"]', 'tens = ["tens", "tens"]', "vague.tens", "twice", id="twice"),
        pytest.param('tens = ["tens"]', 'tens = [""]', r"vague.tens\[0\]", "not empty", id="empty-phrase"),
    ],
)
def test_a_mistake_is_an_error_that_names_file_and_key(old: str, new: str, key: str, why: str) -> None:
    assert old in ENGLISH
    with pytest.raises(LexiconError, match=rf"^en\.toml: {key}: .*({why})") as caught:
        parse_lexicon(ENGLISH.replace(old, new, 1), "en.toml")
    assert caught.value.file == "en.toml"


def test_a_file_that_is_not_toml_is_an_error_that_names_it() -> None:
    with pytest.raises(LexiconError, match=r"xx\.toml: file: is not TOML"):
        parse_lexicon("= nonsense", "xx.toml")


def test_too_few_examples_are_refused() -> None:
    short = ENGLISH.split("[[example]]", 3)
    with pytest.raises(LexiconError, match="example: must be at least 12"):
        parse_lexicon("[[example]]".join(short[:3]), "en.toml")


def test_an_unknown_language_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(LexiconError, match=r"xx\.toml: .*there are: .*en"):
        load_lexicon("xx")


def test_the_shipped_lexicons_are_those_of_the_nine_languages_and_italian() -> None:
    assert set(languages()) == {"en", "fr", "de", "es", "it", "ko", "uk", "ru", "zh", "ja"}


def test_english_and_french_have_at_least_a_dozen_examples() -> None:
    assert min(len(load_lexicon(code).examples) for code in ("en", "fr")) >= 12
