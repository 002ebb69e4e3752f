"""Two texts side by side: their paragraphs paired, the words that differ and the figures read in them marked. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from re import finditer
from typing import Final

from flows.report.words import Piece, common_ends, mark_range, mark_words, split_words

KIN: Final = 0.3
"""Paragraphs that share this part of their words are one paragraph edited; others are one gone and one new."""
MAX_PAIRS: Final = 2_500
"""Blocks with more pairs of paragraphs than this are paired in order, without looking for kin."""
MAX_PARAGRAPHS: Final = 600
"""Longer texts are aligned by their common beginning and end only: what lies between is one block."""

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text and the places of the figures that were read in it."""

    text: str
    figures: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A paragraph on both sides, in pieces; () where a side lacks it."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Whether the paragraph stands in both texts, word for word."""
        return bool(self.before) and bool(self.after) and not any(p.is_changed for p in (*self.before, *self.after))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paragraph:
    text: str
    figures: Spans

    @property
    def key(self) -> str:
        """The words alone: white space does not make another paragraph."""
        return " ".join(self.text.split())


def side_by_side(before: Text, after: Text) -> tuple[Row, ...]:
    """Return both texts as rows of paragraphs, in reading order; what was moved is gone in one place, new in another.

    The pieces of a column join to its paragraphs. A paragraph without a partner is changed as a whole.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    rows: list[Row] = []
    i, j = 0, 0
    for a, b, size in _common_runs([p.key for p in old], [p.key for p in new]):
        rows += _block(old[i:a], new[j:b])
        rows += [_pair(one, other) for one, other in zip(old[a : a + size], new[b : b + size], strict=True)]
        i, j = a + size, b + size
    return tuple(rows)


def excerpt(rows: Sequence[Row], at_most: int) -> tuple[Row, ...]:
    """Return the first rows that differ."""
    return tuple(row for row in rows if not row.is_same)[:at_most]


def runs(rows: Iterable[Row]) -> tuple[tuple[bool, tuple[Row, ...]], ...]:
    """Return the rows in runs of (whether all are the same, rows), for who folds what did not change."""
    return tuple((is_same, tuple(found)) for is_same, found in groupby(rows, key=lambda row: row.is_same))


def paragraph_around(text: str, start: int, end: int) -> str:
    """Return the paragraph that holds a place of the text, or what lies between the paragraphs' ends around it."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    return text[first : last if last >= 0 else len(text)].strip()


def marked_text(text: Text) -> tuple[tuple[Piece, ...], ...]:
    """Return a text alone, paragraph by paragraph, its figures marked."""
    return tuple(_figures_in((Piece(text=p.text),), p.figures) for p in _paragraphs(text))


def _paragraphs(text: Text) -> list[_Paragraph]:
    found = []
    for match in finditer(r"[^\n]*\S[^\n]*", text.text):
        low, high = match.span()
        inside = tuple((start - low, end - low) for start, end in text.figures if low <= start < end <= high)
        found.append(_Paragraph(text=match[0], figures=inside))
    return found


def _common_runs(old: list[str], new: list[str]) -> list[tuple[int, int, int]]:
    """Return (place in old, place in new, length) of each run of equal paragraphs; the last is empty, at the end."""
    if max(len(old), len(new)) <= MAX_PARAGRAPHS:
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]
    head, tail = common_ends(old, new)
    return [(0, 0, head), (len(old) - tail, len(new) - tail, tail), (len(old), len(new), 0)]


def _block(old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> list[Row]:
    """Return the rows of a stretch that differs: kin are paired in order, the others stand alone."""
    rows, i, j = [], 0, 0
    for a, b in _kin(old, new):
        rows += [_pair(one, None) for one in old[i:a]]
        rows += [_pair(None, other) for other in new[j:b]]
        rows.append(_pair(old[a], new[b]))
        i, j = a + 1, b + 1
    return [*rows, *(_pair(one, None) for one in old[i:]), *(_pair(None, other) for other in new[j:])]


def _kin(old: Sequence[_Paragraph], new: Sequence[_Paragraph]) -> list[tuple[int, int]]:
    """Return the pairs (place in old, place in new), ascending, that share most words altogether."""
    if len(old) * len(new) > MAX_PAIRS:
        return [(n, n) for n in range(min(len(old), len(new)))]
    likeness = [[_likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        for b in range(len(new) - 1, -1, -1):
            best[a][b] = max(best[a + 1][b], best[a][b + 1], likeness[a][b] + best[a + 1][b + 1])
    pairs, a, b = [], 0, 0
    while a < len(old) and b < len(new):
        if likeness[a][b] and best[a][b] == likeness[a][b] + best[a + 1][b + 1]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        elif best[a][b] == best[a + 1][b]:
            a += 1
        else:
            b += 1
    return pairs


def _likeness(one: _Paragraph, other: _Paragraph) -> float:
    """Return the share of words (0 to 1) that two paragraphs have in common; 0 for strangers."""
    left, right = (Counter(w for w in split_words(p.key) if not w.isspace()) for p in (one, other))
    share = 2 * (left & right).total() / (left.total() + right.total())
    return share if share >= KIN else 0.0


def _pair(one: _Paragraph | None, other: _Paragraph | None) -> Row:
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    if one is not None and other is not None and one.key == other.key:
        before, after = (Piece(text=one.text),), (Piece(text=other.text),)
    elif one is not None and other is not None:
        before, after = mark_words(one.text, other.text)
    else:
        before = (Piece(text=one.text, is_changed=True),) if one else ()
        after = (Piece(text=other.text, is_changed=True),) if other else ()
    return Row(
        before=_figures_in(before, one.figures if one else ()),
        after=_figures_in(after, other.figures if other else ()),
    )


def _figures_in(pieces: tuple[Piece, ...], figures: Spans) -> tuple[Piece, ...]:
    for start, end in figures:
        pieces = mark_range(pieces, start, end)
    return pieces
