"""Asks a public archive to keep the pages of an alert, where the watch names one: evidence that is not ours.

Never holds an alert back: it runs after the alerts went out, within a budget, and what fails is written down and tried
again by the next runs of that day.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urljoin

from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.destinations import ask
from flows.proof.settings import ArchiveSettings
from flows.records import Record, instant
from flows.report.safety import web_link
from warehouse import connect, read
from warehouse.archive import ArchiveLinkRow, add_archive_links, archive_links

MOST_ASKED = 5
"""So many pages a run asks the archive to keep: archives are slow and guard themselves."""
TRIES = 3
TRIED_FOR = timedelta(days=1)
TOTAL_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveLink:
    """Where a public archive keeps a page since `asked_at`; `link` is None where it does not, `error` says why."""

    url: str
    asked_at: datetime
    link: str | None
    error: str | None

    def record(self) -> Record:
        """Return it as JSON-ready values."""
        return {"url": self.url, "asked_at": instant(self.asked_at), "link": self.link, "error": self.error}


def links_of(home: Path, key: str) -> tuple[ArchiveLink, ...]:
    """Return what an archive was asked to keep for an alert, the last answer for each page."""
    with connect.reader(home) as con:
        last = {row.url: row for row in archive_links(con, [key])}
    return tuple(
        ArchiveLink(url=row.url, asked_at=row.asked_at, link=row.link, error=row.error) for row in last.values()
    )


def keep_elsewhere(run: Run, settings: ArchiveSettings | None) -> tuple[ArchiveLinkRow, ...]:
    """Ask the archive to keep the pages of the day's alerts that it does not keep yet; return and store its answers.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    if settings is None or run.is_past:
        return ()
    with connect.writer(run.home) as con:
        alerts = [json.loads(row.payload) for row in read.alerts_since(con, run.watch.id, run.now - TRIED_FOR)]
        asked = archive_links(con, [str(alert["key"]) for alert in alerts])
    wanted = _wanted(alerts, asked)[:MOST_ASKED]
    if not wanted:
        return ()
    rows = tuple(_row(run, settings, key, url) for key, url in wanted)
    with connect.writer(run.home) as con, connect.transaction(con):
        add_archive_links(con, rows)
    return rows


def _wanted(alerts: Iterable[Record], asked: Sequence[ArchiveLinkRow]) -> list[tuple[str, str]]:
    """Return (alert key, url) of the pages to be kept, oldest alert first; a page that was taken down is not there."""
    kept = {(row.alert_key, row.url) for row in asked if row.link}
    tries = Counter((row.alert_key, row.url) for row in asked)
    pages = [
        (str(alert["key"]), str(side["url"]))
        for alert in alerts
        if alert.get("finding") != Finding.TAKEDOWN
        for side in (alert.get("before"), alert.get("after"))
        if isinstance(side, dict)
    ]
    return [page for page in dict.fromkeys(pages) if page not in kept and tries[page] < TRIES]


def _row(run: Run, settings: ArchiveSettings, key: str, url: str) -> ArchiveLinkRow:
    """Ask for one page, and return the row that tells of it."""
    address = settings.url + quote(url, safe=":/?&=%+,;@~!$'()*")
    answer = ask(address, name="archive", private=settings.private, total_s=TOTAL_S)
    link, error = None, answer.error or f"the archive answered {answer.status} without a link"
    told = answer.headers.get("Content-Location") or answer.headers.get("Location") or ""
    if told and answer.status is not None and answer.status < 400:
        link = web_link(urljoin(address, told))
    return ArchiveLinkRow(
        watch=run.watch.id,
        alert_key=key,
        url=url,
        asked_at=run.now,
        run_id=run.run_id,
        link=link,
        error=None if link else error,
    )
