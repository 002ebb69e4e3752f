"""Numbers written sign by sign, in Han and in Hangul: 三千五百, 이천칠백, and 两三千 as two to three thousand."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import prod
from types import MappingProxyType

from extractors.lexicon import Lexicon, load_lexicon

MYRIAD = 10_000
_MIN_SIGNS = 3
_ZEROS = "零〇"
# The signs for powers of ten, in Han and in Hangul; what they are called is no matter of a language's lexicon.
_SCALE_SIGNS = MappingProxyType(
    {"十": 10, "百": 100, "千": 1000, "万": MYRIAD, "萬": MYRIAD, "십": 10, "백": 100, "천": 1000, "만": MYRIAD}
)


def spelt(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, float, float]]:
    """Yield each number of three signs or more as start, end, low and high, which are equal but for 两三千.

    Two signs are left to the lexicon, which knows their words.
    """
    if not lexicon.digits:
        return
    for match in _signs(lexicon.code).finditer(text):
        pair = _pair_of_signs(match.group(), lexicon.digits)
        value = _sum_of_signs(match.group(), lexicon.digits)
        if pair is not None:
            yield match.start(), match.end(), *pair
        elif value is not None:
            yield match.start(), match.end(), value, value


@cache
def _signs(language: str) -> re.Pattern[str]:
    lexicon = load_lexicon(language)
    signs = "".join(lexicon.digits) + "".join(_SCALE_SIGNS) + _ZEROS
    before = r"\w" if language == "ko" else r"\d第"
    # What may not stand before the first sign is looked for behind it: so the search runs from sign to sign.
    return re.compile(rf"[{signs}](?<![{before}][{signs}])[{signs}]{{{_MIN_SIGNS - 1},}}")


def _pair_of_signs(written: str, digits: Mapping[str, int]) -> tuple[float, float] | None:
    """Return both ends of 两三千 or 三四十万: two digits, the second one more than the first, then scales only."""
    low, high = (digits.get(sign, 0) for sign in written[:2])
    if not low or high != low + 1 or not all(sign in _SCALE_SIGNS for sign in written[2:]):
        return None
    scale = prod(_SCALE_SIGNS[sign] for sign in written[2:])
    return float(low * scale), float(high * scale)


def _sum_of_signs(written: str, digits: Mapping[str, int]) -> float | None:
    """Return the value of signs such as 三千五百; None where they make no number (三三, 百千)."""
    total = section = current = 0
    last = 0
    for sign in written:
        if sign in _ZEROS:
            continue
        if sign in digits:
            if current:
                return None
            current = digits[sign]
            continue
        scale = _SCALE_SIGNS[sign]
        if scale < MYRIAD:
            if last and scale >= last:
                return None
            section, last = section + (current or 1) * scale, scale
        else:
            total, section, last = total + ((section + current) or 1) * scale, 0, 0
        current = 0
    plain = not any(sign in _SCALE_SIGNS for sign in written)
    return None if plain else float(total + section + current)
