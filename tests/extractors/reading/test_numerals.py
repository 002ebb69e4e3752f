"""Numbers written by rule and read again, in nine languages: digits with every separator, scales, words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.lexicon import languages, load_lexicon
from extractors.reading.marks import Passage, compile_cast
from extractors.reading.quantities import Number, scan
from extractors.values import Field
from tests.extractors.stories import small_story

STORY = small_story()
CASTS = {code: compile_cast(STORY, load_lexicon(code)) for code in languages()}
# A sentence of each language in which a number of soldiers stands.
FRAMES = {
    "en": "It said {} soldiers died.",
    "fr": "Selon lui, {} soldats sont morts.",
    "de": "Demnach starben {} Soldaten.",
    "es": "Según él, murieron {} soldados.",
    "ko": "그는 {}명이 숨졌다고 했다.",
    "uk": "За його словами, загинули {} солдатів.",
    "ru": "По его словам, погибли {} солдат.",
    "zh": "他说{}名士兵死亡。",
    "ja": "兵士{}人が死亡したという。",
}
MARKS = {
    "en": [",", " ", "\u00a0", "\u202f"],
    "fr": [" ", "\u00a0", "\u202f", "."],
    "de": [".", " ", "\u202f", "'"],
    "es": [".", " ", "\u00a0"],
    "ko": [","],
    "uk": [" ", "\u00a0", "."],
    "ru": [" ", "\u00a0", "."],
    "zh": [","],
    "ja": [","],
}
SCALES = {
    "en": [("{} thousand", 1000, "."), ("{}k", 1000, ".")],
    "fr": [("{} mille", 1000, ",")],
    "de": [("{} Tausend", 1000, ",")],
    "es": [("{} mil", 1000, ",")],
    "ko": [("{}천", 1000, "."), ("{}만", 10000, ".")],
    "uk": [("{} тис.", 1000, ","), ("{} тисячі", 1000, ",")],
    "ru": [("{} тыс.", 1000, ","), ("{} тысячи", 1000, ",")],
    "zh": [("{}千", 1000, "."), ("{}万", 10000, "."), ("{}萬", 10000, ".")],
    "ja": [("{}千", 1000, "."), ("{}万", 10000, ".")],
}
ONES = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
]
ONES += ["seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
DIGITS_ZH = "零一二三四五六七八九"
SINO_KO = ["", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"]


def numbers(language: str, text: str) -> list[Number]:
    """Return what the scanner reads in a text."""
    return scan(Passage(Field.TEXT, text, load_lexicon(language), CASTS[language]))


def values(language: str, written: str) -> list[float | None]:
    """Return the values of the numbers of a language's sentence that holds `written`."""
    return [n.value for n in numbers(language, FRAMES[language].format(written))]


def english(value: int) -> str:
    """Write a number below a million in English words."""
    if value >= 1000:
        rest = f" {english(value % 1000)}" if value % 1000 else ""
        return f"{english(value // 1000)} thousand{rest}"
    if value >= 100:
        rest = f" and {english(value % 100)}" if value % 100 else ""
        return f"{ONES[value // 100 - 1]} hundred{rest}"
    if value >= 20:
        return TENS[value // 10 - 2] + (f"-{ONES[value % 10 - 1]}" if value % 10 else "")
    return ONES[value - 1]


def chinese(value: int) -> str:
    """Write a number below 10,000 in Han digits and scales, none of whose digits is zero."""
    parts = [f"{DIGITS_ZH[int(d)]}{scale}" for d, scale in zip(f"{value:04d}", "千百十", strict=False)]
    return "".join(parts) + DIGITS_ZH[value % 10]


def korean(value: int) -> str:
    """Write a number below 10,000 in Hangul."""
    digits = zip(f"{value:04d}", ["천", "백", "십", ""], strict=True)
    return "".join(("" if d == "1" and scale else SINO_KO[int(d)]) + scale for d, scale in digits if d != "0")


LANGUAGES = pytest.mark.parametrize("language", sorted(FRAMES))


@LANGUAGES
@settings(max_examples=60, deadline=None)
@given(value=st.integers(1000, 9_999_999), data=st.data())
def test_digits_are_read_with_every_separator_of_their_language(language: str, value: int, data: st.DataObject) -> None:
    mark = data.draw(st.sampled_from(["", *MARKS[language]]))
    written = f"{value:,}".replace(",", mark)
    assert values(language, written) == [value]


@LANGUAGES
@settings(max_examples=60, deadline=None)
@given(tenths=st.integers(11, 999), data=st.data())
def test_a_decimal_with_a_scale_word_is_read_as_its_product(language: str, tenths: int, data: st.DataObject) -> None:
    form, scale, mark = data.draw(st.sampled_from(SCALES[language]))
    digits = f"{tenths / 10:.1f}".replace(".", mark) if tenths % 10 else str(tenths // 10)
    (value,) = values(language, form.format(digits))
    assert value == pytest.approx(tenths * scale / 10)


@settings(max_examples=150, deadline=None)
@given(value=st.integers(2, 99_999))
def test_english_words_are_read_as_their_value(value: int) -> None:
    assert values("en", english(value)) == [value]


@settings(max_examples=100, deadline=None)
@given(digits=st.lists(st.integers(1, 9), min_size=4, max_size=4))
def test_han_digits_are_read_as_their_value(digits: list[int]) -> None:
    value = int("".join(map(str, digits)))
    for language in ("zh", "ja"):
        assert values(language, chinese(value)) == [value]


@settings(max_examples=100, deadline=None)
@given(value=st.integers(1000, 9999).filter(lambda v: len(korean(v)) > 2))
def test_hangul_digits_are_read_as_their_value(value: int) -> None:
    assert values("ko", korean(value)) == [value]


def test_a_zero_inside_a_han_number_holds_its_place() -> None:
    assert values("zh", "一千零五十") == [1050]


@settings(max_examples=60, deadline=None)
@given(myriads=st.integers(1, 99), rest=st.integers(1, 9999))
def test_ten_thousands_and_a_rest_are_one_number(myriads: int, rest: int) -> None:
    for language, scale in (("ko", "만"), ("zh", "万"), ("ja", "万")):
        assert values(language, f"{myriads}{scale}{rest}") == [myriads * 10_000 + rest]


@LANGUAGES
@settings(max_examples=40, deadline=None)
@given(low=st.integers(21, 80), step=st.integers(1, 19))
def test_a_range_is_one_number_with_two_ends(language: str, low: int, step: int) -> None:
    written = f"{low * 100}-{(low + step) * 100}"
    (number,) = numbers(language, FRAMES[language].format(written))
    assert (number.bound, number.low, number.high) == ("range", low * 100, (low + step) * 100)


@LANGUAGES
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=80))
def test_whatever_a_text_holds_numbers_lie_in_it_in_order(language: str, text: str) -> None:
    found = numbers(language, text)
    assert all(0 <= n.start <= n.core_start < n.core_end <= n.end <= len(text) for n in found)
    assert [n.start for n in found] == sorted(n.start for n in found)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("zh", "三月五日有两千人。", id="zh"),
        pytest.param("ja", "三月五日に二千人が出た。", id="ja"),
        pytest.param("ko", "이월 오일 이천 명이 떠났다.", id="ko"),
    ],
)
def test_the_words_of_a_date_are_no_numbers(language: str, text: str) -> None:
    assert [number.value for number in numbers(language, text)] == [2000]
