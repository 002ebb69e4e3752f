"""Whose word a claim is that nobody in its sentence says: the report's, both sides', a side's; who says so last."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "metric", "source"),
    [
        pytest.param(
            "ko",
            "영국 국방부는 북한군 사상자가 6천 명을 넘는다고 평가했다. 병력의 절반 이상을 잃은 셈이다.",
            "share_lost",
            None,
            id="ko-a-sum",
        ),
        pytest.param(
            "ko",
            "국방부는 동향을 주시한다고 말했다. 북한군 사상자는 4천 명 정도로 알려져 있다.",
            "casualties",
            None,
            id="ko-known",
        ),
        pytest.param(
            "ja",
            "英国防省は北朝鮮兵の死傷者が6000人を超えたと発表した。派遣された兵の半数が失われた計算になる。",
            "share_lost",
            None,
            id="ja-a-sum",
        ),
        pytest.param(
            "ja",
            "韓国国防省は動向を注視していると述べた。派遣された北朝鮮兵は約1万1000人とされている。",
            "troops_deployed",
            None,
            id="ja-known",
        ),
        pytest.param(
            "zh",
            "韩国国情院称，朝军死伤约4700人。换算下来，每三名士兵中就有一人伤亡。",
            "share_lost",
            None,
            id="zh-a-sum",
        ),
        pytest.param(
            "zh", "英国国防部说，这意味着朝军损失了一半兵力。", "share_lost", "uk_mod", id="zh-a-sum-of-who-speaks"
        ),
        pytest.param(
            "ko",
            "국정원은 전사자를 2천 명으로 추정한다. 북한이 스스로 공개한 전사자는 350명이다.",
            "killed",
            "north_korea_government",
            id="ko-a-side-has-published",
        ),
        pytest.param(
            "ja",
            "北朝鮮が公式に発表した戦死者は約350人だ。",
            "killed",
            "north_korea_government",
            id="ja-a-side-has-published",
        ),
        pytest.param(
            "zh", "朝鲜自己公布的阵亡人数约为350人。", "killed", "north_korea_government", id="zh-a-side-has-published"
        ),
        pytest.param(
            "ja",
            "ロシア国防省は1日の損失を1200人と発表した。両軍とも北朝鮮兵の犠牲者数は明かしていない。",
            "no_comment",
            None,
            id="ja-both-are-silent",
        ),
        pytest.param(
            "ko",
            "국방부는 북한군 사상자가 4천 명이라고 밝혔다. 양국 모두 병력 규모는 밝히지 않았다.",
            "no_comment",
            None,
            id="ko-both-are-silent",
        ),
        pytest.param(
            "zh", "俄罗斯国防部称击毙200人。双方均未公布朝军的伤亡人数。", "no_comment", None, id="zh-both-are-silent"
        ),
        pytest.param(
            "ja",
            "韓国外務省は北朝鮮を批判した。国防省は追加派兵についてコメントを控えた。",
            "no_comment",
            "south_korea_mod",
            id="ja-a-body-without-its-state",
        ),
        pytest.param(
            "zh",
            "俄罗斯外交部强调条约有效。国防部对朝军人数不予置评。",
            "no_comment",
            "russia_mod",
            id="zh-a-body-without-its-state",
        ),
        pytest.param(
            "ja",
            "「北朝鮮兵は約4000人が死傷した」と指摘するのは韓国国防省の報道官だ。",
            "casualties",
            "south_korea_mod",
            id="ja-who-says-so-is",
        ),
        pytest.param(
            "ko",
            '"북한군 3천 명이 죽거나 다쳤다"고 말한 것은 젤렌스키 대통령이다.',
            "casualties",
            "zelensky",
            id="ko-who-says-so-is",
        ),
        pytest.param(
            "ja",
            "ウクライナと米国の当局者によると、北朝鮮兵約4000人が死傷した。",
            "casualties",
            "ukrainian_officials+us_officials",
            id="ja-officials-of-two-states",
        ),
        pytest.param(
            "zh",
            "绍伊古结束对朝鲜的访问、在会见平壤代表后说，1000名朝鲜工兵将赴库尔斯克。",
            "workers_sent",
            "shoigu",
            id="zh-whom-he-met",
        ),
    ],
)
def test_a_claim_is_the_word_of_whom_its_words_show(language: str, text: str, metric: str, source: str | None) -> None:
    found = {(c.metric, c.source or c.source_text) for c in claims(text, language, reader=READER)}
    assert (metric, source) in found, found
