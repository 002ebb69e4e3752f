"""Finds where new tellings of one source's figure differ from those of other outlets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial

from extractors.changes import between_outlets
from extractors.claims import Reader
from extractors.grounding import PROPOSED
from extractors.values import ChangeKind, Issue, Kind
from flows.alerts.alert import event_key
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.faults import attempt
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.translate import side_of, telling_of
from warehouse import read
from warehouse.answers import Told
from warehouse.connect import Connection
from warehouse.rows import Across

COMPARED_BACK = timedelta(hours=72)
"""How far apart two outlets' articles may be published to be held against each other."""


def between(con: Connection, run: Run, reader: Reader, fresh: Sequence[Fresh], issues: list[Issue]) -> Iterator[Found]:
    """Yield the changes between a new version and what other outlets tell now, each pair and event once."""
    if not fresh:
        return
    new = {version.stored.version.version_id: version.stored.is_baseline for version in fresh}
    tellings = read.recent_tellings(con, run.watch.id, run.now - COMPARED_BACK, reader.rules_version)
    by_source: dict[str | None, list[Told]] = defaultdict(list)
    for told in tellings:
        is_ours = PROPOSED not in told.claim.reasons and told.claim.seen_at <= run.now  # an archive is read later
        if is_ours and told.claim.kind == Kind.FIGURE and told.claim.source is not None:
            by_source[told.claim.source].append(told)
    for group in by_source.values():
        yield from _pairs(group, new, run, issues)


def _pairs(group: Sequence[Told], new: Mapping[int, bool], run: Run, issues: list[Issue]) -> Iterator[Found]:
    """Yield the changes between two tellings of one source; `new`: version id -> whether a baseline brought it.

    An event that a baseline tells does not hide the same event told by a feed that is no baseline.
    """
    names = {feed.outlet: feed.outlet_name for feed in run.watch.feeds}
    seen: set[tuple[str, Origin]] = set()
    ordered = sorted(group, key=lambda told: (told.claim.published_at or told.claim.seen_at, told.claim.claim_id))
    tellings = [telling_of(told, names) for told in ordered]
    for index, later in enumerate(ordered):
        for number, earlier in enumerate(ordered[:index]):
            arrived = [new[side.claim.version_id] for side in (earlier, later) if side.claim.version_id in new]
            if not arrived:
                continue
            compared = partial(between_outlets, tellings[number], tellings[index])
            change = attempt(issues, later.url, compared)
            if change is None:
                continue
            event = event_key(run.watch.id, Across.OUTLETS, change)
            origin = Origin.BASELINE if all(arrived) else Origin.PUBLISHER
            if (event, origin) not in seen:
                seen.add((event, origin))
                yield Found(
                    change=change,
                    before=side_of(earlier),
                    after=side_of(later),
                    across=Across.OUTLETS,
                    finding=Finding.DRIFT if change.change is ChangeKind.DRIFTED else Finding.MISQUOTATION,
                    origin=origin,
                )
