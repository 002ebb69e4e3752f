"""What was read of new versions and of those before them, as people corrected it: this is what is compared.

A correction holds for the claim that a person looked at, wherever and whenever it is read again, and for the same words
in other versions of the article (docs/marks.md); the warehouse knows for which. What is stored stays as it was read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.values import Claim, Reading
from flows.collection.prior import Prior
from flows.judging.found import Fresh
from flows.translate import patched
from warehouse import people
from warehouse.connect import Connection
from warehouse.people import CorrectionRow

Corrections = Mapping[int, CorrectionRow]
_Words = tuple[str, str, str, str, str, str | None]


def as_corrected(
    con: Connection, fresh: Sequence[Fresh], priors: Mapping[int, Prior]
) -> tuple[tuple[Fresh, ...], dict[int, Prior]]:
    """Return new versions and, by article, those before them, with the claims that stand after corrections."""
    corrections = people.corrections_of(con, [i for one in fresh for i in (*one.claim_ids, *one.prior_claim_ids)])
    told, before = [], dict(priors)
    for version in fresh:
        by_words = {_words(claim): row for claim, row in _held(version, corrections)}
        reading, ids = _corrected(version.reading, version.claim_ids, corrections, by_words)
        article_id = version.stored.version.article_id
        prior_ids = version.prior_claim_ids
        if (prior := priors.get(article_id)) is not None:
            prior_reading, prior_ids = _corrected(prior.reading, prior_ids, corrections, by_words)
            before[article_id] = replace(prior, reading=prior_reading)
        told.append(replace(version, reading=reading, claim_ids=ids, prior_claim_ids=prior_ids))
    return tuple(told), before


def _held(version: Fresh, corrections: Corrections) -> list[tuple[Claim, CorrectionRow]]:
    pairs = zip(version.reading.claims, version.claim_ids, strict=False)
    return [(claim, corrections[number]) for claim, number in pairs if number in corrections]


def _corrected(
    reading: Reading, ids: Sequence[int], corrections: Corrections, by_words: Mapping[_Words, CorrectionRow]
) -> tuple[Reading, tuple[int, ...]]:
    """Return a reading with its ids; a text that is not as stored has no ids, and its claims are known by words."""
    claims: list[Claim] = []
    kept: list[int] = []
    for place, claim in enumerate(reading.claims):
        number = ids[place] if place < len(ids) else None
        row = corrections.get(number) if number is not None else by_words.get(_words(claim))
        standing = claim if row is None else patched(claim, row)
        if standing is None:
            continue
        claims.append(standing)
        if number is not None:
            kept.append(number)
    return replace(reading, claims=tuple(claims)), tuple(kept)


def _words(claim: Claim) -> _Words:
    return (str(claim.where), claim.sentence, claim.quote, claim.metric, claim.subject, claim.source)
