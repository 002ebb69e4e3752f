"""Finds which texts are prints of another outlet's, and says so where two prints differ. Reads the warehouse."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from extractors.copies import copies_among, shingles
from flows.alerts.verdicts import Finding
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh, named
from warehouse.connect import Connection
from warehouse.events import origins_of, recent_versions
from warehouse.rows import Mark, MarkRow, VersionRow

COPIED_WITHIN = timedelta(hours=72)
"""So far apart a wire text and its prints are looked for."""


def copies(con: Connection, run: Run, fresh: Sequence[Fresh]) -> tuple[MarkRow, ...]:
    """Return a mark for each text that is a copy, on the one that came out later; one language at a time.

    Titles that share a publisher copy each other too; an outlet that takes up its own words again does not.
    """
    new = {version.stored.version.version_id: version.stored.version for version in fresh}
    if not new:
        return ()
    languages = {version.language for version in new.values()}
    recent = recent_versions(con, run.watch.id, run.now - COPIED_WITHIN, run.now, languages)
    marks: dict[int, MarkRow] = {}
    for group in _prints(new, {version.version_id: version for version in recent} | new):
        first = min(group, key=_order)
        for later in group:
            if later is not first:
                marks.setdefault(later.version_id, _mark(run, later, first))
    return tuple(marks.values())


def _prints(new: Mapping[int, VersionRow], known: Mapping[int, VersionRow]) -> list[list[VersionRow]]:
    """Return each new version with the known ones of other outlets that are one text with it."""
    texts = {number: shingles(version.text) for number, version in known.items()}
    groups = {number: [version] for number, version in new.items()}
    for ours, theirs in sorted(copies_among({number: texts[number] for number in new}, texts)):
        one, other = known[ours], known[theirs]
        if one.language == other.language and one.outlet != other.outlet:
            groups[ours].append(other)
    return list(groups.values())


def as_prints(con: Connection, run: Run, found: Sequence[Found]) -> list[Found]:
    """Return what was found, with a reason where two outlets give one source differently though they print one text."""
    pairs = [item for item in found if item.finding is Finding.MISQUOTATION]
    ids = [side.version_id for item in pairs for side in (item.before, item.after) if side is not None]
    origins = origins_of(con, ids) if ids else {}
    return [_as_print(run, item, origins) if item.finding is Finding.MISQUOTATION else item for item in found]


def _as_print(run: Run, item: Found, origins: Mapping[int, int]) -> Found:
    before, after = named(run, item.before), named(run, item.after)
    if before is None or after is None or before.outlet == after.outlet:
        return item
    if origins.get(before.version_id) != origins.get(after.version_id):
        return item
    reason = f"{after.outlet_name} prints the text of {before.outlet_name}, with another figure in it."
    return replace(item, reasons=(*item.reasons, reason))


def _order(version: VersionRow) -> tuple[datetime, int]:
    return (min(version.published_at or version.seen_at, version.seen_at), version.version_id)


def _mark(run: Run, later: VersionRow, first: VersionRow) -> MarkRow:
    return MarkRow(
        watch=run.watch.id,
        version_id=later.version_id,
        mark=Mark.COPY,
        marked_at=run.now,
        run_id=run.run_id,
        of_version_id=first.version_id,
        detail=f"the text is that of {first.outlet}, which came out before it",
    )
