"""Whose people a number counts."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        pytest.param(
            "en", "North Korean forces fighting in western Russia had suffered 1,200 casualties, NATO said.",
            "north_korea", id="a-side-in-a-place-is-no-candidate",
        ),
        pytest.param(
            "en", "Russian troops near the Ukrainian border lost 1,200 men, NATO said.",
            "russia", id="the-head-noun-wins",
        ),
        pytest.param(
            "de", "Nordkoreanische Truppen im Westen Russlands haben 1.200 Mann verloren, so die Nato.",
            "north_korea", id="de-west-of-a-country",
        ),
        pytest.param(
            "ja", "北朝鮮の派兵をめぐる会見があった。約8000人が死傷したとウクライナ軍参謀本部は述べた。",
            "north_korea", id="ja-a-speakers-name-is-not-counted",
        ),
        pytest.param(
            "ko", "북한 파병을 둘러싼 회견이 열렸다. 우크라이나군 총참모부는 약 8000명이 사망했다고 밝혔다.",
            "north_korea", id="ko-a-speakers-name-is-not-counted",
        ),
    ],
)  # fmt: skip
def test_the_side_is_the_one_that_the_noun_phrase_or_the_subject_names(language: str, text: str, subject: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.subject == subject


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        pytest.param(
            "en", "Pyongyang supplied Moscow with 200 howitzers.", "north_korea", id="a-recipient"
        ),
        pytest.param(
            "en", "Ukraine still controls 500 square kilometres of Russian territory.", "ukraine", id="ground"
        ),
        pytest.param(
            "en", "Russian troops retook 64 square kilometres from Ukraine.", "russia", id="who-takes-ground"
        ),
        pytest.param(
            "en", "Ukrainian forces killed 15,000 of Russia's soldiers.", "russia", id="whose-soldiers"
        ),
        pytest.param(
            "en", "Russia has massed 50,000 troops, including North Koreans.", "other", id="mixed"
        ),
        pytest.param(
            "en", "The war cost Ukraine 76,000 soldiers dead and wounded.", "ukraine", id="en-cost"
        ),
        pytest.param(
            "es", "La aventura costó a Ucrania 76.000 soldados, entre muertos y heridos.", "ukraine", id="es-cost"
        ),
        pytest.param(
            "de", "Die Ukraine kontrolliert noch 500 Quadratkilometer russischen Gebiets.", "ukraine", id="de-ground"
        ),
        pytest.param(
            "zh", "乌克兰目前仍控制着俄罗斯约500平方公里的土地。", "ukraine", id="zh-ground"
        ),
        pytest.param(
            "ja", "北朝鮮が、ロシア西部のクルスク州に約1万1000人を送り込んだ。", "north_korea", id="ja-no-pair"
        ),
        pytest.param(
            "ko", "우크라이나는 러시아 영토 약 500㎢를 장악하고 있다.", "ukraine", id="ko-ground"
        ),
        pytest.param(
            "fr", "Moscou a rassemblé 50 000 soldats russes et nord-coréens.", "other", id="fr-two-sides"
        ),
    ],
)  # fmt: skip
def test_places_recipients_and_those_who_do_it_are_not_whom_a_number_counts(
    language: str, text: str, subject: str
) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.subject == subject


def test_the_enemy_is_the_other_side_than_the_speakers() -> None:
    text = "Kyiv was calm. Zelensky said the enemy had lost 1,200 men in a day."
    (claim,) = [c for c in claims(text) if c.kind == "figure"]
    assert claim.subject == "russia"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("uk", "Генштаб звітує зранку. За добу ворог утратив на Курщині 312 осіб.", id="uk-nobody-speaks"),
        pytest.param("uk", "Сирський вручив нагороди. Убито 312 солдатів противника.", id="uk-inside-the-noun-phrase"),
        pytest.param("ru", "Сырский вручил награды. Противник потерял 312 солдат.", id="ru-whose-people-it-names"),
    ],
)  # fmt: skip
def test_where_nobody_speaks_the_enemy_is_that_of_those_whom_the_text_names(language: str, text: str) -> None:
    (claim,) = [c for c in claims(f"Северокорейские части у Киева. {text}", language, reader=READER) if c.low == 312]
    assert claim.subject == "russia"


def test_the_enemy_with_the_main_actors_name_is_the_main_actor() -> None:
    text = "За добу щонайменше 50 противників із КНДР поранено, сказав боєць ССО."
    (claim,) = claims(text, "uk", reader=READER)
    assert (claim.subject, claim.low) == ("north_korea", 50)


def test_a_new_paragraph_of_a_text_about_the_main_actor_is_about_it_again() -> None:
    text = "Russia lost 1,200 men, Kyiv says.\n\nIn all, 11,000 soldiers were sent, the Pentagon said."
    sent = [c.subject for c in claims(text, title="North Korean troops in Kursk") if c.metric == "troops_deployed"]
    assert sent == ["north_korea"]


@pytest.mark.parametrize(
    ("language", "text", "metric", "subject"),
    [
        pytest.param(
            "es", "Soldados norcoreanos combaten allí. «Hasta 1.360 militares» perdió Ucrania en un día.",
            "casualties", "ukraine", id="es-the-subject-stands-behind-the-verb",
        ),
        pytest.param(
            "en", "North Korean soldiers fight there. Two soldiers whom Ukraine captured are in Kyiv.",
            "captured", "north_korea", id="en-who-captured-them-is-not-theirs",
        ),
        pytest.param(
            "es", "Soldados norcoreanos. A los dos combatientes que Ucrania capturó los visita un intérprete.",
            "captured", "north_korea", id="es-who-captured-them-is-not-theirs",
        ),
        pytest.param(
            "ja", "北朝鮮兵が戦う。ウクライナが生け捕りにできたのはたった2人。",
            "captured", "north_korea", id="ja-who-captured-them-is-not-theirs",
        ),
        pytest.param(
            "en", "North Korean troops. Russia itself loses 1,140 soldiers a day, dead and wounded.",
            "casualties", "russia", id="en-the-dead-and-wounded-are-no-deed",
        ),
        pytest.param(
            "ja", "北朝鮮兵が戦う。ウクライナは、北朝鮮側の死傷者を4500人とした。",
            "casualties", "north_korea", id="ja-a-side-before-its-losses-is-no-place",
        ),
        pytest.param(
            "ja", "北朝鮮兵が戦う。作戦でロシアに与えた損害は5万人という。",
            "casualties", "russia", id="ja-inflicted-on-a-side",
        ),
        pytest.param(
            "en", "North Korean troops fight. A Ukrainian drone commander said 160 men were killed.",
            "killed", "north_korea", id="en-whose-officer-speaks",
        ),
        pytest.param(
            "uk", "Бійці КНДР воюють. Генштаб ЗСУ повідомив про 1650 знищених і поранених російських військових.",
            "casualties", "russia", id="uk-whose-soldiers-stands-behind-two-participles",
        ),
        pytest.param(
            "en", "North Korean troops. The Institute for the Study of War has Ukraine holding 450 sq km there.",
            "area_km2", "ukraine", id="en-a-word-of-ground-inside-a-name",
        ),
        pytest.param(
            "zh", "朝鲜士兵分批前往；約1000名工兵業已入境俄羅斯。",
            "workers_sent", "north_korea", id="zh-where-they-arrive",
        ),
        pytest.param(
            "en", "Some 50,000 men in all, North Koreans among them, are massed in Kursk, Kyiv says.",
            "troops_at_front", "other", id="en-others-among-them",
        ),
        pytest.param(
            "en", "Kyiv counts 50,000 Russian soldiers in Kursk, North Koreans included.",
            "troops_deployed", "other", id="en-others-included",
        ),
        pytest.param(
            "de", "Nordkorea hat Russland 15.000 Soldaten geschickt.",
            "troops_deployed", "north_korea", id="de-to-whom-they-are-sent",
        ),
        pytest.param(
            "es", "Soldados norcoreanos combaten. Si Moscú no cede, podrían llegar otros 25 mil, advirtió Zelenski.",
            "reinforcements", "north_korea", id="es-named-in-a-clause-before",
        ),
        pytest.param(
            "en", "North Korean troops fight. Ukraine's spooks believe 3,000 of them have been killed.",
            "killed", "north_korea", id="en-whose-people-believe-it",
        ),
    ],
)  # fmt: skip
def test_a_side_that_acts_or_speaks_is_not_the_one_that_is_counted(
    language: str, text: str, metric: str, subject: str
) -> None:
    assert [(c.metric, c.subject) for c in claims(text, language) if c.kind == "figure"] == [(metric, subject)]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        pytest.param(
            "A regiment of engineers came back from Russia. Nine men had been killed, Kim Jong Un said.",
            "north_korea", id="who-speaks-for-it-mourns-its-own",
        ),
        pytest.param(
            "A Russian regiment fought there. Nine men had been killed, the Pentagon said.",
            "russia", id="somebody-else-goes-on",
        ),
    ],
)  # fmt: skip
def test_losses_without_a_side_are_those_of_the_main_actors_own_speaker(text: str, subject: str) -> None:
    (claim,) = [c for c in claims(text, reader=READER) if c.metric == "killed"]
    assert claim.subject == subject


def test_whose_ships_carry_them_is_not_who_is_counted() -> None:
    title = "North Korean troops in Russia"
    (claim,) = claims("About 1,500 soldiers arrived aboard Russian ships, the Pentagon said.", title=title)
    assert (claim.metric, claim.subject) == ("troops_deployed", "north_korea")
