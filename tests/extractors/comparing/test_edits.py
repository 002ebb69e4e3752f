"""Tests of extractors/comparing/edits.py: which words two versions do not share."""

import pytest

from extractors.comparing.edits import edits_of, surroundings
from extractors.values import Field
from tests.builders import article, status

SAME = {
    "marks and case": ("“Some” 300 died — so they say.", "Some 300 died, so they SAY"),
    "separators": ("11,000 men, 11.000 men", "11 000 men; 11'000 men"),
    "no-break spaces": ("11 000 men fell", "11\u00a0000\u00a0men fell"),
    "order": ("One. Two words.", "Two words.\n\nOne."),
}


@pytest.mark.parametrize(("before", "after"), SAME.values(), ids=SAME)
def test_marks_spaces_and_order_are_no_words(before: str, after: str) -> None:
    edits = edits_of(article(before), article(after))
    assert (edits.lost, edits.gained) == (frozenset(), frozenset())


def test_word_said_less_often_is_lost_though_it_still_stands() -> None:
    edits = edits_of(article("NATO said so. NATO left."), article("NATO said so. Kyiv left."))
    assert (set(edits.lost), set(edits.gained)) == ({"nato"}, {"kyiv"})
    assert edits.touch_old("NATO said so.")
    assert not edits.touch_new("said so")


def test_title_counts_as_text() -> None:
    edits = edits_of(article("Body.", "Twenty taken"), article("Body.", "Twelve taken"))
    assert (set(edits.lost), set(edits.gained)) == ({"twenty"}, {"twelve"})


def test_surroundings_are_the_neighbours_of_the_sentence_or_the_title() -> None:
    text = article(f"{'far ' * 100}near before. They left. near behind {'far ' * 100}", "The title")
    start = text.text.index("They left.")
    around = surroundings(status("withdrawn_from_front", sentence="They left.", start=start), text)
    assert "near before. They left. near behind" in around
    assert len(around) < 500
    assert surroundings(status("treaty", sentence="The title", where=Field.TITLE), text) == "The title"
