"""Tells a source that has gone silent from one that has a quiet day, and says when it is back. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flows.alerts.alert import Alert, alert_key
from flows.alerts.verdicts import Finding
from flows.alerts.wording import moment
from flows.watching.values import Expectation, Feed
from warehouse.rows import AlertRow

WINDOW = timedelta(days=2)
"""A feed is silent that brought less than half of what is expected of it in that time."""

LIVELY = timedelta(days=1)
"""It publishes again once it brought as much as is expected within that time: well above where silence begins, so that
a feed at the edge is not told by turns to be silent and to be back."""

UNREAD_AFTER = timedelta(hours=24)
"""A feed that could not be read for so long is told to be silent, whatever the reason."""

UNREAD_POLLS = 3
"""So often it must have been asked in that time: once or twice is the weather, or a machine of ours that slept."""

OUTPUT, READING = "silence", "unread"
"""What is told of a feed: that it brings nothing, or that it cannot be read; they are two stories."""

_SAID = {
    (OUTPUT, Finding.SILENCE): "has gone silent",
    (OUTPUT, Finding.RESUMED): "publishes again",
    (READING, Finding.SILENCE): "cannot be read",
    (READING, Finding.RESUMED): "can be read again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one feed stands in one respect. `is_silent` and `is_back` are never both true; both may be false."""

    feed: Feed
    topic: str
    is_silent: bool
    is_back: bool
    why: str

    @property
    def series(self) -> str:
        """Under which the alerts of this standing follow each other."""
        return f"{self.topic}/{self.feed.id}"


def is_silent(expected: Expectation, count: int) -> bool:
    """Return whether `count` entries within `WINDOW` are less than half of what is expected."""
    return count < expected.entries_a_day * (WINDOW / timedelta(days=1)) / 2


def shortfall(expected: Expectation, count: int) -> str:
    """Return what a silent feed brought within `WINDOW` and what it should have."""
    days = WINDOW / timedelta(days=1)
    return f"{count} new in {days:.0f} days, where at least {expected.entries_a_day * days:.0f} are expected"


def output(feed: Feed, expected: Expectation, count: int, count_lately: int) -> Standing:
    """Return how a feed that is read well stands by its entries: `count` within `WINDOW`, of them those in `LIVELY`."""
    silent = is_silent(expected, count)
    return Standing(
        feed=feed,
        topic=OUTPUT,
        is_silent=silent,
        is_back=not silent and count_lately >= expected.entries_a_day * (LIVELY / timedelta(days=1)),
        why=f"It brought {shortfall(expected, count)}." if silent else f"It brought {count_lately} new within a day.",
    )


def reading(feed: Feed, count_failed: int, failing_since: datetime | None, reason: str, now: datetime) -> Standing:
    """Return how a feed stands by its polls: `count_failed` in a row failed, the first of them at `failing_since`."""
    lost = count_failed >= UNREAD_POLLS and failing_since is not None and now - failing_since >= UNREAD_AFTER
    since = f" since {moment(failing_since)}" if failing_since else ""
    times = f"{count_failed} times in a row"
    return Standing(
        feed=feed,
        topic=READING,
        is_silent=lost,
        is_back=not count_failed,
        why=f"It could not be read{since}, {times}: {reason}." if count_failed else "It is read again.",
    )


def silence_alert(watch: str, standing: Standing, last: AlertRow | None, now: datetime) -> Alert | None:
    """Return what is to be told of a standing after `last`, the newest alert of its series; None if nothing is.

    Silence is told once until its end was told, and an end only of a silence that was told.
    """
    was_told_silent = last is not None and last.finding == Finding.SILENCE
    if standing.is_silent and not was_told_silent:
        return _alert(watch, standing, Finding.SILENCE, last, now)
    if standing.is_back and was_told_silent:
        return _alert(watch, standing, Finding.RESUMED, last, now)
    return None


def _alert(watch: str, standing: Standing, finding: Finding, last: AlertRow | None, now: datetime) -> Alert:
    # The alert before it makes the key: each episode has its own, and none depends on the clock.
    after = last.alert_key if last else ""
    key = alert_key(watch, Finding.SILENCE, f"{standing.series}/{after}", finding, None, None)
    feed, is_silent = standing.feed, finding is Finding.SILENCE
    said = _SAID[standing.topic, finding]
    reasons = (
        (standing.why,)
        if last is None or is_silent
        else (standing.why, f"Its silence was told on {moment(last.raised_at)}.")
    )
    return Alert(
        key=key,
        event_key=key,
        watch=watch,
        question=Finding.SILENCE,
        series=standing.series,
        kind=finding,
        across="polls",
        severity="medium",
        raised_at=now,
        headline=f"{feed.outlet_name} ({feed.id}) {said}",
        lines=(f"why: {' '.join(reasons)}",),
        why=" ".join(reasons),
        before=None,
        after=None,
        finding=finding,
        reasons=reasons,
    )
