"""How languages are written is data: a language more is a table more, and a mistake in it is named."""

from importlib.resources import files

import pytest

from extractors.charsets import decode
from extractors.errors import LexiconError
from extractors.lexicon import languages
from extractors.writing import read_writing, script_of

SHIPPED = (files("extractors") / "writing.toml").read_text("utf-8")
POLISH = """
[scripts.pl]
letters = ["ą", "ć", "ę", "ł", "ń", "ó", "ś", "ź", "ż"]
marks = "”„"
own_script = false
spaced = true
scales = "tm"
encodings = ["cp1250", "iso8859-2"]
"""


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("[scripts.latin]", "[scripts.roman]", "scripts.latin"),
        ("[month_signs]", "[signs]", "month_signs"),
        ('encodings = ["cp949"]', "", "scripts.ko: its keys"),
        ('encodings = ["cp949"]', 'encodings = ["cp949"]\nextra = 1', "scripts.ko: its keys"),
        ('letters = ["가-힣"]', 'letters = ["가-힣힣"]', "scripts.ko.letters: .*ranges"),
        ('letters = ["가-힣"]', "letters = []", "scripts.ko.letters"),
        ('marks = "，。"', "marks = []", "scripts.zh: .*marks one text"),
        ('scales = "тсм"', "scales = 3", "scripts.ru: .*scales another"),
        ("spaced = true", 'spaced = "yes"', "scripts.latin: .*true or false"),
        ('de = ["jan", ', "de = [", "months.de: .*twelve"),
        ('"okt"', '"nov"', "months.de: 'nov' is another month"),
    ],
    ids=[
        "no-latin",
        "unknown-table",
        "missing",
        "unknown-key",
        "no-range",
        "empty",
        "type",
        "scales",
        "spaced",
        "eleven",
        "two-months",
    ],
)
def test_a_mistake_in_how_languages_are_written_is_named(before: str, after: str, told: str) -> None:
    assert before in SHIPPED
    with pytest.raises(LexiconError, match=rf"^writing\.toml: .*{told}"):
        read_writing(SHIPPED.replace(before, after, 1))


def test_every_language_with_a_lexicon_is_written_in_latin_or_in_letters_of_its_own() -> None:
    assert {code for code in languages() if script_of(code).own} == {"ru", "uk", "ko", "ja", "zh"}
    assert script_of("xx") is script_of("latin")


def test_scripts_without_spaces_between_words_are_named_in_the_data() -> None:
    assert {code for code in languages() if not script_of(code).spaced} == {"ko", "ja", "zh"}


def test_a_language_more_is_a_table_more() -> None:
    script = read_writing(SHIPPED + POLISH).scripts["pl"]
    assert (script.encodings, script.own) == (("cp1250", "iso8859-2"), False)
    assert "".join(script.prose.findall("„Zażółć gęślą jaźń”")) == "„żółćęśąźń”"


def test_an_old_page_is_read_in_an_encoding_of_its_language() -> None:
    text = "Посадовці повідомили про втрати"
    assert decode(text.encode("koi8-u"), "", "uk") == text
