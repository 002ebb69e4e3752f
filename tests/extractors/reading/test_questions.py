"""What is only asked nobody tells; a yes or a no right behind the question answers it."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "Have the North Koreans been pulled out of the front? No one knows, says Kyiv.", id="en"),
        pytest.param("fr", "Les Nord-Coréens se sont-ils retirés du front ? Difficile à dire.", id="fr"),
        pytest.param("de", "Sind die Nordkoreaner wieder an der Front? Das weiß keiner.", id="de"),
        pytest.param("es", "¿Se han retirado los norcoreanos del frente? No se sabe.", id="es-no-that-is-no-answer"),
        pytest.param("uk", "Чи справді північнокорейців відвели з фронту? Невідомо.", id="uk"),
    ],
)
def test_what_is_only_asked_is_told_by_nobody(language: str, text: str) -> None:
    assert not claims(text, language)


@pytest.mark.parametrize(
    ("language", "text", "metric", "modality"),
    [
        pytest.param(
            "en", "Has Moscow admitted the North Koreans are there? No.", "confirmed_deployment", "denied", id="en-no"
        ),
        pytest.param(
            "en", "Are the North Koreans back at the front? Yes, says Syrskyi.", "returned_to_front", "asserted",
            id="en-yes",
        ),
        pytest.param(
            "fr", "Les Nord-Coréens se sont-ils retirés du front ?\n\nNon, selon Kiev.", "withdrawn_from_front",
            "denied", id="fr-in-the-next-paragraph",
        ),
        pytest.param(
            "de", "Hat sich Nordkorea von der Front zurückgezogen? Von wegen, sagt Kiew.", "withdrawn_from_front",
            "denied", id="de-by-another-word",
        ),
        pytest.param(
            "es", "¿Se han retirado los norcoreanos del frente? No, asegura Kiev.", "withdrawn_from_front", "denied",
            id="es",
        ),
        pytest.param(
            "es", "¿Se han retirado los norcoreanos del frente? De momento sí, responde Kiev.",
            "withdrawn_from_front", "asserted", id="es-for-now",
        ),
    ],
)  # fmt: skip
def test_an_answer_tells_what_was_asked(language: str, text: str, metric: str, modality: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality) == (metric, modality)


def test_a_silence_that_a_question_names_is_a_silence() -> None:
    (claim,) = claims("Why does the Kremlin keep silent about the North Koreans?", "en")
    assert (claim.metric, claim.source) == ("no_comment", "kremlin")
