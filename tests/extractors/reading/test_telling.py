"""What a number is about where nearness alone would say it wrong: headings, topics, sums, parts, and who is nobody."""

import pytest

from tests.extractors.reading.asking import claims

Fact = tuple[str, float | None]


def _facts(text: str, language: str) -> list[Fact]:
    return [(c.metric, c.low or c.high) for c in claims(text, language, "North Korean troops") if c.kind == "figure"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param(
            "de", "Über die Verluste gehen die Angaben auseinander: Kiew spricht von 4.000, Seoul von 3.000.",
            [("casualties", 4000), ("casualties", 3000)], id="de-heading-of-losses",
        ),
        pytest.param(
            "fr", "Les pertes, elles, divisent : 4 000 d'après Kiev, 3 000 d'après Séoul.",
            [("casualties", 4000), ("casualties", 3000)], id="fr-heading-of-losses",
        ),
        pytest.param(
            "uk", "Втрати рахують по-різному: у Києві налічили 4000, у Сеулі — 3000.",
            [("casualties", 4000), ("casualties", 3000)], id="uk-heading-and-a-verb-of-counting",
        ),
        pytest.param(
            "en", "Six hundred, and not four hundred as claimed in January: Seoul has raised its count of the killed.",
            [("killed", 600), ("killed", 400)], id="en-number-before-its-heading",
        ),
        pytest.param(
            "en", "How many have fallen is disputed. Kyiv speaks of 2,500, Seoul of 2,000.",
            [("killed", 2500), ("killed", 2000)], id="en-question-of-losses",
        ),
        pytest.param("uk", "Загиблих він налічує понад дві тисячі.", [("killed", 2000)], id="uk-object-first"),
        pytest.param("ja", "死傷者は派兵以来の累計で約1100人だ。", [("casualties", 1100)], id="ja-topic-of-losses"),
        pytest.param(
            "ru", "У КНДР 300 погибших, 2700 раненых, двое в плену.",
            [("killed", 300), ("wounded", 2700), ("captured", 2)], id="ru-a-list-ends-in-captives",
        ),
        pytest.param(
            "zh", "约4000名朝鲜士兵已阵亡、负伤、失踪或被俘。", [("casualties", 4000)], id="zh-all-fates",
        ),
        pytest.param(
            "zh", "至少100人阵亡,受伤人数接近1000人。", [("killed", 100), ("wounded", 1000)], id="zh-two-fates",
        ),
        pytest.param(
            "ja", "約4000人の北朝鮮兵が死亡、負傷、行方不明または捕虜になった。",
            [("casualties", 4000)], id="ja-all-fates",
        ),
        pytest.param(
            "ko", "사망 600명, 부상 4100명을 더해 모두 4700명이다.",
            [("killed", 600), ("wounded", 4100), ("casualties", 4700)], id="ko-sum-of-parts",
        ),
        pytest.param(
            "de", "Rund 2.000 der Nordkoreaner, die in Kursk kämpften, sind gefallen.", [("killed", 2000)],
            id="de-predicate-behind-a-clause",
        ),
        pytest.param(
            "fr", "Ce sont à peu près 4 000 qui ont été tués ou blessés.", [("casualties", 4000)],
            id="fr-predicate-behind-who",
        ),
        pytest.param("ru", "Полк потерял девять человек.", [("killed", 9)], id="ru-few-who-were-lost-are-dead"),
        pytest.param(
            "ko", "북한군 1만5천 명을 파견했으며 사상자는 4천700명이다.",
            [("troops_deployed", 15000), ("casualties", 4700)], id="ko-verb-of-its-own-before-the-next-topic",
        ),
        pytest.param(
            "ko", "북한은 1만5천 명을 보냈고 부상자 2천 명은 돌아왔다.",
            [("troops_deployed", 15000), ("returned_home", 2000)], id="ko-verb-of-its-own-before-the-wounded",
        ),
        pytest.param(
            "ja", "北朝鮮は1万5000人を派遣し、死傷者は4700人に上る。",
            [("troops_deployed", 15000), ("casualties", 4700)], id="ja-verb-of-its-own-before-the-next-topic",
        ),
        pytest.param("ko", "북한군 600명이 파병돼 숨졌다.", [("killed", 600)], id="ko-sent-and-dead"),
        pytest.param(
            "en", "Pyongyang has sent 15,000 troops and suffered 4,700 casualties.",
            [("troops_deployed", 15000), ("casualties", 4700)], id="en-losses-of-the-next-number",
        ),
        pytest.param(
            "en", "About 4,000 of some 11,000 North Koreans have been killed or wounded.",
            [("casualties", 4000), ("troops_deployed", 11000)], id="en-part-of-a-total-without-an-article",
        ),
        pytest.param(
            "de", "Nordkorea habe 4.000 von 11.000 Soldaten verloren.",
            [("casualties", 4000), ("troops_deployed", 11000)], id="de-part-of-a-total-without-an-article",
        ),
        pytest.param(
            "de", "Nordkorea habe die Truppe von 4.000 auf 11.000 Mann erhöht.",
            [("troops_deployed", 4000), ("troops_deployed", 11000)], id="de-from-one-number-to-another-is-no-part",
        ),
        pytest.param(
            "es", "De los 15.000 norcoreanos enviados en dos tandas, unos 600 murieron.",
            [("troops_deployed", 15000), ("killed", 600)], id="es-hundreds-behind-two-waves",
        ),
    ],
)  # fmt: skip
def test_losses_named_elsewhere_in_the_sentence_are_what_is_counted(
    language: str, text: str, wanted: list[Fact]
) -> None:
    assert _facts(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param(
            "en", "A thousand of these, all combat engineers, were already on Russian soil.",
            ("workers_sent", 1000), id="en-trade-of-a-part",
        ),
        pytest.param(
            "en", "The men of the first two waves, some 13,000 by one count, are in reserve.",
            ("troops_deployed", 13000), id="en-apposition",
        ),
        pytest.param("ko", "북한군은 23일 현재 3천 명이다.", ("troops_deployed", 3000), id="ko-copula"),
        pytest.param("ko", "북한 장갑차 9대가 건너온 것을 봤다.", ("weapons", 9), id="ko-counter-that-begins-a-word"),
    ],
)  # fmt: skip
def test_those_who_are_there_need_no_verb_of_moving(language: str, text: str, wanted: Fact) -> None:
    assert wanted in _facts(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("ja", "北朝鮮兵の家族は家を失って350日になる。", id="ja-days"),
        pytest.param("fr", "Le blogueur, avec 1,2 million d'abonnés, parle des pertes nord-coréennes.", id="fr-fans"),
        pytest.param("ko", "북한 노선에 보잉 777-200ER 기종이 투입됐다.", id="ko-model"),
        pytest.param("ru", "Пхеньян готовит третью отправку войск.", id="ru-ordinal-no-fraction"),
    ],
)
def test_what_is_nobody_s_loss_is_no_figure(language: str, text: str) -> None:
    assert _facts(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "metrics"),
    [
        pytest.param("en", "Most of them have moved to Kursk.", ["troops_deployed"], id="en-most-of-them"),
        pytest.param(
            "fr", "Pyongyang a livré une quantité appréciable de missiles.", ["weapons"], id="fr-quantity-of-weapons"
        ),
        pytest.param("de", "Dazu kamen Raketen in nicht genannter Menge.", ["weapons"], id="de-quantity-behind"),
        pytest.param("en", "A considerable number of losses is no secret.", [], id="en-heavy-losses-are-no-figure"),
        pytest.param("en", "Most of them are young.", [], id="en-nothing-told-of-most"),
    ],
)
def test_a_number_only_called_considerable_is_vague(language: str, text: str, metrics: list[str]) -> None:
    found = [c for c in claims(text, language, "North Korean troops") if c.kind == "figure"]
    assert [c.metric for c in found] == metrics
    assert all((c.bound, c.low, c.high, c.interval) == ("vague", None, None, (None, None)) for c in found)


def test_an_apposition_to_a_share_is_told_by_the_verb_behind_it() -> None:
    found = claims(
        "About half of the North Korean contingent, some 4,000 men, had been put out of action, Syrskyi said."
    )
    assert [(c.metric, c.low) for c in found if c.unit == "persons"] == [("casualties", 4000)]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param(
            "uk", "Бійці нарахували 77 солдатів КНДР, ліквідованих за два дні.", [("killed", 77, "asserted")],
            id="uk-a-participle-in-apposition",
        ),
        pytest.param(
            "uk", "Загинуло не 600, а щонайменше дві тисячі корейців із КНДР.",
            [("killed", 600, "denied"), ("killed", 2000, "asserted")], id="uk-one-number-puts-another-right",
        ),
        pytest.param(
            "ru", "КНДР потеряла 3,8 тысячи с ранеными.", [("casualties", 3800, "asserted")], id="ru-with-the-wounded",
        ),
        pytest.param(
            "ru", "Пленный рассказал: в роте КНДР было девяносто бойцов.", [("troops_deployed", 90, "asserted")],
            id="ru-a-captive-who-speaks-counts-no-captives",
        ),
    ],
)  # fmt: skip
def test_slavic_participles_corrections_and_captives(
    language: str, text: str, wanted: list[tuple[str, float, str]]
) -> None:
    found = [(c.metric, c.low, str(c.modality)) for c in claims(text, language) if c.kind == "figure"]
    assert found == wanted
