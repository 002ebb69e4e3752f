"""Two sources, one thing: whether their present figures contradict each other.

Precision first: only where each source stands today, only of one thing at one time, and only where neither rests on the
other and no number fits both.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

from extractors.comparing.keys import CONFUSED, Key, place_of
from extractors.comparing.outlets import Telling
from extractors.comparing.series import (
    Figure,
    Series,
    is_one_change,
    is_same_figure,
    is_surely_read,
    refs_of,
    series_in,
    step,
    steps,
    thing_of,
    told_by,
    voices_of,
    when,
)
from extractors.comparing.wording import what, who
from extractors.intervals import disjoint
from extractors.values import Change, Claim

FRESH = timedelta(days=14)
"""Two sources contradict each other only while both figures are news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two sources' present figures of one thing that cannot both be right, the one told first before the other.

    `refs` are the marks of all that tell either.
    """

    change: Change
    before: Telling
    after: Telling
    reasons: tuple[str, ...]
    refs: frozenset[str]


def contradictions(tellings: Iterable[Telling], now: datetime) -> tuple[Contradiction, ...]:
    """Return the pairs of sources whose present figures of one thing leave no number for both, in the order of time.

    Neither may rest on the other, and both must be told within `FRESH` of `now`. Plans and vague words say nothing.
    """
    every = tuple(series_in(tellings))
    doubtful = _told_for_another(every)
    present: dict[tuple[Key, str | None], list[Figure]] = {}
    for series in every:
        figure = _present(series, doubtful, now)
        for place, there in _by_place(figure) if figure else ():
            present.setdefault((thing_of(there.claim), place), []).append(there)
    pairs = (pair for figures in present.values() for pair in combinations(figures, 2))
    found = [_contradiction(*sorted(pair, key=_when_told)) for pair in pairs if _contradict(*pair)]
    once: dict[str, Contradiction] = {}
    for one in sorted(found, key=lambda one: (when(one.after), one.change.why)):
        once.setdefault(one.change.why, one)
    return tuple(once.values())


def new_contradictions(tellings: Sequence[Telling], fresh: Iterable[str], now: datetime) -> tuple[Contradiction, ...]:
    """Return the contradictions that could not be seen before the `fresh` tellings (their refs) came."""
    refs = frozenset(fresh)
    known = contradictions((telling for telling in tellings if telling.ref not in refs), now)
    return tuple(
        one for one in contradictions(tellings, now) if not any(is_one_change(one.change, old.change) for old in known)
    )


def _when_told(figure: Figure) -> tuple[datetime, str]:
    """When a figure was told first; of two at one moment the source's name decides."""
    return figure.since, figure.claim.source or ""


def _present(series: Series, doubtful: Container[object], now: datetime) -> Figure | None:
    """Return the figure where a source stands: the one told last, if it is news and no outlet gives another one.

    Two figures between which the source was not seen to move are a dispute about what it said, and neither is its own.
    """
    moves = list(steps(series))
    replaced = [move.before.claim for move in moves]
    standing = [figure for figure in series.figures if not any(is_same_figure(old, figure.claim) for old in replaced)]
    present = standing[-1]
    disputed = any(disjoint(figure.claim, present.claim) for figure in standing)
    recent = tuple(telling for telling in present.tellings if now - when(telling) <= FRESH)
    is_sound = _is_well_told(present) and _stated(present.claim) not in doubtful and not disputed
    return Figure(tellings=recent) if recent and is_sound else None


def _by_place(figure: Figure) -> Iterator[tuple[str | None, Figure]]:
    """Yield a figure's tellings place by place: only of one place can two figures contradict each other."""
    for place in dict.fromkeys(place_of(telling.claim) for telling in figure.tellings):
        there = (telling for telling in figure.tellings if place_of(telling.claim) == place)
        yield place, Figure(tellings=tuple(there))


def _is_well_told(figure: Figure) -> bool:
    """Whether a figure is no slip of one reading: some text leaves no doubt of it, or two outlets tell it."""
    return is_surely_read(figure) or len(voices_of(figure.tellings)) > 1


def _told_for_another(every: Sequence[Series]) -> set[tuple[object, ...]]:
    """Return the figures that outlets give under two names, as casualties and as killed: one of them is wrong."""
    names: dict[tuple[object, ...], set[str]] = {}
    for series in every:
        for telling in series.told:
            if telling.claim.metric in CONFUSED:
                names.setdefault(_stated(telling.claim), set()).add(telling.claim.metric)
    return {stated for stated, metrics in names.items() if len(metrics) > 1}


def _stated(claim: Claim) -> tuple[object, ...]:
    return (claim.source, claim.subject, claim.low, claim.high)


def _contradict(one: Figure, other: Figure) -> bool:
    a, b = one.claim, other.claim
    sources = [set((claim.source or "").split("+")) for claim in (a, b)]
    dates = {a.as_of, b.as_of} - {None}
    apart = not sources[0] & sources[1] and not _rests_on(a, sources[1]) and not _rests_on(b, sources[0])
    return apart and len(dates) < 2 and disjoint(a, b)


def _rests_on(claim: Claim, sources: set[str]) -> bool:
    return claim.via in sources or bool(sources & set(claim.chain))


def _contradiction(earlier: Figure, later: Figure) -> Contradiction:
    before, after = _best(earlier), _best(later)
    about = f"{what(after.claim)}, {who(before.claim)} and {who(after.claim)}"
    return Contradiction(
        change=step(before.claim, after.claim, about, "against"),
        before=before,
        after=after,
        reasons=(
            f"{who(before.claim)}: {told_by(earlier)}.",
            f"{who(after.claim)}: {told_by(later)}.",
            "No number fits both, and neither source rests on the other.",
        ),
        refs=refs_of(earlier, later),
    )


def _best(figure: Figure) -> Telling:
    """Return the telling that shows a figure best: surely read, at first hand, the first one."""
    return min(figure.tellings, key=lambda t: (str(t.claim.band), t.claim.via is not None, when(t), t.ref))
