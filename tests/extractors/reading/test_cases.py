"""Who is told something, or goes with somebody, is not who says it."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "ru", "КНДР потеряла девятьсот солдат, доложил Путину начальник Генштаба Валерий Герасимов.",
            "gerasimov", id="ru-dative",
        ),
        pytest.param(
            "ru", "Сырский вместе с Зеленским сообщил, что в плен взяты 30 северокорейских солдат.",
            "syrskyi", id="ru-instrumental",
        ),
        pytest.param(
            "uk", "Секретар Радбезу РФ Шойгу після бесіди з Кім Чен Ином заявив, що КНДР відправить 700 саперів.",
            "shoigu", id="uk-instrumental-and-a-name-that-never-changes",
        ),
        pytest.param(
            "uk", "Як повідомлено Сирським, північнокорейська бригада втратила 300 солдатів.",
            "syrskyi", id="uk-nobody-else-could-have-said-it",
        ),
    ],
)  # fmt: skip
def test_of_two_names_the_one_in_the_subjects_form_speaks(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.kind == "figure"]
    assert claim.source == source


def test_a_name_behind_a_dash_that_ends_the_sentence_has_told_it() -> None:
    text = "На Курському напрямку шістьох північнокорейців узято в полон, — Генштаб."
    (claim,) = claims(text, "uk", reader=READER)
    assert (claim.metric, claim.source) == ("captured", "ukraine_general_staff")
