"""What a number is bound to: its verb, its noun, the side that is counted, or a total that is only given."""

import pytest

from extractors.values import Band
from tests.extractors.reading.asking import claims


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
    assert (said.band, unsaid.band) == (Band.B, Band.C)


def test_a_handful_without_a_verb_is_no_contingent() -> None:
    (claim,) = claims("Some 12 North Korean soldiers waved from a truck, the Pentagon said.")
    assert claim.band is Band.C
