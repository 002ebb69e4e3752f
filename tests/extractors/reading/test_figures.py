"""What a number is bound to: its verb, its noun, the side that is counted, or a total that is only given."""

import pytest

from extractors.claims import Reader
from extractors.values import Actor, Band, Story
from tests.extractors.reading.asking import claims, figures, reading


@pytest.mark.parametrize(
    ("language", "text", "metric"),
    [
        pytest.param(
            "de", "Nach Angaben der Nato befinden sich 9.000 nordkoreanische Soldaten in Russland.", "troops_deployed",
            id="de-in-a-country",
        ),
        pytest.param(
            "de", "Nach Angaben der Nato befinden sich 9.000 nordkoreanische Soldaten in Kursk.", "troops_at_front",
            id="de-where-it-is-fought",
        ),
        pytest.param(
            "fr", "Quelque 9 000 soldats nord-coréens se trouvent en Russie, selon l'Otan.", "troops_deployed",
            id="fr-in-a-country",
        ),
        pytest.param(
            "fr", "Quelque 9 000 soldats nord-coréens se trouvent à Koursk, selon l'Otan.", "troops_at_front",
            id="fr-where-it-is-fought",
        ),
        pytest.param(
            "es", "Unos 9.000 soldados norcoreanos se encuentran en Rusia, según la OTAN.", "troops_deployed",
            id="es-in-a-country",
        ),
        pytest.param(
            "en", "There are about 9,000 North Korean troops in Kursk, NATO said.", "troops_at_front",
            id="en-where-it-is-fought",
        ),
    ],
)  # fmt: skip
def test_those_who_are_somewhere_are_at_the_front_only_where_it_is_fought(
    language: str, text: str, metric: str
) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.low or claim.high) == (metric, 9000)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "About 12,000 North Korean troops in Russia: that is the Pentagon's count.", id="en"),
        pytest.param("ko", "미 국방부는 러시아에 있는 북한군이 약 1만2000명이라고 밝혔다.", id="ko"),
        pytest.param("ja", "米国防総省はロシアの北朝鮮兵は約1万2000人だと述べた。", id="ja"),
        pytest.param("zh", "五角大楼表示,约1.2万名朝鲜士兵在俄罗斯。", id="zh"),
    ],
)
def test_a_contingent_needs_no_verb(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.low, claim.subject) == ("troops_deployed", 12000, "north_korea")
    assert "no_word_says_what_is_counted" not in claim.reasons


def test_a_contingent_without_a_verb_is_trusted_where_somebody_says_it() -> None:
    (said,) = claims("미 국방부는 러시아에 있는 북한군이 약 1만2000명이라고 밝혔다.", "ko")
    (unsaid,) = claims("러시아에 있는 북한군이 약 1만2000명이다.", "ko")
    assert said.band in (Band.A, Band.B)
    assert unsaid.band is Band.C


def test_a_handful_without_a_verb_is_no_contingent_but_an_issue() -> None:
    found = reading("Some 12 North Korean soldiers waved from a truck, the Pentagon said.")
    assert found.claims == ()
    (issue,) = found.issues
    assert "12 North Korean soldiers" in issue.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "en", "North Korea sent 11,000 soldiers and plans to send another 3,000, the NIS said.",
            [("troops_deployed", 11000, False), ("reinforcements", 3000, False)], id="en-another-belongs-to-the-second",
        ),
        pytest.param(
            "ja", "北朝鮮は1万1000人を派遣し、さらに3000人を派遣する計画だと国家情報院は述べた。",
            [("troops_deployed", 11000, False), ("reinforcements", 3000, False)], id="ja-a-plan-keeps-to-its-clause",
        ),
        pytest.param(
            "ko", "북한은 병력 1만1천 명을 보냈고, 3천 명을 추가로 보낼 계획이라고 국정원은 밝혔다.",
            [("troops_deployed", 11000, False), ("reinforcements", 3000, False)], id="ko-a-plan-keeps-to-its-clause",
        ),
        pytest.param(
            "es", "4.000 de los 11.000 norcoreanos enviados están muertos, heridos o capturados, según la OTAN.",
            [("casualties", 4000, False), ("troops_deployed", 11000, True)], id="es-a-part-of-a-known-total",
        ),
        pytest.param(
            "en", "Western officials said that 40% of 11,000 North Korean troops had been lost.",
            [("share_lost", 40, False), ("troops_deployed", 11000, True)], id="en-a-share-of-a-known-total",
        ),
        pytest.param("ko", "북한은 공병 1000명을 보냈다.", [("workers_sent", 1000, False)], id="ko-trade"),
        pytest.param("ja", "北朝鮮は工兵1000人を派遣した。", [("workers_sent", 1000, False)], id="ja-trade"),
    ],
)  # fmt: skip
def test_each_number_keeps_to_its_own_words(language: str, text: str, expected: list[tuple[str, float, bool]]) -> None:
    assert [(metric, low, given) for metric, low, _, given in figures(text, language)] == expected


def test_people_whom_the_story_names_as_a_side_are_counted_though_they_are_no_soldiers() -> None:
    residents = Actor(id="residents", names={"en": ("resident{|s}",)})
    reader = Reader(Story(id="flood", main_actor="residents", actors=(residents,)))
    (claim,) = claims("At least 14 residents were killed.", reader=reader)
    assert (claim.metric, claim.low, claim.subject) == ("killed", 14, "residents")
    assert claims("At least 14 residents were killed.") == ()


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        pytest.param(
            "fr", "« Près de douze mille hommes bivouaquent », a déclaré Zelensky.", "douze mille hommes", id="fr"
        ),
        pytest.param("en", "Twelve thousand troops are there, Zelensky said.", "Twelve thousand troops", id="en"),
    ],
)
def test_people_counted_in_words_without_a_word_that_places_them_are_an_issue(
    language: str, text: str, number: str
) -> None:
    found = reading(text, language)
    assert found.claims == ()
    (issue,) = found.issues
    assert issue.kind == "unplaced_number"
    assert number in issue.text


def test_one_man_and_three_cities_of_a_side_are_no_issue() -> None:
    assert reading("One man waved from a truck near three Russian cities.").issues == ()


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "en", "North Korea's toll: the dead at some 300 and the injured at about 2,700, Seoul said.",
            [("killed", 300), ("wounded", 2700)], id="en-two-nouns-each-before-its-number",
        ),
        pytest.param(
            "zh", "朝鲜军人阵亡六百上下、伤亡合计四千七百。",
            [("killed", 600), ("casualties", 4700)], id="zh-two-nouns-each-before-its-number",
        ),
        pytest.param(
            "ja", "北朝鮮兵の戦死は千五百から二千、負傷は六千に上る。",
            [("killed", 2000), ("wounded", 6000)], id="ja-two-nouns-each-before-its-number",
        ),
        pytest.param(
            "ru", "Из тех одиннадцати тысяч солдат КНДР около четырёх тысяч убиты.",
            [("troops_deployed", 11000), ("killed", 4000)], id="ru-the-part-behind-its-total-is-not-given",
        ),
        pytest.param(
            "ru", "Солдаты КНДР были убиты. Ещё трое, по данным ведомства, пропали без вести.",
            [("missing", 3)], id="ru-who-is-cited-between-number-and-verb",
        ),
        pytest.param(
            "en", "North Korean soldiers died, 300 in all, Seoul said. Kim Jong Un, 41, has not answered.",
            [("killed", 300)], id="en-an-age-is-no-count",
        ),
        pytest.param(
            "fr", "Deux Nord-Coréens de 20 et 26 ans ont été capturés.",
            [("captured", 2)], id="fr-two-ages-share-their-unit",
        ),
        pytest.param(
            "en", "North Korea has its own view. Combat deaths are another matter. Seoul's NIS estimates 2,000.",
            [("killed", 2000)], id="en-what-the-sentence-before-is-about",
        ),
        pytest.param(
            "ko", "북한이 공개한 전사자는 이와 다르다. 지난달 행사에서 101명을 내놓았다.",
            [("killed", 101)], id="ko-what-the-sentence-before-is-about",
        ),
        pytest.param(
            "ja", "北朝鮮兵は少なくとも100人が死亡し、けが人は1000人近くに上る。",
            [("killed", None), ("wounded", 1000)], id="ja-two-clauses-each-with-its-number",
        ),
        pytest.param(
            "en", "North Korean troops fight. The ministry put the casualties at around 5,000 last month.",
            [("casualties", 5000)], id="en-last-month-is-no-length",
        ),
        pytest.param(
            "zh", "韩国国家情报院称，约1.1万名朝军在过去两周完成部署。",
            [("troops_deployed", 11000)], id="zh-the-past-two-weeks-are-no-length",
        ),
        pytest.param(
            "de", "Von den etwa 11.000 entsandten Nordkoreanern waren bis Mitte Januar 4.000 gefallen.",
            [("troops_deployed", 11000), ("killed", 4000)], id="de-a-number-behind-a-month-is-no-day",
        ),
        pytest.param(
            "en", "Nine members of a regiment that North Korea sent to clear mines lost their lives there.",
            [("killed", 9)], id="en-the-predicate-behind-a-clause-with-that",
        ),
        pytest.param(
            "zh", "英国国防部评估：首批约1.1万朝军中伤亡6000人。",
            [("troops_deployed", 11000), ("casualties", 6000)], id="zh-the-whole-before-its-part",
        ),
        pytest.param(
            "ru", "Число погибших в боях военных КНДР разведслужба (НРС) оценивает примерно в 2000.",
            [("killed", 2000)], id="ru-two-thousand-is-no-year",
        ),
        pytest.param(
            "ko", "파병된 북한군 가운데 300여 명이 죽고 2천700여 명이 다쳤다.",
            [("killed", 300), ("wounded", 2700)], id="ko-two-verbs-each-behind-its-number",
        ),
        pytest.param(
            "fr", "Près de 4 000 : c'est le nombre de Nord-Coréens tués ou blessés à Koursk.",
            [("casualties", 4000)], id="fr-the-number-opens-its-sentence",
        ),
        pytest.param(
            "en", "Up to 12,000 North Koreans are training there, among them 500 officers and three generals.",
            [("troops_deployed", 12000), ("troops_deployed", 500), ("troops_deployed", 3)],
            id="en-a-few-generals-beside-officers",
        ),
        pytest.param(
            "fr", "Et les bâtisseurs nord-coréens ? Sergueï Choïgou en avait promis 5 000 en juin.",
            [("workers_sent", 5000)], id="fr-the-trade-asked-for",
        ),
        pytest.param(
            "de", "Die Zahl der nordkoreanischen Soldaten in Kursk ist von 12.000 auf etwa 8.000 gesunken.",
            [("troops_deployed", 12000), ("troops_deployed", 8000)], id="de-the-verb-of-falling-behind-both",
        ),
        pytest.param(
            "zh", "朝鲜伤亡约4700人，其中战死600人左右。这比三月份公布的4000人又有增加。",
            [("casualties", 4700), ("killed", 600), ("casualties", 4000)], id="zh-compared-with-an-earlier-count",
        ),
        pytest.param(
            "es", "Corea del Norte: muertos y heridos. Seúl dejó la suma en 1.100; Kiev la cifraba en varios cientos.",
            [("casualties", 1100), ("casualties", None)], id="es-a-vague-number-goes-on",
        ),
        pytest.param(
            "en", "What two Ukrainian officers called heavy losses of the North Koreans went on.",
            [], id="en-those-who-speak-are-not-counted",
        ),
    ],
)  # fmt: skip
def test_each_number_keeps_the_word_that_is_its_own(
    language: str, text: str, expected: list[tuple[str, float]]
) -> None:
    found = [c for c in claims(text, language) if c.kind == "figure"]
    assert [(c.metric, c.high) for c in found] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "North Korean troops fight.\nRead also: 810 soldiers killed. 12 more died.", id="en"),
        pytest.param("es", "Soldados norcoreanos.\n\nTE PUEDE INTERESAR: El incendio suma 24 muertos", id="es"),
        pytest.param("ko", "북한군이 싸운다.\n▶ 관련기사 북한군 500명이 숨졌다.", id="ko"),
    ],
)
def test_a_line_about_another_article_is_not_read(language: str, text: str) -> None:
    assert figures(text, language) == []


def test_what_stands_below_a_line_about_another_article_is_read() -> None:
    text = "Read also: 810 soldiers killed.\nAbout 300 North Korean soldiers were killed."
    assert figures(text) == [("killed", 300, 300, False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Three North Korean soldiers were wounded and captured in Kursk.", id="en"),
        pytest.param("ja", "負傷して捕虜となった北朝鮮兵3人の写真が公開された。", id="ja"),
        pytest.param("zh", "乌军公布了三名受伤被俘朝鲜士兵的照片。", id="zh"),
    ],
)
def test_the_wounded_who_were_captured_are_prisoners(language: str, text: str) -> None:
    assert [(c.metric, c.low) for c in claims(text, language) if c.kind == "figure"] == [("captured", 3)]


def test_the_killed_wounded_and_captured_are_casualties() -> None:
    (claim,) = claims("3,000 North Korean soldiers were killed, wounded or captured.")
    assert (claim.metric, claim.low) == ("casualties", 3000)


def test_a_time_of_day_before_a_rank_counts_no_generals() -> None:
    assert figures("08.50 General Syrskyi says Russian troops are in Kursk.") == []


def test_times_that_open_the_posts_of_a_live_blog_count_nothing() -> None:
    posts = (
        "10.40 North Korea may send men, NATO said.\n\n11.15 Nearly 600 North Korean soldiers were killed, NATO said."
    )
    assert [(metric, high) for metric, _, high, _ in figures(posts)] == [("killed", 600)]
    assert [low for _, low, _, _ in figures("1.25 million North Korean soldiers serve, NATO said.")] == [1_250_000]


def test_few_words_between_two_commas_part_no_number_from_its_verb() -> None:
    text = "600 North Koreans were killed, NATO said. It put the number of soldiers sent, in two phases, at 15,000."
    assert ("troops_deployed", 15_000) in {(metric, low) for metric, low, _, _ in figures(text)}


def test_people_behind_units_say_how_many_these_are() -> None:
    text = "К границе стянуты пять северокорейских бригад — это 15 тысяч человек."
    assert ("troops_deployed", 15000.0, 15000.0, False) in figures(text, "ru")


def test_the_total_behind_of_is_sent_and_its_part_is_what_the_verb_tells() -> None:
    text = "КНДР потеряла убитыми и ранеными от 4 до 4,5 тыс. из примерно 12 тыс. переброшенных."
    told = {(metric, low) for metric, low, _, _ in figures(text, "ru")}
    assert told == {("casualties", 4000), ("troops_deployed", 12000)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "300 North Korean troops have died and 2,700 others have been injured, the Pentagon said.",
            {("killed", 300), ("wounded", 2700)}, id="and",
        ),
        pytest.param(
            "300 North Korean troops were wounded and 20 were killed, the Pentagon said.",
            {("wounded", 300), ("killed", 20)}, id="the-other-way-round",
        ),
        pytest.param(
            "Some 3,000 may have been killed, the Pentagon said of the North Koreans.",
            {("killed", 3000)}, id="no-month",
        ),
    ],
)  # fmt: skip
def test_each_number_has_the_verb_of_its_own_part(text: str, expected: set[tuple[str, float]]) -> None:
    assert {(metric, low) for metric, low, _, _ in figures(text)} == expected


def test_a_month_is_no_doubt() -> None:
    (claim,) = claims("In May 300 North Korean soldiers were killed, the Pentagon said.")
    assert (claim.low, claim.modality) == (300, "asserted")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Five facts about the captured North Koreans", id="en"),
        pytest.param("de", "Vier Fragen zu den nordkoreanischen Gefangenen", id="de"),
        pytest.param("fr", "Quatre questions sur les prisonniers nord-coréens", id="fr"),
        pytest.param("es", "Tres claves sobre los soldados norcoreanos muertos", id="es"),
        pytest.param("uk", "Чотири факти про загиблих північнокорейських солдатів", id="uk"),
        pytest.param("ru", "Пять вопросов о погибших солдатах КНДР", id="ru"),
    ],
)
def test_questions_about_soldiers_are_no_soldiers(language: str, text: str) -> None:
    assert claims(text, language) == ()
