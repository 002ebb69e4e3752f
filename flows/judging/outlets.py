"""Finds where new tellings of one source's figure differ from those of other outlets."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from extractors.changes import Move, along_series, between_outlets, explains
from extractors.values import Change, ChangeKind, Issue
from flows.alerts.alert import event_key
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.alerts.wording import counted, drift_reason
from flows.collection.faults import attempt
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh
from flows.judging.series import Lately, origin_of
from flows.translate import side_of, telling_of
from warehouse.answers import Told
from warehouse.rows import Across

COMPARED_BACK = timedelta(hours=72)
"""How far apart two outlets' articles may be published to be held against each other."""


def between(run: Run, fresh: Sequence[Fresh], lately: Lately, issues: list[Issue]) -> Iterator[Found]:
    """Yield the changes between a new version and what other outlets tell now, each pair and event once.

    Outlets that differ because the source moved between them are left out: the move is told as such (series.py).
    """
    new = {version.stored.version.version_id: origin_of(version) for version in fresh}
    moves = attempt(issues, run.watch.id, partial(along_series, lately.tellings)) or ()
    by_source: dict[str | None, list[Told]] = defaultdict(list)
    for told in lately.told.values():
        if told.claim.source is not None and told.claim.seen_at >= run.now - COMPARED_BACK:
            by_source[told.claim.source].append(told)
    for group in by_source.values():
        for found in _pairs(group, new, run, issues):
            if not _is_explained(found.change, moves):
                yield found


def _pairs(group: Sequence[Told], new: Mapping[int, Origin], run: Run, issues: list[Issue]) -> Iterator[Found]:
    """Yield the changes between two tellings of one source; `new`: version id -> what brought it.

    An event that a baseline tells does not hide the same event told by a feed that is no baseline.
    """
    names = run.watch.outlet_names
    seen: set[tuple[str, Origin]] = set()
    ordered = sorted(group, key=lambda told: (_published(told), told.claim.claim_id))
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
            origin = Origin.PUBLISHER if Origin.PUBLISHER in arrived else arrived[0]
            if (event, origin) not in seen:
                seen.add((event, origin))
                yield _found(change, earlier, later, origin)


def _found(change: Change, earlier: Told, later: Told, origin: Origin) -> Found:
    is_drift = change.change is ChangeKind.DRIFTED
    hours = round((_published(later) - _published(earlier)) / timedelta(hours=1))
    when = f"Both name one source and were published {counted(hours, 'hour')} apart."
    why = drift_reason(change) if is_drift else "No number fits both, and the source was not seen to move in between."
    return Found(
        change=change,
        before=side_of(earlier),
        after=side_of(later),
        across=Across.OUTLETS,
        finding=Finding.DRIFT if is_drift else Finding.MISQUOTATION,
        reasons=(when, why),
        origin=origin,
    )


def _published(told: Told) -> datetime:
    return told.claim.published_at or told.claim.seen_at


def _is_explained(change: Change, moves: Sequence[Move]) -> bool:
    before, after = change.before, change.after
    return before is not None and after is not None and any(explains(move, before, after) for move in moves)
