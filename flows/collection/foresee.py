"""What extracting and reading again would change, found by doing it on a copy that is thrown away. Stores nothing."""

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.values import ChangeKind
from flows.collection.again import again_here
from flows.collection.runs import Run
from flows.records import Record
from warehouse import connect, raw, read
from warehouse.answers import ChangeDetail
from warehouse.errors import NotFound

_ALSO_READ = (raw.FOLDER, "watches")
"""Folders of a home that reading again looks into; it writes to neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What today's extractor and rules would make of the stored pages and texts.

    `counts`: pages, versions, technical_versions, gained, lost, changed, issues. `changes` are the claims concerned.
    """

    counts: dict[str, int]
    changes: tuple[ChangeDetail, ...]

    def record(self) -> Record:
        """Return it as JSON."""
        return {"counts": dict(self.counts), "changes": [_line(change) for change in self.changes]}


def foresee(run: Run) -> Foreseen:
    """Return what `again_here` would do to the home of a run, by its last finished write.

    Raises:
        NotFound: nothing was ever written here.
        OSError: there is no room for a copy of the warehouse in the folder for temporary files.
    """
    source = run.home / connect.READ_COPY
    if not source.exists():
        raise NotFound(f"There is no read copy at {source} yet: the first finished run writes it.")
    with TemporaryDirectory(prefix="claimwatch-") as folder:
        home = Path(folder)
        shutil.copyfile(source, home / connect.FILE)
        for name in _ALSO_READ:
            if (run.home / name).exists():
                (home / name).symlink_to((run.home / name).resolve(), target_is_directory=True)
        tried = replace(run, home=home)
        counts = again_here(tried)
        with connect.reader(home) as con:
            changes = tuple(
                change
                for change in read.changes_since(con, run.watch.id, run.now)
                if change.cause == "technical" and change.seen_at == run.now
            )
    return Foreseen(counts=_counts(counts, changes), changes=changes)


def _counts(done: dict[str, int], changes: Sequence[ChangeDetail]) -> dict[str, int]:
    kinds = Counter(change.change for change in changes)
    gained, lost = kinds[ChangeKind.ADDED], kinds[ChangeKind.REMOVED]
    changed = kinds.total() - gained - lost
    kept = {name: done[name] for name in ("versions", "pages", "technical_versions", "issues")}
    return {**kept, "gained": gained, "lost": lost, "changed": changed}


def _line(change: ChangeDetail) -> Record:
    return {
        "url": change.after_url or change.before_url,
        "language": change.after_language or change.before_language,
        "metric": change.metric,
        "change": change.change,
        "before": change.before_quote,
        "after": change.after_quote,
        "why": change.why,
    }
