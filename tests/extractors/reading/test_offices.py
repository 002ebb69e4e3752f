"""Offices, outlets of a side and pronouns lead to the name that they stand for."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


def sources(text: str, language: str, kind: str) -> list[str | None]:
    return [c.source or c.source_text for c in claims(text, language, reader=READER) if c.kind == kind]


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "A Pentagon spokesman said 300 North Koreans had been killed.", "pentagon", id="office-and-body"
        ),
        pytest.param(
            "en",
            "Lawmaker Lee Seong-kweun, one of two who briefed reporters, said Pyongyang was ready to send 6,000 men.",
            "south_korea_nis",
            id="the-name-behind-the-verb-opens-what-is-told",
        ),
        pytest.param(
            "en",
            "Zelensky was in Kyiv. A sergeant, 28, who fought near Sudzha told us 300 North Koreans had been killed.",
            "sergeant",
            id="an-office-with-an-age",
        ),
        pytest.param(
            "de",
            "Kim Jong Un empfing ein Regiment. Den Preis nannte er laut der Staatsagentur KCNA auch: "
            "Neun nordkoreanische Soldaten seien gefallen.",
            "kim_jong_un",
            id="he-in-the-word-of-his-outlet",
        ),
        pytest.param(
            "en", "Seoul is more guarded. The defence ministry there said 300 North Korean soldiers had been killed.",
            "south_korea_mod", id="the-ministry-there",
        ),
        pytest.param(
            "fr", "Pour Pavlo Honchar, du renseignement militaire ukrainien, 300 soldats nord-coréens ont été tués.",
            "ukraine_gur", id="somebody-of-a-body",
        ),
        pytest.param(
            "en", "Pavlo Honchar, of the Ukrainian general staff, said 300 North Korean soldiers had been killed.",
            "ukraine_general_staff", id="somebody-of-a-staff",
        ),
        pytest.param(
            "en", "Peskov spoke on Monday. Some 300 North Koreans were killed by Kyiv's count.", "ukraine_government",
            id="whose-count",
        ),
        pytest.param(
            "en", "The Baltic Ledger, citing Ukrainian officials, wrote that 300 North Koreans were killed.",
            "ukrainian_officials", id="an-unknown-outlet-cites",
        ),
        pytest.param(
            "uk", "Видання Pacific Wire, посилаючись на чиновників у Вашингтоні, пише про 300 вбитих солдатів КНДР.",
            "us_officials", id="an-unknown-outlet-cites-uk",
        ),
        pytest.param(
            "en", "KCNA reported that nine North Korean soldiers had been killed.", "kcna", id="the-outlet-alone"
        ),
        pytest.param(
            "es", "11:40 | Para el Pentágono, como mínimo 10.000 norcoreanos están en Kursk.", "pentagon", id="clock"
        ),
        pytest.param("zh", "【11:05】韩国联参：朝军约1100人伤亡。", "south_korea_jcs", id="zh-live-page"),
        pytest.param(
            "zh", "泽连斯基24日发表讲话。他写道,瑟尔斯基汇报称300名朝鲜士兵阵亡。", "zelensky", id="zh-he"
        ),
        pytest.param(
            "zh", "乌军第47旅一名连长对本台说,300名朝鲜士兵阵亡。", "乌军第47旅一名连长", id="zh-somebody-of-an-army"
        ),
        pytest.param(
            "zh", "国防部情报总局一名官员说,300名朝鲜士兵阵亡。", "ukraine_gur", id="zh-somebody-of-a-known-body"
        ),
        pytest.param(
            "uk",
            "Загинули 300 солдатів КНДР. Такі дані Національна розвідувальна служба Південної Кореї "
            "передала агентству Korea Wire.",
            "south_korea_nis",
            id="an-agency-is-told",
        ),
        pytest.param(
            "ru", "Погибли 300 солдат КНДР, поведали порталу «Фронтир» в военной разведке Украины.", "ukraine_gur",
            id="a-portal-is-told",
        ),
    ],
)  # fmt: skip
def test_who_says_a_figure(language: str, text: str, source: str) -> None:
    assert sources(text, language, "figure")[-1] == source


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "uk", "Ні Пхеньян, ні Москва не відреагували.", "north_korea_government+russian_government", id="uk"
        ),
        pytest.param(
            "zh", "莫斯科和平壤迄今沒有回應。", "north_korea_government+russian_government", id="zh"
        ),
        pytest.param("de", "Gesamtzahlen hält Nordkorea unter Verschluss.", "north_korea_government", id="side-inside"),
        pytest.param(
            "ja", "シルスキー氏は1250人が死亡したと述べた。北朝鮮は犠牲者の有無を明らかにしていない。",
            "north_korea_government", id="ja-another-topic",
        ),
        pytest.param(
            "de",
            "Seoul zählt 2.000 tote Nordkoreaner, sagte der NIS.\n\nGesamtzahlen hält Nordkorea unter Verschluss.",
            "north_korea_government", id="not-who-spoke-a-paragraph-before",
        ),
        pytest.param(
            "ru", "Что солдаты КНДР уже воюют, в Госдепе подтвердить не смогли.", "us_state_department", id="ru-inside"
        ),
        pytest.param("uk", "У Міноборони РФ на запит редакції не відреагували.", "russia_mod", id="uk-in-the-ministry"),
        pytest.param("en", "Asked for comment, Moscow's MoD did not respond.", "russia_mod", id="en-short-name"),
    ],
)  # fmt: skip
def test_who_is_silent(language: str, text: str, source: str) -> None:
    same = {s.id: s.same_as or s.id for s in READER.story.sources}
    wanted = "+".join(sorted(same.get(one, one) for one in source.split("+")))
    assert sources(text, language, "status") == [wanted]


def test_who_is_only_part_of_a_condition_says_nothing() -> None:
    text = "국정원장은 북한군 2천명이 전사했다고 밝혔다. 김정은의 방러가 성사되면 4차 파병을 결정할 수 있다고 봤다."
    (status,) = [c for c in claims(text, "ko", reader=READER) if c.kind == "status"]
    assert status.source == "south_korea_nis"


def test_the_spokesman_tells_an_outlet_and_stays_who_was_named() -> None:
    text = (
        "ウクライナ軍の特殊作戦部隊は北朝鮮兵を確認していないと述べた。"
        "報道官はBBCの取材に対し、引き揚げた可能性が高いと述べた。"
    )
    found = [(c.source, c.via) for c in claims(text, "ja", reader=READER) if c.metric == "withdrawn_from_front"]
    assert found == [("ukrainian_special_forces", "bbc")]


def test_the_agency_is_the_one_whose_other_name_holds_the_word() -> None:
    text = (
        "Девять сапёров КНДР погибли, сказал Ким Чен Ын, его речь передало ЦТАК. "
        "По данным южнокорейской разведки, сапёров было около тысячи. Сколько их вернулось, агентство не сообщает."
    )
    assert sources(text, "ru", "status")[-1] == "kcna"
