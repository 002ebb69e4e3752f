"""The report of a watch, filled from the read copy. No Prefect, no clock."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from extractors.names import proper_name
from extractors.values import Aggregation, Bound, Kind, Modality
from flows.alerts.shown import alerts_shown
from flows.collection.runs import watch_folder
from flows.monitor import status_of
from flows.report.content import (
    ClaimGloss,
    FigurePoint,
    FigureSeries,
    Matrix,
    OutletCoverage,
    Precision,
    ReportAlert,
    ReportContent,
    ReportIssue,
    ReportRun,
    Suppressed,
    Window,
)
from flows.report.gloss import metric_words, value_words
from flows.report.matrix import Answer, matrix
from flows.report.page import render
from flows.watching.values import Feed, Watch
from warehouse import connect, lookups, people, read
from warehouse.answers import ChangeDetail, FeedHealth, PollGap, PresentTelling, RunHistory, TimelinePoint
from warehouse.answers import OutletCoverage as StoredCoverage
from warehouse.connect import Connection
from warehouse.people import Precision as StoredPrecision
from warehouse.rows import IssueRow

REPORT_FILE = "report.html"
TROUBLED_AFTER = 3
"""A feed that failed so often in a row is shown as in trouble."""
PRESENT = timedelta(days=60)
"""What an outlet said longer ago is no longer what it says now."""


def write_report(watch: Watch, home: Path, now: datetime) -> Path:
    """Write the report of a watch over all that is stored, replacing the last one; return its path.

    Raises:
        warehouse.errors.NotFound: nothing was collected yet.
    """
    page = render(report_content(watch, home, now))
    path = watch_folder(home, watch.id) / REPORT_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(page, encoding="utf-8")
    part.replace(path)
    return path


_PUBLISHED = frozenset({"all", "finding"})
"""Groups whose precision is on the page; `claimwatch alerts precision` has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stored:
    """What the warehouse holds for a report."""

    alerts: tuple[ReportAlert, ...]
    precision: tuple[StoredPrecision, ...]
    changes: tuple[ChangeDetail, ...]
    points: tuple[TimelinePoint, ...]
    tellings: tuple[PresentTelling, ...]
    outlets: tuple[StoredCoverage, ...]
    feeds: tuple[FeedHealth, ...]
    gaps: tuple[PollGap, ...]
    issues: tuple[IssueRow, ...]
    runs: tuple[RunHistory, ...]
    begun: datetime | None


def report_content(watch: Watch, home: Path, now: datetime) -> ReportContent:
    """Return what the report says, from the read copy of `home`."""
    names = watch.outlet_names
    with connect.reader(home) as con:
        stored = _ask(con, watch, now)
    return ReportContent(
        title=watch.title,
        watch=watch.id,
        made_at=now,
        covers_from=stored.begun or now,
        time_zone=ZoneInfo(watch.time_zone),
        alerts=tuple(reversed(stored.alerts)),
        precision=tuple(_precision(row) for row in stored.precision if row.grouped_by in _PUBLISHED),
        matrix=_matrix(watch, stored.tellings, names, now - PRESENT),
        series=_series(watch, stored.points, names),
        coverage=_coverage(watch, stored),
        suppressed=tuple(_suppressed(row, names) for row in reversed(stored.changes) if row.decision != "alerted"),
        issues=_issues(stored.issues),
        runs=tuple(_run(run) for run in stored.runs),
        gaps=_windows(stored.gaps, ("",)),
        health=status_of(watch, home, now).problems,
    )


def _ask(con: Connection, watch: Watch, now: datetime) -> _Stored:
    names = watch.outlet_names
    return _Stored(
        alerts=alerts_shown(con, watch.id, names),
        precision=people.alert_precision(con, watch.id),
        changes=read.changes_since(con, watch.id),
        points=read.figure_timeline(con, watch.id),
        tellings=read.tellings_now(con, watch.id, now - PRESENT),
        outlets=read.coverage_by_outlet(con, watch.id),
        feeds=read.feed_health(con, watch.id),
        gaps=read.poll_gaps(con, watch.id, now),
        issues=read.issues_since(con, watch.id),
        runs=read.run_history(con, watch.id, limit=200),
        begun=lookups.first_run_at(con, watch.id),
    )


def _precision(row: StoredPrecision) -> Precision:
    return Precision(
        kind=row.value if row.grouped_by != "all" else "all",
        right=row.count_right,
        wrong=row.count_wrong,
        unsure=row.count_unsure,
        unmarked=row.count_unmarked,
        share=row.precision,
        low=row.precision_low,
        high=row.precision_high,
    )


def _matrix(watch: Watch, tellings: Iterable[PresentTelling], names: Mapping[str, str], since: datetime) -> Matrix:
    """Return who says what on the questions that alert; the others are background."""
    outlets = [(feed.outlet_name, feed.language) for feed in watch.feeds]
    questions = [question for question in watch.story.questions if question.alert_on]
    return matrix([_answer(telling, names) for telling in tellings], questions, outlets, since)


def _answer(telling: PresentTelling, names: Mapping[str, str]) -> Answer:
    return Answer(
        outlet=names.get(telling.outlet, telling.outlet),
        publisher=telling.publisher,
        language=telling.language,
        told_at=telling.told_at,
        gloss=replace(
            _gloss(telling),
            via=telling.via,
            as_of=telling.as_of,
            place=telling.place,
            aggregation=Aggregation(telling.aggregation) if telling.aggregation else None,
        ),
        quote=telling.quote,
        url=telling.url,
        interval=(telling.interval_low, telling.interval_high) if telling.kind == Kind.FIGURE else None,
        scope=(telling.increment or "", telling.aggregation or ""),
    )


def _gloss(told: PresentTelling | TimelinePoint) -> ClaimGloss:
    return ClaimGloss(
        metric=told.metric,
        subject=told.subject,
        low=told.low,
        high=told.high,
        bound=Bound(told.bound) if told.bound else None,
        unit=told.unit,
        source=told.source,
        modality=Modality(told.modality),
        period=told.period,
    )


def _windows(gaps: Iterable[PollGap], feeds: Iterable[str]) -> tuple[Window, ...]:
    """Return the gaps that all of these feeds share, by their ends: an outlet with one good feed was read."""
    of_feed: dict[str, list[Window]] = {feed: [] for feed in feeds}
    for gap in gaps:
        if gap.feed_id in of_feed:
            of_feed[gap.feed_id].append(Window(opened_at=gap.opened_at, closed_at=gap.closed_at))
    first, *others = of_feed.values() or ([],)
    for windows in others:
        first = [both for one in first for other in windows if (both := _overlap(one, other))]
    return tuple(first)


def _overlap(one: Window, other: Window) -> Window | None:
    opened, closed = max(one.opened_at, other.opened_at), min(one.closed_at, other.closed_at)
    return Window(opened_at=opened, closed_at=closed) if opened < closed else None


def _series(watch: Watch, points: Iterable[TimelinePoint], names: Mapping[str, str]) -> tuple[FigureSeries, ...]:
    """Group the figures that the watch asks for by metric and side; recaps of known totals are left out."""
    asked = {metric for question in watch.story.questions for metric in question.metrics}
    groups: dict[tuple[str, str], list[FigurePoint]] = defaultdict(list)
    for point in points:
        if point.metric in asked and not point.is_given:
            groups[point.metric, point.subject].append(_point(point, names))
    ordered = sorted(groups.items(), key=lambda item: (item[0][1] != watch.story.main_actor, -len(item[1]), item[0]))
    return tuple(
        FigureSeries(
            title=f"{metric_words(metric).capitalize()}: {proper_name(subject)}",
            unit=_axis(metric),
            points=tuple(found),
        )
        for (metric, subject), found in ordered
    )


def _point(point: TimelinePoint, names: Mapping[str, str]) -> FigurePoint:
    return FigurePoint(
        outlet=names.get(point.outlet, point.outlet),
        language=point.language,
        told_at=point.told_at,
        quote=point.quote,
        interval=(point.interval_low, point.interval_high),
        url=point.url,
        gloss=_gloss(point),
    )


def _axis(metric: str) -> str:
    return {"area_km2": "sq km", "share_lost": "%", "duration_days": "days"}.get(metric, "persons")


def _coverage(watch: Watch, stored: _Stored) -> tuple[OutletCoverage, ...]:
    """Return a line per outlet and language, however many feeds it has; outlets without a feed of the watch last."""
    brought = {(outlet.outlet, outlet.language): outlet for outlet in stored.outlets}
    watched: dict[tuple[str, str], list[Feed]] = defaultdict(list)
    for feed in watch.feeds:
        watched[feed.outlet, feed.language].append(feed)
    lines = [_outlet(feeds, brought.get(key), stored) for key, feeds in watched.items()]
    return (*lines, *(_without_feed(outlet) for key, outlet in brought.items() if key not in watched))


def _outlet(feeds: Sequence[Feed], brought: StoredCoverage | None, stored: _Stored) -> OutletCoverage:
    feed, ids = feeds[0], {feed.id for feed in feeds}
    health = [state for state in stored.feeds if state.feed_id in ids]
    count_articles = brought.count_articles if brought else 0
    return OutletCoverage(
        outlet=feed.outlet_name,
        language=feed.language,
        country=feed.country,
        publisher=feed.publisher,
        polls=sum(state.count_polls for state in health),
        articles=count_articles,
        versions=count_articles + (brought.count_revisions if brought else 0),
        last_good_at=max((state.last_ok_at for state in health if state.last_ok_at), default=None),
        is_in_trouble=any(state.count_failed >= TROUBLED_AFTER for state in health),
        gaps=_windows(stored.gaps, sorted(ids)),
        problems=tuple(dict.fromkeys(state.last_error for state in health if state.last_error)),
    )


def _without_feed(stored: StoredCoverage) -> OutletCoverage:
    """Return the line of an outlet whose pages were added by hand, or whose feed has left the watch."""
    return OutletCoverage(
        outlet=stored.outlet,
        language=stored.language,
        publisher=stored.publisher,
        articles=stored.count_articles,
        versions=stored.count_articles + stored.count_revisions,
    )


def _suppressed(row: ChangeDetail, names: Mapping[str, str]) -> Suppressed:
    outlet = row.after_outlet or row.before_outlet or ""
    return Suppressed(
        at=row.seen_at,
        outlet=names.get(outlet, outlet),
        headline=row.why,
        reason=row.decision_reason,
        kind=row.change,
        before=_said(row.metric, row.before_low, row.before_high, row.before_bound, row.before_quote),
        after=_said(row.metric, row.after_low, row.after_high, row.after_bound, row.after_quote),
        language=row.after_language or row.before_language or "",
        url=row.after_url or row.before_url,
    )


def _said(metric: str, low: float | None, high: float | None, bound: str | None, quote: str | None) -> str:
    words = value_words(ClaimGloss(metric=metric, low=low, high=high, bound=Bound(bound) if bound else None))
    return words or quote or ""


def _issues(rows: Sequence[IssueRow]) -> tuple[ReportIssue, ...]:
    """Return each problem once, with how often it was met; newest first."""
    groups: dict[tuple[str, str, str], list[IssueRow]] = defaultdict(list)
    for row in rows:
        groups[row.location, row.kind, row.text].append(row)
    found = [
        ReportIssue(
            at=max(row.found_at for row in group),
            where=where,
            kind=kind,
            text=text,
            count=len(group),
            url=group[-1].url,
        )
        for (where, kind, text), group in groups.items()
    ]
    return tuple(sorted(found, key=lambda issue: issue.at, reverse=True))


def _run(run: RunHistory) -> ReportRun:
    counts = json.loads(run.counts) if run.counts else {}
    return ReportRun(
        flow=run.flow,
        started_at=run.started_at,
        state=str(run.state) if run.state else "unfinished",
        ended_at=run.ended_at,
        feeds=counts.get("feeds", 0),
        visits=counts.get("visits", 0),
        articles=counts.get("articles", 0),
        versions=counts.get("versions", 0),
        alerts=counts.get("alerts", 0),
        issues=counts.get("issues", 0),
    )
