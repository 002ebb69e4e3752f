"""Which words are marked as changed, and which as the quote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.report.words import MAX_WORDS, Piece, mark_words, quote_in

CASES = {
    "en-thousands-comma": ("about 10,000 men", "about 12,000 men", ["10,000"], ["12,000"]),
    "fr-narrow-space": ("10\u202f000 soldats", "12\u202f000 soldats", ["10\u202f000"], ["12\u202f000"]),
    "de-decimal-point-moves": ("rund 1.2 Mio.", "rund 12 Mio.", ["1.2"], ["12"]),
    "ko-mixed-number": ("병력 1만2000명을", "병력 1만5000명을", ["1만2000"], ["1만5000"]),
    "zh-digits-to-wan": ("约8000名士兵", "约1万名士兵", ["8000"], ["1万"]),
    "ja-han-number": ("三千人が死亡", "四千人が死亡", ["三千"], ["四千"]),
    "ru-word": ("выведены с фронта", "возвращены на фронт", ["выведены с фронта"], ["возвращены на фронт"]),
    "words-only-added": ("have left", "may have left", [], ["may"]),
    "space-in-another-form": ("10 men", "10\u00a0men", [], []),
    "nothing": ("the same", "the same", [], []),
}


def changed(pieces: tuple[Piece, ...]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_changed]


@pytest.mark.parametrize(("before", "after", "old", "new"), CASES.values(), ids=CASES)
def test_what_differs_is_marked_in_whole_words_and_numbers(
    before: str, after: str, old: list[str], new: list[str]
) -> None:
    left, right = mark_words(before, after)
    assert (changed(left), changed(right)) == (old, new)


@given(st.text(max_size=60), st.text(max_size=60))
def test_pieces_join_to_their_text(before: str, after: str) -> None:
    left, right = mark_words(before, after)
    assert "".join(p.text for p in left) == before
    assert "".join(p.text for p in right) == after


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 40))
def test_a_quote_is_found_and_nothing_is_lost(text: str, start: int, size: int) -> None:
    quote = text[start : start + size]
    pieces = quote_in(mark_words(text, "10 other words")[0], quote)
    assert "".join(p.text for p in pieces) == text
    assert "".join(p.text for p in pieces if p.is_quoted) == quote


def test_a_quote_that_is_not_in_the_text_marks_nothing() -> None:
    assert quote_in((Piece(text="ten men"),), "nine") == (Piece(text="ten men"),)


def test_a_text_too_long_for_the_full_comparison_still_shows_its_changed_middle() -> None:
    padding = "word " * MAX_WORDS
    left, right = mark_words(f"{padding}10 men {padding}", f"{padding}12 men {padding}")
    assert (changed(left), changed(right)) == (["10"], ["12"])
