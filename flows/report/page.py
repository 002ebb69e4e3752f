"""The report as one HTML page: `render(content)` -> text that needs no network and opens from disk.

The templates escape every value; style and script are inlined and named by their hash in the page's content policy.
Long lists are cut to what a person reads and a phone holds, and the page says what it left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from itertools import groupby
from typing import Final
from urllib.parse import quote

from markupsafe import Markup

from flows.report.charts import Frame, describe, draw, zoom_data
from flows.report.clock import Clock
from flows.report.content import FigureSeries, ReportAlert, ReportContent, ReportRun, Severity
from flows.report.sides import anchor
from flows.report.tellings import Telling, Voice, gather, voices
from flows.report.templating import fill

MAX_ALERTS: Final = 250
MAX_SIDE_BY_SIDE: Final = 40
"""Alerts, the newest first, that show both texts side by side; each has a page of its own where pages are served."""
MAX_ROWS: Final = 150
"""Rows shown of any other table."""
MAX_TELLINGS: Final = 1_200
"""Tellings shown of all figures together; each series gets its share. Keeps 1,000 articles well under 5 MB."""
_WIDE: Final = (760, 300)
_NARROW: Final = (340, 260)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A series made ready for its template.

    `rows` are the tellings to show, newest first, each with its row id; `omitted` counts those left out, `early`
    those that were told before the chart begins. `zoom` is what the script draws it from again, as JSON.
    """

    id: str
    series: FigureSeries
    voices: tuple[Voice, ...]
    rows: tuple[tuple[str, Telling], ...]
    omitted: int
    early: int
    wide: Markup
    narrow: Markup
    zoom: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunDay:
    """A day's runs that had something to do, newest first, and what all of the day's came to in words."""

    day: datetime
    runs: tuple[ReportRun, ...]
    words: str


def render(content: ReportContent, *, is_served: bool = False) -> str:
    """Return the report as an HTML page; the same content gives the same page, byte for byte.

    `is_served`: alerts link to pages of their own (flows.pages) instead of to themselves.
    """
    return fill(
        "page.html.j2",
        styles=("page.css", "vendor/uplot/uPlot.min.css"),
        scripts=("vendor/uplot/uPlot.iife.min.js", "page.js", "zoom.js"),
        content=content,
        clock=Clock(content.time_zone, content.made_at),
        lede=lede(content),
        alerts=_alerts_on_page(content),
        figures=figures(content),
        run_days=run_days(content.runs, content.time_zone),
        max_rows=MAX_ROWS,
        alert_link=(lambda alert: f"/alert/{quote(alert.key, safe='')}") if is_served else alert_anchor,
    )


def alert_anchor(alert: ReportAlert) -> str:
    """Return the link to an alert on the page that shows it."""
    return f"#{anchor(alert.key)}"


def lede(content: ReportContent) -> str:
    """Return the report's first sentence: how much there is to look at, and how far the press was read."""
    day_ago = content.made_at - timedelta(days=1)
    new = [alert for alert in content.alerts if alert.made_at > day_ago]
    quiet = sum(alert.is_quiet for alert in new)
    older = len(content.alerts) - len(new)
    first = f"{_count(len(new) - quiet, 'alert')} in the last day"
    if quiet:
        first += f" and {quiet} for the digest"
    if older:
        first += f", {older} before that"
    if not content.coverage:
        return f"{first}. No outlet has been read yet."
    bad = sum(outlet.is_in_trouble for outlet in content.coverage)
    read = f"{_count(len(content.coverage), 'outlet')} watched"
    return f"{first}. {read}, {f'{bad} of them in trouble' if bad else 'all of them readable'}."


def figures(content: ReportContent) -> tuple[FigureView, ...]:
    """Return the series that have a telling, each with its charts and rows."""
    filled = [series for series in content.series if series.points]
    share = max(MAX_TELLINGS // max(len(filled), 1), 20)
    return tuple(_figure(f"figure-{at}", series, content, share) for at, series in enumerate(filled, 1))


def _figure(name: str, series: FigureSeries, content: ReportContent, share: int) -> FigureView:
    tellings = gather(series.points)
    shown = tellings[-share:]
    rows = tuple((f"{name}-{at}", telling) for at, telling in enumerate(shown, 1))
    ids = {telling: row for row, telling in rows}
    groups = voices(shown)
    label = describe(series.title, groups)

    start = max(content.covers_from, shown[0].point.told_at) if len(shown) < len(tellings) else content.covers_from
    wide, narrow = (_frame(size, content, start) for size in (_WIDE, _NARROW))
    return FigureView(
        id=name,
        series=series,
        voices=groups,
        rows=tuple(reversed(rows)),
        omitted=len(tellings) - len(shown),
        early=sum(telling.point.told_at < content.covers_from for telling in shown),
        wide=draw(groups, wide, ids, label),
        narrow=draw(groups, narrow, ids, label),
        zoom=zoom_data(groups, wide, ids),
    )


def _frame(size: tuple[int, int], content: ReportContent, start: datetime) -> Frame:
    return Frame(
        width=size[0],
        height=size[1],
        start=start,
        end=content.made_at,
        zone=content.time_zone,
        gaps=content.gaps,
    )


def _alerts_on_page(content: ReportContent) -> list[ReportAlert]:
    shown = _newest_first(content)[:MAX_ALERTS]
    return [*shown[:MAX_SIDE_BY_SIDE], *(replace(alert, passages=()) for alert in shown[MAX_SIDE_BY_SIDE:])]


def _newest_first(content: ReportContent) -> list[ReportAlert]:
    """Return the alerts by day of the reader, newest first; in a day the loud lead, those for the digest come last."""
    order = list(Severity)

    def place(alert: ReportAlert) -> tuple[int, bool, int, float, str]:
        day = alert.made_at.astimezone(content.time_zone).date()
        loudness = order.index(alert.severity)
        return -day.toordinal(), alert.is_quiet, loudness, -alert.made_at.timestamp(), alert.key

    return sorted(content.alerts, key=place)


def run_days(runs: Sequence[ReportRun], zone: tzinfo) -> tuple[RunDay, ...]:
    """Return the newest runs by day of the reader, newest first; those that found nothing due are only counted."""
    newest = sorted(runs, key=lambda run: run.started_at, reverse=True)[:MAX_ROWS]
    days = groupby(newest, key=lambda run: run.started_at.astimezone(zone).date())
    return tuple(_run_day(tuple(found)) for _, found in days)


def _run_day(runs: tuple[ReportRun, ...]) -> RunDay:
    bad = sum(run.ended_at is None or run.issues > 0 for run in runs)
    idle = sum(run.is_idle for run in runs)
    words = [_count(len(runs), "run").lower(), _count(sum(run.alerts for run in runs), "alert").lower()]
    words += [f"{bad} with problems"] if bad else []
    words += [f"{idle} with nothing due"] if idle else []
    return RunDay(day=runs[0].started_at, runs=tuple(run for run in runs if not run.is_idle), words=", ".join(words))


def _count(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"
