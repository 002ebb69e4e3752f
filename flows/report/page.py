"""The report as one HTML page: `render(content)` -> text that needs no network and opens from disk.

The templates escape every value; style and script are inlined and named by their hash in the page's content policy.
Long lists are cut to what a person reads and a phone holds, and the page says what it left out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from re import fullmatch
from typing import Final

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from flows.report.charts import Frame, describe, draw, strip, swatch
from flows.report.content import FigureSeries, ReportAlert, ReportContent, Severity, Side
from flows.report.gloss import gloss_line, readable, source_words, value_words
from flows.report.languages import language_name, language_tag
from flows.report.safety import clean, content_policy, web_link
from flows.report.tellings import Telling, Voice, gather, said, voices
from flows.report.words import Piece, mark_words, quote_in

MAX_ALERTS: Final = 250
MAX_ROWS: Final = 150
"""Rows shown of any other table."""
MAX_TELLINGS: Final = 1_400
"""Tellings shown of all figures together; each series gets its share. Keeps 1,000 articles well under 5 MB."""
MAX_QUOTE: Final = 200
MAX_PASSAGE: Final = 800
"""Characters shown of a sentence or its surroundings."""

_WIDE: Final = (760, 300)
_NARROW: Final = (340, 260)


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A series made ready for its template.

    `rows` are the tellings to show, newest first, each with its row id; `omitted` counts those left out, `early`
    those that were told before the chart begins.
    """

    id: str
    series: FigureSeries
    voices: tuple[Voice, ...]
    rows: tuple[tuple[str, Telling], ...]
    omitted: int
    early: int
    wide: Markup
    narrow: Markup


@dataclass(frozen=True, slots=True)
class Clock:
    """Writes times in the reader's zone; a year is named where it is not that of the report."""

    zone: tzinfo
    made_at: datetime

    def when(self, time: datetime) -> Markup:
        """Return a `<time>` with day, hour and zone."""
        local = time.astimezone(self.zone)
        return self._tag(time, f"{self.day(time)}, {local:%H:%M} {local:%Z}")

    def hour(self, time: datetime) -> Markup:
        """Return a `<time>` with day and hour; for tables, which name the zone in their heading."""
        return self._tag(time, f"{self.day(time)}, {time.astimezone(self.zone):%H:%M}")

    def day(self, time: datetime) -> str:
        """Return the day in words: "Mon 27 Jan"."""
        local = time.astimezone(self.zone)
        year = "" if local.year == self.made_at.astimezone(self.zone).year else f" {local.year}"
        return f"{local:%a} {local.day} {local:%b}{year}"

    def long_day(self, time: datetime) -> str:
        """Return the day in full: "Monday 27 January 2025"."""
        local = time.astimezone(self.zone)
        return f"{local:%A} {local.day} {local:%B} {local.year}"

    @property
    def zone_name(self) -> str:
        """The zone's short name at the time of the report."""
        return self.made_at.astimezone(self.zone).tzname() or ""

    @staticmethod
    def _tag(time: datetime, words: str) -> Markup:
        return Markup('<time datetime="{}">{}</time>').format(
            time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), words
        )


def render(content: ReportContent) -> str:
    """Return the report as an HTML page; the same content gives the same page, byte for byte."""
    style, script = _asset("page.css"), _asset("page.js")
    page = _environment().get_template("page.html.j2")
    text = page.render(
        content=content,
        policy=content_policy(style=style, script=script),
        style=Markup(style),  # noqa: S704 - our own file, and its hash is in the policy
        script=Markup(script),  # noqa: S704 - likewise
        clock=Clock(content.time_zone, content.made_at),
        lede=lede(content),
        alerts=_newest_first(content)[:MAX_ALERTS],
        figures=figures(content),
        max_rows=MAX_ROWS,
    )
    return clean(text)


def anchor(key: str) -> str:
    """Return the id of an alert on the page, for permalinks; stable for a key."""
    if fullmatch(r"[A-Za-z0-9_-]{1,80}", key):
        return f"alert-{key}"
    return f"alert-{sha256(key.encode('utf-8', 'replace')).hexdigest()[:16]}"


def lede(content: ReportContent) -> str:
    """Return the report's first sentence: how much there is to look at, and how far the press was read."""
    day_ago = content.made_at - timedelta(days=1)
    fresh = sum(alert.made_at > day_ago for alert in content.alerts)
    older = len(content.alerts) - fresh
    first = f"{_count(fresh, 'alert')} in the last day"
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


def marked(alert: ReportAlert) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Return the passages of both sides in pieces; words are compared only within one language."""
    before, after = _passage(alert.before), _passage(alert.after)
    if _has_one_language(alert):
        old, new = mark_words(before, after)
    else:
        old, new = (Piece(text=before),), (Piece(text=after),)
    return (
        quote_in(old, alert.before.quote if alert.before else ""),
        quote_in(new, alert.after.quote if alert.after else ""),
    )


def _has_one_language(alert: ReportAlert) -> bool:
    """Return whether both sides are there and can be compared word by word."""
    if alert.before is None or alert.after is None:
        return False
    return alert.before.language == alert.after.language


def clip(text: str, size: int = MAX_QUOTE) -> str:
    """Return a text of at most `size` characters; a cut shows as an ellipsis."""
    return text if len(text) <= size else text[: size - 1].rstrip() + "…"


def _figure(name: str, series: FigureSeries, content: ReportContent, share: int) -> FigureView:
    tellings = gather(series.points)
    shown = tellings[-share:]
    rows = tuple((f"{name}-{at}", telling) for at, telling in enumerate(shown, 1))
    ids = {telling: row for row, telling in rows}
    groups = voices(shown)
    label = describe(series.title, groups)

    def chart(size: tuple[int, int]) -> Markup:
        frame = Frame(
            width=size[0],
            height=size[1],
            start=content.covers_from,
            end=content.made_at,
            zone=content.time_zone,
            gaps=content.gaps,
        )
        return draw(groups, frame, ids, label)

    return FigureView(
        id=name,
        series=series,
        voices=groups,
        rows=tuple(reversed(rows)),
        omitted=len(tellings) - len(shown),
        early=sum(telling.point.told_at < content.covers_from for telling in shown),
        wide=chart(_WIDE),
        narrow=chart(_NARROW),
    )


def _passage(side: Side | None) -> str:
    """Return the sentence of a side if it holds the quote, else the quote: what is marked must be what was read."""
    if side is None:
        return ""
    if side.quote in side.sentence:
        return clip(side.sentence, MAX_PASSAGE) or side.quote
    return clip(side.quote, MAX_PASSAGE)


def _newest_first(content: ReportContent) -> list[ReportAlert]:
    """Return the alerts by day of the reader, newest first; within a day those of high severity lead."""
    order = list(Severity)

    def place(alert: ReportAlert) -> tuple[int, int, float, str]:
        day = alert.made_at.astimezone(content.time_zone).date()
        loudness = order.index(alert.severity)
        return -day.toordinal(), loudness, -alert.made_at.timestamp(), alert.key

    return sorted(content.alerts, key=place)


def _count(number: int, noun: str) -> str:
    return f"{number or 'No'} {noun}{'' if number == 1 else 's'}"


def _files() -> Traversable:
    return resources.files("flows.report") / "templates"


@cache
def _asset(name: str) -> str:
    return (_files() / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    """Return the templates' world: values are escaped, an unknown name is an error."""
    environment = Environment(
        loader=FunctionLoader(_asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters.update(
        clip=clip,
        gloss=gloss_line,
        language=language_name,
        link=web_link,
        readable=readable,
        said=said,
        source=source_words,
        tag=language_tag,
        value=value_words,
    )
    environment.globals.update(anchor=anchor, marked=marked, strip=strip, swatch=swatch)
    return environment
