"""What happened without a number: denied by a predicate behind it, or only asked about."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "Reports that North Korean troops have been withdrawn from the front are wrong, the Pentagon said.",
            id="en",
        ),
        pytest.param(
            "de", "Berichte, wonach die nordkoreanischen Truppen von der Front abgezogen wurden, sind falsch, "
            "teilte das Pentagon mit.", id="de",
        ),
        pytest.param(
            "ru", "Сообщения о том, что северокорейские войска выведены с фронта, являются ошибочными, "
            "заявил Пентагон.", id="ru",
        ),
    ],
)  # fmt: skip
def test_a_report_that_is_called_wrong_is_denied(language: str, text: str) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.modality, claim.source) == ("withdrawn_from_front", "denied", "pentagon")


def test_who_is_contradicted_by_somebody_else_denied_nothing() -> None:
    text = "The NIS said the North Koreans have been withdrawn from the front, but the Kremlin called it untrue."
    claim = next(c for c in claims(text) if c.metric == "withdrawn_from_front")
    assert (claim.modality, claim.source) == ("asserted", "south_korea_nis")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param(
            "en", "The Kremlin declined to comment on reports that North Korean soldiers had been withdrawn.", id="en"
        ),
        pytest.param(
            "ru", "Кремль не стал комментировать сведения о покинувших фронт северокорейских солдатах.", id="ru"
        ),
        pytest.param("ko", "크렘린궁은 북한군 철수 보도에 대해 논평을 거부했다.", id="ko"),
    ],
)
def test_what_somebody_will_not_comment_on_is_no_report(language: str, text: str) -> None:
    assert [(c.metric, c.source) for c in claims(text, language)] == [("no_comment", "kremlin")]
