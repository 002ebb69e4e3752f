"""Tells an article that was taken down from a server that stumbled, and when it is there again. Pure."""

from datetime import datetime, timedelta

from flows.alerts.alert import TAKEDOWN, Alert, Side, alert_key
from flows.alerts.verdicts import Finding
from flows.alerts.wording import moment, span
from warehouse.answers import ArticleState
from warehouse.rows import AlertRow, VisitOutcome

SAID = timedelta(hours=12)
"""How long a 410 must stand: the server itself says that the page was taken down."""

AWAY = timedelta(days=3)
"""How long a page must be missing in whatever way: a 404, a page that says "not found" or a redirect to the front page
are often a mishap that heals within days, or our own misreading."""

SIGHTINGS = 3
"""So often it must have been found missing in that time."""

ABSENT = {
    VisitOutcome.GONE: "410 Gone",
    VisitOutcome.NOT_FOUND: "404 Not Found",
    VisitOutcome.SOFT_404: "a page that says it is not there",
    VisitOutcome.FRONT_PAGE: "a redirect to the front page",
}
"""The answers that speak of the article; all others speak of the server, or of us."""


def is_takedown(state: ArticleState, outcome: VisitOutcome, now: datetime) -> bool:
    """Return whether this visit confirms that an article we had read was taken down; `state` is that before it."""
    if outcome not in ABSENT or state.last_version_id is None or state.gone_since_at is None:
        return False
    if outcome is VisitOutcome.GONE and state.said_gone_since_at and now - state.said_gone_since_at >= SAID:
        return True
    return now - state.gone_since_at >= AWAY and state.count_gone + 1 >= SIGHTINGS


def takedown_series(url: str) -> str:
    """Return the series in which an article's disappearances and returns are told."""
    return f"{TAKEDOWN}/{url}"


def takedown_alert(
    watch: str, side: Side, outcome: VisitOutcome, since: datetime, now: datetime, last: AlertRow | None = None
) -> Alert:
    """Return the alert for an article that is gone since `since`; its key does not depend on when it is noticed.

    `last` is the alert of its return, if it was gone before: it makes this disappearance another one.
    """
    return _alert(
        watch,
        Finding.TAKEDOWN,
        last,
        before=side,
        after=None,
        now=now,
        headline=f"{side.outlet_name or side.outlet} took down \u201c{side.title}\u201d",
        said=f"before: {side.title}",
        reasons=(
            f"The article has not been there since {moment(since)}.",
            f"The outlet's last answer: {ABSENT[outcome]}.",
        ),
    )


def returned_alert(
    watch: str, side: Side, told: AlertRow, *, is_same_text: bool, gone_since: datetime, now: datetime
) -> Alert:
    """Return the alert for an article that is there again after `told` said that it was gone."""
    gone = now - gone_since
    length = f"{gone.days} days" if gone.days > 1 else f"{gone / timedelta(hours=1):.0f} hours"
    text = "The text is the same." if is_same_text else "The text is another; what it changes is told on its own."
    return _alert(
        watch,
        Finding.RETURNED,
        told,
        before=None,
        after=side,
        now=now,
        headline=f"\u201c{side.title}\u201d is back at {side.outlet_name or side.outlet} after {length}",
        said=f"after: {side.title}",
        reasons=(f"It was not there between {span(gone_since, now)} ({length}).", text),
    )


def _alert(
    watch: str,
    finding: Finding,
    last: AlertRow | None,
    *,
    before: Side | None,
    after: Side | None,
    now: datetime,
    headline: str,
    said: str,
    reasons: tuple[str, ...],
) -> Alert:
    """Return the next alert of an article's comings and goings; the one before it tells its key from the others."""
    side = before or after
    series = takedown_series(side.url if side else "")
    key = alert_key(watch, TAKEDOWN, f"{series}/{last.alert_key}" if last else series, finding, before, after)
    why = " ".join(reasons)
    return Alert(
        key=key,
        event_key=key,
        watch=watch,
        question=TAKEDOWN,
        series=series,
        kind=finding,
        across="visits",
        severity="high" if finding is Finding.TAKEDOWN else "medium",
        raised_at=now,
        headline=headline,
        lines=(said, f"why: {why}"),
        why=why,
        before=before,
        after=after,
        finding=finding,
        reasons=reasons,
    )
