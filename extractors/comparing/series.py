"""One source's own figures in the order of time: what it gave, and what took its place.

Comes in: what any outlets tell, in any order. Outlets that tell one figure within days are one statement; the latest
statement supersedes. A number that returns after it was replaced is an old one told again, not a step back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from extractors.comparing.keys import Key, is_denied, is_fresh, is_real, key_of
from extractors.comparing.outlets import WINDOW, Telling
from extractors.comparing.wording import value, what, who
from extractors.intervals import ValueRelation, disjoint, lost_power_of_ten, relate_values
from extractors.values import Bound, Change, ChangeKind, Claim, Kind

_ALERTING = (ChangeKind.RAISED, ChangeKind.LOWERED, ChangeKind.DRIFTED)
_SAME = (ValueRelation.SAME, ValueRelation.REWORDED, ValueRelation.COMPATIBLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """One figure as `publishers` tell it around one day; `voice` is one telling of it."""

    day: date
    voice: Telling
    publishers: frozenset[str]

    @property
    def claim(self) -> Claim:
        return self.voice.claim


def along_series(tellings: Iterable[Telling]) -> tuple[Change, ...]:
    """Returns how each source changed each of its figures, in the order of the days.

    The day of a figure is its as-of date, else the day of publication. Only fresh figures of a known source that is not
    the outlet itself count. Raised and lowered ones advise an alert, narrowed and widened ones do not; ten times the
    number in another outlet, which nobody else tells, is drifted.
    """
    series: dict[tuple[str, Key], list[tuple[date, Telling]]] = {}
    for telling in tellings:
        day = _day(telling)
        if day is not None and _counts(telling):
            key = replace(key_of(telling.claim), phase=None)
            series.setdefault((telling.claim.source or "", key), []).append((day, telling))
    steps = [step for told in series.values() for step in _steps(_statements(told))]
    return tuple(change for _, change in sorted(steps, key=lambda step: (step[0], step[1].metric, step[1].why)))


def _counts(telling: Telling) -> bool:
    claim = telling.claim
    known = claim.source is not None and claim.source not in (telling.outlet, telling.publisher)
    figure = claim.kind is Kind.FIGURE and claim.bound is not Bound.VAGUE
    return known and figure and is_fresh(claim) and is_real(claim) and not is_denied(claim)


def _day(telling: Telling) -> date | None:
    """The day that a figure holds for; the last one of a month or a year that is over."""
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


def _statements(told: list[tuple[date, Telling]]) -> Iterator[_Statement]:
    """What was said within days of each other is one statement: the figure that most publishers give, or the last."""
    told = sorted(told, key=_order)
    while told:
        first = told[0][0]
        near = [one for one in told if one[0] - first <= WINDOW]
        told = told[len(near) :]
        yield max(_versions(near), key=lambda statement: (len(statement.publishers), statement.day))


def _order(one: tuple[date, Telling]) -> tuple[date, str, str, int, float, float]:
    day, telling = one
    claim = telling.claim
    return (day, telling.publisher, telling.ref, claim.start, claim.low or 0.0, claim.high or 0.0)


def _versions(near: Sequence[tuple[date, Telling]]) -> list[_Statement]:
    found: list[_Statement] = []
    for day, telling in near:
        at = next((i for i, one in enumerate(found) if _same(one.claim, telling.claim)), None)
        if at is None:
            found.append(_Statement(day=day, voice=telling, publishers=frozenset({telling.publisher})))
        else:
            found[at] = replace(found[at], publishers=found[at].publishers | {telling.publisher})
    return found


def _steps(statements: Iterable[_Statement]) -> Iterator[tuple[date, Change]]:
    current: _Statement | None = None
    replaced: list[_Statement] = []
    for statement in statements:
        if current is None:
            current = statement
            continue
        if _same(current.claim, statement.claim) or _told_again(statement, current, replaced):
            continue
        yield statement.day, _change(current, statement)
        replaced.append(current)
        current = statement


def _same(one: Claim, other: Claim) -> bool:
    return relate_values(one, other)[0] in _SAME


def _told_again(statement: _Statement, current: _Statement, replaced: Sequence[_Statement]) -> bool:
    """Whether an old figure returns without more voices than the one that stands."""
    old = any(_same(one.claim, statement.claim) for one in replaced)
    return old and len(statement.publishers) <= len(current.publishers)


def _change(earlier: _Statement, later: _Statement) -> Change:
    before, after = earlier.claim, later.claim
    kind = ChangeKind(relate_values(before, after)[0].value)
    alone = len(later.publishers) == 1 and earlier.publishers != later.publishers
    if alone and disjoint(before, after) and lost_power_of_ten(before, after) is not None:
        kind = ChangeKind.DRIFTED
    return Change(
        metric=after.metric,
        change=kind,
        before=before,
        after=after,
        alert=kind in _ALERTING,
        why=(
            f"{what(after)}, according to {who(after)}: {value(before)} on {earlier.day}, "
            f"{value(after)} on {later.day} ({kind})."
        ),
    )
