"""Tells an article that was taken down from a server that stumbled. Pure."""

from datetime import datetime, timedelta

from flows.alerts.alert import TAKEDOWN, Alert, Side, alert_key
from warehouse.answers import ArticleState
from warehouse.rows import VisitOutcome

CONFIRMED_AFTER = {VisitOutcome.GONE: timedelta(hours=12), VisitOutcome.NOT_FOUND: timedelta(days=3)}
"""How long an article must stay away: 410 says so itself, a 404 is often a mishap that heals within days.

A page that answers 200 and says "not found" counts as a 404."""


def is_takedown(state: ArticleState, outcome: VisitOutcome, now: datetime) -> bool:
    """Return whether this visit confirms that an article we had read was taken down."""
    needed = CONFIRMED_AFTER.get(outcome)
    if needed is None or state.last_version_id is None or state.gone_since_at is None:
        return False
    return now - state.gone_since_at >= needed


def takedown_alert(watch: str, side: Side, outcome: VisitOutcome, since: datetime, now: datetime) -> Alert:
    """Return the alert for an article that is gone since `since`; its key does not depend on when it is noticed."""
    series = f"{TAKEDOWN}/{side.url}"
    key = alert_key(watch, TAKEDOWN, series, TAKEDOWN, side, None)
    answer = "410 Gone" if outcome is VisitOutcome.GONE else "404 Not Found, or a page that says so"
    why = f"the article has not been there since {since:%Y-%m-%d %H:%M} UTC; the outlet's last answer: {answer}"
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
    )
