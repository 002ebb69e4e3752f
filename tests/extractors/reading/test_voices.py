"""Who speaks: before a colon, behind one, behind a conjunction, through a relay."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        pytest.param("en", "Pentagon: 300 North Koreans killed", "pentagon", id="en-before"),
        pytest.param("en", "300 North Koreans killed: Pentagon", "pentagon", id="en-behind"),
        pytest.param("en", "300 North Koreans killed, Pentagon says", "pentagon", id="en-says"),
        pytest.param("en", "300 North Koreans killed - Pentagon", "pentagon", id="en-dash"),
        pytest.param("en", "The war: Pentagon: 300 North Koreans killed", "pentagon", id="en-behind-a-kicker"),
        pytest.param("ru", "Сырский: взято в плен 20 солдат КНДР", "syrskyi", id="ru-before"),
        pytest.param("uk", "Загинули 300 солдатів КНДР — Зеленський", "zelensky", id="uk-dash"),
        pytest.param("de", "Selenskyj: 300 nordkoreanische Soldaten getötet", "zelensky", id="de-before"),
        pytest.param("ko", "합참: 북한군 300명 사망", "south_korea_jcs", id="ko-before"),
        pytest.param("ko", "국정원 “북한군 300명 사망”", "south_korea_nis", id="ko-before-a-quotation"),
        pytest.param("ko", "“북한군 300명 사망”…합참", "south_korea_jcs", id="ko-behind-dots"),
        pytest.param("zh", "五角大楼：朝鲜士兵死亡300人", "pentagon", id="zh-before"),
        pytest.param("zh", "朝鲜士兵死亡300人：五角大楼", "pentagon", id="zh-behind"),
        pytest.param("ja", "「北朝鮮兵300人死亡」韓国国防省", "south_korea_mod", id="ja-behind-a-quotation"),
        pytest.param("ja", "北朝鮮兵300人死亡　米国防総省", "pentagon", id="ja-behind-a-space"),
    ],
)
def test_a_headline_names_its_source_beside_a_mark(language: str, title: str, source: str) -> None:
    (claim,) = claims("", language, title)
    assert claim.source == source


@pytest.mark.parametrize(
    ("language", "title"),
    [
        pytest.param("en", "300 North Koreans killed: a day at the Pentagon and in Kyiv", id="en-a-phrase"),
        pytest.param("en", "Letter to the Pentagon about the war: 300 North Koreans killed", id="en-inside-a-phrase"),
    ],
)
def test_a_name_inside_a_longer_phrase_is_no_speaker(language: str, title: str) -> None:
    (claim,) = claims("", language, title)
    assert claim.source is None


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "Zelensky said that Syrskyi had reported 300 North Koreans killed.", "zelensky", id="en-that"
        ),
        pytest.param(
            "ru", "Зеленский заявил, что Сырский доложил о 300 погибших солдатах КНДР.", "zelensky", id="ru-that"
        ),
        pytest.param(
            "uk", "Зеленський заявив, що Сирський доповів про 300 загиблих солдатів КНДР.", "zelensky", id="uk-that"
        ),
        pytest.param(
            "de", "Selenskyj sagte, dass Syrskyj 300 getötete nordkoreanische Soldaten gemeldet habe.", "zelensky",
            id="de-that",
        ),
        pytest.param(
            "en", "Western officials, who speak of 300 killed North Korean soldiers, gave no details.",
            "western_officials", id="en-apposition",
        ),
        pytest.param(
            "ko", "이성권 의원은 국정원이 북한군 300명이 사망한 것으로 보고했다고 밝혔다.", "south_korea_nis",
            id="ko-a-lawmaker-relays",
        ),
        pytest.param(
            "en", "A lawmaker, citing the National Intelligence Service, said 300 North Koreans had been killed.",
            "south_korea_nis", id="en-a-lawmaker-relays",
        ),
    ],
)  # fmt: skip
def test_the_source_is_who_tells_the_outlet(language: str, text: str, source: str) -> None:
    claim = next(c for c in claims(text, language) if c.metric == "killed")
    assert claim.source == source
