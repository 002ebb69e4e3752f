"""Tells an article that was taken down from a server that stumbled. Pure."""

from datetime import datetime, timedelta

from flows.alerts.alert import TAKEDOWN, Alert, Side, alert_key
from flows.alerts.verdicts import Finding
from warehouse.answers import ArticleState
from warehouse.rows import VisitOutcome

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


def takedown_alert(watch: str, side: Side, outcome: VisitOutcome, since: datetime, now: datetime) -> Alert:
    """Return the alert for an article that is gone since `since`; its key does not depend on when it is noticed."""
    series = f"{TAKEDOWN}/{side.url}"
    key = alert_key(watch, TAKEDOWN, series, TAKEDOWN, side, None)
    why = (
        f"the article has not been there since {since:%Y-%m-%d %H:%M} UTC; the outlet's last answer: {ABSENT[outcome]}"
    )
    return Alert(
        key=key,
        event_key=key,
        watch=watch,
        question=TAKEDOWN,
        series=series,
        kind=TAKEDOWN,
        across="visits",
        severity="high",
        raised_at=now,
        headline=f"{side.outlet_name or side.outlet} took down \u201c{side.title}\u201d",
        lines=(f"before: {side.title}", f"why: {why}"),
        why=why,
        before=side,
        after=None,
        finding=Finding.TAKEDOWN,
        reasons=(ABSENT[outcome],),
    )
