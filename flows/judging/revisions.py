"""Finds what changed between a new version of an article and the one before it. Reads nothing, writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractors.changes import between_revisions
from extractors.grounding import ours
from extractors.values import Issue, Reading
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.collection.faults import attempt
from flows.collection.prior import Prior
from flows.judging.found import Found, Fresh
from flows.translate import article_of, version_side
from warehouse.rows import Across, VersionCause


def within(version: Fresh, prior: Prior | None, issues: list[Issue]) -> Iterator[Found]:
    """Yield the changes between a version and the one before it; none for the first of an article."""
    if prior is None:
        return
    is_technical = version.stored.version.cause is VersionCause.TECHNICAL
    origin = Origin.TECHNICAL if is_technical else Origin.PUBLISHER
    after = ours(version.reading)  # what only a model found moves no verdict
    compared = partial(between_revisions, prior.article, prior.reading, article_of(version.stored), after)
    for change in attempt(issues, version.stored.url, compared) or ():
        before_id = _claim_id(change.before, prior.reading, version.prior_claim_ids)
        after_id = _claim_id(change.after, version.reading, version.claim_ids)
        yield Found(
            change=change,
            before=replace(
                version_side(prior.stored, change.before, before_id), last_seen_at=version.prior_last_seen_at
            ),
            after=version_side(version.stored, change.after, after_id),
            across=Across.REVISIONS,
            finding=Finding.SILENT_EDIT,
            origin=origin,
        )


def _claim_id(claim: object, reading: Reading, ids: Sequence[int]) -> int | None:
    for found, claim_id in zip(reading.claims, ids, strict=False):
        if found is claim:
            return claim_id
    return None
