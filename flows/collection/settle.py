"""Tells a new text that counts from one that only looks new, before it is stored. Reads the warehouse, writes nothing.

A text that shrank to a quarter is held and looked at again. Two texts that an outlet serves by turns (a cache, a test
of headlines) are damped from the second return on; a text that then stays is stored after all, so that no edit is lost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.texts import HASH_VERSION
from extractors.walls import weight
from flows.collection.harvest import Visit
from flows.collection.prior import Prior
from flows.collection.runs import Run
from warehouse import read
from warehouse.answers import ArticleState, RecentLooks
from warehouse.connect import Connection
from warehouse.rows import Mark, MarkRow, VisitOutcome

SHRUNKEN = 0.25
"""A text with at most this share of the letters before is looked at twice: often it is half a page."""

MEMORY = 8
"""So many versions back a text is known again."""

FLAP_WINDOW = timedelta(days=14)
"""A text that returns when the article has been still for longer is an edit."""

SETTLED_LOOKS = 3
SETTLED_AFTER = timedelta(hours=6)
"""A text that flapped counts again when so many looks in a row, over so long a time, found it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMark:
    """A mark for a version that is about to be stored."""

    mark: Mark
    detail: str
    of_version_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of one visit that brought a text: the visit as it is stored, and marks.

    `new` is for the version that it brings, `old` for the one that stands.
    """

    visit: Visit
    new: NewMark | None = None
    old: MarkRow | None = None


def settle(
    con: Connection,
    run: Run,
    brought: Mapping[int, Visit],
    priors: Mapping[int, Prior],
    states: Mapping[str, ArticleState],
) -> dict[int, Settled]:
    """Return article id -> what becomes of its visit; `brought` and `priors` are by article id, `states` by URL."""
    looks = read.recent_looks(con, priors, read.EVER) if priors else {}
    return {
        article_id: _settled(run, visit, priors.get(article_id), looks.get(article_id), states.get(visit.url))
        for article_id, visit in brought.items()
    }


def _settled(
    run: Run, visit: Visit, prior: Prior | None, looks: RecentLooks | None, state: ArticleState | None
) -> Settled:
    if prior is None or looks is None or visit.article is None or visit.content_hash is None:
        return Settled(visit=visit)
    if looks.content_hashes[0] == visit.content_hash:
        return Settled(visit=visit)  # a batch that is stored a second time
    if _is_only_hashed_anew(prior, visit.content_hash):
        return Settled(visit=_without_text(visit, VisitOutcome.UNCHANGED, keeps_validators=True))
    is_young = run.now - prior.stored.version.seen_at <= FLAP_WINDOW
    known = _known_again(looks, visit.content_hash)
    if known is not None and is_young and is_flap(looks.content_hashes[:MEMORY], visit.content_hash):
        if not is_settled(looks, run.now):
            return Settled(visit=_without_text(visit, VisitOutcome.FLAPPING), old=_flap(run, looks, known))
    elif is_shrunken(prior.article.text, visit.article.text):
        share = weight(visit.article.text) / weight(prior.article.text)
        if not _was_held(state, visit):
            return Settled(visit=_without_text(visit, VisitOutcome.HELD))
        return Settled(visit=visit, new=NewMark(mark=Mark.SHRUNKEN, detail=f"{share:.0%} of the letters are left"))
    if known is None:
        return Settled(visit=visit)
    return Settled(
        visit=visit,
        new=NewMark(mark=Mark.REVERT, detail="the article went back to an earlier text", of_version_id=known),
    )


def is_flap(hashes: Sequence[str], digest: str) -> bool:
    """Return whether a text only changes places with another: both have returned before.

    Args:
        hashes: of the article's versions, the newest first.
        digest: the hash of the text that was found now.
    """
    return digest in hashes[1:] and hashes[0] in hashes[1:]


def is_settled(looks: RecentLooks, now: datetime) -> bool:
    """Return whether a text that flapped has stayed: this look and those before it found it, over hours."""
    if looks.flapping_since_at is None:
        return False
    return looks.count_flapping + 1 >= SETTLED_LOOKS and now - looks.flapping_since_at >= SETTLED_AFTER


def is_shrunken(before: str, after: str) -> bool:
    """Return whether so little of a text is left that the page may have come in part."""
    return weight(after) <= SHRUNKEN * weight(before)


def _was_held(state: ArticleState | None, visit: Visit) -> bool:
    """Whether the look before this one found so little too."""
    return (
        state is not None
        and state.last_outcome is VisitOutcome.HELD
        and state.last_visited_at is not None
        and state.last_visited_at < visit.visited_at
    )


def _is_only_hashed_anew(prior: Prior, digest: str) -> bool:
    """Whether the stored text differs from the new one only in how texts were hashed when it was stored."""
    was_hashed_so = prior.stored.version.hash_version == HASH_VERSION
    return not was_hashed_so and prior.is_as_stored and prior.content_hash == digest


def _known_again(looks: RecentLooks, digest: str) -> int | None:
    """The newest version with this text, the last one apart; None where none of the last ones had it."""
    pairs = zip(looks.content_hashes[1:MEMORY], looks.version_ids[1:MEMORY], strict=True)
    return next((version_id for known, version_id in pairs if known == digest), None)


def _flap(run: Run, looks: RecentLooks, other: int) -> MarkRow:
    return MarkRow(
        watch=run.watch.id,
        version_id=looks.version_ids[0],
        mark=Mark.FLAP,
        marked_at=run.now,
        run_id=run.run_id,
        of_version_id=other,
        detail="the outlet serves two texts by turns; their next turns are no versions",
    )


def _without_text(visit: Visit, outcome: VisitOutcome, *, keeps_validators: bool = False) -> Visit:
    """The visit without what it brought; without validators too, so that the next look asks for the whole page."""
    return replace(
        visit,
        outcome=outcome,
        page=None,
        article=None,
        reading=None,
        content_hash=None,
        etag=visit.etag if keeps_validators else None,
        last_modified=visit.last_modified if keeps_validators else None,
    )
