"""A figure's timeline as SVG text, drawn here rather than in the browser.

So the page shows its figures without a script, prints them sharp, follows dark mode through classes, and keeps a strict
content policy. Each source has a colour and a shape; an outlet's telling is a mark, its interval a whisker (an arrow
where the end is open), the source's latest interval a band until the next telling. Shaded columns are times without
polling: bands stop there, because nobody looked.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final

from markupsafe import Markup

from extractors.names import readable
from flows.report.content import Window
from flows.report.gloss import number_words
from flows.report.scales import TimeScale, ValueScale, value_scale
from flows.report.tellings import Telling, Voice

STYLES: Final = 8
"""Sources that get a colour and shape of their own; those after them share the last, a grey ring."""

_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 14, 12, 26
_SHAPES: Final = (
    "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z",
    "M-4.5 -4.5H4.5V4.5H-4.5Z",
    "M0 -6L6 0L0 6L-6 0Z",
    "M0 -6L5.5 4.5H-5.5Z",
    "M0 6L5.5 -4.5H-5.5Z",
    "M-6 -2H-2V-6H2V-2H6V2H2V6H-2V2H-6Z",
    "M-3 -5.5H3L6 0L3 5.5H-3L-6 0Z",
    "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z",
)
_LETTER: Final = 6.8
"""Pixels that a letter of an axis takes at most; two labels keep one such apart."""
_REACH: Final = 11.0
"""Pixels between two marks' centres below which the later one steps aside."""
MAX_STEPS_ASIDE: Final = 3
"""Steps after which marks may overlap: further away, a mark would stand at a time at which it was not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a drawing in pixels and the times that it spans."""

    width: int
    height: int
    start: datetime
    end: datetime
    zone: tzinfo
    gaps: tuple[Window, ...] = ()


def draw(sources: Sequence[Voice], frame: Frame, rows: dict[Telling, str], label: str) -> Markup:
    """Return the chart as one `<svg>`; `rows` gives for each telling the id of the table row that says it in words.

    Tellings without any number ("hundreds" with no interval) have no place here; the table has them.
    """
    values = _scale_of(sources, frame)
    times = TimeScale(start=frame.start, end=frame.end, left=_LEFT, right=frame.width - _RIGHT)
    parts = [
        *_gaps(frame, times),
        *_value_axis(values, frame),
        *_time_axis(times, frame),
        *_bands(sources, values, times, frame),
        *_marks(sources, values, times, rows),
        *_scale_note(values),
    ]
    head = Markup('<svg class="chart" role="img" aria-label="{}" viewBox="0 0 {} {}">').format(
        label, frame.width, frame.height
    )
    return head + Markup("").join(parts) + Markup("</svg>")


def zoom_data(sources: Sequence[Voice], frame: Frame, rows: dict[Telling, str]) -> str:
    """Return the same chart as numbers, in JSON, for the script that draws it zoomed: times are seconds since 1970."""
    values = _scale_of(sources, frame)
    told = (t for voice in sources for t in voice.tellings if t.value is not None and t in rows)
    return json.dumps(
        {
            "start": _second(frame.start),
            "end": _second(frame.end),
            "zone": str(frame.zone),
            "scale": [values.low, values.high, values.is_log],
            "gaps": [[_second(gap.opened_at), _second(gap.closed_at)] for gap in frame.gaps],
            "bands": [
                [index, low, high, _second(start), _second(end)]
                for index, low, high, start, end in _stretches(sources, frame)
            ],
            "marks": [
                [rows[t], _second(t.point.told_at), t.value, *(t.point.interval or (t.value, t.value))] for t in told
            ],
        },
        separators=(",", ":"),
    )


def _second(time: datetime) -> int:
    return int(time.timestamp())


def swatch(index: int) -> Markup:
    """Return a source's colour and shape as a small picture for the legend."""
    style = min(index, STYLES - 1)
    return Markup(
        '<svg class="swatch" viewBox="-8 -8 16 16" aria-hidden="true"><path class="m c{}" d="{}"/></svg>'
    ).format(style, _SHAPES[style])


def describe(title: str, sources: Iterable[Voice]) -> str:
    """Return the chart in one sentence, for those who do not see it."""
    latest = (
        f"{readable(voice.name) or 'the outlets themselves'}: "
        f"{' or '.join(stand.figure or 'no number' for stand in voice.stands[:3])}"
        for voice in sources
    )
    return f"{title} over time. Now, by source: {'; '.join(latest)}. The table has every telling."


def strip(gaps: Iterable[Window], start: datetime, end: datetime) -> Markup:
    """Return an outlet's read time as a thin bar, its gaps left open."""
    times = TimeScale(start=start, end=end, left=0, right=120)
    holes = Markup("").join(
        Markup('<rect class="hole" x="{:.1f}" y="0" width="{:.1f}" height="10"/>').format(
            times.place(gap.opened_at),
            max(times.place(gap.closed_at) - times.place(gap.opened_at), 1.0),
        )
        for gap in gaps
    )
    bar = Markup('<rect class="read" x="0" y="3" width="120" height="4"/>')
    return Markup('<svg class="strip" viewBox="0 0 120 10" aria-hidden="true">') + bar + holes + Markup("</svg>")


def _scale_of(sources: Sequence[Voice], frame: Frame) -> ValueScale:
    tellings = [telling for voice in sources for telling in voice.tellings]
    ends = [end for t in tellings for end in t.point.interval or () if end is not None]
    values = [telling.value for telling in tellings if telling.value is not None]
    return value_scale([*ends, *values], bottom=frame.height - _BOTTOM, top=_TOP)


def _gaps(frame: Frame, times: TimeScale) -> Iterable[Markup]:
    for gap in frame.gaps:
        left, right = times.place(gap.opened_at), times.place(gap.closed_at)
        if right > left:
            yield Markup('<rect class="gap" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
                left, _TOP, right - left, frame.height - _TOP - _BOTTOM
            )


def _value_axis(values: ValueScale, frame: Frame) -> Iterable[Markup]:
    for tick in values.ticks():
        y = values.place(tick)
        yield Markup('<path class="grid" d="M{} {:.1f}H{}"/>').format(_LEFT, y, frame.width - _RIGHT)
        yield Markup('<text class="tick" x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
            _LEFT - 8, y + 4, number_words(tick)
        )


def _scale_note(values: ValueScale) -> Iterable[Markup]:
    if values.is_log:
        yield Markup('<text class="tick" x="{}" y="{}">logarithmic scale</text>').format(_LEFT + 6, _TOP + 14)


def _time_axis(times: TimeScale, frame: Frame) -> Iterable[Markup]:
    taken = 0.0
    for tick in times.ticks(frame.zone, at_most=max(frame.width // 90, 2)):
        x = times.place(tick)
        is_midnight = tick.hour == 0 and tick.minute == 0
        words = f"{tick:%a} {tick.day} {tick:%b}" if is_midnight else f"{tick:%H:%M}"
        width = len(words) * _LETTER
        begins = min(x, frame.width - width)
        if begins < taken:
            continue
        taken = begins + width + _LETTER
        yield Markup('<path class="grid t" d="M{:.1f} {}V{}"/>').format(x, _TOP, frame.height - _BOTTOM + 5)
        yield Markup('<text class="tick" x="{:.1f}" y="{}">{}</text>').format(begins, frame.height - 8, words)


def _bands(sources: Sequence[Voice], values: ValueScale, times: TimeScale, frame: Frame) -> Iterable[Markup]:
    for index, low, high, start, end in _stretches(sources, frame):
        left, right = times.place(start), times.place(end)
        bottom, top = values.place(low), values.place(high)
        if right <= left:
            continue
        yield Markup('<rect class="band c{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
            index, left, top, right - left, max(bottom - top, 1.5)
        )


def _stretches(sources: Sequence[Voice], frame: Frame) -> Iterable[tuple[int, float, float, datetime, datetime]]:
    """Yield where each source's interval stands (source, low, high, from, until): never where nobody looked."""
    for index, voice in enumerate(sources[: STYLES - 1]):
        for low, high, opened, closed in _holdings(voice, frame):
            for start, end in _without_gaps(opened, closed, frame.gaps):
                yield index, low, high, start, end


def _holdings(voice: Voice, frame: Frame) -> Iterable[tuple[float, float, datetime, datetime]]:
    """Yield the closed intervals that a source held (low, high, from, until); equal ones in a row are one."""
    held: tuple[float, float] | None = None
    since = frame.start
    for telling in voice.tellings:
        low, high = telling.point.interval or (None, None)
        now = None if low is None or high is None else (low, high)
        if now == held:
            continue
        if held is not None:
            yield (*held, since, telling.point.told_at)
        held, since = now, telling.point.told_at
    if held is not None:
        yield (*held, since, frame.end)


def _without_gaps(start: datetime, end: datetime, gaps: Iterable[Window]) -> Iterable[tuple[datetime, datetime]]:
    for gap in sorted(gaps, key=lambda g: g.opened_at):
        if gap.closed_at <= start or gap.opened_at >= end:
            continue
        if gap.opened_at > start:
            yield start, gap.opened_at
        start = max(start, gap.closed_at)
    if start < end:
        yield start, end


def _marks(
    sources: Sequence[Voice], values: ValueScale, times: TimeScale, rows: dict[Telling, str]
) -> Iterable[Markup]:
    taken: list[tuple[float, float]] = []
    placed = [
        (telling, min(index, STYLES - 1))
        for index, voice in enumerate(sources)
        for telling in voice.tellings
        if telling.value is not None
    ]
    for telling, style in sorted(placed, key=lambda pair: pair[0].point.told_at):
        value = telling.value or 0.0
        y = values.place(value)
        x = _step_aside(times.place(telling.point.told_at), y, taken, times)
        yield _whisker(telling, x, y, values, style)
        yield Markup('<path class="m c{}{}" d="{}" transform="translate({:.1f} {:.1f})"{}/>').format(
            style,
            " vague" if telling.point.gloss.bound == "vague" else "",
            _SHAPES[style],
            x,
            y,
            Markup(' data-row="{}"').format(rows[telling]) if telling in rows else "",
        )


def _step_aside(x: float, y: float, taken: list[tuple[float, float]], times: TimeScale) -> float:
    """Return a free place as near to x as one is, to the right first, and take it; a full crowd overlaps."""
    for step in range(MAX_STEPS_ASIDE + 1):
        for side in (1, -1):
            spot = x + side * step * _REACH
            if not times.left <= spot <= times.right:
                continue
            if all(abs(spot - a) >= _REACH or abs(y - b) >= _REACH for a, b in taken):
                taken.append((spot, y))
                return spot
    return x


def _whisker(telling: Telling, x: float, y: float, values: ValueScale, style: int) -> Markup:
    """Return the interval as a line through the mark; an open end points away with an arrow."""
    if telling.point.interval is None:
        return Markup("")
    low, high = telling.point.interval
    if low == high:
        return Markup("")
    if low is None:
        foot, foot_cap = min(y + 24, values.bottom), "l-3 -4m3 4l3 -4"
    else:
        foot, foot_cap = values.place(low), "m-3 0h6"
    if high is None:
        head, head_cap = max(y - 24, values.top), "l-3 4m3 -4l3 4"
    else:
        head, head_cap = values.place(high), "m-3 0h6"
    return Markup('<path class="w c{}" d="M{:.1f} {:.1f}V{:.1f}{}M{:.1f} {:.1f}{}"/>').format(
        style, x, head, foot, foot_cap, x, head, head_cap
    )
