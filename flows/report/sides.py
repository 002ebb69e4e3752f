"""How the two sides of an alert are shown: their labels, their passages in pieces, and the alert's place. Pure."""

from dataclasses import dataclass
from hashlib import sha256
from re import fullmatch
from typing import Final

from flows.report.content import Across, ReportAlert, Side
from flows.report.words import Piece, mark_words, quote_in

MAX_QUOTE: Final = 200
MAX_PASSAGE: Final = 800
"""Characters shown of a sentence or its surroundings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What stands above the two sides, what stands where one is missing, and the elements that mark what is theirs."""

    words: tuple[str, str]
    missing: tuple[str, str]
    tags: tuple[str, str]


_EDIT: Final = Labels(
    words=("Before", "After"),
    missing=("Nothing of the kind was there.", "It is no longer there."),
    tags=("del", "ins"),
)
_APART: Final = ("mark", "mark")
_LABELS: Final = {
    Across.OUTLETS: Labels(
        words=("One outlet", "Another outlet"),
        missing=("No other outlet tells it.", "It is no longer told."),
        tags=_APART,
    ),
    Across.SOURCES: Labels(words=("One source", "Another source"), missing=("", ""), tags=_APART),
    Across.SERIES: Labels(
        words=("Told before", "Told now"), missing=("Nobody had told it.", "Nobody tells it any more."), tags=_APART
    ),
    Across.VISITS: Labels(
        words=("Before", "Now"), missing=("The page was gone.", "The page is gone."), tags=("del", "ins")
    ),
}


def side_labels(alert: ReportAlert) -> Labels:
    """Return the labels: an edit takes words away and puts others in, two tellings only differ."""
    return _LABELS.get(alert.across, _EDIT)


def pieces_hold(pieces: tuple[Piece, ...], text: str) -> bool:
    """Return whether the pieces show all of a text already."""
    return text.strip() in "".join(piece.text for piece in pieces)


def anchor(key: str) -> str:
    """Return the id of an alert on the page, for permalinks; stable for a key."""
    if fullmatch(r"[A-Za-z0-9_-]{1,80}", key):
        return f"alert-{key}"
    return f"alert-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def marked(alert: ReportAlert) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the passages of both sides in pieces; words are compared only within one language."""
    before, after = _passage(alert.before), _passage(alert.after)
    if _has_one_language(alert):
        old, new = mark_words(before, after)
    else:
        old, new = (Piece(text=before),), (Piece(text=after),)
    return (
        quote_in(old, alert.before.quote if alert.before else ""),
        quote_in(new, alert.after.quote if alert.after else ""),
    )


def _has_one_language(alert: ReportAlert) -> bool:
    """Return whether both sides are there and can be compared word by word."""
    if alert.before is None or alert.after is None:
        return False
    return alert.before.language == alert.after.language


def clip(text: str, size: int = MAX_QUOTE) -> str:
    """Return a text of at most `size` characters; a cut shows as an ellipsis."""
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def _passage(side: Side | None) -> str:
    """Return the sentence of a side if it holds the quote, else the quote: what is marked must be what was read."""
    if side is None:
        return ""
    if side.quote in side.sentence:
        return clip(side.sentence, MAX_PASSAGE) or side.quote
    return clip(side.quote, MAX_PASSAGE)
