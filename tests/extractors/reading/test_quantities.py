"""Numbers as they are written: scale words, mixed scripts, ranges, fractions, old and new values."""

import pytest

from tests.extractors.reading.asking import claims


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        pytest.param("ru", "Погибло более тысячи солдат КНДР.", 1000, None, id="ru-more-than-a-thousand"),
        pytest.param("ru", "Погибло не менее сотни солдат КНДР.", 100, None, id="ru-at-least-a-hundred"),
        pytest.param("ru", "Погибли тысячи солдат КНДР.", None, None, id="ru-thousands"),
        pytest.param("uk", "Загинуло більше тисячі солдатів КНДР.", 1000, None, id="uk-more-than-a-thousand"),
        pytest.param("uk", "Загинуло до тисячі солдатів КНДР.", None, 1000, id="uk-up-to-a-thousand"),
        pytest.param("uk", "Загинули сотні солдатів КНДР.", None, None, id="uk-hundreds"),
    ],
)
def test_a_bare_scale_word_behind_a_bound_is_one_of_its_kind(
    language: str, text: str, low: float | None, high: float | None
) -> None:
    (claim,) = claims(text, language)
    assert (claim.metric, claim.low, claim.high) == ("killed", low, high)
