"""Asks a public archive to keep the pages of an alert, where the watch names one: evidence that is not ours.

Never holds an alert back: it runs after the alerts went out, within a budget, and what fails is written down and tried
again by the next runs of that day.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote, urljoin

import aiohttp

from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.destinations import is_refused, session
from flows.outlets.network import user_agent
from flows.proof.settings import ArchiveSettings
from flows.records import Record, instant
from flows.report.safety import web_link
from warehouse import connect, read
from warehouse.archive import ArchiveLinkRow, add_archive_links, archive_links

MOST_ASKED = 5
"""So many pages a run asks the archive to keep: archives are slow and guard themselves."""
TRIES = 3
TRIED_FOR = timedelta(days=1)
TOTAL_S, CONNECT_S = 30.0, 10.0


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


def links_of(home: Path, watch: str, key: str) -> tuple[ArchiveLink, ...]:
    """Return what an archive was asked to keep for an alert, the last answer for each page."""
    with connect.reader(home) as con:
        rows = [row for row in archive_links(con, watch) if row.alert_key == key]
    last = {row.url: row for row in rows}
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
        asked = archive_links(con, run.watch.id)
    wanted = _wanted(alerts, asked)[:MOST_ASKED]
    if not wanted:
        return ()
    rows = asyncio.run(_ask(run, settings, wanted))
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


async def _ask(run: Run, settings: ArchiveSettings, wanted: Sequence[tuple[str, str]]) -> tuple[ArchiveLinkRow, ...]:
    """Ask one after the other: an archive counts the requests of an address."""
    rows = []
    async with session(private=settings.private, total_s=TOTAL_S, connect_s=CONNECT_S) as way:
        for key, url in wanted:
            link, error = await _kept(way, settings.url, url)
            rows.append(
                ArchiveLinkRow(
                    watch=run.watch.id,
                    alert_key=key,
                    url=url,
                    asked_at=run.now,
                    run_id=run.run_id,
                    link=link,
                    error=error,
                )
            )
    return tuple(rows)


async def _kept(way: aiohttp.ClientSession, archive: str, url: str) -> tuple[str | None, str | None]:
    """Return the link that the archive gives for a page, or why there is none."""
    address = archive + quote(url, safe=":/?&=%+,;@~!$'()*")
    headers = {"User-Agent": user_agent(), "Accept-Encoding": "identity"}
    try:
        async with way.get(address, headers=headers, allow_redirects=False) as answer:
            told = answer.headers.get("Content-Location") or answer.headers.get("Location") or ""
            link = web_link(urljoin(address, told)) if told and answer.status < 400 else None
            return (link, None) if link else (None, f"the archive answered {answer.status} without a link")
    except TimeoutError:
        return None, f"the archive did not answer within {TOTAL_S:.0f} s"
    except (aiohttp.ClientError, OSError, ValueError) as error:
        if is_refused(error):
            return None, "the archive is not at a public address: write `private = true` beside it if that is meant"
        return None, f"the archive could not be reached ({type(error).__name__})"
