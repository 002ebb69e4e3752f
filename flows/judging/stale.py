"""Finds outlets left behind: long after a source moved they still tell its old figure as the present one.

Only what is published or edited so late counts; an article that merely was not updated is history, not a mistake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from extractors.comparing.alignment import same_value
from extractors.comparing.keys import TROOPS, is_denied, is_fresh, is_real, key_of, place_of
from extractors.comparing.wording import value, what, who
from extractors.grounding import PROPOSED
from extractors.intervals import ValueRelation, disjoint, relate_values
from extractors.values import Change, ChangeKind, Claim, Kind
from flows.alerts.alert import Side, series_of, standing_key
from flows.alerts.verdicts import Finding
from flows.alerts.wording import moment
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.judging.series import REMEMBERED, Lately
from flows.records import number
from flows.translate import claim_of, side_of, version_side
from warehouse import people, read
from warehouse.answers import Told
from warehouse.connect import Connection
from warehouse.events import origins_of
from warehouse.rows import Across, ClaimRow, VersionCause, VersionRow
from warehouse.tellings import ToldMove, moves_since

MOVES_BACK = REMEMBERED
"""A move that is older is known to everybody, or to nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A source gave `after` in place of `before`; `at` is when that was told. `side` is a telling of the new figure.

    `is_of_the_source` is false where all we know is that one outlet edited its article.
    """

    before: Claim
    after: Claim
    at: datetime
    side: Side
    is_of_the_source: bool


def stale(con: Connection, run: Run, fresh: Sequence[Fresh], lately: Lately) -> Iterator[Found]:
    """Yield each new version that tells an old figure as the present one, once for each outlet and move.

    None in a run of the past, and none of what a feed's first poll or our own extractor brought.
    """
    late = [] if run.is_past else [version for version in fresh if _is_the_outlets(version)]
    moves = _moves(con, run) if late else ()
    found = [item for version in late for item in _left_behind(run, version, moves)]
    done = set(read.known_event_keys(con, run.watch.id, [change.event for _, change in found]))
    for move, change in found:
        if change.event not in done and (move.is_of_the_source or _is_confirmed(con, lately, move)):
            done.add(change.event)
            yield change


def is_left_behind(
    claim: Claim, told_at: datetime, beside: Sequence[Claim], move: Move, stale_after: timedelta
) -> bool:
    """Return whether a claim tells the old figure of a move as if nothing had happened.

    Args:
        claim: the claim.
        told_at: when it was published, or came into its article.
        beside: all claims of its text: one that also tells the new figure knows of the move.
        move: the move.
        stale_after: how long after it an outlet may still not know.
    """
    return (
        told_at - move.at > stale_after
        and _is_present(claim, move.at)
        and _is_of_one_thing(claim, move.before)
        and same_value(move.before, claim)
        and disjoint(claim, move.after)
        and not any(_is_of_one_thing(other, move.after) and not disjoint(other, move.after) for other in beside)
    )


def _is_present(claim: Claim, at: datetime) -> bool:
    """Whether a figure is told as what holds now: no given, no recap, not as of a day before the move."""
    as_of = (claim.as_of or "").rpartition("/")[2]
    is_of_then = bool(as_of) and as_of < at.date().isoformat()[: len(as_of)]
    is_told = claim.kind is Kind.FIGURE and is_fresh(claim) and is_real(claim) and not is_denied(claim)
    return is_told and not is_of_then and PROPOSED not in claim.reasons


def _is_of_one_thing(one: Claim, other: Claim) -> bool:
    if one.source is None or one.source != other.source:
        return False
    places = {place_of(one), place_of(other)} - {None}
    if one.metric in TROOPS and len(places) > 1:
        return False
    return replace(key_of(one), phase=None) == replace(key_of(other), phase=None)


def _is_the_outlets(version: Fresh) -> bool:
    return not version.stored.is_baseline and version.stored.version.cause is VersionCause.PUBLISHED


def _moves(con: Connection, run: Run) -> tuple[Move, ...]:
    told = [one for one in moves_since(con, run.watch.id, run.now - MOVES_BACK) if one.raised_at < run.now]
    ids = [claim_id for one in told for claim_id in (one.before_claim_id, one.after_claim_id)]
    rows, corrected = read.claims_by_id(con, ids), people.corrections_of(con, ids)
    standing = rows.keys() - corrected.keys()
    moves = [_move(one, rows) for one in told if {one.before_claim_id, one.after_claim_id} <= standing]
    return tuple(move for move in moves if _is_of_one_thing(move.before, move.after))


def _move(told: ToldMove, rows: Mapping[int, ClaimRow]) -> Move:
    after = rows[told.after_claim_id]
    return Move(
        before=claim_of(rows[told.before_claim_id]),
        after=claim_of(after),
        at=told.raised_at,
        side=side_of(Told(claim=after, url=told.url, title=told.title, is_baseline=False)),
        is_of_the_source=told.finding == Finding.SUPERSESSION,
    )


def _left_behind(run: Run, version: Fresh, moves: Sequence[Move]) -> Iterator[tuple[Move, Found]]:
    outlet, publisher = version.stored.version.outlet, version.stored.publisher
    told_at = _told_at(version.stored.version)
    claims = version.reading.claims
    for claim, claim_id in zip(claims, version.claim_ids, strict=False):
        if claim.source in (None, outlet, publisher):
            continue
        for move in moves:
            is_behind = is_left_behind(claim, told_at, claims, move, run.watch.rules.stale_after)
            if is_behind and not _is_told_again(claim, move, moves):
                yield move, _found(run, version, version_side(version.stored, claim, claim_id), move, told_at)


def _is_told_again(claim: Claim, move: Move, moves: Sequence[Move]) -> bool:
    """Whether a later move led back to what the claim tells."""
    return any(
        later.at > move.at and _is_of_one_thing(later.after, claim) and not disjoint(later.after, claim)
        for later in moves
    )


def _told_at(version: VersionRow) -> datetime:
    """Return when a version's words came out: a first one when it was published, a later one when we saw the edit."""
    if version.version_no > 1 or version.published_at is None:
        return version.seen_at
    return min(version.published_at, version.seen_at)


def _is_confirmed(con: Connection, lately: Lately, move: Move) -> bool:
    """Whether two publishers tell the new figure now, in texts of their own: one edit alone may be its own mistake."""
    told = [
        one.claim
        for one in lately.told.values()
        if _is_of_one_thing(claim := claim_of(one.claim), move.after)
        and _is_present(claim, move.at)
        and same_value(move.after, claim)
    ]
    origins = origins_of(con, [row.version_id for row in told]) if told else {}
    texts = {origins.get(row.version_id, row.article_id) for row in told}
    return len(texts) > 1 and len({row.publisher for row in told}) > 1


def _found(run: Run, version: Fresh, side: Side, move: Move, told_at: datetime) -> Found:
    claim = side.claim or move.before
    hours = (told_at - move.at) / timedelta(hours=1)
    is_edit = version.stored.version.version_no > 1
    kind = relate_values(move.after, claim)[0]
    return Found(
        change=Change(
            metric=claim.metric,
            change=ChangeKind.RAISED if kind is ValueRelation.RAISED else ChangeKind.LOWERED,
            before=move.after,
            after=claim,
            alert=True,
            why=(
                f"{who(claim)} gave {value(move.after)} for {what(claim)} in place of {value(move.before)}; "
                f"this text still gives {value(claim)}."
            ),
        ),
        before=move.side,
        after=side,
        across=Across.OUTLETS,
        finding=Finding.STALE_CARRIER,
        reasons=(
            f"The move to {value(move.after)} was told at {moment(move.at)}.",
            f"This text was {'edited' if is_edit else 'published'} {hours:.0f} hours later, gives the old figure as "
            "the present one and does not mention the new one.",
        ),
        event=standing_key(
            run.watch.id,
            Finding.STALE_CARRIER,
            side.outlet,
            series_of(move.after),
            str(number(move.after.low)),
            str(number(move.after.high)),
        ),
    )
