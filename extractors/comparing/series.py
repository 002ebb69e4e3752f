"""One source's own figures in the order of time: where it moved, as far as the coverage bears witness.

Precision first. An outlet that gives another figure than the rest may have misheard, so a move needs witnesses: an
outlet that tells the old figure beside the new one, dates that differ, or several publishers that tell only the new one
after several, or a day, of the old one. Until then nobody moved: two outlets differ (outlets.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from extractors.comparing.keys import RECAP, TROOPS, Key, is_denied, is_fresh, is_real, key_of, place_of
from extractors.comparing.outlets import Telling
from extractors.comparing.wording import value, what, who
from extractors.intervals import ValueRelation, disjoint, lost_power_of_ten, relate_values
from extractors.names import proper_name
from extractors.values import Band, Bound, Change, ChangeKind, Claim, Kind

_SETTLED = timedelta(hours=24)  # a figure that stood so long was the source's, whoever told it
_WITNESSES = 2
_MORE_WITNESSES = 3  # for what outlets get wrong more often than sources change it: lower counts, powers of ten
_NAMED = 3  # outlets, in a reason
_SAME = (ValueRelation.SAME, ValueRelation.REWORDED, ValueRelation.COMPATIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A source gave a new figure in place of its own: the last telling of the old one, the first of the new one.

    `refs` are the marks of all that tell either.
    """

    change: Change
    before: Telling
    after: Telling
    reasons: tuple[str, ...]
    refs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What one source gives of one thing: fresh tellings in the order of time, and what else its tellers mention."""

    told: tuple[Telling, ...]
    beside: tuple[Telling, ...]

    @property
    def figures(self) -> tuple["Figure", ...]:
        """The figures of the series in the order in which they were first told."""
        found: list[list[Telling]] = []
        known: dict[tuple[object, ...], int] = {}  # most tellings repeat a number as it was told: no need to relate it
        for telling in self.told:
            claim = telling.claim
            stated = (claim.low, claim.high, claim.bound, claim.interval)
            if stated not in known:
                alike = (at for at, figure in enumerate(found) if is_same_figure(figure[0].claim, claim))
                known[stated] = next(alike, len(found))
            if known[stated] == len(found):
                found.append([])
            found[known[stated]].append(telling)
        return tuple(Figure(tellings=tuple(tellings)) for tellings in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a series, with all who tell it, the first one first."""

    tellings: tuple[Telling, ...]

    @property
    def claim(self) -> Claim:
        """The claim of the first telling."""
        return self.tellings[0].claim

    @property
    def since(self) -> datetime:
        """When the figure first held."""
        return when(self.tellings[0])


def along_series(tellings: Iterable[Telling]) -> tuple[Move, ...]:
    """Return how each source moved along each of its figures, in the order of time; a figure that returns is no move.

    `tellings`: what any outlets tell, in any order, what they only mention as known among it.
    """
    found = [move for series in series_in(tellings) for move in steps(series)]
    return tuple(sorted(found, key=lambda move: (when(move.after), move.change.why)))


def new_moves(tellings: Sequence[Telling], fresh: Iterable[str]) -> tuple[Move, ...]:
    """Return the moves that could not be seen before the `fresh` tellings (their refs) came."""
    refs = frozenset(fresh)
    known = along_series(telling for telling in tellings if telling.ref not in refs)
    return tuple(
        move for move in along_series(tellings) if not any(is_one_change(move.change, old.change) for old in known)
    )


def explains(move: Move, one: Claim, other: Claim) -> bool:
    """Tell whether two tellings differ only because the source moved between them."""
    before, after = move.before.claim, move.after.claim
    if one.source != before.source or thing_of(one) != thing_of(before) or thing_of(other) != thing_of(before):
        return False
    ends = ((one, other), (other, one))
    return any(is_same_figure(before, old) and is_same_figure(after, new) for old, new in ends)


def series_in(tellings: Iterable[Telling]) -> Iterator[Series]:
    """Yield the series of tellings: fresh figures of one known source, that is not the outlet, of one thing."""
    told: dict[tuple[str, Key], list[Telling]] = {}
    beside: dict[tuple[str, str], list[Telling]] = {}
    for telling in tellings:
        claim = telling.claim
        if _counts(telling):
            told.setdefault((claim.source or "", thing_of(claim)), []).append(telling)
        elif claim.kind is Kind.FIGURE and (claim.is_given or RECAP in claim.reasons):
            beside.setdefault((claim.metric, claim.subject), []).append(telling)
    for (_, thing), found in told.items():
        ordered = sorted(found, key=lambda telling: (when(telling), telling.publisher, telling.ref))
        yield Series(told=tuple(ordered), beside=tuple(beside.get((thing.metric, thing.subject), ())))


def _counts(telling: Telling) -> bool:
    claim = telling.claim
    known = claim.source is not None and claim.source not in (telling.outlet, telling.publisher)
    figure = claim.kind is Kind.FIGURE and claim.bound is not Bound.VAGUE
    dated = telling.published_at is not None
    return known and figure and dated and is_fresh(claim) and is_real(claim) and not is_denied(claim)


def thing_of(claim: Claim) -> Key:
    """Return what a figure is of: its key without the finer phase; the troops of two places are two things."""
    key, place = key_of(claim), place_of(claim) if claim.metric in TROOPS else None
    return replace(key, phase=None, restriction=place or key.restriction)


def when(telling: Telling) -> datetime:
    """Return when a figure held: when it was published, or at the end of the earlier day that it is of."""
    published = telling.published_at or datetime.min.replace(tzinfo=UTC)
    day = day_of(telling) if telling.claim.as_of else None
    return published if day is None or day >= published.date() else datetime.combine(day, time.max, UTC)


def steps(series: Series) -> Iterator[Move]:
    """Yield the moves of a series; each figure is looked at once, where it was first told."""
    current, *others = series.figures
    for later in others:
        if not disjoint(current.claim, later.claim):
            continue
        if _is_history(current, later):
            current = later
        elif (proof := _proof(current, later, series)) is not None:
            yield _move(current, later, proof)
            current = later


def _is_history(old: Figure, new: Figure) -> bool:
    """Whether the older figure was published only when the newer one was known: nobody saw the source move."""
    published = new.tellings[0].published_at
    return all(t.published_at and published and t.published_at >= published for t in old.tellings)


def _proof(old: Figure, new: Figure, series: Series) -> str | None:
    """Return the sentence that shows that the source moved, None where an outlet may be wrong."""
    teller = _tells_both(old, new, series)
    if teller is not None:
        return f"{proper_name(teller.outlet)} tells {value(old.claim)} as the earlier figure beside the new one."
    dates = old.claim.as_of, new.claim.as_of
    if is_surely_read(new) and dates[0] and dates[1] and dates[0] < dates[1] and len(dates[0]) == len(dates[1]):
        return f"The old figure is of {dates[0]}, the new one of {dates[1]}."
    return _outnumbered(old, new)


def _outnumbered(old: Figure, new: Figure) -> str | None:
    """Return the sentence that shows that a settled figure gave way: at some time more publishers told the new one."""
    earlier = [telling for telling in old.tellings if when(telling) < new.since]
    if len(voices_of(earlier)) < _WITNESSES and new.since - old.since < _SETTLED:
        return None
    for last in new.tellings:
        voices = voices_of(telling for telling in new.tellings if when(telling) <= when(last))
        against = voices_of(telling for telling in old.tellings if new.since <= when(telling) <= when(last))
        if len(voices) >= _needed(old.claim, new.claim) and len(voices) > len(against):
            return f"{len(voices)} publishers tell the new figure, and after it {len(against) or 'none'} the old one."
    return None


def is_surely_read(figure: Figure) -> bool:
    """Tell whether some text leaves no doubt of a figure."""
    return any(telling.claim.band is Band.A for telling in figure.tellings)


def _needed(old: Claim, new: Claim) -> int:
    lower = relate_values(old, new)[0] is ValueRelation.LOWERED
    return _MORE_WITNESSES if lower or lost_power_of_ten(old, new) is not None else _WITNESSES


def _tells_both(old: Figure, new: Figure, series: Series) -> Telling | None:
    """Return a telling of the new figure whose text also gives the old one, as what was known before."""
    for telling in (one for one in new.tellings if one.claim.band is Band.A):
        for other in series.beside:
            mine = other.article == telling.article and other.claim.source in (None, telling.claim.source)
            if telling.article and mine and is_same_figure(old.claim, other.claim):
                return telling
    return None


def voices_of(tellings: Iterable[Telling]) -> frozenset[str]:
    """Return who tells a figure of their own: publishers, or whom they quote for it, or whose text they print."""
    return frozenset(telling.claim.via or telling.origin or telling.publisher for telling in tellings)


def _move(old: Figure, new: Figure, proof: str) -> Move:
    before = max((t for t in old.tellings if when(t) < new.since), key=when, default=old.tellings[0])
    after = new.tellings[0]
    return Move(
        change=step(before.claim, after.claim, f"{what(after.claim)}, according to {who(after.claim)}", "then"),
        before=before,
        after=after,
        reasons=(f"{told_by(old)}.", f"{told_by(new)}.", proof),
        refs=refs_of(old, new),
    )


def day_of(telling: Telling) -> date | None:
    """Return the day that a figure holds for; the last one of a month or a year that is over."""
    published = telling.published_at.date() if telling.published_at else None
    as_of = (telling.claim.as_of or "").rpartition("/")[2]
    if published is not None and published.isoformat().startswith(as_of):
        return published
    year, month, day = (*as_of.split("-"), "", "")[:3]
    try:
        if day:
            return date.fromisoformat(as_of)
        after = date(int(year), int(month), 28) + timedelta(days=4) if month else date(int(year) + 1, 1, 1)
        return after.replace(day=1) - timedelta(days=1)
    except ValueError:
        return published


def is_same_figure(one: Claim, other: Claim) -> bool:
    """Tell whether two figures are one number, in other words or with room for each other."""
    return relate_values(one, other)[0] in _SAME


def refs_of(*figures: Figure) -> frozenset[str]:
    """Return the marks of all tellings of some figures."""
    return frozenset(telling.ref for figure in figures for telling in figure.tellings)


def told_by(figure: Figure) -> str:
    """Return who tells a figure since when: "about 300, told since 27 January 2025 by A, B and 2 more"."""
    outlets = list(dict.fromkeys(proper_name(telling.outlet) for telling in figure.tellings))
    more = f" and {len(outlets) - _NAMED} more" if len(outlets) > _NAMED else ""
    since = figure.tellings[0].published_at or figure.since
    return f"{value(figure.claim)}, told since {since.day} {since:%B %Y} by {', '.join(outlets[:_NAMED])}{more}"


def step(before: Claim, after: Claim, about: str, by: str) -> Change:
    """Return the change from one figure to another; `about` says whose and of what, `by` how they stand: then."""
    is_lower = relate_values(before, after)[0] is ValueRelation.LOWERED
    return Change(
        metric=after.metric,
        change=ChangeKind.LOWERED if is_lower else ChangeKind.RAISED,
        before=before,
        after=after,
        alert=True,
        why=f"{about}: {value(before)}, {by} {value(after)}.",
    )


def is_one_change(one: Change, other: Change) -> bool:
    """Whether two changes lead from one figure of one source to the other, whoever tells it."""
    pairs = ((one.before, other.before), (one.after, other.after))
    return all(
        a is not None and b is not None and a.source == b.source and thing_of(a) == thing_of(b) and is_same_figure(a, b)
        for a, b in pairs
    )
