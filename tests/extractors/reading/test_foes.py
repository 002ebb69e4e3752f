"""The sides at war by each other: who takes ground, and of whom a heading's number is."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)
STORY = {"uk": "Північнокорейські бійці на Курщині.", "ru": "Северокорейские бойцы под Курском."}


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        pytest.param(
            "ru", "Минобороны РФ: Украина потеряла 348 танков, отбито не менее 800 кв. км.",
            "russia", id="ru-nobody-is-named-as-who-took-it",
        ),
        pytest.param(
            "ru", "Российские войска освободили 86% захваченной ВСУ земли — 800 кв. км, сказал Герасимов.",
            "russia", id="ru-who-stands-before-the-verb",
        ),
        pytest.param(
            "ru", "Герасимов доложил о разгроме группировки ВСУ, которая в августе заняла 800 кв. км.",
            "ukraine", id="ru-a-clause-about-the-foe",
        ),
        pytest.param(
            "uk", "За даними Сирського, у серпні відбито 800 кв. км.", "ukraine", id="uk-nobody-is-named",
        ),
    ],
)  # fmt: skip
def test_ground_is_that_of_who_takes_it(language: str, text: str, subject: str) -> None:
    (claim,) = [c for c in claims(f"{STORY[language]} {text}", language, reader=READER) if c.metric == "area_km2"]
    assert (claim.subject, claim.low) == (subject, 800)


def test_the_side_that_others_fight_beside_is_not_whose_losses_a_heading_tells() -> None:
    text = "Сеул переглянув кількість північнокорейців, загиблих на боці Росії: тепер це 2 тис. осіб."
    (claim,) = [c for c in claims(text, "uk", reader=READER) if c.kind == "figure"]
    assert (claim.metric, claim.subject, claim.low) == ("killed", "north_korea", 2000)


def test_a_total_since_the_war_began_goes_on_with_the_losses_of_a_day() -> None:
    text = "Генштаб про втрати РФ за добу: 1340 осіб, 12 танків. Усього з 24 лютого — понад 846 тис. військових."
    found = [(c.metric, c.low, c.subject) for c in claims(f"{STORY['uk']} {text}", "uk", reader=READER)]
    assert ("casualties", 846000, "russia") in found


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "uk", "Втрати РФ за добу: осіб — 1340, танків — 7 (+2).",
            {("casualties", 1340, "russia"), ("weapons", 7, "russia")}, id="uk-a-list",
        ),
        pytest.param("uk", "За ніч РФ запустила 88 дронів.", {("weapons", 88, "russia")}, id="uk-in-a-night"),
        pytest.param(
            "ru", "Уничтожено 52 украинских дрона, 14 из них — у Курска.", {("weapons", 52, "ukraine")},
            id="ru-some-of-the-drones-are-no-people",
        ),
        pytest.param(
            "ru", "По подсчётам Киева, 4000 северокорейцев уже не в строю.", {("casualties", 4000, "north_korea")},
            id="ru-no-longer-in-the-ranks",
        ),
    ],
)  # fmt: skip
def test_tallies_of_people_and_guns(language: str, text: str, expected: set[tuple[str, float, str]]) -> None:
    found = claims(f"{STORY[language]} {text}", language, reader=READER)
    assert {(c.metric, c.low, c.subject) for c in found if c.kind == "figure"} == expected
