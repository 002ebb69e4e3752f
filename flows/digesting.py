"""The report and the digest of a watch, filled from the read copy. No Prefect, no clock."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from extractors.values import Bound, Modality
from flows.alerts.reported import reported
from flows.alerts.wording import counted
from flows.collection.runs import watch_folder
from flows.markdown import markdown_text
from flows.report.content import (
    ClaimGloss,
    FigurePoint,
    FigureSeries,
    OutletCoverage,
    ReportContent,
    ReportIssue,
    ReportRun,
    Suppressed,
)
from flows.report.gloss import metric_words, proper_name, value_words
from flows.report.page import render
from flows.watching.values import Feed, Watch
from warehouse import connect, read
from warehouse.answers import ChangeDetail, FeedHealth, RunHistory, TimelinePoint
from warehouse.answers import OutletCoverage as StoredCoverage
from warehouse.rows import IssueRow

REPORT_FILE = "report.html"
TROUBLED_AFTER = 3
"""A feed that failed so often in a row is shown as in trouble."""


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


def report_content(watch: Watch, home: Path, now: datetime) -> ReportContent:
    """Return what the report says, from the read copy of `home`."""
    names = {feed.outlet: feed.outlet_name for feed in watch.feeds}
    with connect.reader(home) as con:
        alerts = read.alerts_since(con, watch.id)
        changes = read.changes_since(con, watch.id)
        points = read.figure_timeline(con, watch.id)
        outlets = read.coverage_by_outlet(con, watch.id)
        feeds = read.feed_health(con, watch.id)
        issues = read.issues_since(con, watch.id)
        runs = read.run_history(con, watch.id, limit=200)
    begun = min((run.started_at for run in runs), default=now)
    return ReportContent(
        title=watch.title,
        watch=watch.id,
        made_at=now,
        covers_from=begun,
        time_zone=ZoneInfo(watch.time_zone),
        alerts=tuple(reported(json.loads(row.payload)) for row in reversed(alerts)),
        series=_series(watch, points, names),
        coverage=_coverage(watch, outlets, feeds),
        suppressed=tuple(_suppressed(row, names) for row in reversed(changes) if row.decision != "alerted"),
        issues=_issues(issues),
        runs=tuple(_run(run) for run in runs),
    )


def digest_page(watch: Watch, home: Path, now: datetime, reach: timedelta) -> str:
    """Return the changes of the last while as markdown: what alerted, and what did not with the reason."""
    with connect.reader(home) as con:
        alerts = read.alerts_since(con, watch.id, now - reach)
        changes = read.changes_since(con, watch.id, now - reach)
    quiet = [change for change in changes if change.decision != "alerted" and change.cause == "publisher"]
    return "\n".join(
        (
            f"# {markdown_text(watch.title)}",
            "",
            f"## {counted(len(alerts), 'alert')}",
            *(f"- {markdown_text(alert.headline)}" for alert in alerts),
            "",
            f"## {counted(len(quiet), 'change')} without an alert",
            *(
                f"- {markdown_text(f'{change.after_outlet or change.before_outlet}: {change.why}')} "
                f"({markdown_text(change.decision_reason)})"
                for change in quiet
            ),
        )
    )


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
        gloss=ClaimGloss(
            metric=point.metric,
            subject=point.subject,
            low=point.low,
            high=point.high,
            bound=Bound(point.bound) if point.bound else None,
            unit=point.unit,
            source=point.source,
            modality=Modality(point.modality),
            period=point.period,
        ),
    )


def _axis(metric: str) -> str:
    return {"area_km2": "sq km", "share_lost": "%", "duration_days": "days"}.get(metric, "persons")


def _coverage(
    watch: Watch, outlets: Sequence[StoredCoverage], feeds: Sequence[FeedHealth]
) -> tuple[OutletCoverage, ...]:
    """Return a line per outlet and language, however many feeds it has; outlets without a feed of the watch last."""
    stored = {(outlet.outlet, outlet.language): outlet for outlet in outlets}
    health = {feed.feed_id: feed for feed in feeds}
    watched: dict[tuple[str, str], list[Feed]] = defaultdict(list)
    for feed in watch.feeds:
        watched[feed.outlet, feed.language].append(feed)
    lines = [
        _outlet(found[0], stored.get(key), [health[feed.id] for feed in found if feed.id in health])
        for key, found in watched.items()
    ]
    return (*lines, *(_without_feed(outlet) for key, outlet in stored.items() if key not in watched))


def _outlet(feed: Feed, stored: StoredCoverage | None, health: Sequence[FeedHealth]) -> OutletCoverage:
    count_articles = stored.count_articles if stored else 0
    return OutletCoverage(
        outlet=feed.outlet_name,
        language=feed.language,
        country=feed.country,
        publisher=feed.publisher,
        polls=sum(state.count_polls for state in health),
        articles=count_articles,
        versions=count_articles + (stored.count_revisions if stored else 0),
        last_good_at=max((state.last_ok_at for state in health if state.last_ok_at), default=None),
        is_in_trouble=any(state.count_failed >= TROUBLED_AFTER for state in health),
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
        articles=counts.get("articles", 0),
        versions=counts.get("versions", 0),
        alerts=counts.get("alerts", 0),
        issues=counts.get("issues", 0),
    )
