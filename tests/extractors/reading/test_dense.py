"""What Korean, Japanese and Chinese sentences count, whose it is, and who tells it."""

import pytest

from extractors.claims import Reader
from extractors.values import Article, Claim
from flows.watching.known import find_watch

READER = Reader(find_watch("north-korea-in-russia").story)


def _claims(text: str, language: str) -> tuple[Claim, ...]:
    article = Article(url="https://outlet.example/1", outlet="outlet.example", language=language, title="", text=text)
    return READER.read(article).claims


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        pytest.param(
            "zh",
            "绍伊古说,朝鲜决定派1000名工兵清除地雷。",
            ("workers_sent", 1000, 1000, "north_korea"),
            id="zh-what-a-trade-clears-is-not-counted",
        ),
        pytest.param(
            "zh",
            "情报总局说,俄军把约7000名朝鲜军人调往库尔斯克州。",
            ("troops_deployed", 7000, 7000, "north_korea"),
            id="zh-the-side-behind-the-counter",
        ),
        pytest.param(
            "zh", "金正恩说,该团有9人在任务期间牺牲。", ("killed", 9, 9, "north_korea"), id="zh-a-regiment-is-no-tour"
        ),
        pytest.param(
            "zh",
            "俄罗斯国防部说,俄军打死打伤乌军210人,摧毁坦克3辆。",
            ("weapons", 3, 3, "ukraine"),
            id="zh-whose-tanks-were-destroyed",
        ),
        pytest.param(
            "ja",
            "国務省は、北朝鮮の兵士がクルスク州に約8000人いると述べた。",
            ("troops_at_front", 8000, 8000, "north_korea"),
            id="ja-are-there",
        ),
        pytest.param(
            "ko",
            "합참은 북한군이 적게는 1천 명, 많게는 3천 명 추가로 파병됐다고 밝혔다.",
            ("reinforcements", 1000, 3000, "north_korea"),
            id="ko-at-least-and-at-most-are-a-range",
        ),
    ],
)
def test_a_number_counts(language: str, text: str, told: tuple[str, float, float, str]) -> None:
    last = _claims(text, language)[-1]
    assert (last.metric, last.low, last.high, last.subject) == told


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("绍伊古17日在平壤宣布,朝鲜将派遣1000名工兵。", "shoigu", id="not-the-capital-where-he-says-it"),
        pytest.param(
            "韩国联合参谋本部24日表示,朝方正准备追加派兵,预计两个月内成行。",
            "south_korea_jcs",
            id="not-whom-he-tells-of",
        ),
    ],
)
def test_in_chinese_who_opens_the_sentence_says(text: str, source: str) -> None:
    assert {claim.source for claim in _claims(text, "zh")} == {source}


def test_troops_that_a_japanese_army_has_not_confirmed_are_unseen() -> None:
    text = "ウクライナ軍特殊作戦軍の報道官は、北朝鮮兵をこの3週間確認していないと述べた。"
    assert [claim.metric for claim in _claims(text, "ja")] == ["not_seen"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "북한이 병력을 세 배로 늘려 2만5천~3만 명을 추가 파병할 것이라고 국정원이 밝혔다.",
            [("reinforcements", 25_000, 30_000)],
            id="a-sign-tells-a-range-behind-a-rise",
        ),
        pytest.param(
            "북한이 러시아에 보낸 노동자가 올해에만 1만5천 명을 넘었다고 국정원이 밝혔다.",
            [("workers_sent", 15_000, None)],
            id="of-whom-the-clause-is",
        ),
        pytest.param("생포된 북한군 2명 중 1명은 한국행을 희망한다.", [], id="one-of-two-is-no-share-lost"),
    ],
)
def test_korean_numbers_of_people_are(text: str, told: list[tuple[str, float, float | None]]) -> None:
    assert [(claim.metric, claim.low, claim.high) for claim in _claims(text, "ko")] == told


def test_who_is_spoken_of_in_a_quotation_or_as_its_reason_does_not_say_it() -> None:
    soldiers = '국정원은 전황을 설명했다. "북한 병사들은 무전기도 없이 걸어왔다." 북한군 50명이 숨졌다고 했다.'
    prisoners = "英紙は、ウクライナ軍関係者の話として、北朝鮮軍の捕虜が2人にとどまる理由を「自決するためだ」と報じた。"
    told = [*_claims(soldiers, "ko"), *_claims(prisoners, "ja")]
    assert told
    assert {claim.source_text for claim in told} == {None}


def test_an_embassy_is_its_country_s_whether_the_host_or_its_capital_is_named() -> None:
    for place in ("首尔", "韩国"):
        (told,) = _claims(f"对于朝鲜士兵的伤亡,俄罗斯驻{place}大使馆未予置评。", "zh")
        assert (told.metric, told.source) == ("no_comment", "russia_embassy")
