"""The daily digest that channels with `digest = true` get: what was not told at once, and what was. One a day.

It is made by the first delivery after `HOUR` in the watch's time zone, whoever runs that, and is a letter of the outbox
from then on: sent at least once, under a key of the day that it closes.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flows.alerts.wording import counted
from flows.records import Record, instant
from flows.watching.values import Watch
from warehouse import people, read
from warehouse.connect import Connection
from warehouse.outbox import DigestRow, add_digests, digests_until
from warehouse.people import MisreadAlert
from warehouse.rows import AlertRow

DIGEST = "digest"
"""The `kind` of a digest's payload, where an alert has that of its change."""

HOUR = time(6)
LONGEST = timedelta(days=7)
"""After a longer pause the digest does not go back further."""

MOST_LINES = 40


def add_due_digest(con: Connection, watch: Watch, now: datetime) -> None:
    """Store the digest of the days up to the last `HOUR`, if a channel wants one and there is something to say."""
    if not any(channel.digest for channel in watch.delivery):
        return
    until = last_hour(watch, now)
    since = max(digests_until(con, watch.id) or until - timedelta(days=1), until - LONGEST)
    alerts = [row for row in read.alerts_since(con, watch.id, since) if row.raised_at < until]
    misread = people.alerts_misread(con, watch.id, since, until)
    if alerts or misread:
        add_digests(con, [digest_of(watch, alerts, misread, until, now)])


def last_hour(watch: Watch, now: datetime) -> datetime:
    """Return the last time at which it was `HOUR` where the watch's people are; UTC."""
    zone = ZoneInfo(watch.time_zone)
    here = now.astimezone(zone)
    day = here.date() if here.time() >= HOUR else here.date() - timedelta(days=1)
    return datetime.combine(day, HOUR, zone).astimezone(UTC)


def digest_of(
    watch: Watch, alerts: Sequence[AlertRow], misread: Sequence[MisreadAlert], until: datetime, now: datetime
) -> DigestRow:
    """Return the digest of some alerts, those first that were told nowhere yet, and of what was found to be misread."""
    day = until.astimezone(ZoneInfo(watch.time_zone)).date()
    quiet = [row for row in alerts if row.route != "now"]
    told = [row for row in alerts if row.route == "now"]
    headline = f"{watch.title}: {counted(len(quiet), 'finding')} for the digest, {counted(len(told), 'alert')} told"
    lines = [*_listed("For the digest", quiet), *_listed("Told at once", told), *_corrected(misread)]
    key = digest_key(watch.id, day)
    payload: Record = {
        "key": key,
        "kind": DIGEST,
        "watch": watch.id,
        "raised_at": instant(now),
        "covers_until": instant(until),
        "severity": "normal",
        "headline": headline,
        "lines": list(lines),
        "alerts": [row.alert_key for row in alerts],
    }
    return DigestRow(
        digest_key=key,
        watch=watch.id,
        made_at=now,
        covers_until=until,
        headline=headline,
        payload=json.dumps(payload, ensure_ascii=False, sort_keys=True),
    )


def digest_key(watch: str, day: date) -> str:
    """Return the key of a watch's digest of the days up to this one."""
    return hashlib.sha256(f"digest\x1f{watch}\x1f{day.isoformat()}".encode()).hexdigest()[:32]


def _corrected(misread: Sequence[MisreadAlert]) -> list[str]:
    if not misread:
        return []
    lines = [f"- a claim was {one.correction}: {one.headline} ({one.alert_key[:12]})" for one in misread[:MOST_LINES]]
    return ["Misread, as people found since:", *lines]


def _listed(title: str, rows: Sequence[AlertRow]) -> list[str]:
    if not rows:
        return []
    lines = [f"- {row.headline} ({row.alert_key[:12]})" for row in rows[:MOST_LINES]]
    more = [f"- and {len(rows) - MOST_LINES} more: claimwatch alerts"] if len(rows) > MOST_LINES else []
    return [f"{title}:", *lines, *more]
