"""What sentences before, or a word such as "against", say about a number that has no words of its own."""

import pytest

from tests.extractors.reading.asking import claims, figures


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param(
            "fr", "L'Ukraine tient 80 km² dans la région de Koursk, contre environ 1 250 en août.",
            [("area_km2", 80), ("area_km2", 1250)], id="ground-against-an-earlier-value",
        ),
        pytest.param(
            "en", "Ukraine holds some 430 square kilometres, against 433 a week earlier.",
            [("area_km2", 430), ("area_km2", 433)], id="en-against",
        ),
        pytest.param(
            "de",
            "Etwa zweitausend Nordkoreaner sollen in Kursk gestorben sein, schätzt der NIS. Im April war er noch von "
            "600 ausgegangen.",
            [("killed", 2000), ("killed", 600)], id="a-participle-behind-the-number",
        ),
        pytest.param(
            "ko",
            "국정원은 북한군 2천 명이 숨졌다고 보고했다. 4월에는 최소 600명이라고 했었다. 북한은 침묵했다.",
            [("killed", 2000), ("killed", 600)], id="a-side-of-the-next-sentence-is-no-noun",
        ),
        pytest.param(
            "es",
            "Sobre los muertos norcoreanos hay menos luz. La estimación surcoreana es de cerca de 2.000; la OTAN contó "
            "más de 6.000 bajas.",
            [("killed", 2000), ("casualties", 6000)], id="losses-of-another-clause",
        ),
        pytest.param(
            "ko", "북한군 전사자는 얼마나 되나. 북한은 총수를 내놓은 적이 없다. 국정원의 9월 추정치는 약 2천 명이다.",
            [("killed", 2000)], id="a-topic-two-sentences-back",
        ),
    ],
)  # fmt: skip
def test_a_number_counts_what_was_counted_before(language: str, text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(metric, low or high) for metric, low, high, _ in figures(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        pytest.param(
            "en", "Of North Korea's men about 4,000 of the 11,000 sent had become casualties, NATO said.",
            [("casualties", 4000), ("troops_deployed", 11000)], id="a-part-of-a-bare-total",
        ),
        pytest.param(
            "uk", "Близько 1000 північнокорейців убито, решта — поранені, зниклі безвісти й полонені.",
            [("killed", 1000)], id="the-rest-is-no-sum",
        ),
        pytest.param(
            "uk", "Ще 1200 північнокорейців вважають зниклими безвісти, і тіл ніхто не шукає.",
            [("missing", 1200)], id="a-comma-and-an-and",
        ),
        pytest.param(
            "en", "Some 4,000 North Koreans have been killed, wounded, or captured, NATO said.",
            [("casualties", 4000)], id="a-list-of-three",
        ),
        pytest.param(
            "zh", "国情院说，朝鲜军人中约有六百人丧生，连同伤者在内，折损总数约为4700人。",
            [("killed", 600), ("casualties", 4700)], id="the-wounded-belong-to-the-sum",
        ),
        pytest.param(
            "de", "Neun Angehörige des 528. Regiments aus Nordkorea hätten in Kursk ihr Leben gelassen, sagte Kim.",
            [("killed", 9)], id="an-ordinal-ends-no-sentence",
        ),
    ],
)  # fmt: skip
def test_what_stands_between_decides_what_is_counted(language: str, text: str, wanted: list[tuple[str, float]]) -> None:
    assert [(metric, low or high) for metric, low, high, _ in figures(text, language)] == wanted


@pytest.mark.parametrize(
    ("language", "text", "sides"),
    [
        pytest.param(
            "ko", "우크라이나군 총참모부는 하루 동안 러시아군 병력 930명과 전차 2대를 제거했다고 주장했다.",
            ["russia", "russia"], id="ko-people-behind-a-bare-name-are-no-doers",
        ),
        pytest.param(
            "ru", "За шесть месяцев боёв в Курской области Россия лишилась 16,1 тысячи военных убитыми.",
            ["russia"], id="ru-who-loses-behind-a-region-is-no-place",
        ),
        pytest.param(
            "uk", "Під контролем Сил оборони України лишається приблизно 800 кв. км.",
            ["ukraine"], id="uk-whose-control-it-is",
        ),
    ],
)  # fmt: skip
def test_the_side_is_who_loses_or_holds(language: str, text: str, sides: list[str]) -> None:
    assert [c.subject for c in claims(text, language) if c.kind == "figure"] == sides


@pytest.mark.parametrize(
    "whose",
    [
        pytest.param("Pyongyang's 11,000 soldiers", id="a-capital"),
        pytest.param("the dictator's 11,000 men", id="a-noun"),
        pytest.param("Kim Jong Un's 11,000 men", id="a-name"),
    ],
)
def test_a_part_of_somebodys_total_is_lost_and_the_total_known(whose: str) -> None:
    text = f"More than 4,000 of {whose} have been killed or wounded, Zelensky said of the North Koreans."
    assert figures(text) == [("casualties", 4000, None, False), ("troops_deployed", 11000, 11000, True)]
