"""Who speaks in a sentence with several names: the nearest to the verb, whom it is about, who stands before a colon."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "Pyongyang has sent another 3,000 soldiers to Russia, Yonhap reported, citing the "
            "National Intelligence Service.", "south_korea_nis", id="en-an-outlet-takes-the-verb",
        ),
        pytest.param(
            "fr", "Pyongyang a envoyé 3 000 soldats supplémentaires en Russie, affirme l'état-major sud-coréen.",
            "south_korea_jcs", id="fr-a-name-behind-the-verb",
        ),
        pytest.param(
            "uk", "На Курщині загинули 300 солдатів КНДР, заявив у вечірньому зверненні Володимир Зеленський.",
            "zelensky", id="uk-when-and-where-between",
        ),
        pytest.param(
            "en", "The Pentagon's spokesman said, without going into detail, that Pyongyang had lost 300 soldiers.",
            "pentagon", id="en-a-name-in-the-clause-that-is-said",
        ),
        pytest.param(
            "ru", "Генштаб ВСУ сообщил, что КНДР потеряла 300 солдат, а Кремль заявил, что это не так.",
            "ukraine_general_staff", id="ru-who-opens-the-next-clause",
        ),
        pytest.param(
            "en", "Zelensky minced no words on Friday: 300 North Korean soldiers had been killed.", "zelensky",
            id="en-a-colon",
        ),
        pytest.param(
            "ru", "Всего, по данным разведки, Пхеньян отправил в Россию 15 тысяч солдат.", None,
            id="ru-a-comma-parts-citing-word-and-name",
        ),
        pytest.param(
            "uk", "Пхеньян відправив до Росії 3000 солдатів, кажуть у Кремлі.", "kremlin", id="uk-where-they-say",
        ),
        pytest.param(
            "uk", "Неназвані «західні посадовці» кажуть, що загинули 300 солдатів КНДР.", "western_officials",
            id="uk-so-called",
        ),
        pytest.param(
            "fr", "« Pyongyang a perdu 300 soldats », a déclaré vendredi soir le général Syrsky.", "syrskyi",
            id="fr-a-name-in-the-quotation",
        ),
        pytest.param(
            "ko", "국정원은 김정은이 병사 3000명을 러시아에 보냈다고 밝혔다.", "south_korea_nis", id="ko-the-topic",
        ),
        pytest.param(
            "ko", "북한 당국이 병력 3000명을 러시아에 파병했다고 합참이 밝혔다.", "south_korea_jcs",
            id="ko-the-last-subject",
        ),
        pytest.param(
            "ja", "国家情報院は、北朝鮮政府が兵士3000人をロシアに派遣したと明らかにした。", "south_korea_nis",
            id="ja-the-topic",
        ),
    ],
)  # fmt: skip
def test_the_speaker_is_who_the_verb_belongs_to(language: str, text: str, source: str | None) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.source == source


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "According to the Pentagon the Kremlin holds 300 North Korean soldiers captured.", id="en"),
        pytest.param(
            "de", "Nach Angaben des Pentagons bewacht der Kreml 300 gefangene nordkoreanische Soldaten.", id="de"
        ),
        pytest.param("zh", "据五角大楼称，克里姆林宫扣押300名被俘的朝鲜士兵。", id="zh"),
    ],
)
def test_one_citing_word_cites_one_name_and_not_the_next_one_too(language: str, text: str) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert claim.source == "pentagon"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Western officials and the Pentagon say 300 North Koreans were killed.", id="en-two-names"),
        pytest.param("uk", "Пентагон і західні посадовці кажуть, що загинули 300 солдатів КНДР.", id="uk-two-names"),
    ],
)
def test_names_that_and_joins_speak_together(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert claim.source == "pentagon+western_officials"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Western and US officials say 300 North Koreans were killed.", id="en-noun-behind"),
        pytest.param("fr", "Des responsables américains et occidentaux affirment que 300 Nord-Coréens ont été tués.",
                     id="fr-noun-before"),
        pytest.param("uk", "Західні та американські посадовці кажуть, що загинули 300 солдатів КНДР.",
                     id="uk-noun-behind"),
    ],
)  # fmt: skip
def test_two_who_share_a_noun_speak_together(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert claim.source == "us_officials+western_officials"


def test_a_chain_names_who_told_whom_nearest_to_the_fact_first() -> None:
    text = "Zelensky, citing Syrskyi, told Reuters that 300 North Koreans had been killed."
    (claim,) = claims(text)
    assert (claim.source, claim.via, claim.chain) == ("zelensky", "reuters", ("syrskyi", "zelensky", "reuters"))


@pytest.mark.parametrize("adjectives", ["estadounidenses y ucranianos", "ucranianos y estadounidenses"])
def test_officials_of_two_countries_are_both_heard_in_either_order_in_spanish(adjectives: str) -> None:
    who = f"funcionarios {adjectives}"
    text = f"El Correo del Norte escribe, citando a {who}, que los norcoreanos han sido retirados del frente."
    (claim,) = claims(text, "es", reader=READER)
    assert claim.source == "ukrainian_officials+us_officials"


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "fr", "Selon le porte-parole, Moscou a perdu 300 soldats nord-coréens.", None,
            id="a-capital-behind-a-comma",
        ),
        pytest.param(
            "fr", "Selon le porte-parole, Dmitri Peskov, 300 soldats nord-coréens ont été tués.", "kremlin",
            id="a-person-behind-a-comma",
        ),
    ],
)  # fmt: skip
def test_who_is_cited_by_his_office_is_no_capital(language: str, text: str, source: str | None) -> None:
    (claim,) = claims(text, language, reader=READER)
    assert claim.source == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param(
            "Zelensky spoke on Monday. 300 North Koreans had been killed, he added after "
            "hearing a report from General Syrskyi.",
            "zelensky", id="a-report-is-no-verb",
        ),
        pytest.param("US officials report 300 North Koreans killed.", "us_officials", id="without-an-article"),
    ],
)  # fmt: skip
def test_a_noun_behind_an_article_is_no_verb_of_saying(text: str, source: str) -> None:
    (claim,) = [c for c in claims(text) if c.kind == "figure"]
    assert claim.source == source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param(
            "Zelensky faces a wall of men: 300 North Korean soldiers have been killed, Reuters reports.",
            None, id="the-outlet-tells",
        ),
        pytest.param(
            "Zelensky minced no words: 300 North Korean soldiers have been killed.", "zelensky", id="he-tells"
        ),
    ],
)  # fmt: skip
def test_what_an_outlet_tells_behind_a_colon_is_not_the_word_of_who_stands_before_it(
    text: str, source: str | None
) -> None:
    (claim,) = [c for c in claims(text) if c.kind == "figure"]
    assert claim.source == source


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        pytest.param(
            "en", "The Pentagon speaks of 600 North Koreans killed, Zelensky of more than 1,500.",
            {600: "pentagon", 1500: "zelensky"}, id="en",
        ),
        pytest.param(
            "de", "Das Pentagon spricht von 600 toten Nordkoreanern, Selenskyj von mehr als 1500.",
            {600: "pentagon", 1500: "zelensky"}, id="de",
        ),
        pytest.param(
            "en", "The Pentagon said North Korea had lost 600 men and Zelensky, 47, nobody.",
            {600: "pentagon"}, id="a-name-before-no-number-of-its-own",
        ),
    ],
)  # fmt: skip
def test_who_shares_the_verb_of_another_speaks_as_well(language: str, text: str, told: dict[int, str]) -> None:
    assert {c.low: c.source for c in claims(text, language) if c.kind == "figure"} == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "es", "Kiev habla de 4.000 norcoreanos muertos; Seúl, de 3.000; el Pentágono, de más de mil.",
            id="es-commas",
        ),
        pytest.param(
            "fr", "Kiev parle de 4.000 Nord-Coréens tués, Séoul de 3.000, le Pentagone de plus d'un millier.", id="fr"
        ),
    ],
)  # fmt: skip
def test_each_of_three_who_share_a_verb_speaks_of_his_own_number(language: str, text: str) -> None:
    assert [c.source for c in claims(text, language, reader=READER)] == [
        "ukraine_government", "south_korea_nis", "pentagon"
    ]  # fmt: skip
