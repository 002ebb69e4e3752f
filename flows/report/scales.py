"""From values and times to places in a drawing, and the round marks to label along the way. Pure arithmetic."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Final

LOG_FROM_RATIO: Final = 60
"""When the greatest figure is this many times the smallest, a linear axis would press the small ones flat."""

_STEPS: Final = (
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=3),
    timedelta(days=5),
    timedelta(days=7),
    timedelta(days=10),
    timedelta(days=14),
    timedelta(days=20),
    timedelta(days=30),
    timedelta(days=45),
    timedelta(days=60),
    timedelta(days=91),
    timedelta(days=365),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Values from `low` to `high` on pixels from `bottom` (of low) to `top`, a label every `step`.

    `step` is None on a logarithmic scale, which labels its decades.
    """

    low: float
    high: float
    bottom: float
    top: float
    step: float | None

    @property
    def is_log(self) -> bool:
        """Whether equal distances are equal ratios."""
        return self.step is None

    def place(self, value: float) -> float:
        """Return the pixel of a value; one outside the scale lands on its edge."""
        value = min(max(value, self.low), self.high)
        if self.is_log:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.bottom + share * (self.top - self.bottom)

    def ticks(self) -> tuple[float, ...]:
        """Return the round values to label, ascending, both ends included."""
        if self.step is None:
            decades = round(math.log10(self.high / self.low))
            return tuple(self.low * 10**n for n in range(decades + 1))
        return tuple(self.step * n for n in range(round(self.high / self.step) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Times from `start` to `end` on pixels from `left` to `right`."""

    start: datetime
    end: datetime
    left: float
    right: float

    def place(self, time: datetime) -> float:
        """Return the pixel of a time; one outside the scale lands on its edge."""
        whole = (self.end - self.start).total_seconds() or 1.0
        share = (time - self.start).total_seconds() / whole
        return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)

    def ticks(self, zone: tzinfo, at_most: int) -> tuple[datetime, ...]:
        """Return up to `at_most` times to label: hours or midnights of the zone, inside the scale."""
        span = self.end - self.start
        step = next((s for s in _STEPS if span <= s * at_most), span / at_most)
        local = self.start.astimezone(zone).replace(tzinfo=None)
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        count = int((local - midnight + span) / step) + 2
        times = ((midnight + step * n).replace(tzinfo=zone) for n in range(count))
        return tuple(time for time in times if self.start <= time <= self.end)[:at_most]


def value_scale(values: Iterable[float], *, bottom: float, top: float) -> ValueScale:
    """Return a scale for the values: linear from zero, or logarithmic in whole decades for far-apart ones."""
    positive = [value for value in values if value > 0] or [1.0]
    low, high = min(positive), max(positive)
    if high / low >= LOG_FROM_RATIO:
        start = 10.0 ** math.floor(math.log10(low))
        end = 10.0 ** math.ceil(math.log10(high * 1.0001))
        return ValueScale(low=start, high=end, bottom=bottom, top=top, step=None)
    step = _round_step(high * 1.05)
    end = step * math.ceil(high * 1.05 / step)
    return ValueScale(low=0.0, high=end, bottom=bottom, top=top, step=step)


def _round_step(high: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that four to eight steps reach `high`."""
    rough = high / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * unit for unit in (1, 2, 5, 10) if power * unit >= rough * 0.999)
