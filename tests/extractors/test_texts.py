"""Texts keep their length when normalised, and fall into sentences where a reader would end them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.lexicon import load_lexicon
from extractors.texts import content_hash, normalise, sentences


@given(st.text(max_size=300))
def test_normalising_keeps_the_length_and_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("11\u202f000", "11 000", id="narrow-space"),
        pytest.param("１１，０００", "11,000", id="full-width-digits"),
        pytest.param("l’armée", "l'armée", id="curly-apostrophe"),
        pytest.param("«tués»", '"tués"', id="guillemets"),
        pytest.param("3〜4万", "3~4万", id="wave-dash"),
        pytest.param("\u200f300", " 300", id="right-to-left-mark"),
    ],
)
def test_variants_of_one_sign_become_one(text: str, plain: str) -> None:
    assert normalise(text) == plain


@pytest.mark.parametrize(
    ("language", "text", "cut"),
    [
        pytest.param("en", "He left. She stayed.", ["He left.", "She stayed."], id="two"),
        pytest.param(
            "en",
            "Gen. Smith left the U.S. army. It held.",
            ["Gen. Smith left the U.S. army.", "It held."],
            id="abbreviation",
        ),
        pytest.param("en", "J. Smith left.", ["J. Smith left."], id="initial"),
        pytest.param("en", "It fell by 1.2 per cent.", ["It fell by 1.2 per cent."], id="decimal"),
        pytest.param("en", "One line\nanother line", ["One line", "another line"], id="line-break"),
        pytest.param("en", '"Go." He went.', ['"Go."', "He went."], id="quotation"),
        pytest.param("ja", "撤退した。戻った。", ["撤退した。", "戻った。"], id="ideographic-stop"),
        pytest.param(
            "en",
            "He saw them... there. They left... No more.",
            ["He saw them... there.", "They left...", "No more."],
            id="dots-for-words",
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, text: str, cut: list[str]) -> None:
    spans = sentences(text, load_lexicon(language))
    assert [text[s.start : s.end] for s in spans] == cut


@given(st.text(alphabet="ab .!?\n。\x00\u200f", max_size=400))
def test_sentences_cover_every_word_in_order_without_overlap(text: str) -> None:
    spans = sentences(text, load_lexicon("en"))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    outside = list(text)
    for span in spans:
        outside[span.start : span.end] = [" "] * (span.end - span.start)
    assert not normalise("".join(outside)).strip()


def test_a_text_without_sentence_marks_is_cut_into_stretches() -> None:
    spans = sentences("word " * 2000, load_lexicon("en"))
    assert max(s.end - s.start for s in spans) <= 700


def test_the_hash_ignores_white_space_and_kinds_of_quotes_but_not_words() -> None:
    assert content_hash("A", "b  “c”\n") == content_hash("A", 'b "c"')
    assert content_hash("A", "b") != content_hash("A", "c")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("soldiers were killed", "sol\u00addiers were\u200b killed\ufeff", id="soft hyphen, zero width"),
        pytest.param("\u200f10,000 soldiers", "10,000 soldiers", id="a mark of direction"),
        pytest.param("10\u00a0000 soldats", "10\u202f000 soldats", id="kinds of spaces in a number"),
        pytest.param("１２人が死亡", "12人が死亡", id="full-width digits"),
        pytest.param("ﾛｼｱ ABC", "ロシア ＡＢＣ", id="half-width katakana, full-width letters"),
        pytest.param("One.\n\nTwo.", "One. Two.", id="paragraphs joined"),
        pytest.param("병사 들이", "병사들이", id="a space in Korean"),
    ],
)
def test_what_nobody_sees_does_not_change_the_hash(before: str, after: str) -> None:
    assert content_hash("A", before) == content_hash("A", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("4.25 %", "42.5 %", id="a point moves"),
        pytest.param("-3 %", "3 %", id="a sign goes"),
        pytest.param("on 12 3 died", "on 1 23 died", id="a space between digits moves"),
        pytest.param("10² km", "102 km", id="a power"),
        pytest.param("1,000", "1.000", id="a separator"),
    ],
)
def test_whatever_changes_a_figure_changes_the_hash(before: str, after: str) -> None:
    assert content_hash("A", before) != content_hash("A", after)


def test_words_that_move_from_the_title_to_the_text_change_the_hash() -> None:
    assert content_hash("A b", "c") != content_hash("A", "b c")
