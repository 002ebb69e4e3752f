"""Who is cited, quoted by an outlet, told about by his office, or sent for: whose word a sentence is."""

import pytest

from extractors.claims import Reader
from flows.watching.known import find_watch
from tests.extractors.reading.asking import RulesAlone, claims

STORY = find_watch("north-korea-in-russia").story
READER = Reader(STORY)
READER.attributor = RulesAlone(STORY)


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "de", "Nach Selenskyjs Rechnung sind 4000 nordkoreanische Soldaten getötet worden.", "zelensky",
            id="de-between-the-words-that-cite",
        ),
        pytest.param(
            "fr", "Le renseignement sud-coréen (NIS) a remis son rapport. Selon le service, Pyongyang a livré plus de "
            "dix millions d'obus à la Russie.", "south_korea_nis", id="fr-a-capital-behind-the-service-acts",
        ),
        pytest.param(
            "de", "Der südkoreanische Geheimdienst NIS legte einen Bericht vor. Nach Erkenntnissen des Geheimdienstes "
            "hat Pjöngjang über zehn Millionen Granaten geliefert.", "south_korea_nis", id="de-the-service-in-genitive",
        ),
        pytest.param(
            "es", "La inteligencia militar ucraniana (GUR) sigue a esas unidades. Unos 12.000 soldados norcoreanos "
            "están en Rusia, según un responsable de la agencia.", "ukraine_gur", id="es-an-official-of-the-agency",
        ),
        pytest.param(
            "es", "Según funcionarios de Ucrania y de Estados Unidos, las tropas norcoreanas han sido retiradas del "
            "frente.", "ukrainian_officials+us_officials", id="es-officials-of-two-countries",
        ),
        pytest.param(
            "es", "Responsables estadounidenses citados por The New York Times afirman que los soldados norcoreanos "
            "han sido retirados del frente de Kursk.", "us_officials", id="es-quoted-by-an-outlet",
        ),
        pytest.param(
            "de", "Nordkorea will nach russischen Angaben 5000 Bausoldaten nach Kursk entsenden. Das sagte der "
            "Sekretär Sergej Schoigu.", "shoigu", id="de-a-country-and-then-who-of-it",
        ),
        pytest.param(
            "en", "More from Moscow: the defence ministry there says its troops have retaken 100 square kilometres of "
            "the Kursk region.", "russia_mod", id="en-a-capital-and-then-its-ministry",
        ),
        pytest.param(
            "fr", "Kiev revendiquait 1 250 km² de territoire russe ; il n'en reste que 400, d'après les relevés de "
            "DeepState.", "ukraine_government", id="fr-cited-behind-a-semicolon-only",
        ),
    ],
)  # fmt: skip
def test_whose_word_it_is(language: str, text: str, source: str) -> None:
    found = claims(text, language, reader=READER)
    assert found
    assert found[0].source == source


@pytest.mark.parametrize(
    ("language", "text", "source"),
    [
        pytest.param(
            "en", "Kim Jong Un praised the heroes of Kursk. His government has never published a casualty figure.",
            "north_korea_government", id="en-his-government",
        ),
        pytest.param(
            "de", "Kim Jong Un lobte die Helden von Kursk. Eine Totenzahl nennt sein Regime bis heute nicht.",
            "north_korea_government", id="de-sein-regime",
        ),
        pytest.param(
            "es", "La agencia preguntó al Ministerio de Defensa ruso, que no contestó a la petición de comentarios.",
            "russia_mod", id="es-asked-and-silent-in-a-relative-clause",
        ),
        pytest.param(
            "en", "Mark Rutte spoke after a delegation from Seoul had briefed the allies. He would not say how many "
            "North Korean soldiers were involved.", "nato", id="en-he-is-no-capital",
        ),
    ],
)  # fmt: skip
def test_who_is_silent_is_told_by_office_or_behind_a_comma(language: str, text: str, source: str) -> None:
    (claim,) = [c for c in claims(text, language, reader=READER) if c.metric == "no_comment"]
    assert claim.source == source


def test_for_whom_soldiers_fight_is_not_who_admits_it() -> None:
    text = "Corea del Norte admite que mandó soldados a pelear por Vladímir Putin."
    (claim,) = claims(text, "es", reader=READER)
    assert claim.source == "north_korea_government"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "de", "Die Nato kann Berichte über eine Rückkehr nordkoreanischer Einheiten an die Front nicht bestätigen.",
            id="de-where-the-verb-ends-the-clause",
        ),
        pytest.param(
            "en", "The NIS said there was no indication that North Korean troops had gone back into combat.",
            id="en-no-indication",
        ),
    ],
)  # fmt: skip
def test_a_return_that_cannot_be_confirmed_is_denied(language: str, text: str) -> None:
    found = {c.metric: str(c.modality) for c in claims(text, language, reader=READER)}
    assert found == {"returned_to_front": "denied"}
