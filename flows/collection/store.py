"""Stores what was gathered and what follows from it, in one transaction: versions, claims, changes, alerts.

Whatever kills the process, the warehouse holds either all of a batch or nothing of it: validators are stored together
with what they validated, so nothing is skipped by a 304 that we never used.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from importlib.metadata import version as installed_version

from extractors.claims import Reader
from extractors.texts import HASH_VERSION
from extractors.values import Issue, Reading
from flows.alerts.alert import Alert
from flows.collection.harvest import Harvest, Poll, Visit
from flows.collection.prior import Prior, priors_of
from flows.collection.runs import Run
from flows.collection.settle import Settled, settle
from flows.judging.copies import copies
from flows.judging.corrected import as_corrected
from flows.judging.found import Fresh, Judged
from flows.judging.judge import judge
from flows.judging.returns import returns
from flows.judging.silences import silences
from flows.judging.takedowns import takedowns
from flows.outlets.client import Client
from flows.translate import (
    alert_row,
    article_row,
    claim_row,
    feed_row,
    issue_row,
    poll_row,
    reading_row,
    request_rows,
    robots_row,
    version_row,
    visit_row,
)
from warehouse import connect, raw, read, write
from warehouse.answers import ArticleState, VersionText
from warehouse.connect import Connection
from warehouse.events import add_carriers
from warehouse.rows import Mark, MarkRow, PollOutcome, RunEndRow, RunRow, RunState, VersionCause, VersionRow

EVENT_MEMORY = timedelta(days=7)
"""How long an event that was alerted is not alerted again when another outlet tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One line of a run's table: how a feed did. `error` is empty where it was read."""

    feed_id: str
    outlet: str
    url: str
    outcome: PollOutcome
    count_entries: int
    count_on_story: int
    count_new: int
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a batch, or several added up, changed in the warehouse."""

    counts: Mapping[str, int] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()
    polled: tuple[Polled, ...] = ()

    def plus(self, other: "Stored") -> "Stored":
        """Return both batches as one."""
        names = sorted(self.counts.keys() | other.counts.keys())
        return Stored(
            counts={name: self.counts.get(name, 0) + other.counts.get(name, 0) for name in names},
            alerts=self.alerts + other.alerts,
            polled=self.polled + other.polled,
        )

    @property
    def failed(self) -> tuple[Polled, ...]:
        """The feeds that could not be read."""
        return tuple(line for line in self.polled if line.error)

    @property
    def state(self) -> RunState:
        """FAILED where every feed that was due failed, PARTLY where some did."""
        if not self.failed:
            return RunState.COMPLETED
        return RunState.FAILED if len(self.failed) == len(self.polled) else RunState.PARTLY


def store_harvests(run: Run, harvests: Sequence[Harvest], reader: Reader) -> Stored:
    """Store a batch of harvests with the changes and alerts that follow; twice the same batch changes nothing.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    visits = [visit for harvest in harvests for visit in harvest.visits]
    for visit in visits:
        if visit.page is not None:
            raw.keep_page(run.home, visit.page.body)
    with connect.writer(run.home) as con, connect.transaction(con):
        write.add_run(con, run_row(run))
        _store_polls(con, run, harvests)
        issues = [issue for harvest in harvests for issue in harvest.issues]
        fresh, judged = _store_visits(con, run, visits, reader, issues, silences(con, run, harvests))
        count_issues = store_issues(con, run, (*issues, *judged.issues))
        write.add_changes(con, judged.changes)
        new = write.add_alerts(con, [alert_row(alert, run.run_id) for alert in judged.alerts])
        add_carriers(con, judged.carriers)
    counts = {
        "feeds": sum(harvest.poll is not None for harvest in harvests),
        "visits": len(visits),
        "articles": len({visit.url for visit in visits if visit.is_first and visit.article is not None}),
        "versions": len(fresh),
        "claims": sum(len(version.reading.claims) for version in fresh),
        "changes": len(judged.changes),
        "alerts": len(new),
        "issues": count_issues,
    }
    return Stored(
        counts=counts,
        alerts=tuple(alert for alert in judged.alerts if alert.key in new),
        polled=tuple(_polled(harvest.poll, harvest.visits) for harvest in harvests if harvest.poll),
    )


def store_asked(run: Run, client: Client) -> None:
    """Store what was asked of whom, and the copies of robots.txt that came; twice the same changes nothing."""
    with connect.writer(run.home) as con, connect.transaction(con):
        write.add_requests(con, request_rows(run.watch.id, run.run_id, client.ledger))
        write.add_robots(con, [robots_row(run.run_id, copy) for copy in client.robots_seen])


def finish_run(run: Run, stored: Stored, now: datetime, error: str | None = None) -> None:
    """Record how a run ended; a run without this record has died."""
    end = RunEndRow(
        run_id=run.run_id,
        ended_at=now,
        state=RunState.FAILED if error else stored.state,
        counts=json.dumps(stored.counts, sort_keys=True),
        error=error,
    )
    with connect.writer(run.home) as con, connect.transaction(con):
        write.add_run(con, run_row(run))
        write.add_run_end(con, end)


def run_row(run: Run) -> RunRow:
    """Return the record that a run began."""
    return RunRow(
        run_id=run.run_id,
        watch=run.watch.id,
        flow=run.flow,
        started_at=run.now,
        code_version=installed_version("claimwatch"),
    )


def _store_polls(con: Connection, run: Run, harvests: Sequence[Harvest]) -> None:
    polls = [harvest.poll for harvest in harvests if harvest.poll is not None]
    write.add_feeds(con, [feed_row(run.watch.id, poll.feed, run.now) for poll in polls])
    write.add_polls(con, [poll_row(run.watch.id, run.run_id, poll) for poll in polls])


def store_issues(con: Connection, run: Run, issues: Sequence[Issue]) -> int:
    """Store what a run could not do; return how many issues were new."""
    return write.add_issues(con, [issue_row(run.watch.id, run.run_id, issue, run.now) for issue in issues])


def _store_visits(
    con: Connection,
    run: Run,
    visits: Sequence[Visit],
    reader: Reader,
    issues: list[Issue],
    silent: Sequence[Alert],
) -> tuple[tuple[Fresh, ...], Judged]:
    watch = run.watch.id
    ids = write.add_articles(con, [article_row(watch, visit) for visit in visits])
    states = read.article_states(con, watch, read.NEVER, [visit.url for visit in visits])
    found = {ids[visit.url]: visit for visit in visits if visit.article is not None}
    priors = priors_of(con, run.home, found, reader, issues)
    settled = settle(con, run, found, priors, states)
    visits = [settled[ids[visit.url]].visit if visit.article is not None else visit for visit in visits]
    gone = takedowns(con, run, visits, states)
    write.add_visits(con, [visit_row(watch, run.run_id, ids[visit.url], visit) for visit in visits])
    brought = {ids[visit.url]: visit for visit in visits if visit.article is not None}
    fresh = _store_versions(con, run, brought, priors, states, settled)
    write.add_marks(con, (*_marks(run, settled, fresh), *copies(con, run, fresh)))
    recent = read.alerts_since(con, watch, run.now - EVENT_MEMORY)
    beside = (*gone, *returns(con, run, visits, states), *silent)
    told, before = as_corrected(con, fresh, priors)
    return fresh, judge(con, run, reader, told, before, recent, beside)


def _store_versions(
    con: Connection,
    run: Run,
    brought: Mapping[int, Visit],
    priors: Mapping[int, Prior],
    states: Mapping[str, ArticleState],
    settled: Mapping[int, Settled],
) -> tuple[Fresh, ...]:
    """Store the texts that are new, and what was read in them and in the versions before them."""
    rows = [_version_row(run, article_id, visit, priors.get(article_id)) for article_id, visit in brought.items()]
    stored = [
        VersionText(
            version=row,
            url=brought[row.article_id].url,
            publisher=brought[row.article_id].origin.publisher,
            is_baseline=brought[row.article_id].is_baseline,
        )
        for row in write.add_versions(con, rows)
    ]
    readings = [(text, brought[text.version.article_id].reading or Reading(claims=())) for text in stored]
    before = [
        (prior.stored, prior.reading)
        for text in stored
        if (prior := priors.get(text.version.article_id)) and prior.is_as_stored
    ]
    claim_ids = _store_readings(con, run, [*before, *readings])
    return tuple(
        Fresh(
            stored=text,
            reading=reading,
            claim_ids=claim_ids[text.version.version_id],
            prior_claim_ids=_prior_ids(priors.get(text.version.article_id), claim_ids),
            prior_last_seen_at=_last_seen_at(states.get(text.url)),
            returned_to=_returned_to(settled[text.version.article_id]),
        )
        for text, reading in readings
    )


def _marks(run: Run, settled: Mapping[int, Settled], fresh: Sequence[Fresh]) -> list[MarkRow]:
    """Return what is known of versions beside their texts."""
    stored = [one.stored.version for one in fresh]
    news = [(version.version_id, new) for version in stored if (new := settled[version.article_id].new)]
    return [one.old for one in settled.values() if one.old] + [
        MarkRow(
            watch=run.watch.id,
            version_id=version_id,
            mark=new.mark,
            marked_at=run.now,
            run_id=run.run_id,
            of_version_id=new.of_version_id,
            detail=new.detail,
        )
        for version_id, new in news
    ]


def _returned_to(settled: Settled) -> int | None:
    return settled.new.of_version_id if settled.new and settled.new.mark is Mark.REVERT else None


def _last_seen_at(state: ArticleState | None) -> datetime | None:
    """Return when an article was last found as it was; unknown after a visit that failed or found it gone."""
    if state is None or state.count_failed or state.count_gone:
        return None
    return state.last_visited_at


def _version_row(run: Run, article_id: int, visit: Visit, prior: Prior | None) -> VersionRow:
    row = version_row(run.watch.id, run.run_id, article_id, visit, HASH_VERSION)
    if prior is not None and prior.content_hash == row.content_hash:
        return replace(row, cause=VersionCause.TECHNICAL)
    return row


def _store_readings(
    con: Connection, run: Run, read_texts: Sequence[tuple[VersionText, Reading]]
) -> dict[int, tuple[int, ...]]:
    rows = [
        reading_row(run.watch.id, run.run_id, text.version.version_id, reading, run.now) for text, reading in read_texts
    ]
    claims = [
        claim_row(claim, text.version, text.publisher, reading.rules_version)
        for text, reading in read_texts
        for claim in reading.claims
    ]
    return write.add_readings(con, rows, claims)


def _prior_ids(prior: Prior | None, claim_ids: Mapping[int, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the ids of the claims before; none where the page was extracted anew and its claims are not stored."""
    return claim_ids.get(prior.stored.version.version_id, ()) if prior and prior.is_as_stored else ()


def _polled(poll: Poll, visits: Sequence[Visit]) -> Polled:
    return Polled(
        feed_id=poll.feed.id,
        outlet=poll.feed.outlet_name,
        url=poll.feed.url,
        outcome=poll.outcome,
        count_entries=poll.count_entries or 0,
        count_on_story=poll.count_on_story or 0,
        count_new=sum(visit.article is not None for visit in visits),
        error=poll.error or "",
    )
