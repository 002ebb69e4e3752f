"""What our own rules or extractor tell differently of two texts: changes that are stored and never alert. Pure."""

from collections.abc import Mapping

from extractors.changes import between_revisions
from extractors.grounding import ours
from extractors.values import Article, Reading
from flows.collection.runs import Run
from warehouse.rows import Across, ChangeCause, ChangeRow, Decision

Read = tuple[Article, Reading]


def technical_changes(
    run: Run, before: Read, after: Read, *, ids: Mapping[int, int], versions: tuple[int, int], reason: str
) -> list[ChangeRow]:
    """Return the changes between two readings that no publisher made.

    Args:
        run: the run that read again.
        before: a text and what was read in it before.
        after: a text and what is read in it now.
        ids: `id()` of a claim of either reading -> its number in the warehouse.
        versions: the versions of the two texts.
        reason: why nobody is alerted.
    """
    return [
        ChangeRow(
            watch=run.watch.id,
            seen_at=run.now,
            run_id=run.run_id,
            across=Across.REVISIONS,
            metric=change.metric,
            change=str(change.change),
            why=change.why,
            decision=Decision.SUPPRESSED,
            decision_reason=reason,
            advises_alert=change.alert,
            cause=ChangeCause.TECHNICAL,
            before_claim_id=ids.get(id(change.before)),
            after_claim_id=ids.get(id(change.after)),
            before_version_id=versions[0],
            after_version_id=versions[1],
        )
        for change in between_revisions(before[0], ours(before[1]), after[0], ours(after[1]))
    ]
