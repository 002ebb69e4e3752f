"""Texts that nobody wrote to be read: long ones, without marks, with signs of all kinds; offsets stay exact."""

import cProfile
import time
from collections.abc import Callable

import pytest

from extractors.phrases import Folded, compile_phrases
from extractors.values import Field
from tests.extractors.reading.asking import claims, reading

LONG = 200_000
LESS = 40_000  # for those that only one step has to do with
SAYS = {
    "en": "Some 3,000 North Korean soldiers were killed, Zelensky said on 5 January 2025. ",
    "de": "Rund 3000 nordkoreanische Soldaten seien getötet worden, sagte Selenskyj am 5. Januar 2025. ",
    "fr": "Quelque 3000 soldats nord-coréens ont été tués, a déclaré Zelensky le 5 janvier 2025. ",
    "es": "Unos 3000 soldados norcoreanos han muerto, dijo Zelenski el 5 de enero de 2025. ",
    "uk": "Близько 3000 північнокорейських солдатів загинули, заявив Зеленський 5 січня 2025 року. ",
    "ru": "Около 3000 северокорейских солдат погибли, заявил Зеленский 5 января 2025 года. ",
    "ko": "북한군 약 3000명이 사망했다고 젤렌스키 대통령이 2025년 1월 5일 밝혔다. ",
    "zh": "泽连斯基2025年1月5日表示，约3000名朝鲜士兵阵亡。",
    "ja": "ゼレンスキー大統領は2025年1月5日、北朝鮮兵約3000人が死亡したと述べた。",
}


def _filled(part: str, length: int = LESS) -> str:
    return (part * (length // len(part) + 1))[:length]


HOSTILE = {
    "no-sentence-marks": _filled("3,000 north korean soldiers were killed and 600 wounded zelensky said ", LONG),
    "no-spaces": _filled("3,000soldierskilled", LONG),
    "digits": _filled("1", LONG),
    "numbers": _filled("1,000 "),
    "commas": _filled(","),
    "quotes": _filled("\"“«『'"),
    "white-space": _filled(" \n\t\u00a0\u3000"),
    "half-a-date": _filled("5 January "),
    "half-a-telephone": _filled("+1 (2) "),
    "letters-and-dashes": _filled("su-"),
    "right-to-left-marks": _filled("3,\u200f000 \u202eNorth\u200f Korean soldiers\u202c killed.\u2067 "),
    "nul": _filled("3,000 North Korean\x00 soldiers killed\x00. \x00"),
    "lone-surrogates": _filled("\ud800 3,000 North Korean soldiers \udfff killed. "),
    "longer-when-lower": _filled("İ 3,000 North Korean soldiers were killed. "),
    "all-scripts": _filled("".join(SAYS.values()), LONG),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_is_read_with_exact_offsets(name: str) -> None:
    text = HOSTILE[name]
    for claim in claims(text):
        assert claim.where is Field.TEXT
        assert claim.quote == text[claim.start : claim.end]


@pytest.mark.parametrize("language", SAYS)
def test_a_text_of_all_languages_is_read_in_each(language: str) -> None:
    text = "".join(SAYS.values()) * 20
    found = claims(text, language)
    assert found
    assert all(claim.quote == text[claim.start : claim.end] for claim in found)


@pytest.mark.parametrize(
    "sign", [pytest.param(s, id=f"U+{ord(s[0]):04X}") for s in ("\u200f", "\x00", "\ud800", "İ", "\u00ad", "\t\t")]
)
def test_signs_before_a_claim_move_its_offsets_and_nothing_else(sign: str) -> None:
    plain, moved = claims(SAYS["en"]), claims(f"{sign * 5}. {SAYS['en']}")
    by = len(sign) * 5 + 2
    assert plain
    assert [(c.metric, c.quote, c.start + by) for c in plain] == [(c.metric, c.quote, c.start) for c in moved]


def _calls(work: Callable[[], object]) -> int:
    """How many functions are called, those of C as well: what a clock would tell, without its chance."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


def _of_length(language: str, length: int) -> str:
    """One sentence with figures among others without."""
    sentence = SAYS[language]
    others = ("\n" + sentence.replace("3000", "").replace("3,000", "")) * 3
    return _filled(sentence + others, length)


@pytest.mark.parametrize("language", SAYS)
def test_four_times_the_text_is_about_four_times_the_work(language: str) -> None:
    short, long = _of_length(language, 5_000), _of_length(language, 20_000)
    reading(short, language)  # what is compiled when first met is not counted
    assert _calls(lambda: reading(long, language)) < 5 * _calls(lambda: reading(short, language))


def _without_marks(language: str, length: int) -> str:
    """Sentences with figures in one run, which is cut into long pieces that hold many numbers, names and triggers."""
    return _filled(SAYS[language].strip().rstrip(".。") + " ", length)


@pytest.mark.parametrize("language", SAYS)
def test_a_text_without_sentence_marks_costs_at_most_three_times_one_with_them(language: str) -> None:
    marked, unmarked = _filled(SAYS[language], 3_000), _without_marks(language, 3_000)
    reading(marked, language)
    assert _calls(lambda: reading(unmarked, language)) < 3 * _calls(lambda: reading(marked, language))


@pytest.mark.parametrize("language", ["en", "ko", "zh"])
def test_four_times_the_text_without_sentence_marks_is_about_four_times_the_work(language: str) -> None:
    short, long = _without_marks(language, 3_000), _without_marks(language, 12_000)
    reading(short, language)
    assert _calls(lambda: reading(long, language)) < 5 * _calls(lambda: reading(short, language))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_eight_times_the_text_takes_no_more_than_twice_its_share_of_time(language: str) -> None:
    short, long = (_least_time(language, length) for length in (LONG // 8, LONG))
    assert long < 16 * short


def _least_time(language: str, length: int) -> float:
    """The least of three: other work on the machine makes any single one too long."""
    text, times = _of_length(language, length), []
    for _ in range(3):
        start = time.process_time()
        reading(text, language)
        times.append(time.process_time() - start)
    return min(times)


def test_a_search_looks_at_few_of_many_phrases() -> None:
    many, few = (compile_phrases([f"word{i} and more" for i in range(n)], "en") for n in (3_000, 10))
    text = Folded("word7 and less, " * 200)
    assert [list(matcher.finditer(text)) for matcher in (many, few)] == [[], []]
    assert _calls(lambda: list(many.finditer(text))) < 2 * _calls(lambda: list(few.finditer(text)))
