"""Who is silent, where others are named in the same sentence."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import claims

READER = Reader(find_watch("north-korea-in-russia").story)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "uk", "У Кремлі на прохання пояснити дані Сеула про північнокорейських солдатів не відгукнулися.",
            "kremlin", id="uk-whose-data-it-is",
        ),
        pytest.param(
            "uk", "Посольство КНДР у Москві на лист редакції не відповіло.",
            "north_korea_embassy", id="uk-where-it-stands",
        ),
        pytest.param(
            "ru", "В посольстве КНДР в Москве на письмо о солдатах не ответили.",
            "north_korea_embassy", id="ru-two-places",
        ),
        pytest.param(
            "ru", "По данным Сеула, погибли сотни северокорейцев; в Кремле от комментариев отказались.",
            "kremlin", id="ru-who-is-cited-first-is-not-silent",
        ),
    ],
)  # fmt: skip
def test_who_opens_the_sentence_of_a_silence_is_silent(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.metric == "no_comment"]
    assert claim.source == source


def test_who_thanks_somebody_for_his_help_admits_it_and_not_the_one_who_is_thanked() -> None:
    text = "Владимир Путин поблагодарил Ким Чен Ына за помощь северокорейских солдат в освобождении области."
    (claim,) = [c for c in claims(text, "ru", reader=READER) if c.metric == "confirmed_deployment"]
    assert claim.source == "putin"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Le Pentagone a confirmé ces pertes nord-coréennes. Il a renvoyé vers Kiev.", id="fr"),
        pytest.param(
            "es", "El Pentágono confirmó esas bajas norcoreanas. Su portavoz remitió a Kiev para más detalles.", id="es"
        ),
    ],
)
def test_to_whom_those_who_ask_are_sent_is_not_silent(language: str, text: str) -> None:
    found = [c.source for c in claims(text, language, reader=READER) if c.metric == "no_comment"]
    assert len(found) == 1
    assert "ukraine_government" not in found
