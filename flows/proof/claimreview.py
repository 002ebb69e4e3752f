"""A finding as ClaimReview of schema.org, in JSON-LD, for fact-checkers who publish one. Pure.

We say who said what where. Whether it is true is the reviewer's to say: without a rating there is none in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flows.alerts.reported import reported
from flows.proof.evidence import Evidence, NoProofError
from flows.records import Record
from flows.report.content import ClaimGloss, Side
from flows.report.gloss import gloss_line, source_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What only the reviewer knows: who publishes the review, where, and the rating in words, if one is given."""

    author: str
    url: str = ""
    rating: str = ""


def claim_review(evidence: Evidence, review: Review) -> Record:
    """Return the review of the claim as it is told now, or was told last.

    Raises:
        NoProofError: the alert rests on no claim (a page that went away), or on one that was misread.
    """
    if evidence.standing.correction is not None:
        raise NoProofError(
            f"A claim of this alert was misread and {evidence.standing.correction} by a person, so there is none to "
            "review: see claimwatch claims list."
        )
    alert = reported(evidence.alert)
    side = next((side for side in (alert.after, alert.before) if side is not None and side.gloss is not None), None)
    if side is None or side.gloss is None:
        raise NoProofError("This alert rests on no claim, so there is none to review.")
    record: Record = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "datePublished": str(evidence.alert["raised_at"])[:10],
        "url": review.url,
        "author": {"@type": "Organization", "name": review.author},
        "claimReviewed": gloss_line(side.gloss),
        "itemReviewed": _claim(side, side.gloss, [one for one in (alert.before, alert.after) if one is not None]),
        "reviewRating": {"@type": "Rating", "alternateName": review.rating} if review.rating else None,
        "reviewBody": alert.why,
    }
    return {name: value for name, value in record.items() if value}


def _claim(side: Side, gloss: ClaimGloss, sides: list[Side]) -> Record:
    """Return the claim with all its appearances, in the words of the side that tells it."""
    speaker = source_words(gloss)
    claim: Record = {
        "@type": "Claim",
        "text": side.sentence or side.quote,
        "inLanguage": side.language,
        "datePublished": side.published_at and side.published_at.date().isoformat(),
        "author": {"@type": "Organization", "name": speaker} if speaker else None,
        "appearance": [_work(one) for one in sides],
    }
    return {name: value for name, value in claim.items() if value}


def _work(side: Side) -> Mapping[str, object]:
    work = {
        "@type": "NewsArticle",
        "url": side.url,
        "headline": side.title,
        "inLanguage": side.language,
        "publisher": {"@type": "Organization", "name": side.outlet},
        "datePublished": side.published_at and side.published_at.isoformat(),
    }
    return {name: value for name, value in work.items() if value}
