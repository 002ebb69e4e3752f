"""Numbers as they are written: scale words, mixed scripts, ranges, fractions, old and new values."""

import pytest

from tests.extractors.reading.asking import claims, figures


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        pytest.param("ru", "Погибло более тысячи солдат КНДР.", 1000, None, id="ru-more-than-a-thousand"),
        pytest.param("ru", "Погибло не менее сотни солдат КНДР.", 100, None, id="ru-at-least-a-hundred"),
        pytest.param("ru", "Погибли тысячи солдат КНДР.", None, None, id="ru-thousands"),
        pytest.param("uk", "Загинуло більше тисячі солдатів КНДР.", 1000, None, id="uk-more-than-a-thousand"),
        pytest.param("uk", "Загинуло до тисячі солдатів КНДР.", None, 1000, id="uk-up-to-a-thousand"),
        pytest.param("uk", "Загинули сотні солдатів КНДР.", None, None, id="uk-hundreds"),
    ],
)
def test_a_bare_scale_word_behind_a_bound_is_one_of_its_kind(
    language: str, text: str, low: float | None, high: float | None
) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.low, claim.high) == ("killed", low, high)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param("ko", "북한군 만 2천 명이 파병됐다.", [("troops_deployed", 12000, 12000)], id="ko-myriad-first"),
        pytest.param("ko", "북한군 만2천 명이 파병됐다.", [("troops_deployed", 12000, 12000)], id="ko-myriad-close"),
        pytest.param(
            "ko", "북한군 만 천여 명이 파병됐다.", [("troops_deployed", 11000, 11000)], id="ko-myriad-and-odd"
        ),
        pytest.param("ko", "북한군만 2천 명이 사망했다.", [("killed", 2000, 2000)], id="ko-only-is-no-myriad"),
        pytest.param("ko", "북한군 600명에서 2000명이 사망했다.", [("killed", 600, 2000)], id="ko-range-of-counters"),
        pytest.param("ja", "北朝鮮兵600人から2000人が死亡した。", [("killed", 600, 2000)], id="ja-range-of-counters"),
        pytest.param("ko", "북한군의 3분의 1이 사망했다.", [("share_lost", 33.3, 33.3)], id="ko-a-third"),
        pytest.param("ja", "北朝鮮兵の3分の1が死傷した。", [("share_lost", 33.3, 33.3)], id="ja-a-third"),
        pytest.param("fr", "Cent six soldats nord-coréens ont été tués.", [("killed", 106, 106)], id="fr-cent-first"),
        pytest.param("zh", "三分之一的朝鲜士兵伤亡。", [("share_lost", 33.3, 33.3)], id="zh-a-third"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    language: str, text: str, expected: list[tuple[str, float, float]]
) -> None:
    assert [(c.metric, c.low, c.high) for c in claims(text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "North Korean deaths rose from 600 to 2,000, the NIS said.", id="en"),
        pytest.param("de", "Die Zahl der nordkoreanischen Toten stieg von 600 auf 2.000.", id="de"),
        pytest.param("fr", "Le nombre de morts nord-coréens est passé de 600 à 2 000.", id="fr"),
        pytest.param("es", "El número de muertos norcoreanos aumentó de 600 a 2.000.", id="es"),
        pytest.param("ru", "Число погибших солдат КНДР выросло с 600 до 2000.", id="ru"),
        pytest.param("uk", "Кількість загиблих солдатів КНДР зросла з 600 до 2000.", id="uk"),
        pytest.param("ko", "북한군 사망자가 600명에서 2000명으로 늘었다.", id="ko"),
        pytest.param("ja", "北朝鮮兵の死者は600人から2000人に増えた。", id="ja"),
        pytest.param("zh", "朝鲜士兵死亡人数从600人增至2000人。", id="zh"),
    ],
)
def test_of_two_values_the_new_one_is_told_and_the_old_one_known(language: str, text: str) -> None:
    assert figures(text, language) == [("killed", 600, 600, True), ("killed", 2000, 2000, False)]


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "bound"),
    [
        pytest.param("zh", "两三千名朝鲜士兵阵亡。", 2000, 3000, "range", id="zh-two-neighbours-before-a-scale"),
        pytest.param("zh", "三四十万朝鲜士兵阵亡。", 300000, 400000, "range", id="zh-before-two-scales"),
        pytest.param("ko", "북한군 이삼천 명이 숨졌다.", 2000, 3000, "range", id="ko-two-neighbours-before-a-scale"),
        pytest.param("ja", "北朝鮮兵2万5千から3万人が戦死した。", 25000, 30000, "range", id="ja-from-to"),
        pytest.param("ru", "Погибли тысяч двенадцать солдат КНДР.", 12000, 12000, "approx", id="ru-scale-first"),
        pytest.param("uk", "Загинуло тисяч сім бійців КНДР.", 7000, 7000, "approx", id="uk-scale-first"),
        pytest.param(
            "ru", "Погибли две с половиной сотни солдат КНДР.", 250, 250, "approx", id="ru-hundreds-and-a-half"
        ),
        pytest.param(
            "es",
            "Murieron, como mucho, 7.000 soldados norcoreanos.",
            None,
            7000,
            "at_most",
            id="es-bound-between-commas",
        ),
        pytest.param(
            "ru", "Погибло до семи с половиной тысяч солдат КНДР.", None, 7500, "at_most", id="ru-any-number-and-a-half"
        ),
        pytest.param(
            "uk", "Загинуло вісім із половиною тисяч бійців КНДР.", 8500, 8500, "exact", id="uk-any-number-and-a-half"
        ),
        pytest.param(
            "uk", "Загинуло 6 з лишком тисяч бійців КНДР.", 6000, 6000, "approx", id="uk-a-shade-before-the-scale"
        ),
        pytest.param(
            "ru", "Число убитых солдат КНДР достигло тысячи.", 1000, 1000, "exact", id="ru-reached-one-thousand"
        ),
        pytest.param(
            "ru",
            "Гибель в боях тысячи солдат КНДР подтвердил Пентагон.",
            1000,
            1000,
            "exact",
            id="ru-death-of-a-thousand",
        ),
        pytest.param("ru", "Убитых солдат КНДР тысячи.", None, None, "vague", id="ru-thousands-of-the-killed"),
        pytest.param(
            "ru", "До двух тысяч выросло число убитых солдат КНДР.", 2000, 2000, "exact", id="ru-rose-to-is-no-bound"
        ),
        pytest.param(
            "es", "Corea del Norte: las bajas rondan las 4.000.", 4000, 4000, "approx", id="es-no-time-of-day"
        ),
        pytest.param(
            "es",
            "Kiev eleva la fuerza norcoreana enviada a entre 11.000 y 12.000 militares.",
            11000,
            12000,
            "range",
            id="es-raises-to-between",
        ),
        pytest.param("es", "Corea del Norte: unos mil 500 soldados muertos.", 1500, 1500, "approx", id="es-mil-500"),
        pytest.param(
            "es",
            "Fueron enviados 25.000 o 30.000 combatientes norcoreanos.",
            25000,
            30000,
            "range",
            id="es-one-round-number-or-the-next",
        ),
        pytest.param(
            "es", "Seúl cifra en 2000 los soldados norcoreanos muertos.", 2000, 2000, "exact", id="es-no-year"
        ),
    ],
)
def test_numbers_in_the_order_and_script_of_their_language(
    language: str, text: str, low: float | None, high: float | None, bound: str
) -> None:
    (claim,) = [c for c in claims(text, language) if c.kind == "figure"]
    assert (claim.low, claim.high, str(claim.bound)) == (low, high, bound)


def test_a_year_stays_a_year() -> None:
    assert figures("North Korean soldiers were killed. Putin had come to power in 2000.") == []


def test_a_day_s_losses_and_all_since_the_war_began_are_told_side_by_side() -> None:
    text = "Russian losses of the day before were 1,430 men a day, Kyiv said. Since 2022 there were more than 838,000."
    assert [f[:2] for f in figures(text)] == [("casualties", 1430), ("casualties", 838000)]


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        pytest.param(
            "en", "Between a thousand and three thousand North Korean soldiers were killed.", (1000, 3000), id="en"
        ),
        pytest.param("fr", "Entre mille et trois mille soldats nord-coréens ont été tués.", (1000, 3000), id="fr"),
        pytest.param("es", "Murieron entre mil y tres mil soldados norcoreanos.", (1000, 3000), id="es"),
        pytest.param("en", "One thousand and three North Korean soldiers were killed.", (1003, 1003), id="one-number"),
        pytest.param(
            "en", "A hundred and three thousand North Koreans were killed.", (103_000, 103_000), id="a-greater-scale"
        ),
    ],
)
def test_two_thousands_joined_by_a_word_are_two_numbers(language: str, text: str, told: tuple[int, int]) -> None:
    (claim,) = claims(text, language)
    assert (claim.low, claim.high) == told


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "His unit killed 40 North Koreans in two days.", id="en"),
        pytest.param("en", "Its pilots killed 40 North Koreans with two drones.", id="en-weapon"),
        pytest.param("fr", "Son unité a tué 40 Nord-Coréens en deux jours.", id="fr"),
        pytest.param("es", "Su unidad mató a 40 norcoreanos en dos días.", id="es"),
        pytest.param("de", "40 Nordkoreaner wurden in zwei Tagen getötet.", id="de"),
    ],
)
def test_a_side_right_behind_its_number_is_counted_and_no_days_behind_it(language: str, text: str) -> None:
    killed = [claim for claim in claims(text, language) if claim.unit == "persons"]
    assert [(claim.metric, claim.low, claim.subject) for claim in killed] == [("killed", 40, "north_korea")]
