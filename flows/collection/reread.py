"""Reads claims again from the stored texts with today's rules. No network; what changes is technical, no alert."""

from collections.abc import Callable, Sequence
from functools import partial

from extractors.claims import Reader
from extractors.values import Article, Issue, Reading
from flows.collection.faults import attempt
from flows.collection.runs import Run
from flows.collection.store import run_row, store_issues
from flows.collection.technical import technical_changes
from flows.proposals.proposer import Proposer, replayer_of
from flows.translate import article_of, claim_of, claim_row, reading_row
from warehouse import connect, read, write
from warehouse.answers import VersionText
from warehouse.connect import Connection
from warehouse.rows import ChangeRow, ClaimRow

BATCH = 500
REASON = "our own rules changed, not the article"

Counts = dict[str, int]


def reread_here(run: Run, progress: Callable[[int], None] = lambda _count: None) -> Counts:
    """Read every version that today's rules have not read; return how many versions, claims and changes that gave.

    A text that our code fails to read is an issue, and is tried again by the next reread.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    reader = Reader(run.watch.story)
    replayer = replayer_of(run.watch, run.home, reader)
    counts = {"versions": 0, "claims": 0, "technical_changes": 0, "issues": 0}
    after = 0
    while True:
        with connect.writer(run.home) as con:
            texts = read.versions_unread(con, run.watch.id, reader.rules_version, limit=BATCH, after=after)
            if not texts:
                return counts
            with connect.transaction(con):
                _reread_batch(con, run, reader, replayer, texts, counts)
        after = texts[-1].version.version_id
        progress(counts["versions"])


def _reread_batch(
    con: Connection, run: Run, reader: Reader, replayer: Proposer, texts: Sequence[VersionText], counts: Counts
) -> None:
    old = read.claims_of_versions(con, [text.version.version_id for text in texts])
    issues: list[Issue] = []
    readings = {
        text.version.version_id: reading
        for text in texts
        if (reading := attempt(issues, text.url, partial(_read, article_of(text), reader, replayer, issues)))
    }
    texts = [text for text in texts if text.version.version_id in readings]
    write.add_run(con, run_row(run))
    ids = write.add_readings(
        con,
        [reading_row(run.watch.id, run.run_id, number, reading, run.now) for number, reading in readings.items()],
        [
            claim_row(claim, text.version, text.publisher, reader.rules_version)
            for text in texts
            for claim in readings[text.version.version_id].claims
        ],
    )
    changes: list[ChangeRow] = []
    for text in texts:
        number = text.version.version_id
        compared = partial(_technical, run, text, old[number], readings[number], ids[number])
        changes += attempt(issues, text.url, compared) or ()
    write.add_changes(con, changes)
    unplaced = [issue for reading in readings.values() for issue in reading.issues]
    counts["issues"] += store_issues(con, run, (*issues, *unplaced))
    counts["versions"] += len(texts)
    counts["claims"] += sum(len(reading.claims) for reading in readings.values())
    counts["technical_changes"] += len(changes)


def _read(article: Article, reader: Reader, replayer: Proposer, issues: list[Issue]) -> Reading:
    """Read with today's rules, and hold what a model once said of this text against them."""
    added = replayer.known(article, reader.read(article))
    issues += added.issues
    return added.reading


def _technical(
    run: Run, text: VersionText, old: Sequence[ClaimRow], new: Reading, new_ids: Sequence[int]
) -> list[ChangeRow]:
    article = article_of(text)
    before = Reading(claims=tuple(claim_of(row) for row in old), rules_version=old[0].rules_version if old else "")
    ids = {id(claim): row.claim_id for claim, row in zip(before.claims, old, strict=True)}
    ids |= {id(claim): number for claim, number in zip(new.claims, new_ids, strict=True)}
    versions = (text.version.version_id, text.version.version_id)
    return technical_changes(run, (article, before), (article, new), ids=ids, versions=versions, reason=REASON)
