"""Finds what changed between a new version of an article and the one before it. Reads nothing, writes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractors.changes import between_revisions
from extractors.grounding import ours
from extractors.notices import Notice, NoticeKind, new_notices, notice_languages, owns_up
from extractors.values import Article, Change, ChangeKind, Claim, Field, Issue, Reading
from flows.alerts.policy import Origin
from flows.alerts.verdicts import Finding
from flows.alerts.wording import between_looks, drift_reason
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
    article = article_of(version.stored)
    after = ours(version.reading)  # what only a model found moves no verdict
    compared = partial(between_revisions, prior.article, prior.reading, article, after)
    changes = attempt(issues, version.stored.url, compared) or ()
    notices = new_notices(prior.article, article) if changes else ()
    looks = between_looks(version.prior_last_seen_at or prior.stored.version.seen_at, version.stored.version.seen_at)
    for change in changes:
        before_id = _claim_id(change.before, prior.reading, version.prior_claim_ids)
        after_id = _claim_id(change.after, version.reading, version.claim_ids)
        notice = _notice_for(change, notices, article.language)
        yield Found(
            change=change,
            before=replace(
                version_side(prior.stored, change.before, before_id), last_seen_at=version.prior_last_seen_at
            ),
            after=version_side(version.stored, change.after, after_id),
            across=Across.REVISIONS,
            finding=_finding(change, notice),
            reasons=(f"The article changed {looks}.", *_reasons(change, notice, notices, article)),
            notice=notice.text if notice else "",
            origin=origin,
        )


def _notice_for(change: Change, notices: Sequence[Notice], language: str) -> Notice | None:
    """Return the new notice that owns up to a change, None where none does."""
    return next((notice for notice in notices if owns_up(notice, _claims(change), language)), None)


def _finding(change: Change, notice: Notice | None) -> Finding:
    if change.change is ChangeKind.DRIFTED:
        return Finding.DRIFT
    return Finding.OPEN_EDIT if notice else Finding.SILENT_EDIT


def _reasons(change: Change, notice: Notice | None, notices: Sequence[Notice], article: Article) -> Iterator[str]:
    """Yield what an editor must know of an edit beside its window: drift, the headline, and whether it owns up."""
    if change.change is ChangeKind.DRIFTED:
        yield drift_reason(change)
    if all(claim.where is Field.TITLE for claim in _claims(change)):
        yield "It is the headline that changed."
    yield _owning_up(notice, notices, article.language)


def _owning_up(notice: Notice | None, notices: Sequence[Notice], language: str) -> str:
    if notice is not None:
        return f"A new notice says so: \u201c{notice.text}\u201d"
    if language not in notice_languages():
        return "Whether a notice came with it is not known: notices are not known in this language."
    other = next((one for one in notices if one.kind is not NoticeKind.STAMP), None)
    if other is not None:
        return f"A new notice speaks of something else: \u201c{other.text}\u201d"
    if notices:
        return f"No notice came with it but a stamp: \u201c{notices[0].text}\u201d"
    return "No notice of a correction came with it."


def _claims(change: Change) -> tuple[Claim, ...]:
    return tuple(claim for claim in (change.before, change.after) if claim is not None)


def _claim_id(claim: object, reading: Reading, ids: Sequence[int]) -> int | None:
    for found, claim_id in zip(reading.claims, ids, strict=False):
        if found is claim:
            return claim_id
    return None
