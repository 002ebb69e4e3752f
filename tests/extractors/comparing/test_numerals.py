"""Tests of extractors/comparing/numerals.py: a figure's digits in a text of any language."""

import pytest

from extractors.comparing.numerals import shows, still_shows
from extractors.values import Bound
from tests.builders import figure

SHOWN = {
    "comma": ("some 15,000 soldiers", 15000, True),
    "point": ("rund 15.000 Soldaten", 15000, True),
    "narrow space": ("quelque 15 000 soldats", 15000, True),
    "bare": ("15000명", 15000, True),
    "decimal and scale": ("4,7 тыс. человек", 4700, True),  # 4.7 thousand people
    "thousand of Korean": ("3천 명 이상", 3000, True),  # 3,000 people and more
    "myriad with a decimal": ("1.1万人", 11000, True),  # 11,000 people
    "another number": ("some 15,300 soldiers", 15000, False),
    "part of a longer number": ("150000 shells", 15000, False),
    "the digits without a scale": ("there were 15.", 15000, False),
    "any word with its first letter may be a scale where no language is known": ("15 trucks", 15000, True),
    "no scale begins so": ("15 of them", 15000, False),
    "a counter of days or rounds is no scale": ("2回 3日", 2000, False),
    "words": ("fifteen thousand", 15000, False),
    "a year is no group": ("on 15 2025", 152025, False),
}


@pytest.mark.parametrize(("text", "number", "expected"), SHOWN.values(), ids=SHOWN)
def test_number_is_seen_in_digits_whatever_the_separator(text: str, number: float, *, expected: bool) -> None:
    assert shows(text, figure("killed", number)) is expected


def test_range_is_seen_only_with_both_ends() -> None:
    between = figure("killed", 8000, 12000, bound=Bound.RANGE)
    assert shows("from 8,000 to 12,000", between)
    assert not shows("some 12,000", between)


def test_vague_figure_is_never_seen() -> None:
    assert not shows("300 of them", figure("killed", None, bound=Bound.VAGUE, vague="hundreds"))


def test_number_far_from_the_sentence_is_no_witness() -> None:
    claim = figure("killed", 600, sentence="The agency said that 600 soldiers had died in May.")
    text = "The agency said that soldiers had died in May. " + "Rain fell on the fields. " * 9
    assert still_shows(text.replace("that", "that 600"), claim)
    assert not still_shows(text + "Tickets cost 600 roubles.", claim)
    assert not still_shows("", claim)
