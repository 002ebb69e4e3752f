"""Stored raw pages extracted again with today's extractor: what differs is our doing, stored as technical, no alert.

Only the newest version of an article is extracted again: it is the one that the next look is held against.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from extractors.claims import Reader
from extractors.pages import EXTRACTOR
from extractors.texts import HASH_VERSION, content_hash
from extractors.values import Article, Issue, Reading
from flows.collection.faults import attempt
from flows.collection.kept import Extracted, extract_stored
from flows.collection.reread import reread_here
from flows.collection.runs import Run
from flows.collection.store import run_row, store_issues
from flows.collection.technical import technical_changes
from flows.proposals.proposer import replayer_of
from flows.translate import article_of, claim_row, reading_row
from warehouse import connect, read, write
from warehouse.answers import VersionText
from warehouse.connect import Connection
from warehouse.rows import (
    ChangeRow,
    ExtractionOutcome,
    ExtractionRow,
    VersionCause,
    VersionRow,
)

BATCH = 200
REASON = "our own extractor changed, not the article"

SaidOf = Callable[[Article], Reading]
"""Reads a text with today's rules, and with what a model said of it before."""


def again_here(run: Run, progress: Callable[[int, int], None] = lambda _done, _count: None) -> dict[str, int]:
    """Extract again the pages that today's extractor has not had, and read the texts that today's rules have not.

    Args:
        run: whose home and watch.
        progress: told after each batch how many pages and texts are done, and of how many.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    with connect.writer(run.home) as con:
        pages, texts = read.count_to_reread(con, run.watch.id, EXTRACTOR, Reader(run.watch.story).rules_version)
    extracted = extract_again_here(run, lambda done: progress(done, pages + texts))
    read_again = reread_here(run, lambda done: progress(pages + done, pages + max(texts, done)))
    shared = {name: extracted[name] + read_again[name] for name in ("technical_changes", "issues")}
    return {**read_again, **extracted, **shared}


def extract_again_here(run: Run, progress: Callable[[int], None] = lambda _count: None) -> dict[str, int]:
    """Extract the page of every newest version that today's extractor has not had; return counts of what that gave.

    A page that our code fails to read is an issue, and is tried again the next time.

    Raises:
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    reader = Reader(run.watch.story)
    replayer = replayer_of(run.watch, run.home, reader)

    def said_of(article: Article) -> Reading:
        return replayer.known(article, reader.read(article)).reading

    counts = {"pages": 0, "technical_versions": 0, "technical_changes": 0, "issues": 0}
    after = 0
    while True:
        with connect.writer(run.home) as con:
            texts = read.versions_unextracted(con, run.watch.id, EXTRACTOR, limit=BATCH, after=after)
        if not texts:
            return counts
        found, issues = _extracted(run, texts)  # slow: nobody waits for the warehouse meanwhile
        with connect.writer(run.home) as con, connect.transaction(con):
            write.add_run(con, run_row(run))
            _store(con, run, said_of, found, counts)
            counts["issues"] += store_issues(con, run, issues)
        counts["pages"] += len(found)
        after = texts[-1].version.version_id
        progress(counts["pages"])


def _extracted(run: Run, texts: Sequence[VersionText]) -> tuple[list[tuple[VersionText, Extracted]], list[Issue]]:
    names = run.watch.outlet_names
    issues: list[Issue] = []
    found = []
    for text in texts:
        work = partial(extract_stored, run.home, text, names.get(text.version.outlet, text.version.outlet))
        if result := attempt(issues, text.url, work):
            found.append((text, result))
    return found, issues


def _store(
    con: Connection,
    run: Run,
    said_of: SaidOf,
    found: Sequence[tuple[VersionText, Extracted]],
    counts: dict[str, int],
) -> None:
    write.add_extractions(con, [_extraction_row(run, text, result.outcome) for text, result in found])
    olds = {text.version.article_id: text for text, result in found if result.article is not None}
    rows = [_technical_row(run, text.version, result.article) for text, result in found if result.article is not None]
    newest = read.last_versions(con, olds)
    rows = [row for row in rows if newest[row.article_id] == olds[row.article_id].version]  # no run came in between
    for row in write.add_versions(con, rows):
        changes = _changes(con, run, said_of, olds[row.article_id], row)
        counts["technical_versions"] += 1
        counts["technical_changes"] += len(changes)
        write.add_changes(con, changes)


def _changes(con: Connection, run: Run, said_of: SaidOf, old: VersionText, row: VersionRow) -> list[ChangeRow]:
    """Store what today's rules read in both texts; return what they tell differently, as technical changes."""
    new = VersionText(version=row, url=old.url, publisher=old.publisher, is_baseline=old.is_baseline)
    sides = [(text, article_of(text), said_of(article_of(text))) for text in (old, new)]
    ids = write.add_readings(
        con,
        [reading_row(run.watch.id, run.run_id, text.version.version_id, said, run.now) for text, _, said in sides],
        [
            claim_row(claim, text.version, text.publisher, said.rules_version)
            for text, _, said in sides
            for claim in said.claims
        ],
    )
    (_, one, before), (_, other, after) = sides
    numbers = {
        id(claim): number
        for text, _, said in sides
        for claim, number in zip(said.claims, ids[text.version.version_id], strict=False)
    }
    versions = (old.version.version_id, row.version_id)
    return technical_changes(run, (one, before), (other, after), ids=numbers, versions=versions, reason=REASON)


def _technical_row(run: Run, version: VersionRow, article: Article) -> VersionRow:
    return replace(
        version,
        version_id=0,
        version_no=0,
        seen_at=run.now,
        run_id=run.run_id,
        content_hash=content_hash(article.title, article.text),
        hash_version=HASH_VERSION,
        title=article.title,
        text=article.text,
        authors=article.authors,
        published_at=article.published_at,
        modified_at=article.modified_at,
        extractor=article.extractor,
        cause=VersionCause.TECHNICAL,
    )


def _extraction_row(run: Run, text: VersionText, outcome: ExtractionOutcome) -> ExtractionRow:
    return ExtractionRow(
        watch=run.watch.id,
        version_id=text.version.version_id,
        extractor=EXTRACTOR,
        extracted_at=run.now,
        run_id=run.run_id,
        outcome=outcome,
    )
