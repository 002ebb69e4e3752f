"""Which numbers stand in a sentence."""

import pytest

from extractors.standing import numbers_in
from flows.watching.known import find_watch

STORY = find_watch("north-korea-in-russia").story


@pytest.mark.parametrize(
    ("sentence", "language", "numbers"),
    [
        pytest.param("Some 11,000 soldiers were sent.", "en", {11_000}, id="a grouped number"),
        pytest.param("Between 1,000 and 1,500 were killed.", "en", {1000, 1500}, id="both ends of a range"),
        pytest.param("Plus de 3 000 soldats ont été tués.", "fr", {3000}, id="grouped with a space"),
        pytest.param("Rund 1.100 Soldaten fielen.", "de", {1100}, id="grouped with a point"),
        pytest.param("북한군 약 1만1000명이 파병됐다.", "ko", {11_000}, id="a scale word, as only the scanner knows"),
        pytest.param("1.2万人が派遣された。", "ja", {12_000}, id="a point that groups nothing"),
        pytest.param("Twelve soldiers fell.", "en", {12}, id="a number in words"),
        pytest.param("Some 11,000 soldiers were sent.", "xx", {11_000}, id="no lexicon: the digits alone"),
    ],
)
def test_a_number_that_is_said_stands_there(sentence: str, language: str, numbers: set[float]) -> None:
    assert numbers_in(sentence, language, STORY) >= numbers


def test_a_number_that_is_not_said_does_not() -> None:
    assert not numbers_in("Some 11,000 soldiers were sent in 2024.", "en", STORY) & {1000.0, 110_000.0, 11.0, 12_000.0}
