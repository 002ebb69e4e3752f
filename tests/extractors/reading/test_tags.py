"""The word between a quotation and who is quoted is a verb of saying, whichever it is."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param("en", '"They lost 300 North Korean soldiers there," thundered Peskov.', "kremlin", id="en"),
        pytest.param(
            "de", "„Dort starben 300 nordkoreanische Soldaten“, wetterte Kremlsprecher Peskow.", "kremlin", id="de"
        ),
        pytest.param("fr", "« 300 soldats nord-coréens sont morts », fulmine Zelensky.", "zelensky", id="fr"),
        pytest.param(
            "fr", "« 300 soldats nord-coréens sont morts », łka Zelensky.", "zelensky", id="fr-another-letter"
        ),
        pytest.param("es", "«Han muerto 300 soldados norcoreanos», retumbó Zelenski.", "zelensky", id="es"),
        pytest.param("ru", "«Погибли 300 солдат КНДР», — громыхнул Зеленский.", "zelensky", id="ru"),
        pytest.param("uk", "«Загинули 300 солдатів КНДР», — гримнув Зеленський.", "zelensky", id="uk"),
    ],
)
def test_an_unlisted_verb_behind_a_quotation_names_who_speaks(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.kind == "figure"]
    assert claim.source == source


def test_a_joining_word_behind_a_quotation_is_no_verb() -> None:
    text = 'NIS named its report "The toll", and Zelensky met soldiers. 300 North Koreans were killed, the NIS said.'
    (claim,) = [c for c in claims(text, reader=READER) if c.kind == "figure"]
    assert claim.source == "south_korea_nis"


@pytest.mark.parametrize(
    ("language", "title", "source"),
    [
        pytest.param("ja", "シルスキー総司令官「北朝鮮兵300人が死亡」", "syrskyi", id="ja"),
        pytest.param("ja", "ペスコフ報道官「北朝鮮兵300人が死亡」", "kremlin", id="ja, spokesman"),
        pytest.param("ko", '젤렌스키 대통령 "북한군 3백 명 사망"', "zelensky", id="ko"),
        pytest.param("ko", '페스코프 대변인 "북한군 3백 명 사망"', "kremlin", id="ko, spokesman"),
    ],
)
def test_an_office_may_stand_between_a_headlines_speaker_and_his_quotation(
    language: str, title: str, source: str
) -> None:
    (claim,) = [c for c in claims("", language, title=title, reader=READER) if c.kind == "figure"]
    assert claim.source == source
