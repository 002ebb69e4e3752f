"""The letters and signs of scripts, which no lexicon lists: many languages share a script, and none owns it.

Each is what stands between the brackets of a pattern's set.
"""

from collections.abc import Callable

_LATIN = range(0x41, 0x250)  # with the letters of Polish, Czech, Turkish and Vietnamese
_GREEK_AND_CYRILLIC = range(0x370, 0x530)


def _letters(codes: range, is_one: Callable[[str], bool]) -> str:
    return "".join(sign for sign in map(chr, codes) if sign.isalpha() and is_one(sign))


LATIN_CAPITALS = _letters(_LATIN, str.isupper)
CAPITALS = LATIN_CAPITALS + _letters(_GREEK_AND_CYRILLIC, str.isupper)
SMALL = _letters(_LATIN, str.islower) + _letters(_GREEK_AND_CYRILLIC, str.islower)
SPACED = "A-Za-z\u00c0-\u10ff\u1200-\u1fff"  # letters of scripts that part words by spaces
HAN = "\u4e00-\u9fff"
HAN_AND_KATAKANA = "一-龠々〆ヶァ-ヴー・"  # which write the names of people and houses
HIRAGANA = "ぁ-ん"
HANGUL = "가-힣"
