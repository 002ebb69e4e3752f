"""Which words of a sentence changed, and which of them are the quote: two texts -> two rows of pieces.

Words are compared in languages that put spaces between them, single characters in Chinese and Japanese; a number is
one word in all of them, so that a changed digit marks the whole figure ("1만2000", "10,000", "1.1万").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Final

MAX_WORDS: Final = 3_000
"""Longer texts are compared by their common beginning and end only; difflib takes quadratic time."""

_MULTIPLIERS: Final = "十百千万萬亿億십백천만억"
_NUMBER: Final = rf"\d(?:(?:[ \u00a0\u2009\u202f](?=\d{{3}}(?!\d))|[.,'’](?=\d))?[\d{_MULTIPLIERS}])*"
_HAN_NUMBER: Final = r"[〇一二三四五六七八九两兩十百千万萬亿億]{2,}"
_ONE_CHARACTER: Final = r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_WORD: Final = re.compile(
    rf"{_NUMBER}|{_HAN_NUMBER}|{_ONE_CHARACTER}"
    r"|[^\W\d\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+|\s+|.",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text. `is_changed`: the other side lacks it; `is_quoted`: it belongs to the quote."""

    text: str
    is_changed: bool = False
    is_quoted: bool = False


def mark_words(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return both texts in pieces, those changed between them marked; the pieces of a side join to its text."""
    old, new = split_words(before), split_words(after)
    old_changed, new_changed = [True] * len(old), [True] * len(new)
    for old_at, new_at, size in _common_runs(old, new):
        old_changed[old_at : old_at + size] = [False] * size
        new_changed[new_at : new_at + size] = [False] * size
    return _pieces(old, old_changed), _pieces(new, new_changed)


def quote_in(pieces: Iterable[Piece], quote: str) -> tuple[Piece, ...]:
    """Return the pieces cut where the first occurrence of `quote` begins and ends, its pieces marked."""
    whole = tuple(pieces)
    text = "".join(piece.text for piece in whole)
    start = text.find(quote) if quote else -1
    if start < 0:
        return whole
    return mark_range(whole, start, start + len(quote))


def mark_range(pieces: Iterable[Piece], start: int, end: int) -> tuple[Piece, ...]:
    """Return the pieces cut at these places of their joined text, those between them marked as quoted."""
    return tuple(_cut(tuple(pieces), start, end))


def split_words(text: str) -> list[str]:
    """Return the words, numbers, spaces and marks of a text, in order; they join to the text."""
    return _WORD.findall(text)


def _common_runs(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Return (place in old, place in new, length) of each run of equal words; all white space is equal.

    Most edits leave beginning and end as they are: only what lies between is searched, which takes quadratic time.
    """
    old_keys = [" " if word.isspace() else word for word in old]
    new_keys = [" " if word.isspace() else word for word in new]
    head, tail = common_ends(old_keys, new_keys)
    ends = [(0, 0, head), (len(old) - tail, len(new) - tail, tail)]
    inner_old, inner_new = old_keys[head : len(old) - tail], new_keys[head : len(new) - tail]
    if max(len(inner_old), len(inner_new)) > MAX_WORDS:
        return ends
    matcher = SequenceMatcher(None, inner_old, inner_new, autojunk=False)
    return [*ends, *((block.a + head, block.b + head, block.size) for block in matcher.get_matching_blocks())]


def common_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many items both lists begin with, and how many of the others both end with."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    room = shorter - head
    tail = next((i for i in range(room) if old[-1 - i] != new[-1 - i]), room)
    return head, tail


def _pieces(words: list[str], changed: list[bool]) -> tuple[Piece, ...]:
    """Join neighbours of one kind; a space between two changed words counts as changed, at an edge it does not."""
    flags = changed.copy()
    for at, word in enumerate(words):
        if word.isspace():
            flags[at] = 0 < at < len(words) - 1 and changed[at - 1] and changed[at + 1]
    runs = groupby(zip(words, flags, strict=True), key=lambda pair: pair[1])
    return tuple(Piece(text="".join(w for w, _ in run), is_changed=flag) for flag, run in runs)


def _cut(pieces: tuple[Piece, ...], start: int, end: int) -> Iterable[Piece]:
    at = 0
    for piece in pieces:
        size = len(piece.text)
        inner = sorted({0, size, min(max(start - at, 0), size), min(max(end - at, 0), size)})
        for low, high in pairwise(inner):
            yield Piece(
                text=piece.text[low:high],
                is_changed=piece.is_changed,
                is_quoted=piece.is_quoted or (start <= at + low and at + high <= end),
            )
        at += size
