"""Numbers without words of their own: what goes on from the figure before, and what stays an issue."""

import pytest

from tests.extractors.reading.asking import claims, reading


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "en", "Zelensky said North Korea had suffered 3,000 casualties. The Pentagon stops at 1,100.",
            ("casualties", 1100), id="en-a-lower-count",
        ),
        pytest.param(
            "en", "The Pentagon said 600 North Koreans had been killed; in January it had spoken of 300.",
            ("killed", 300), id="en-an-earlier-count",
        ),
        pytest.param(
            "fr", "Selon Zelensky, 3 000 soldats nord-coréens ont été tués. Le Pentagone en est resté à 1 100.",
            ("killed", 1100), id="fr",
        ),
        pytest.param(
            "de", "Laut Selenskyj sind 3000 nordkoreanische Soldaten gefallen. Im April hatte er noch 600 genannt.",
            ("killed", 600), id="de",
        ),
        pytest.param(
            "es", "Zelenski dijo que murieron 3.000 soldados norcoreanos. En enero contabilizaba 300.",
            ("killed", 300), id="es",
        ),
        pytest.param(
            "en", "Ukraine holds about 500 square kilometres of the region, down from some 1,250 last August.",
            ("area_km2", 1250), id="ground-goes-on",
        ),
        pytest.param(
            "ko", "국정원은 북한군 600명이 숨졌다고 밝혔다. 1월에는 300명이라고 했다.",
            ("killed", 300), id="ko-a-counter",
        ),
    ],
)  # fmt: skip
def test_a_number_that_stands_alone_counts_what_was_counted_before(
    language: str, text: str, expected: tuple[str, float]
) -> None:
    found = [(c.metric, c.low or c.high, c.reasons) for c in claims(text, language) if c.kind == "figure"]
    carried = [(metric, value) for metric, value, _ in found]
    assert expected in carried


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "North Korea lost 3,000 soldiers, Zelensky said. The station has 2,400 listeners.", id="an-unknown-noun"
        ),
        pytest.param("North Korea lost 3,000 soldiers, Zelensky said.\n\nViews: 18,402", id="another-paragraph"),
        pytest.param("North Korea lost 3,000 soldiers, Zelensky said. It was 4 below zero.", id="a-small-number"),
        pytest.param("North Korea lost 3,000 soldiers, Zelensky said. That was in 2024.", id="a-year"),
        pytest.param("North Korea lost 300 soldiers, Zelensky said. Others say 90,000.", id="another-size"),
    ],
)
def test_a_number_of_something_else_carries_nothing_on(text: str) -> None:
    assert len([c for c in claims(text) if c.kind == "figure"]) == 1


@pytest.mark.parametrize(
    ("language", "text", "share"),
    [
        pytest.param("en", "North Korea has taken 4,000 casualties; that is more than a third.", 33.3, id="en"),
        pytest.param("en", "North Korea has taken 4,000 casualties. That is more than a third.", 33.3, id="en-behind"),
        pytest.param("fr", "Les Nord-Coréens ont subi 4 000 pertes, soit plus d'un tiers.", 33.3, id="fr"),
        pytest.param(
            "en", "One in three North Koreans has been killed or wounded, Zelensky said.", 33.3, id="en-one-in-three"
        ),
        pytest.param("de", "Jeder dritte Nordkoreaner ist gefallen, sagte Selenskyj.", 33.3, id="de-every-third"),
    ],
)
def test_a_share_of_those_whose_losses_were_told_is_a_share_lost(language: str, text: str, share: float) -> None:
    (claim,) = [c for c in claims(text, language) if c.metric == "share_lost"]
    assert round(claim.low or 0, 1) == share
    assert claim.quote in claim.sentence
    assert claim.subject == "north_korea"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        pytest.param("en", "The builders, about 5,000 in all, have been moving out since September.", 5000, id="en"),
        pytest.param("en", "A thousand sappers are lifting mines in the Kursk region.", 1000, id="en-sappers"),
        pytest.param("de", "5.000 Mann Bautruppen sollen folgen.", 5000, id="de-a-trade-behind-a-plain-noun"),
        pytest.param("ja", "地雷除去に投入された工兵は1000人。", 1000, id="ja-a-trade-with-its-particle"),
    ],
)
def test_a_trade_says_what_a_number_counts(language: str, text: str, value: float) -> None:
    (claim,) = [c for c in claims(text, language, "North Korea 北朝鮮 Nordkorea") if c.where == "text"]
    assert (claim.metric, claim.low) == ("workers_sent", value)


def test_what_is_carried_on_never_alerts() -> None:
    carried = [
        c
        for c in claims("North Korea suffered 3,000 casualties, Zelensky said. The Pentagon stops at 1,100.")
        if "metric_carried" in c.reasons
    ]
    assert [c.band for c in carried] == ["C"]


def test_people_at_all_are_not_taken_for_soldiers_but_stay_an_issue() -> None:
    found = reading("In Seoul 40,000 people watched the parade.", title="North Korean troops in Kursk")
    assert [c for c in found.claims if c.kind == "figure"] == []
    (issue,) = found.issues
    assert "40,000 people" in issue.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "es", "Corea del Norte enviará 1.000 zapadores y 5.000 obreros, dijo Zelenski.",
            [("workers_sent", 1000, "planned"), ("workers_sent", 5000, "planned")], id="a-shared-plan",
        ),
        pytest.param(
            "fr", "Un millier de soldats nord-coréens ont été tués, selon Zelensky.",
            [("killed", 1000, "asserted")], id="behind-a-linking-word",
        ),
        pytest.param(
            "en", "In all 3,000 North Koreans (300 killed and 2,700 injured) have been put out of action.",
            [("casualties", 3000, "asserted"), ("killed", 300, "asserted"), ("wounded", 2700, "asserted")],
            id="behind-an-aside",
        ),
        pytest.param(
            "ru", "Один из двух военнослужащих КНДР, взятых в плен, дал интервью.",
            [("captured", 2, "asserted")], id="a-base-with-its-participle",
        ),
    ],
)  # fmt: skip
def test_figures_of_one_sentence_keep_their_own_words(
    language: str, text: str, expected: list[tuple[str, float, str]]
) -> None:
    found = [(c.metric, c.low, str(c.modality)) for c in claims(text, language) if c.kind == "figure"]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "ru", "По данным Сеула, северокорейских сапёров в области около девятисот.",
            [("workers_sent", 900)], id="ru-a-trade-in-the-genitive",
        ),
        pytest.param(
            "ru", "Сначала из КНДР приехали сапёры — 900 человек.", [("workers_sent", 900)], id="ru-a-trade-and-a-dash",
        ),
        pytest.param(
            "uk", "До області прибули війська КНДР. Йдеться про близько 11 тисяч осіб.",
            [("troops_deployed", 11000)], id="uk-what-it-is-about",
        ),
        pytest.param(
            "uk", "Пшениці в КНДР мало. Йдеться про близько 40 осіб.", [], id="uk-a-few-may-be-anybody",
        ),
        pytest.param("ru", "Северокорейских сапёров погибло девять.", [("killed", 9)], id="ru-the-dead-are-dead"),
    ],
)  # fmt: skip
def test_slavic_numbers_whose_noun_stands_before_them(
    language: str, text: str, expected: list[tuple[str, float]]
) -> None:
    assert [(c.metric, c.low) for c in claims(text, language) if c.kind == "figure"] == expected


def test_a_word_that_counts_waves_lets_a_great_number_behind_it_count_people() -> None:
    text = "Según el Pentágono, llegaron soldados norcoreanos en dos tandas; de ellos, unos 1.100 volvieron a casa."
    assert [(c.metric, c.low) for c in claims(text, "es")] == [("returned_home", 1100)]


def test_a_part_of_an_area_has_its_unit() -> None:
    text = "Ukraine's army held 470 of the 1,300 square kilometres in the Kursk region that it had taken."
    assert [(c.metric, c.low) for c in claims(text)] == [("area_km2", 470), ("area_km2", 1300)]


@pytest.mark.parametrize(
    ("text", "low"),
    [
        pytest.param("Russia lost 8 tanks, taking its total losses since 2022 to about 874,900.", 874_900, id="taking"),
        pytest.param("Russia lost 8 tanks, bringing its losses in men to more than 890,000.", 890_000, id="bringing"),
    ],
)
def test_a_total_of_losses_behind_a_list_of_weapons_counts_people(text: str, low: int) -> None:
    found = claims(f"Ukraine's General Staff said {text}")
    assert [(c.subject, c.low) for c in found if c.metric == "casualties"] == [("russia", low)]


def test_a_number_behind_a_list_of_weapons_without_a_word_of_losses_counts_nobody() -> None:
    assert [c.metric for c in claims("Ukraine's General Staff said Russia lost 8 tanks and repaired 1,200.")] == [
        "weapons"
    ]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("uk", "Контингент КНДР скоротився майже вдвічі.", [("share_lost", 50)], id="uk-a-force"),
        pytest.param("ru", "Численность группировки КНДР сократилась вдвое.", [("share_lost", 50)], id="ru-a-force"),
        pytest.param("ru", "Производство в КНДР сократилось вдвое.", [], id="ru-no-force"),
    ],
)  # fmt: skip
def test_a_force_that_shrinks_by_half_has_lost_half(
    language: str, text: str, expected: list[tuple[str, float]]
) -> None:
    assert [(c.metric, c.low) for c in claims(text, language) if c.kind == "figure"] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "How many North Koreans have died is not known; Seoul puts their number at 2,000.", id="en"),
        pytest.param("de", "Wie viele Nordkoreaner fielen, ist offen; Seoul schätzt ihre Zahl auf 2000.", id="de"),
    ],
)
def test_the_one_number_of_a_sentence_that_asks_how_many_died_counts_the_dead(language: str, text: str) -> None:
    assert [(c.metric, c.low) for c in claims(text, language) if c.kind == "figure"] == [("killed", 2000)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "In one week 300 North Koreans were killed.", id="en"),
        pytest.param("de", "Binnen einer Woche 300 Nordkoreaner getötet.", id="de"),
    ],
)
def test_a_number_behind_a_length_of_time_is_not_its_number(language: str, text: str) -> None:
    assert [(c.metric, c.low) for c in claims(text, language) if c.kind == "figure"] == [("killed", 300)]
