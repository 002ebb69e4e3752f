"""An id is one name everywhere: on the page, in an alert, in the comparer's sentence."""

import pytest

from extractors.names import proper_name, readable


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("western_officials", "Western officials"),
        ("Зеленський", "Зеленський"),
        ("", ""),
        ("nato+pentagon", "NATO + Pentagon"),
        ("uk_mod", "UK MoD"),
        ("ukraine_sbu", "Ukraine SBU"),
        ("interfax_ukraine", "Interfax Ukraine"),
        ("chosun_ilbo", "Chosun Ilbo"),
        ("kim_yo_jong", "Kim Yo Jong"),
    ],
)
def test_an_id_is_made_readable_and_a_name_is_left_alone(name: str, words: str) -> None:
    assert readable(name) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("north_korea", "North Korea"),
        ("kursk", "Kursk"),
        ("nato", "NATO"),
        ("north_korea+russia", "North Korea + Russia"),
    ],
)
def test_sides_and_places_have_capitals(name: str, words: str) -> None:
    assert proper_name(name) == words
