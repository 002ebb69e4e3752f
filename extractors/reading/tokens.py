"""The words and runs of digits that numbers are made of, each with its value."""

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from extractors.lexicon import Lexicon
from extractors.phrases import Hit
from extractors.reading.signs import spelt

THOUSAND = 1000
PAIR = "pair:"  # a kind of token, with the lower end behind it
_DIGIT_RUN = re.compile(
    r"(?<![\d\x01])(?<!\d[.,])\d"
    r"(?:\d{0,2}(?:([ .,'])\d{3})(?:\1\d{3}){0,4}(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{0,14}(?:[.,]\d{1,9})?)"
)
_MARK = re.compile(r"[ .,']")
_KILO = re.compile(r"k(?<=\dk)(?![^\W_])")


class Token(NamedTuple):
    """A word or a run of digits; `kind`: digits, unit, scale, bare, collective, fraction, article, and, half_more."""

    start: int
    end: int
    kind: str
    value: float


def tokens_of(text: str, runs: Iterable[tuple[int, int]], numerals: Iterable[Hit], lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a masked text in its order.

    `runs`: where its digits stand, masked ones as well. `numerals`: where its words of numbers stand.
    """
    tokens = []
    for hit in numerals:
        kind, _, value = hit.label.partition(":")
        tokens.append(Token(hit.start, hit.end, kind, float(value)))
    tokens += [
        Token(end, end + 1, "scale", THOUSAND)
        for _, end in runs
        if text.startswith("k", end) and _KILO.match(text, end)
    ]
    parts = [t for t in tokens if t.kind == "fraction"]  # "3분의 1" is a third, neither 3 nor 1
    scaled = {t.start for t in tokens if t.kind in ("scale", "bare") and t.value >= THOUSAND}
    done = 0
    for start, _ in runs:
        run = _DIGIT_RUN.match(text, start) if start >= done else None
        if run is not None:
            done = run.end()
            if not any(part.start <= start < part.end for part in parts):
                tokens.append(Token(start, done, "digits", _digits_value(run, text, lexicon, scaled)))
    spelt = _spelt(text, lexicon)
    if spelt:
        tokens = [t for t in tokens if not any(t.start < w.end and w.start < t.end for w in spelt)] + spelt
    return sorted(tokens)


def _spelt(text: str, lexicon: Lexicon) -> list[Token]:
    """Numbers written sign by sign; of 两三千 the lower end is kept in the kind."""
    return [
        Token(start, end, "unit" if low == high else f"{PAIR}{low}", high)
        for start, end, low, high in spelt(text, lexicon)
    ]


def _scaled(text: str, end: int, scales: Collection[int]) -> bool:
    """A scale word or % behind the digits: "1.125 million" may be a decimal, "1.125 soldiers" may not."""
    return text[end : end + 1] == "%" or end in scales or (text[end : end + 1] == " " and end + 1 in scales)


def _digits_value(run: re.Match[str], text: str, lexicon: Lexicon, scales: Collection[int]) -> float:
    """Return the value of a run of digits: a mark before exactly three digits groups, otherwise it is decimal."""
    raw = run.group()
    if raw.isdecimal():
        return float(raw)
    parts = _MARK.split(raw)
    marks = _MARK.findall(raw)
    grouped = all(len(p) == 3 for p in parts[1:]) and len(parts[0]) <= 3 and parts[0] != "0"
    is_decimal = marks == [lexicon.decimals[0] if lexicon.decimals else ""] and _scaled(text, run.end(), scales)
    if grouped and not is_decimal:
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])
