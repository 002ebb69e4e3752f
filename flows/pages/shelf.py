"""What each address answers with, read from the read copy of a home. Blocking; knows no HTTP and reads no clock."""

import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.alerts.shown import Names, in_full, texts_of
from flows.errors import FlowError
from flows.monitor import status_of
from flows.pages.views import AlertView, ArticleView, ClaimRead, ClaimView, WatchView, claim_read
from flows.records import Record
from flows.report.clock import Clock
from flows.report.content import ReportAlert
from flows.report.diffs import marked_text, paragraph_around, side_by_side
from flows.report.page import render
from flows.report.templating import fill
from flows.reporting import report_content
from flows.watching.values import Watch
from warehouse import connect, lookups, people, read
from warehouse.connect import READ_COPY, Connection
from warehouse.lookups import StoredArticle, VersionHead


class NotThereError(FlowError):
    """Nothing has that address."""


@dataclass(slots=True)
class Shelf:
    """The pages of the watches that are served, by id. A report is made again when there is another read copy."""

    home: Path
    watches: Mapping[str, Watch]
    _reports: dict[str, tuple[str, str]] = field(default_factory=dict)
    _making: threading.Lock = field(default_factory=threading.Lock)

    def front(self, now: datetime) -> str:
        """Return the list of the watches, with how each does."""
        views = [WatchView(watch=watch, status=status_of(watch, self.home, now)) for watch in self.watches.values()]
        return fill("front.html.j2", views=views, title="claimwatch", clock=Clock(ZoneInfo("UTC"), now))

    def report(self, watch: str, now: datetime) -> str:
        """Return the report of a watch.

        Raises:
            NotThereError: the watch is not served.
        """
        found = self._watch(watch)
        with self._making:
            stamp = self._stamp(now)
            kept = self._reports.get(watch)
            if kept is None or kept[0] != stamp:
                kept = self._reports[watch] = (stamp, render(report_content(found, self.home, now), is_served=True))
            return kept[1]

    def alert(self, key: str, now: datetime) -> str:
        """Return an alert with both its texts.

        Raises:
            NotThereError: no served watch has it.
        """
        with connect.reader(self.home) as con:
            row = next((row for row in people.alerts_by_prefix(con, key) if row.alert_key == key), None)
            if row is None:
                raise NotThereError("no alert has this key")
            watch = self._watch(row.watch)
            standings = people.alert_standings(con, watch.id, row.raised_at)
            (alert,) = in_full(con, (row,), standings, watch.outlet_names)
            view = _alert_view(con, alert)
        return self._fill("alert.html.j2", watch, now, title=alert.headline, view=view)

    def article(self, article_id: int, before: int | None, after: int | None, now: datetime) -> str:
        """Return an article's versions, and two of them side by side: by number, the last two if none are named.

        Raises:
            NotThereError: there is no such article or version, or its watch is not served.
        """
        with connect.reader(self.home) as con:
            article = lookups.article_by_id(con, article_id)
            if article is None:
                raise NotThereError("no article has this id")
            watch = self._watch(article.watch)
            view = _article_view(con, article, before, after, watch.outlet_names)
        return self._fill("article.html.j2", watch, now, title=view.newest.title or article.url, view=view)

    def claim(self, claim_id: int, now: datetime) -> str:
        """Return a claim in its paragraph.

        Raises:
            NotThereError: there is no such claim, or its watch is not served.
        """
        with connect.reader(self.home) as con:
            row = read.claims_by_id(con, [claim_id]).get(claim_id)
            if row is None:
                raise NotThereError("no claim has this id")
            watch = self._watch(row.watch)
            view = _claim_view(con, claim_read(row), watch.outlet_names)
        return self._fill("claim.html.j2", watch, now, title=view.claim.quote, view=view)

    def health(self, now: datetime) -> Record:
        """Return what `claimwatch status --json` says of each watch, and whether all are well."""
        found = [status_of(watch, self.home, now) for watch in self.watches.values()]
        return {
            "is_well": all(status.is_well for status in found),
            "watches": [{**asdict(status), "is_well": status.is_well} for status in found],
        }

    def _stamp(self, now: datetime) -> str:
        """Return what a report is as old as: the read copy that it was made from, and the hour that its ages fit."""
        copy = self.home / READ_COPY
        return f"{copy.stat().st_mtime_ns if copy.exists() else 0} {now:%Y%m%d%H}"

    def _watch(self, name: str) -> Watch:
        try:
            return self.watches[name]
        except KeyError:
            raise NotThereError("no watch of this name is served here") from None

    @staticmethod
    def _fill(template: str, watch: Watch, now: datetime, title: str, view: object) -> str:
        clock = Clock(ZoneInfo(watch.time_zone), now)
        return fill(template, watch=watch, clock=clock, title=title, view=view)


def _alert_view(con: Connection, alert: ReportAlert) -> AlertView:
    """Return the alert with its texts: side by side where they are two of one article, else one after the other."""
    sides = [side for side in (alert.before, alert.after) if side is not None]
    texts = texts_of(con, {side.version_id for side in sides})
    articles = {v.version_id: v.article_id for v in read.versions_by_id(con, texts).values()}
    is_edit = len(texts) == 2 and len(set(articles.values())) == 1
    known = [side for side in sides if side.version_id in texts]
    return AlertView(
        alert=alert,
        rows=side_by_side(*(texts[side.version_id] for side in known)) if is_edit else (),
        texts=() if is_edit else tuple((side, marked_text(texts[side.version_id])) for side in known),
        articles=articles,
        deliveries=people.deliveries_of(con, alert.key),
    )


def _article_view(
    con: Connection, article: StoredArticle, before: int | None, after: int | None, names: Names
) -> ArticleView:
    heads = lookups.versions_of(con, article.article_id)
    if not heads:
        raise NotThereError("this article was never read")
    newer = _head(heads, after if after is not None else heads[-1].version_no)
    older = _head(heads, before if before is not None else max(newer.version_no - 1, 1))
    texts = texts_of(con, {older.version_id, newer.version_id})
    claims = read.claims_of_versions(con, [newer.version_id])[newer.version_id]
    return ArticleView(
        article=article,
        outlet=names.get(article.outlet, article.outlet),
        versions=heads,
        older=older,
        newer=newer,
        rows=side_by_side(texts[older.version_id], texts[newer.version_id]) if older != newer else (),
        text=marked_text(texts[newer.version_id]) if older == newer else (),
        claims=tuple(claim_read(row) for row in claims),
        alerts=lookups.alerts_of_versions(con, [head.version_id for head in heads]),
    )


def _head(heads: tuple[VersionHead, ...], number: int) -> VersionHead:
    found = next((head for head in heads if head.version_no == number), None)
    if found is None:
        raise NotThereError(f"this article has no version {number}; its newest is {heads[-1].version_no}")
    return found


def _claim_view(con: Connection, claim: ClaimRead, names: Names) -> ClaimView:
    row = claim.row
    version = read.versions_by_id(con, [row.version_id])[row.version_id]
    article = lookups.article_by_id(con, row.article_id)
    if article is None:
        raise NotThereError("the article of this claim is gone")
    around = version.title
    if row.location == "text":
        around = paragraph_around(version.text, row.start_offset, row.end_offset)
    correction = people.corrections_of(con, [row.claim_id]).get(row.claim_id)
    return ClaimView(
        claim=claim,
        article=article,
        outlet=names.get(row.outlet, row.outlet),
        version=version,
        paragraph=around,
        correction=correction,
        alerts=people.alerts_of_claim(con, row.claim_id),
    )
