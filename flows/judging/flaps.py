"""Finds the articles that went back to a text they had just had: told once as unstable, not edit by edit. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from flows.alerts.alert import Alert, standing_key
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.alerts.wording import moment
from flows.collection.prior import Prior
from flows.collection.runs import Run
from flows.judging.found import Found, Fresh, named
from flows.translate import version_side
from warehouse.rows import Across

STEADY = timedelta(hours=48)
"""A text that stood for so long before the old one came back was an edit, and its end is one."""


def unstable_versions(fresh: Iterable[Fresh], priors: Mapping[int, Prior]) -> frozenset[int]:
    """Return the new versions that went back to an earlier text before the one between had stood for `STEADY`."""
    return frozenset(
        version.stored.version.version_id
        for version in fresh
        if version.returned_to is not None
        and (prior := priors.get(version.stored.version.article_id))
        and version.stored.version.seen_at - prior.stored.version.seen_at < STEADY
    )


def marked(found: Iterable[Found], unstable: frozenset[int]) -> list[Found]:
    """Return what was found, with that of `unstable` versions as such."""
    return [replace(item, origin=Origin.UNSTABLE) if _is_of(item, unstable) else item for item in found]


def unstable_alerts(
    run: Run, fresh: Iterable[Fresh], priors: Mapping[int, Prior], found: Sequence[Found]
) -> list[Alert]:
    """Return an alert for each article of which something `found` was unstable; its key is the article's, for ever."""
    if run.is_past:
        return []
    telling = {
        item.after.version_id if item.after else 0
        for item in found
        if item.origin is Origin.UNSTABLE and item.change.alert
    }
    return [
        _alert(run, version, priors[version.stored.version.article_id])
        for version in fresh
        if version.stored.version.version_id in telling
    ]


def _is_of(item: Found, unstable: frozenset[int]) -> bool:
    is_edit = item.across is Across.REVISIONS and item.origin is Origin.PUBLISHER
    return is_edit and item.after is not None and item.after.version_id in unstable


def _alert(run: Run, version: Fresh, prior: Prior) -> Alert:
    before = named(run, version_side(prior.stored, None, None))
    after = named(run, version_side(version.stored, None, None))
    series = f"{Finding.UNSTABLE}/{after.url}"
    key = standing_key(run.watch.id, series)
    name = after.outlet_name or after.outlet
    why = f"A text came back at {moment(after.seen_at)} after another, first seen at {moment(before.seen_at)}."
    return Alert(
        key=key,
        event_key=key,
        watch=run.watch.id,
        question=str(Finding.UNSTABLE),
        series=series,
        kind=str(Finding.UNSTABLE),
        across=str(Across.REVISIONS),
        severity="medium",
        raised_at=run.now,
        headline=f"{name} serves \u201c{after.title}\u201d in two texts by turns",
        lines=(f"before: {before.title}", f"after: {after.title}", f"why: {why}"),
        why=why,
        before=before,
        after=after,
        finding=Finding.UNSTABLE,
        reasons=(why, "A cache, a test of two texts or an edit taken back within two days looks like this."),
    )
