"""Runs an archive through the steps of a collection: extract, store, compare, judge, each capture under its own date.

What it shows is past: nobody is told of it unless that is asked for. Of an article that the home knows, captures older
than what it has seen last are left out: a history is not written anew.
"""

import asyncio
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from extractors.claims import Reader
from extractors.lexicon import languages
from extractors.urls import is_same_site
from extractors.values import FeedEntry, Issue
from flows.archive.captures import Archive, Capture, Sort, read_archive
from flows.archive.notes import Note
from flows.archive.replayed import Replay, outcome_of
from flows.collection.gather import Gatherer
from flows.collection.harvest import Harvest, Visit
from flows.collection.kept import paragraphs_of
from flows.collection.plan import Topic
from flows.collection.reread import reread_here
from flows.collection.runs import Run, watch_folder
from flows.collection.store import Stored, finish_run, run_row, store_harvests, store_issues
from flows.outlets.fetched import Outcome
from flows.watching.values import AddedPage, Feed
from warehouse import connect, read, write
from warehouse.answers import ArticleState
from warehouse.archive import ImportRow, add_import

FLOW = "import"
WITHIN = timedelta(minutes=1)
MAX_BATCH = 500
MAX_BATCH_BYTES = 50_000_000
"""Captures so near to each other, and no more of them, are stored together, as those of one run are."""

COUNTED = ("visits", "articles", "versions", "claims", "changes", "alerts", "issues")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """How an import ended. `skipped`: why records and captures were left out -> how many; `damage` as in Archive."""

    counts: Mapping[str, int]
    skipped: Mapping[str, int]
    damage: str = ""
    stored: Stored = field(default_factory=Stored)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Importing:
    """What an import needs beside the captures themselves. `language` is of pages that the watch cannot place."""

    run: Run
    folder: Path
    gatherer: Gatherer
    archive: Archive
    language: str | None
    skipped: Counter[str]


def import_archive(
    run: Run,
    path: Path,
    *,
    finished_at: Callable[[], datetime],
    language: str | None = None,
    progress: Callable[[int, int], None] = lambda _done, _count: None,
) -> Imported:
    """Import an archive into the run's home; the caller holds the slot of the watch.

    Args:
        run: of flow `FLOW`; its `now` is when the import began, its `is_past` whether alerts are to be kept back.
        path: a WARC file, packed with gzip or not.
        finished_at: asked for the end of the run.
        language: ISO 639-1 of pages from sites on which the watch has no feed; without it those are left out.
        progress: told after each batch how many captures are done, and of how many.

    Raises:
        NoArchiveError: the file is no WARC archive.
        warehouse.errors.Busy: another process held the warehouse too long.
    """
    folder = watch_folder(run.home, run.watch.id) / "importing"
    shutil.rmtree(folder, ignore_errors=True)  # of an import that was killed
    try:
        archive = read_archive(path, folder, run.now)
        reader = Reader(run.watch.story)
        reread_here(run)  # only readings by the same rules are held against each other
        _store_origin(run, path, archive)
        importing = _Importing(
            run=run,
            folder=folder,
            gatherer=_gatherer(run, folder, reader),
            archive=archive,
            language=language,
            skipped=Counter(archive.skipped),
        )
        stored, done = Stored(), 0
        for batch in batches(archive.captures):
            stored = stored.plus(_store(importing, batch, reader))
            done += len(batch)
            progress(done, len(archive.captures))
        finish_run(run, stored, finished_at())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    counts = {"captures": len(archive.captures)} | {name: stored.counts.get(name, 0) for name in COUNTED}
    return Imported(counts=counts, skipped=dict(importing.skipped), damage=archive.damage, stored=stored)


def batches(captures: Sequence[Capture]) -> Iterator[tuple[Capture, ...]]:
    """Yield captures, given in the order of their dates, in batches that name each URL once."""
    batch: list[Capture] = []
    urls: set[str] = set()
    for capture in captures:
        is_full = len(batch) >= MAX_BATCH or sum(one.size for one in batch) + capture.size > MAX_BATCH_BYTES
        if batch and (is_full or capture.url in urls or capture.at - batch[0].at > WITHIN):
            yield tuple(batch)
            batch, urls = [], set()
        batch.append(capture)
        urls.add(capture.url)
    if batch:
        yield tuple(batch)


def _gatherer(run: Run, folder: Path, reader: Reader) -> Gatherer:
    return Gatherer(client=Replay(folder, {}), reader=reader, topic=Topic(run.watch.topic), articles={}, now=run.now)


def _store_origin(run: Run, path: Path, archive: Archive) -> None:
    """Record where all that this run brings comes from, before it brings anything."""
    row = ImportRow(
        watch=run.watch.id,
        run_id=run.run_id,
        file=path.name,
        file_sha256=archive.sha256,
        made_by=archive.made_by or None,
        imported_at=run.now,
        count_captures=len(archive.captures),
        first_captured_at=archive.captures[0].at if archive.captures else None,
        last_captured_at=archive.captures[-1].at if archive.captures else None,
    )
    damage = [Issue(where=path.name, kind="damaged", text=archive.damage)] if archive.damage else []
    with connect.writer(run.home) as con, connect.transaction(con):
        write.add_run(con, run_row(run))
        add_import(con, row)
        store_issues(con, run, damage)


def _store(importing: _Importing, batch: Sequence[Capture], reader: Reader) -> Stored:
    """Store a batch as a run at the time of its last capture would have."""
    run = importing.run
    with connect.writer(run.home) as con:
        states = read.article_states(con, run.watch.id, read.NEVER, [capture.url for capture in batch])
        urls = {state.article_id: url for url, state in states.items()}
        last = read.last_versions(con, urls)
    known = {urls[number]: paragraphs_of(version.text) for number, version in last.items()}
    visits = asyncio.run(_visits(importing, batch, states, known))
    if not visits:
        return Stored()
    issues = tuple(issue for visit in visits if visit.reading for issue in visit.reading.issues)
    then = replace(run, now=batch[-1].at)
    return store_harvests(then, [Harvest(visits=visits, issues=issues)], reader)


async def _visits(
    importing: _Importing,
    batch: Sequence[Capture],
    states: Mapping[str, ArticleState],
    known: Mapping[str, Sequence[str]],
) -> tuple[Visit, ...]:
    """Return what each capture of use shows, as a visit at its date; `known`: URL -> paragraphs of the last version."""
    with_known = replace(importing, gatherer=replace(importing.gatherer, known=known))
    found = await asyncio.gather(*(_visit(with_known, capture, states.get(capture.url)) for capture in batch))
    return tuple(visit for visit in found if visit is not None)


async def _visit(importing: _Importing, capture: Capture, state: ArticleState | None) -> Visit | None:
    note = importing.archive.notes.get((capture.url, capture.at))
    outcome = outcome_of(capture, note)
    origin = _origin(importing, capture, note, state)
    reason = _useless(capture, outcome, origin, state)
    if reason or outcome is None or origin is None:
        importing.skipped[reason] += 1
        return None
    gatherer = replace(
        importing.gatherer,
        client=Replay(importing.folder, {capture.url: (capture, outcome)}),
        articles={capture.url: state} if state else {},
        now=capture.at,
    )
    visit = await gatherer.visit(capture.url, origin, _entry(capture, note), note.is_baseline if note else False)
    if note is not None and capture.sort is not Sort.PAGE:
        visit = replace(visit, outcome=note.outcome)
    if state is None and note is None and not _is_ours(gatherer.topic, visit):
        importing.skipped["not about the story" if visit.article else "no article in it"] += 1
        return None
    return visit


def _useless(
    capture: Capture, outcome: Outcome | None, origin: Feed | AddedPage | None, state: ArticleState | None
) -> str:
    """Return why a capture is left out; empty where it is of use."""
    if outcome is None:
        return "a look that found nothing to keep"
    if state is not None and state.last_visited_at is not None and capture.at <= state.last_visited_at:
        return "no newer than what this home has seen of the article"
    if state is None and capture.sort is not Sort.PAGE:
        return "no page, of an article that was never seen"
    return "" if origin is not None else "of a site on which the watch has no feed (see --language)"


def _origin(
    importing: _Importing, capture: Capture, note: Note | None, state: ArticleState | None
) -> Feed | AddedPage | None:
    """Return what names the article: what the home knows, a feed of the watch, the archive's note, or the caller."""
    feeds = importing.run.watch.feeds
    if state is not None:
        return next((feed for feed in feeds if feed.id == state.feed_id), None) or _page(
            capture.url, state.outlet, state.publisher, state.language
        )
    if note is not None and note.language in languages():
        known = next((feed for feed in feeds if feed.id == note.feed_id and feed.outlet == note.outlet), None)
        return known or _page(capture.url, note.outlet, note.publisher, note.language)
    there = [feed for feed in feeds if is_same_site(feed.url, capture.url)]
    if importing.language is not None:
        there = [feed for feed in there if feed.language == importing.language]
    if there:
        return there[0]
    if importing.language is None:
        return None
    host = (urlsplit(capture.url).hostname or capture.url).removeprefix("www.")
    return _page(capture.url, host, host, importing.language)


def _page(url: str, outlet: str, publisher: str, language: str) -> AddedPage:
    return AddedPage(url=url, outlet=outlet, outlet_name=outlet, publisher=publisher, language=language, country="")


def _entry(capture: Capture, note: Note | None) -> FeedEntry | None:
    """Return what the feed said of the article, as far as the note still knows it."""
    if note is None or not note.title:
        return None
    return FeedEntry(
        feed_id=note.feed_id or "",
        entry_id=capture.url,
        url=capture.url,
        title=note.title,
        published_at=note.published_at,
        updated_at=note.modified_at,
    )


def _is_ours(topic: Topic, visit: Visit) -> bool:
    """Return whether an article that no feed named is about the story, by its own words; one not read is not."""
    article = visit.article
    if article is None:
        return False
    told = FeedEntry(feed_id="", entry_id=visit.url, url=visit.url, title=article.title, summary=article.text)
    return topic.is_ours(told, article.language)
