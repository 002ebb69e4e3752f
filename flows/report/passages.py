"""Puts the texts behind an alert into it: the words around each quote, the paragraphs that an edit changed. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from flows.report.content import Across, ReportAlert, Side
from flows.report.diffs import Row, Text, excerpt, paragraph_around, side_by_side
from flows.report.words import Piece

MAX_PASSAGES: Final = 5
"""Changed paragraphs shown with an alert on the page; the served page of the alert has both texts whole."""
LONG: Final = 260
"""An unchanged run of more characters than this is shown by its two ends."""


def with_texts(alert: ReportAlert, texts: Mapping[int, Text]) -> ReportAlert:
    """Return the alert with what stands around its quotes; `texts` are by version id, a missing one adds nothing."""
    before, after = (_with_context(side, texts) for side in (alert.before, alert.after))
    return replace(alert, before=before, after=after, passages=_passages(alert, texts))


def _with_context(side: Side | None, texts: Mapping[int, Text]) -> Side | None:
    if side is None or side.version_id not in texts:
        return side
    text = texts[side.version_id].text
    words = side.sentence or side.quote
    at = text.find(words) if words else -1
    return side if at < 0 else replace(side, context=paragraph_around(text, at, at + len(words)))


def _passages(alert: ReportAlert, texts: Mapping[int, Text]) -> tuple[Row, ...]:
    before, after = alert.before, alert.after
    if alert.across is not Across.REVISIONS or before is None or after is None:
        return ()
    if before.version_id not in texts or after.version_id not in texts:
        return ()
    rows = excerpt(side_by_side(texts[before.version_id], texts[after.version_id]), MAX_PASSAGES)
    return tuple(Row(before=_short(row.before), after=_short(row.after)) for row in rows)


def _short(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces, long unchanged runs by their ends: what changed is in sight, however long the paragraph."""
    return tuple(replace(piece, text=_ends_of(piece.text)) if not piece.is_changed else piece for piece in pieces)


def _ends_of(text: str) -> str:
    if len(text) <= LONG:
        return text
    half = LONG // 2
    return f"{text[:half].rstrip()} […] {text[-half:].lstrip()}"
