"""Tests of extractors/notices.py: whether an outlet owns up to an edit, in every language that is read."""

import pytest
from _pytest.mark.structures import ParameterSet

from extractors.errors import LexiconError
from extractors.lexicon import languages
from extractors.notices import (
    NoticeExample,
    NoticeKind,
    find_notices,
    load_notice_words,
    new_notices,
    notice_languages,
    owns_up,
    parse_notice_words,
)
from extractors.values import Field
from tests.builders import article, figure, status

BODY = "The agency counted its dead on Monday."


def _examples() -> list[ParameterSet]:
    return [
        pytest.param(code, example, id=f"{code}-{number}")
        for code in sorted(notice_languages())
        for number, example in enumerate(load_notice_words(code).examples)
    ]


def test_every_language_that_is_read_has_its_notices() -> None:
    assert notice_languages() == set(languages())


@pytest.mark.parametrize(("code", "example"), _examples())
def test_an_example_gives_its_notices_and_no_others(code: str, example: NoticeExample) -> None:
    found = find_notices(article(example.text, example.title, language=code))
    assert [(str(notice.kind), notice.text) for notice in found] == list(example.notices)


@pytest.mark.parametrize("code", sorted(notice_languages()))
def test_every_language_has_examples_of_each_kind_and_of_none(code: str) -> None:
    kinds = {kind for example in load_notice_words(code).examples for kind, _ in example.notices}
    assert {"correction", "update", "stamp"} <= kinds
    assert any(not example.notices for example in load_notice_words(code).examples)


@pytest.mark.parametrize(("code", "example"), _examples())
def test_a_notice_is_the_very_words_at_its_place(code: str, example: NoticeExample) -> None:
    read = article(example.text, example.title, language=code)
    for notice in find_notices(read):
        field = read.title if notice.where is Field.TITLE else read.text
        assert field[notice.start : notice.end] == notice.text


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        pytest.param(BODY, f"{BODY}\nCorrection: the number was wrong.", ["correction"], id="it came"),
        pytest.param(f"Correction: it was 9.\n{BODY}", f"{BODY}\nCorrection: it was 9.", [], id="it only moved"),
        pytest.param(
            f"{BODY}\nCorrection: it was 9.", f"{BODY}\nCorrection: it was 7.", ["correction"], id="it was written anew"
        ),
        pytest.param(f"{BODY}\nUpdated: 14:30", f"{BODY}\nUpdated: 16:45", [], id="only the clock"),
        pytest.param(f"{BODY}\nUpdate: 300 dead", f"{BODY}\nUpdate: 600 dead", [], id="an update's own number"),
        pytest.param(BODY, f"{BODY}\nUpdated: 16:45", ["stamp"], id="a first stamp"),
        pytest.param(f"{BODY}\nCorrection: it was 9.", BODY, [], id="it went"),
        pytest.param(BODY, f"{BODY}\nCorrection\nThe number was wrong.", ["correction"], id="a heading of its own"),
        pytest.param(
            BODY,
            f"{BODY} He left. She stayed. They wrote. We read. Correction: the number was wrong. More is known.",
            ["correction"],
            id="in a text without line breaks",
        ),
        pytest.param(BODY, f'{BODY}\nHe said: "We wrongly reported 300 dead."', [], id="what somebody says"),
        pytest.param(BODY, f"{BODY}\nUpdate-hungry readers waited. Corrected figures follow.", [], id="mere words"),
    ],
)
def test_a_notice_counts_when_it_is_new(before: str, after: str, kinds: list[str]) -> None:
    found = new_notices(article(before), article(after))
    assert [str(notice.kind) for notice in found] == kinds


def test_a_notice_under_its_heading_holds_both_lines() -> None:
    (notice,) = find_notices(article(f"Correction\nThe number was wrong.\n{BODY}"))
    assert notice.text == "Correction\nThe number was wrong."


def test_a_headline_that_is_called_corrected_once_is_no_new_notice_each_time() -> None:
    one, other = article(BODY, "CORRECTED - 300 dead"), article(BODY, "CORRECTED - 600 dead")
    assert new_notices(one, other) == ()
    assert [notice.where for notice in new_notices(article(BODY, "300 dead"), one)] == [Field.TITLE]


DEAD = figure("killed", 300, sentence="300 were killed.")


@pytest.mark.parametrize(
    ("text", "is_owned"),
    [
        pytest.param("This article has been corrected.", True, id="it says no more"),
        pytest.param("Correction: an earlier version of this article gave 300.", True, id="the number"),
        pytest.param("Correction: we overstated how many soldiers had been killed.", True, id="what is counted"),
        pytest.param("Correction: an earlier version of this article gave a wrong figure.", True, id="a figure"),
        pytest.param("Correction: the general's first name was misspelt throughout.", False, id="a name"),
        pytest.param("Correction: 450 soldiers were wounded and not 540.", False, id="another count"),
        pytest.param("This article has been updated with a comment of the mayor.", False, id="an update of else"),
        pytest.param("This article has been updated with the number of the killed.", True, id="an update of it"),
        pytest.param("This article has been updated.", False, id="an update that says nothing"),
        pytest.param("Updated 3 February, 14:30", False, id="a stamp"),
    ],
)
def test_a_notice_owns_up_to_what_it_names(text: str, is_owned: bool) -> None:
    (notice,) = find_notices(article(text))
    assert owns_up(notice, [DEAD], "en") is is_owned


def test_a_notice_owns_up_to_a_status_by_its_words() -> None:
    (notice,) = find_notices(article("Correction: the soldiers have not been withdrawn from the front line."))
    assert owns_up(notice, [status("withdrawn_from_front")], "en")


def test_no_notice_is_found_in_a_language_without_words_for_it() -> None:
    assert find_notices(article("Korrigering: talet var fel.", language="sv")) == ()


GOOD = """
schema = 1
code = "en"
opening = { correction = ["correction"], clarification = [], update = [] }
about = { correction = [], clarification = [], update = [] }
matter = { words = [] }
stamp = { words = [] }
[[example]]
text = "Nothing."
notices = []
"""


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        pytest.param("schema = 1", "schema = 2", "schema", id="another schema"),
        pytest.param('code = "en"', "", "code", id="a key is missing"),
        pytest.param("matter = {", "colour = 1\nmatter = {", "colour", id="a key is unknown"),
        pytest.param(
            "clarification = [], update = [] }\nabout", "update = [] }\nabout", "opening.", id="a kind missing"
        ),
        pytest.param('["correction"]', '["correction", ""]', "opening.correction", id="an empty phrase"),
        pytest.param('["correction"]', '["corr{ect"]', "opening", id="a bad phrase"),
        pytest.param('text = "Nothing."', "", "example[0].text", id="an example without text"),
    ],
)
def test_a_file_that_is_not_right_is_refused_with_its_key(old: str, new: str, key: str) -> None:
    assert parse_notice_words(GOOD, "x.toml").language == "en"
    with pytest.raises(LexiconError) as caught:
        parse_notice_words(GOOD.replace(old, new, 1), "x.toml")
    assert caught.value.file == "x.toml"
    assert caught.value.key.startswith(key)


def test_kinds_stand_in_the_order_of_what_they_own_up_to() -> None:
    assert list(NoticeKind) == ["correction", "clarification", "update", "stamp"]
