"""Who opens a sentence without a known verb, who alone spoke before, and who only stands beside a place word."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param("en", "The Pentagon stood by 3,000 North Korean soldiers killed.", "pentagon", id="en"),
        pytest.param("en", "Moscow stood by 3,000 North Korean soldiers killed.", None, id="a-side-only-acts"),
        pytest.param(
            "en", "In the hall of the old Pentagon wing 3,000 North Korean soldiers were honoured, all killed.", None,
            id="not-where-the-sentence-opens",
        ),
        pytest.param(
            "en",
            "The NIS has since gone above 3,000 North Korean soldiers killed, without comment on the wounded.",
            "south_korea_nis",
            id="who-then-falls-silent",
        ),
    ],
)  # fmt: skip
def test_who_opens_a_sentence_with_a_number_gives_it(language: str, text: str, source: str | None) -> None:
    figure = next(c for c in claims(text, language) if c.kind == "figure")
    assert figure.source == source


@pytest.mark.parametrize(
    ("second", "source"),
    [
        pytest.param("About 2,000 North Korean soldiers were wounded.", "south_korea_nis", id="goes-on"),
        pytest.param("Zelensky said 2,000 North Korean soldiers were wounded.", "zelensky", id="another-speaks"),
        pytest.param("An earlier version said 2,000 North Korean soldiers were wounded.", None, id="a-correction"),
        pytest.param("Ukraine has captured two North Korean soldiers.", None, id="what-everybody-knows"),
    ],
)
def test_a_new_paragraph_without_a_name_is_whose_alone_the_last_one_was(second: str, source: str | None) -> None:
    found = claims(f"North Korea lost 600 soldiers killed, the NIS said.\n\n{second}")
    assert found[-1].source == source


def test_after_two_speakers_a_new_paragraph_is_nobodys() -> None:
    found = claims(
        "North Korea lost 600 soldiers killed, the NIS said. Zelensky said 900 were killed.\n\n"
        "About 2,000 North Korean soldiers were wounded."
    )
    assert found[-1].source is None


def test_a_spokesman_who_said_he_had_nothing_to_add_is_silent_himself() -> None:
    found = claims(
        "Zelensky said 3,000 North Korean soldiers were killed. The Pentagon's spokesman said he declined to comment."
    )
    assert [(c.metric, c.source) for c in found][-1] == ("no_comment", "pentagon")


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "zh",
            "泽连斯基在基辅接待了五角大楼代表团，随后说，朝鲜士兵阵亡300人。",
            "zelensky",
            id="a-name-inside-a-clause",
        ),
        pytest.param("zh", "五角大楼称，朝鲜士兵阵亡300人。", "pentagon", id="who-opens-the-clause"),
    ],
)
def test_a_chinese_verb_belongs_to_whom_its_clause_opens_with(language: str, text: str, source: str) -> None:
    assert {c.source for c in claims(text, language)} == {source}


def test_whom_a_short_question_names_is_silent_in_the_next_sentence() -> None:
    found = claims("North Korea lost 600 soldiers killed, the NIS said. And the Pentagon? No comment.")
    assert [(c.metric, c.source) for c in found][-1] == ("no_comment", "pentagon")


def test_a_side_right_before_its_denial_denies() -> None:
    found = claims("The Pentagon said North Korea lost 600 soldiers killed; North Korea denies it.")
    assert [c.source for c in found if c.metric == "denial"] == ["north_korea_government"]


def test_the_office_before_a_body_is_of_whom_stands_behind_the_comma() -> None:
    text = "El jefe de la inteligencia militar, Kiril Budánov, salió al paso: cuenta 8.000 norcoreanos en el frente."
    assert {c.source for c in claims(text, "es", reader=READER)} == {"budanov"}


def test_an_army_of_a_side_is_not_who_spoke_last() -> None:
    text = (
        "KIEV, 8 feb.- Los norcoreanos volvieron al frente, confirmó Volodímir Zelenski. "
        '"El ejército ruso lanzó al asalto a 300 norcoreanos", declaró el mandatario.'
    )
    assert {c.source for c in claims(text, "es", reader=READER)} == {"zelensky"}


def test_a_minister_behind_his_government_is_that_government() -> None:
    (claim,) = claims("El canciller surcoreano, Cho Tae-yul, dijo que murieron 300 norcoreanos.", "es", reader=READER)
    assert claim.source == "south_korea_nis"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Zelensky's foes are worn out: 300 North Koreans were killed in a month.", id="en"),
        pytest.param("de", "Selenskyjs Gegner sind zermürbt: 300 Nordkoreaner fielen in einem Monat.", id="de"),
    ],
)
def test_whose_something_is_does_not_say_what_is_told_of_it(language: str, text: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.source is None
