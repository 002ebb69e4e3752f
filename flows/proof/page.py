"""The page of a proof: one HTML file that loads nothing, for who must judge an alert without us. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from flows.alerts.marks import standing_words
from flows.alerts.reported import reported
from flows.proof.evidence import Evidence, Exhibit, text_sha256
from flows.proof.links import ArchiveLink
from flows.records import Record, instant
from flows.report.content import ClaimGloss
from flows.report.sides import marked
from flows.report.templating import fill
from flows.report.words import Piece, quote_in
from warehouse.archive import KeptVisit

MOST_LOOKS: Final = 400
"""So many looks the page lists; the WARC has all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitView:
    """An exhibit made ready for its template: the passage with its marks, and the text in pieces."""

    exhibit: Exhibit
    heading: str
    passage: tuple[Piece, ...]
    gloss: ClaimGloss | None
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]
    text_sha256: str


def proof_page(evidence: Evidence, links: Sequence[ArchiveLink], *, now: datetime) -> str:
    """Return the page as HTML; the same evidence gives the same page, byte for byte."""
    return fill(
        "proof.html.j2",
        styles=("proof.css",),
        alert=evidence.alert,
        said=standing_words(replace(evidence.standing, dead_for=())),
        views=_views(evidence),
        visits=evidence.visits[-MOST_LOOKS:],
        omitted=max(len(evidence.visits) - MOST_LOOKS, 0),
        headers=_headers,
        instant=instant,
        links=links,
        now=now,
        paragraphs=_paragraphs,
    )


def _views(evidence: Evidence) -> tuple[ExhibitView, ...]:
    shown = reported(evidence.alert)
    passages = dict(zip(("before", "after"), marked(shown), strict=True))
    sides = {"before": shown.before, "after": shown.after}
    return tuple(
        _view(exhibit, passages[exhibit.side], side.gloss if (side := sides[exhibit.side]) else None)
        for exhibit in evidence.exhibits
    )


def _view(exhibit: Exhibit, passage: tuple[Piece, ...], gloss: ClaimGloss | None) -> ExhibitView:
    version = exhibit.version.version
    return ExhibitView(
        exhibit=exhibit,
        heading="Before" if exhibit.side == "before" else "After",
        passage=passage,
        gloss=gloss,
        title=_quoted(version.title, exhibit.claim, "title"),
        text=_quoted(version.text, exhibit.claim, "text"),
        text_sha256=text_sha256(version.title, version.text),
    )


def _quoted(text: str, claim: Record | None, field: str) -> tuple[Piece, ...]:
    """Return a text in pieces, the claim's own words marked where they stand."""
    if claim is None or claim.get("where") != field:
        return (Piece(text=text),)
    start, end = int(str(claim["start"])), int(str(claim["end"]))
    if text[start:end] != claim["quote"]:
        return quote_in((Piece(text=text),), str(claim["sentence"]))
    pieces = (Piece(text=text[:start]), Piece(text=text[start:end], is_quoted=True), Piece(text=text[end:]))
    return tuple(piece for piece in pieces if piece.text)


def _headers(visit: KeptVisit) -> str:
    """Return the headers of an answer that were kept, one a line."""
    told = (("Content-Type", visit.content_type), ("ETag", visit.etag), ("Last-Modified", visit.last_modified))
    return "\n".join(f"{name}: {value}" for name, value in told if value)


def _paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Return the pieces by paragraph; a piece that spans several is cut."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *rest = piece.text.split("\n\n")
        found[-1].append(Piece(text=first, is_changed=piece.is_changed, is_quoted=piece.is_quoted))
        found += [[Piece(text=one, is_changed=piece.is_changed, is_quoted=piece.is_quoted)] for one in rest]
    return found
