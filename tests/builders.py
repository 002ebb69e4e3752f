"""Hand-built claims, articles and readings, so that comparing is tested without reading."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from extractors.intervals import interval_of
from extractors.values import Article, Band, Bound, Claim, Field, Kind, Modality, Reading

MONDAY = datetime(2025, 1, 27, 9, tzinfo=UTC)


def figure(
    metric: str,
    low: float | None,
    high: float | None = None,
    *,
    bound: Bound = Bound.EXACT,
    vague: str | None = None,
    sentence: str = "",
    **more: Any,
) -> Claim:
    """Returns a figure of North Korean people; a bare `low` stands for both ends where the bound has two."""
    if high is None and bound in (Bound.EXACT, Bound.APPROX):
        high = low
    given = {"unit": "persons", "subject": "north_korea", "band": Band.A} | more
    return Claim(
        kind=Kind.FIGURE,
        metric=metric,
        low=low,
        high=high,
        bound=bound,
        interval=interval_of(bound, low, high, vague),
        sentence=sentence,
        **_place(sentence, given),
    )


def status(metric: str, modality: Modality = Modality.ASSERTED, *, sentence: str = "", **more: Any) -> Claim:
    """Returns a status of the North Korean side."""
    given = {"subject": "north_korea", "band": Band.A} | more
    return Claim(
        kind=Kind.STATUS,
        metric=metric,
        modality=modality,
        sentence=sentence,
        **_place(sentence, given),
    )


def article(text: str = "", title: str = "", **more: Any) -> Article:
    """Returns an article of a made-up outlet, published on a Monday morning."""
    given = {
        "url": "https://northern-courier.example/a",
        "outlet": "northern_courier",
        "language": "en",
        "published_at": MONDAY,
    } | more
    return Article(title=title, text=text, **given)


def reading(*claims: Claim) -> Reading:
    """Returns a reading with these claims, in this order."""
    return Reading(claims=claims, rules_version="test")


def told(*claims: Claim, filler: str = "", **more: Any) -> tuple[Article, Reading]:
    """Returns an article made of the claims' own sentences, and its reading with true offsets.

    `filler` is a paragraph without claims that closes the text, so that versions have something in common.
    """
    title = next((c.sentence for c in claims if c.where is Field.TITLE), "")
    bodies = dict.fromkeys(c.sentence for c in claims if c.where is Field.TEXT)
    text = " ".join([*bodies, *([filler] if filler else [])])
    placed = []
    for claim in claims:
        start = (title if claim.where is Field.TITLE else text).index(claim.quote)
        placed.append(replace(claim, start=start, end=start + len(claim.quote)))
    return article(text, title, **more), reading(*placed)


def _place(sentence: str, given: dict[str, Any]) -> dict[str, Any]:
    quote = given.pop("quote", sentence)
    start = given.pop("start", 0)
    where = given.pop("where", Field.TEXT)
    return given | {"quote": quote, "where": where, "start": start, "end": start + len(quote)}
