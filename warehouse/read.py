"""One function per question, each asked by a file of sql/queries/. Takes any open connection, returns rows.

Answers are in a stable order, oldest first unless said otherwise. `since` is inclusive and aware.
"""

import sys
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from warehouse.answers import (
    ArticleState,
    ChangeDetail,
    FeedHealth,
    FeedState,
    OutletCoverage,
    PollGap,
    PresentTelling,
    ReadingDrift,
    RecentLooks,
    RunHistory,
    TableCount,
    TimelinePoint,
    Told,
    UnplacedNumber,
    VersionText,
)
from warehouse.connect import Connection
from warehouse.frames import column_names, from_values
from warehouse.rows import AlertRow, ChangeRow, ClaimRow, Decision, IssueRow, MarkRow, RobotsRow, VersionRow
from warehouse.statements import statement

R = TypeVar("R")
Values = tuple[object, ...]

EVER = datetime(1, 1, 1, tzinfo=UTC)
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


def feed_states(con: Connection, watch: str) -> dict[str, FeedState]:
    """Feed id -> where the watch stands with it; a feed that was never polled is not there."""
    return {s.feed_id: s for s in _ask(con, "feed_states", FeedState, watch=watch)}


def article_states(
    con: Connection, watch: str, since: datetime = EVER, urls: Collection[str] = ()
) -> dict[str, ArticleState]:
    """URL -> where the watch stands with it, for articles first seen or changed since then, and for `urls`.

    An article of `urls` that is not there was never seen. `since=NEVER` asks for `urls` alone.
    """
    found = _ask(con, "article_states", ArticleState, watch=watch, since=since, urls=list(urls))
    return {s.url: s for s in found}


def last_versions(con: Connection, article_ids: Collection[int]) -> dict[int, VersionRow]:
    """Article id -> its newest version; an article without one is not there."""
    # Ids first: one question for both unpacks the texts of other articles too (304 against 77 ms for 5 of 20,000).
    found = con.execute(statement("queries", "last_version_ids"), {"article_ids": list(article_ids)})
    versions = versions_by_id(con, [i for (i,) in found.fetchall()])
    return {v.article_id: v for v in versions.values()}


def versions_by_id(con: Connection, version_ids: Collection[int]) -> dict[int, VersionRow]:
    """Version id -> version; unknown ids are not there."""
    if not version_ids:
        return {}
    found = _ask(con, "versions_by_id", VersionRow, **_span(version_ids))
    return {v.version_id: v for v in found}


def version_texts(con: Connection, version_ids: Collection[int]) -> dict[int, VersionText]:
    """Version id -> version with what is known of its article; unknown ids are not there."""
    if not version_ids:
        return {}
    found = (_version_text(values) for values in _values(con, "version_texts", **_span(version_ids)))
    return {text.version.version_id: text for text in found}


def versions_unread(
    con: Connection, watch: str, rules_version: str, *, limit: int = 500, after: int = 0
) -> tuple[VersionText, ...]:
    """At most `limit` versions with ids above `after` that these rules have not read."""
    named = {"watch": watch, "rules_version": rules_version, "after": after, "count": limit}
    return _version_texts(con, "unread_ids", named)


def versions_unextracted(
    con: Connection, watch: str, extractor: str, *, limit: int = 500, after: int = 0
) -> tuple[VersionText, ...]:
    """At most `limit` newest versions of articles, with ids above `after`, whose page this extractor has not had."""
    return _version_texts(
        con, "unextracted_ids", {"watch": watch, "extractor": extractor, "after": after, "count": limit}
    )


def count_to_reread(con: Connection, watch: str, extractor: str, rules_version: str) -> tuple[int, int]:
    """How many pages `versions_unextracted` and how many texts `versions_unread` would give without a limit."""
    every = {"watch": watch, "after": 0, "count": sys.maxsize}
    pages = _values(con, "unextracted_ids", extractor=extractor, **every)
    return len(pages), len(_values(con, "unread_ids", rules_version=rules_version, **every))


def recent_looks(con: Connection, article_ids: Collection[int], since: datetime) -> dict[int, RecentLooks]:
    """Article id -> its versions seen since then; an article without one is not there."""
    found = _ask(con, "recent_looks", RecentLooks, article_ids=list(article_ids), since=since)
    return {looks.article_id: looks for looks in found}


def marks_since(con: Connection, watch: str, since: datetime = EVER) -> tuple[MarkRow, ...]:
    """The marks put on versions since then."""
    return _ask(con, "marks_since", MarkRow, watch=watch, since=since)


def recent_tellings(
    con: Connection,
    watch: str,
    since: datetime,
    rules_version: str | None = None,
    *,
    until: datetime = NEVER,
    metrics: Collection[str] | None = None,
) -> tuple[Told, ...]:
    """The claims of the version of each article that was the newest at `until`, if it was seen since then.

    As read by `rules_version`, or by the newest rules that read each version; of these metrics, or of all.
    """
    named: dict[str, object] = {"watch": watch, "since": since, "until": until, "rules_version": rules_version}
    named["metrics"] = None if metrics is None else list(metrics)
    return tuple(_told(values) for values in _values(con, "recent_tellings", **named))


def claims_of_versions(
    con: Connection, version_ids: Collection[int], rules_version: str | None = None
) -> dict[int, tuple[ClaimRow, ...]]:
    """Version id -> its claims in reading order, empty for a version without any; rules as `recent_tellings`."""
    named = {"version_ids": list(version_ids), "rules_version": rules_version}
    found: dict[int, list[ClaimRow]] = {i: [] for i in version_ids}
    for claim in _ask(con, "claims_of_versions", ClaimRow, **named):
        found[claim.version_id].append(claim)
    return {i: tuple(claims) for i, claims in found.items()}


def claims_by_id(con: Connection, claim_ids: Collection[int]) -> dict[int, ClaimRow]:
    """Claim id -> claim; unknown ids are not there."""
    found = _ask(con, "claims_by_id", ClaimRow, claim_ids=list(claim_ids))
    return {c.claim_id: c for c in found}


def alerts_since(con: Connection, watch: str, since: datetime = EVER) -> tuple[AlertRow, ...]:
    """The alerts raised since then."""
    return _ask(con, "alerts_since", AlertRow, watch=watch, since=since)


def last_alerts(con: Connection, watch: str, series: Collection[str]) -> dict[str, AlertRow]:
    """Series -> the newest alert of it; one of which nothing was told is not there."""
    if not series:
        return {}
    return {row.series: row for row in _ask(con, "last_alerts", AlertRow, watch=watch, series=list(series))}


def known_alert_keys(con: Connection, keys: Collection[str]) -> frozenset[str]:
    """Those of `keys` under which an alert is stored."""
    return frozenset(str(k) for (k,) in _values(con, "known_alert_keys", keys=list(keys)))


def known_event_keys(con: Connection, watch: str, keys: Collection[str]) -> frozenset[str]:
    """Those of the events of which the watch has an alert."""
    found = _values(con, "known_event_keys", watch=watch, keys=list(keys))
    return frozenset(str(k) for (k,) in found)


def changes_since(con: Connection, watch: str, since: datetime = EVER) -> tuple[ChangeDetail, ...]:
    """The changes seen since then with the words of both sides, decided and technical ones alike."""
    return _ask(con, "changes_since", ChangeDetail, watch=watch, since=since)


def changes_judged(
    con: Connection, watch: str, since: datetime = EVER, decision: Decision | None = None
) -> tuple[ChangeRow, ...]:
    """The changes seen since then as they were judged, those with one decision or all."""
    return _ask(con, "changes_judged", ChangeRow, watch=watch, since=since, decision=decision and str(decision))


def figure_timeline(con: Connection, watch: str, since: datetime = EVER) -> tuple[TimelinePoint, ...]:
    """Each figure that an article told since then, at the first version that told it."""
    return _ask(con, "figure_timeline", TimelinePoint, watch=watch, since=since)


def tellings_now(con: Connection, watch: str, since: datetime) -> tuple[PresentTelling, ...]:
    """What each outlet last said of each thing and source, where that was told since then."""
    return _ask(con, "tellings_now", PresentTelling, watch=watch, since=since)


def poll_gaps(con: Connection, watch: str, now: datetime) -> tuple[PollGap, ...]:
    """The times in which a feed, or all of them, were not read, by feed; one that lasts is closed at `now`."""
    return _ask(con, "poll_gaps", PollGap, watch=watch, now=now)


def coverage_by_outlet(con: Connection, watch: str) -> tuple[OutletCoverage, ...]:
    """What each outlet has brought, by outlet."""
    return _ask(con, "coverage_by_outlet", OutletCoverage, watch=watch)


def reading_drift(con: Connection, watch: str, *, count: int = 50) -> tuple[ReadingDrift, ...]:
    """How well the last runs read each language, the newest run first."""
    return _ask(con, "reading_drift", ReadingDrift, watch=watch, count=count)


def unplaced_numbers(con: Connection, watch: str, *, count: int = 50) -> tuple[UnplacedNumber, ...]:
    """The newest numbers of people that no word placed, the newest first."""
    return _ask(con, "unplaced_numbers", UnplacedNumber, watch=watch, count=count)


def feed_health(con: Connection, watch: str) -> tuple[FeedHealth, ...]:
    """How each feed of the watch does, by feed."""
    return _ask(con, "feed_health", FeedHealth, watch=watch)


def run_history(con: Connection, watch: str, *, limit: int = 20) -> tuple[RunHistory, ...]:
    """The last runs with their ends, newest first."""
    return _ask(con, "run_history", RunHistory, watch=watch, count=limit)


def issues_since(con: Connection, watch: str, since: datetime = EVER) -> tuple[IssueRow, ...]:
    """The issues found since then."""
    return _ask(con, "issues_since", IssueRow, watch=watch, since=since)


def robots_since(con: Connection, since: datetime = EVER) -> tuple[RobotsRow, ...]:
    """The copies of robots.txt fetched since then, by origin."""
    return _ask(con, "robots_since", RobotsRow, since=since)


def resting_hosts(con: Connection, now: datetime) -> dict[str, datetime]:
    """Host -> until when it asked to be left alone, where that is after now; whichever watch asked it."""
    return {str(host): until.astimezone(UTC) for host, until in _instants(con, "resting_hosts", now=now)}


def table_counts(con: Connection) -> tuple[TableCount, ...]:
    """How many rows each table holds, by name."""
    return _ask(con, "table_counts", TableCount)


def _ask(con: Connection, name: str, row_type: type[R], **named: object) -> tuple[R, ...]:
    return tuple(from_values(row_type, values) for values in _values(con, name, **named))


def _values(con: Connection, name: str, **named: object) -> list[Values]:
    return con.execute(statement("queries", name), named).fetchall()


def _instants(con: Connection, name: str, **named: object) -> list[tuple[str, datetime]]:
    return con.execute(statement("queries", name), named).fetchall()


def _span(ids: Collection[int]) -> dict[str, object]:
    """The ids and their ends: a range lets DuckDB skip what lies outside."""
    return {"version_ids": list(ids), "low": min(ids), "high": max(ids)}


def _split(row_type: type[R], values: Sequence[object]) -> tuple[R, Sequence[object]]:
    """The row that `values` begin with, and the rest."""
    count = len(column_names(row_type))
    return from_values(row_type, values[:count]), values[count:]


def _version_texts(con: Connection, name: str, named: dict[str, object]) -> tuple[VersionText, ...]:
    # Ids first: a join that also carries the text would unpack every text in the warehouse.
    ids = [i for (i,) in con.execute(statement("queries", name), named).fetchall()]
    return tuple(_version_text(values) for values in _values(con, "version_texts", **_span(ids))) if ids else ()


def _version_text(values: Values) -> VersionText:
    version, (url, publisher, is_baseline) = _split(VersionRow, values)
    return VersionText(version=version, url=str(url), publisher=str(publisher), is_baseline=bool(is_baseline))


def _told(values: Values) -> Told:
    claim, (url, title, is_baseline) = _split(ClaimRow, values)
    return Told(claim=claim, url=str(url), title=str(title), is_baseline=bool(is_baseline))
