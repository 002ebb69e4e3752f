"""Where names are not spaced: speakers told by what they are, short names, offices alone, names before a colon."""

import pytest

from extractors.claims import Reader
from extractors.values import Article
from flows.watching.known import find_watch

READER = Reader(find_watch("north-korea-in-russia").story)


def _speakers(text: str, language: str) -> list[tuple[str | None, str | None]]:
    """Return who says each claim of a text, in its order."""
    article = Article(url="https://outlet.example/1", outlet="outlet.example", language=language, title="", text=text)
    return [(claim.source, claim.source_text) for claim in READER.read(article).claims]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        pytest.param(
            "ja",
            "国情院は死者を300人とみる。ウクライナ軍の小隊長は「北朝鮮兵はドローンの怖さを知らなかった」と振り返った。",
            "ウクライナ軍の小隊長",
            id="ja-an-officer-before-his-quotation",
        ),
        pytest.param(
            "ja",
            "韓国軍は増派があったと発表した。韓国軍の元将校は「北朝鮮兵の死者は2000人を超えた。まだ増える」と読む。",
            "韓国軍の元将校",
            id="ja-a-former-officer-is-not-his-army",
        ),
        pytest.param(
            "ja",
            "国情院は増派があったと発表した。複数の消息筋によると、北朝鮮兵2000人が死亡した。",
            "消息筋",
            id="ja-cited",
        ),
        pytest.param(
            "ko",
            "국정원은 전투가 이어진다고 밝혔다. 전문가들은 북한군 2천 명이 전사했다고 지적한다.",
            "전문가들",
            id="ko-experts",
        ),
    ],
)
def test_who_is_told_by_what_he_is_speaks(language: str, text: str, name: str) -> None:
    assert _speakers(text, language)[-1] == (None, name)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "ja",
            "米ホワイトハウスのカービー補佐官は会見した。補佐官は、北朝鮮兵1000人が死傷したと述べた。",
            "white_house",
            id="ja-an-office-alone-is-who-had-it",
        ),
        pytest.param(
            "ja",
            "国情院は28日、国会に報告した。議員は、北朝鮮兵1000人が死傷したと述べた。",
            "south_korea_nis",
            id="ja-who-relays",
        ),
        pytest.param(
            "ko",
            "러시아 국방부는 반격했다고 주장했다. 국방부는 우크라이나군 210명이 전사했다고 밝혔다.",
            "russia_mod",
            id="ko-a-ministry-named-in-full-before",
        ),
        pytest.param("ko", "국방부는 북한군 210명이 전사했다고 밝혔다.", "south_korea_mod", id="ko-a-ministry-alone"),
        pytest.param(
            "zh",
            "俄罗斯国防部13日宣布夺回苏贾。俄方称,乌军伤亡超过6.7万人。",
            "russia_mod",
            id="zh-a-party-named-before",
        ),
        pytest.param("zh", "俄方称,乌军伤亡超过6.7万人。", "kremlin", id="zh-a-party-alone"),
        pytest.param("zh", "五角大楼发言人赖德:在俄朝鲜士兵至少1万人。", "pentagon", id="zh-an-office-before-a-colon"),
        pytest.param(
            "zh",
            "國務院發言人說,無法確認有關增兵的報道。五角大樓說,300名朝鮮士兵陣亡。",
            "pentagon",
            id="zh-no-man-at-all",
        ),
    ],
)
def test_whom_a_short_name_means_speaks(language: str, text: str, source: str) -> None:
    assert _speakers(text, language)[-1] == (source, None)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param(
            "김정은 위원장은 9명이 숨졌다고 말했다. 조선중앙통신이 보도했다. 통신은 부대 규모를 언급하지 않았다.",
            "kcna",
            id="the-agency",
        ),
        pytest.param(
            "합참은 북한군 300명이 전사했다고 밝혔다. 러시아 외무부는 합참 발표에 아무런 입장도 내놓지 않았다.",
            "russia_mfa",
            id="not-whose-words-they-are-silent-on",
        ),
    ],
)
def test_who_is_silent_in_korean_is_of_whom_the_sentence_is(text: str, source: str) -> None:
    assert _speakers(text, "ko")[-1] == (source, None)


def test_a_total_behind_a_day_s_losses_is_of_the_same_men() -> None:
    text = "ウクライナ軍参謀本部は、前日にロシア軍の兵員1150人が死傷したと発表した。累計は97万人を超えた。"
    article = Article(url="https://outlet.example/1", outlet="outlet.example", language="ja", title="", text=text)
    last = READER.read(article).claims[-1]
    assert (last.metric, last.low, last.subject) == ("casualties", 970_000, "russia")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param(
            "米国とウクライナの当局者によると、北朝鮮の部隊が前線から引き揚げた。",
            "ukrainian_officials+us_officials",
            id="two-that-share-a-noun",
        ),
        pytest.param(
            "金正恩朝鮮労働党総書記は演説で、9人が命を落としたと明らかにした。",
            "kim_jong_un",
            id="a-name-with-its-party",
        ),
    ],
)
def test_in_japanese_the_first_claim_is_of(text: str, source: str | None) -> None:
    assert _speakers(text, "ja")[0] == (source, None)


def test_who_only_denies_behind_a_japanese_figure_does_not_tell_it() -> None:
    text = (
        "ウクライナ国防省のブダノフ情報総局長は、およそ8000人が今も前線にいると述べた。\n\n"
        "北朝鮮が送り込んだ兵士はおよそ1万1000人とみられていますが、北朝鮮政府は派兵を認めていません。"
    )
    assert _speakers(text, "ja")[1:] == [(None, None), ("north_korea_government", None)]


def test_a_chinese_office_s_holder_is_not_the_capital_he_flies_to() -> None:
    text = "俄联邦安全会议秘书绍伊古17日飞抵平壤。会后他对随行记者宣布,朝方将派1000名工兵扫雷。"
    assert _speakers(text, "zh")[-1] == ("shoigu", None)
