"""What a stated number means as an interval, and how two stated numbers stand to each other.

Comes in: a bound with its ends ("more than 3,000" is MORE_THAN, 3000, None). Goes out: the interval
that is compared, and a verdict. Knows no metric, no source, no language and no sentence. The cases
are told in docs/changes.md.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from extractors.values import Bound

Interval = tuple[float | None, float | None]

TOLERANCE = 0.05  # "about 1,000" is 950 to 1,050; half its last digit would reach down to 500
SHADE = 0.10  # how far "1,000-odd" and "nearly 1,000" lean to their side, at most
ROUND_FROM = 20  # below it people count: "about 12" aside, 12 is 12
ROUND_DIGITS = 2  # 11,000 is round, 11,300 is not
_MOST_SIGNIFICANT = 10**ROUND_DIGITS
JUMP = 1.25  # "more than 3,000", then 3,800: not the same figure made precise, but a higher one
PLAUSIBLE = 1.5  # how far above "at least n" (or below "up to n") a figure still agrees with it
ALIKE = 0.85  # what "hundreds" and "several hundred" share; words that share it are one in practice
TENS = (1, 2, 3, 4)  # the powers of ten that translators lose (man, wan, thousands)


class Vague(StrEnum):
    """Amounts that are words without a number, and the two shades that lean to one side of one."""

    A_FEW = "a_few"
    TENS = "tens"
    DOZENS = "dozens"
    SEVERAL_HUNDRED = "several_hundred"
    HUNDREDS = "hundreds"
    SEVERAL_THOUSAND = "several_thousand"
    THOUSANDS = "thousands"
    TENS_OF_THOUSANDS = "tens_of_thousands"
    HUNDREDS_OF_THOUSANDS = "hundreds_of_thousands"
    UNCOUNTED = "uncounted"
    ODD = "odd"
    NEARLY = "nearly"


VAGUE_ENDS = MappingProxyType(
    {
        Vague.A_FEW: (3.0, 9.0),
        Vague.TENS: (20.0, 99.0),
        Vague.DOZENS: (24.0, 99.0),
        Vague.SEVERAL_HUNDRED: (200.0, 900.0),
        Vague.HUNDREDS: (200.0, 999.0),
        Vague.SEVERAL_THOUSAND: (2_000.0, 9_000.0),
        Vague.THOUSANDS: (2_000.0, 9_999.0),
        Vague.TENS_OF_THOUSANDS: (20_000.0, 99_999.0),
        Vague.HUNDREDS_OF_THOUSANDS: (200_000.0, 999_999.0),
    }
)


class ValueRelation(StrEnum):
    """How the later of two stated numbers stands to the earlier one."""

    SAME = "same"
    REWORDED = "reworded"
    NARROWED = "narrowed"
    WIDENED = "widened"
    RAISED = "raised"
    LOWERED = "lowered"
    COMPATIBLE = "compatible"


MIRROR = MappingProxyType(
    {
        ValueRelation.SAME: ValueRelation.SAME,
        ValueRelation.REWORDED: ValueRelation.REWORDED,
        ValueRelation.COMPATIBLE: ValueRelation.COMPATIBLE,
        ValueRelation.NARROWED: ValueRelation.WIDENED,
        ValueRelation.WIDENED: ValueRelation.NARROWED,
        ValueRelation.RAISED: ValueRelation.LOWERED,
        ValueRelation.LOWERED: ValueRelation.RAISED,
    }
)


class Quantity(Protocol):
    """Whatever states a number, as a `Claim` does; None where nothing is said."""

    @property
    def bound(self) -> Bound | None:
        """How the words limit the number."""
        ...

    @property
    def low(self) -> float | None:
        """The lower stated end."""
        ...

    @property
    def high(self) -> float | None:
        """The upper stated end."""
        ...

    @property
    def interval(self) -> Interval | None:
        """The ends for comparing; computed from the others if None."""
        ...


def interval_of(bound: Bound, low: float | None, high: float | None, vague: str | None = None) -> Interval:
    """Returns the ends used for comparing, None at an open one, (None, None) where nothing is known.

    `low` and `high` are what is said (`Claim`). `vague` is a `Vague` id: the word behind a VAGUE
    bound, or the shade ("odd", "nearly") of an APPROX one.

    >>> interval_of(Bound.EXACT, 11000, 11000)
    (10500.0, 11500.0)
    >>> interval_of(Bound.MORE_THAN, 3000, None)
    (3000.0, None)
    >>> interval_of(Bound.VAGUE, None, None, "hundreds")
    (200.0, 999.0)

    Raises:
        ValueError: `vague` is no id of `Vague`.
    """
    word = None if vague is None else Vague(vague)
    first, last = _stated_ends(low, high)
    if bound is Bound.VAGUE or first is None or last is None:
        return (None, None) if word is None else VAGUE_ENDS.get(word, (None, None))
    match bound:
        case Bound.MORE_THAN | Bound.AT_LEAST:
            return (first, None)
        case Bound.AT_MOST | Bound.FEWER_THAN:
            return (0.0, last)
        case Bound.RANGE:
            return (first, last)
        case Bound.EXACT:
            near = rounding(first)
            return (first - near, last + (near if first == last else rounding(last)))
        case Bound.APPROX:
            return _approximately(first, last, word)


def granularity(number: float) -> float:
    """Returns the weight of the last digit said: 1000 for 11,000, 1 for 101, 0.1 for 33.3."""
    if not math.isfinite(number) or number == 0:
        return 1.0
    whole = abs(int(number))
    if abs(number) != whole:
        return 0.1 if math.isclose(number * 10, round(number * 10)) else 0.01
    step = 1
    while whole % (step * 10) == 0:
        step *= 10
    return float(step)


def rounding(number: float) -> float:
    """Returns how far the truth may lie from a bare number: 0 for 101, 500 for 11,000.

    A bare number is read as rounded that has two digits at most before its zeros.
    """
    if number < ROUND_FROM:
        return 0.0
    step = granularity(number)
    return min(step / 2, TOLERANCE * number) if number / step < _MOST_SIGNIFICANT else 0.0


def same_when_rounded(one: float, other: float) -> bool:
    """Tells whether one of two numbers is the other one rounded: 11,000 for 10,900."""
    coarse, fine = sorted((one, other), key=granularity, reverse=True)
    step = granularity(coarse)
    near = abs(coarse - fine) <= TOLERANCE * abs(coarse)
    return near and abs(coarse - fine) <= step / 2 and granularity(fine) < step


def relate_values(before: Quantity, after: Quantity) -> tuple[ValueRelation, str]:
    """Returns how `after` stands to `before`, and that in words; swapped, the `MIRROR` of it.

    An edited number counts however small the step (924 to 909); one that is only rounded, formatted
    or qualified otherwise does not ("about 11,000" and 10,900). Any two quantities have a relation.
    """
    relation = _relate(_read(before), _read(after))
    return relation, _sentence(relation, in_words(before), in_words(after))


def disjoint(one: Quantity, other: Quantity) -> bool:
    """Tells whether no number fits both; False where either says nothing."""
    a, b = _read(one), _read(other)
    if a.shape is _Shape.NOTHING or b.shape is _Shape.NOTHING:
        return False
    return a.reach[1] < b.reach[0] or b.reach[1] < a.reach[0]


def fits(one: Quantity, other: Quantity) -> bool:
    """Tells whether two speakers agree: they overlap, an open end reaching half as far again."""
    a, b = _read(one), _read(other)
    if disjoint(one, other):
        return False
    return not (_leaps(a, b, PLAUSIBLE) or _leaps(b, a, PLAUSIBLE))


def lost_power_of_ten(one: Quantity, other: Quantity) -> int | None:
    """Returns k (1 to 4) where one number is 10^k times the other within rounding; else None."""
    small, large = sorted((_anchor(_read(one)), _anchor(_read(other))))
    if not math.isfinite(large) or small <= 0:
        return None
    for k in TENS:
        if abs(large / small / 10**k - 1) <= TOLERANCE:
            return k
    return None


def in_words(quantity: Quantity, unit: str | None = None) -> str:
    """Returns the number as read aloud: "about 2,300", "8,000 to 12,000", "up to 40 %"."""
    said = _read(quantity)
    tail = {"percent": " %", "km2": " km²"}.get(unit or "", "")
    low, high = _digits(said.low), _digits(said.high)
    match said.shape:
        case _Shape.NOTHING:
            return "an unstated number"
        case _Shape.VAGUE:
            return f"an unnumbered amount ({low} to {high}{tail})"
        case _Shape.SPAN:
            return f"{low} to {high}{tail}"
        case _Shape.LOWER:
            return f"{'more than' if said.bound is Bound.MORE_THAN else 'at least'} {low}{tail}"
        case _Shape.UPPER:
            return f"{'fewer than' if said.bound is Bound.FEWER_THAN else 'up to'} {high}{tail}"
        case _Shape.POINT:
            return f"about {low}{tail}" if said.soft else f"{low}{tail}"


class _Shape(StrEnum):
    POINT = "point"
    LOWER = "lower"
    UPPER = "upper"
    SPAN = "span"
    VAGUE = "vague"
    NOTHING = "nothing"


_SHAPES = MappingProxyType(
    {
        Bound.EXACT: _Shape.POINT,
        Bound.APPROX: _Shape.POINT,
        Bound.MORE_THAN: _Shape.LOWER,
        Bound.AT_LEAST: _Shape.LOWER,
        Bound.AT_MOST: _Shape.UPPER,
        Bound.FEWER_THAN: _Shape.UPPER,
        Bound.RANGE: _Shape.SPAN,
        Bound.VAGUE: _Shape.VAGUE,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A quantity made ready: stated ends (0 and infinity where open), and `reach` with tolerance."""

    bound: Bound | None
    shape: _Shape
    low: float
    high: float
    reach: tuple[float, float]

    @property
    def soft(self) -> bool:
        return self.bound is Bound.APPROX

    @property
    def odd(self) -> bool:
        """Whether the interval begins at the number itself, as in 10,000-odd."""
        return self.soft and self.reach[0] == self.low and self.reach[1] > self.high


_NOTHING = _Said(bound=None, shape=_Shape.NOTHING, low=0.0, high=math.inf, reach=(0.0, math.inf))


def _read(quantity: Quantity) -> _Said:
    bound = quantity.bound
    first, last = _stated_ends(quantity.low, quantity.high)
    if bound is Bound.VAGUE or first is None or last is None:
        return _read_vague(quantity)
    if bound is None:
        bound = Bound.EXACT if first == last else Bound.RANGE
    shape = _SHAPES[bound]
    if shape in (_Shape.POINT, _Shape.SPAN):
        shape = _Shape.POINT if first == last else _Shape.SPAN
    low = min(0.0, last) if shape is _Shape.UPPER else first
    high = math.inf if shape is _Shape.LOWER else last
    near, far = quantity.interval or interval_of(bound, first, last)
    reach = (min([low, *_finite(near)]), max([high, *_finite(far)]))
    return _Said(bound=bound, shape=shape, low=low, high=high, reach=reach)


def _read_vague(quantity: Quantity) -> _Said:
    first, last = _stated_ends(*(quantity.interval or (quantity.low, quantity.high)))
    if first is None or last is None:
        return _NOTHING
    return _Said(bound=Bound.VAGUE, shape=_Shape.VAGUE, low=first, high=last, reach=(first, last))


def _stated_ends(low: float | None, high: float | None) -> Interval:
    """Both ends in order, each standing in for the other where only one is said."""
    if low is not None and low == high and math.isfinite(low):
        return (float(low), float(high))
    ends = _finite(low, high)
    return (min(ends), max(ends)) if ends else (None, None)


def _finite(*ends: float | None) -> list[float]:
    return [float(end) for end in ends if end is not None and math.isfinite(end)]


def _approximately(first: float, last: float, shade: Vague | None) -> Interval:
    lean = min(granularity(last), SHADE * abs(last))
    if shade is Vague.ODD:
        return (first, last + lean)
    if shade is Vague.NEARLY:
        return (first - lean, last)
    return (first - TOLERANCE * abs(first), last + TOLERANCE * abs(last))


def _relate(a: _Said, b: _Said) -> ValueRelation:
    if _Shape.NOTHING in (a.shape, b.shape):
        return ValueRelation.SAME if a.shape is b.shape else ValueRelation.COMPATIBLE
    if (a.low, a.high, a.bound) == (b.low, b.high, b.bound):
        return ValueRelation.SAME
    if _same_number(a, b):
        return ValueRelation.REWORDED
    return _relate_unlike(a, b)


def _same_number(a: _Said, b: _Said) -> bool:
    if (a.low, a.high) == (b.low, b.high):
        return True
    if a.shape is b.shape is _Shape.POINT:
        return (a.soft or b.soft) and same_when_rounded(a.low, b.low)
    if a.shape is b.shape is _Shape.VAGUE:
        shared = min(a.high, b.high) - max(a.low, b.low)
        return shared >= ALIKE * (max(a.high, b.high) - min(a.low, b.low))
    return a.low == b.low and ((a.odd and b.shape is _Shape.LOWER) or (b.odd and a.shape is _Shape.LOWER))


def _relate_unlike(a: _Said, b: _Said) -> ValueRelation:
    """Two different intervals are nested, or one is higher at both ends: there is no third case."""
    if _leaps(a, b, JUMP):
        return ValueRelation.RAISED if a.shape is _Shape.LOWER else ValueRelation.LOWERED
    if _leaps(b, a, JUMP):
        return ValueRelation.LOWERED if b.shape is _Shape.LOWER else ValueRelation.RAISED
    if (a.shape is _Shape.VAGUE) is not (b.shape is _Shape.VAGUE) and _overlap(a, b):
        return ValueRelation.NARROWED if a.shape is _Shape.VAGUE else ValueRelation.WIDENED
    if _pins_down(a, b):
        return ValueRelation.NARROWED
    if _pins_down(b, a):
        return ValueRelation.WIDENED
    same_open_end = a.shape is b.shape and a.shape in (_Shape.LOWER, _Shape.UPPER)
    if not same_open_end and a.low <= b.low and b.high <= a.high:
        return ValueRelation.NARROWED
    if not same_open_end and b.low <= a.low and a.high <= b.high:
        return ValueRelation.WIDENED
    if a.shape is not b.shape and _leave_room(a, b):
        return ValueRelation.COMPATIBLE
    higher = (b.low, b.high) > (a.low, a.high)
    return ValueRelation.RAISED if higher else ValueRelation.LOWERED


def _leaps(outer: _Said, inner: _Said, factor: float) -> bool:
    """Whether `inner` lies inside an open `outer`, but too far from its stated end to be the same."""
    if inner.shape is outer.shape:
        return False
    if outer.shape is _Shape.LOWER:
        return inner.low > outer.low and inner.low >= factor * outer.low
    if outer.shape is _Shape.UPPER:
        return inner.high < outer.high and outer.high > factor * inner.high
    return False


def _pins_down(about: _Said, span: _Said) -> bool:
    """Whether a range is no wider than what "about" leaves open: "about 3,000", then 3,000 to 3,200."""
    if not about.soft or about.shape is not _Shape.POINT or span.shape is not _Shape.SPAN:
        return False
    open_to_both = min(granularity(about.low), 2 * TOLERANCE * abs(about.low))
    return span.low <= about.low <= span.high and span.high - span.low <= open_to_both


def _overlap(a: _Said, b: _Said) -> bool:
    return a.reach[0] <= b.reach[1] and b.reach[0] <= a.reach[1]


def _leave_room(a: _Said, b: _Said) -> bool:
    """Whether a soft figure, or two opposite limits, leave more than a point to both."""
    opposite = {a.shape, b.shape} == {_Shape.LOWER, _Shape.UPPER}
    shared = min(a.reach[1], b.reach[1]) - max(a.reach[0], b.reach[0])
    return (a.soft or b.soft or opposite) and shared > 0


def _anchor(said: _Said) -> float:
    """The number that is named: the stated end of an open interval, the middle of a range."""
    match said.shape:
        case _Shape.LOWER | _Shape.POINT:
            return said.low
        case _Shape.UPPER:
            return said.high
        case _Shape.SPAN | _Shape.VAGUE:
            return (said.low + said.high) / 2
        case _Shape.NOTHING:
            return math.inf


def _digits(number: float) -> str:
    return f"{number:,.0f}" if number == round(number, 0) else f"{number:,.1f}"


def _sentence(relation: ValueRelation, before: str, after: str) -> str:
    match relation:
        case ValueRelation.SAME:
            return f"both say {after}"
        case ValueRelation.REWORDED:
            return f"{before} and {after} are the same figure in other words"
        case ValueRelation.COMPATIBLE:
            return f"{before} and {after} leave room for each other"
        case ValueRelation.NARROWED | ValueRelation.WIDENED:
            return f"{before} was {relation} to {after}"
        case ValueRelation.RAISED | ValueRelation.LOWERED:
            return f"{before} was {relation} to {after}"
