"""Print the accuracy table: python -m tests.accuracy [BATCH FOLDER ...] [--misses LANG]."""

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.changes import between_revisions, relation
from extractors.claims import Reader
from flows.watching.known import find_watch
from flows.watching.loading import Watch
from tests.accuracy.batches import HERE, Batch, load_batch
from tests.accuracy.misses import SUBJECT, misses
from tests.accuracy.scoring import MEASURES, TRUST, f_score, score_article, score_revision
from tests.accuracy.speed import speed_lines

DRAWS = 1000
_HEADS = ("figure", "value", "status", "st.metric", "source", "modality")


def main() -> None:
    """Measure each batch that is named, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="batches; all in tests/accuracy/batches by default")
    parser.add_argument("--misses", metavar="LANG", help="print what was missed or wrong in one language ('all')")
    given = parser.parse_args()
    watch = find_watch("north-korea-in-russia")
    for folder in given.folders or sorted(path for path in HERE.iterdir() if path.is_dir()):
        batch = load_batch(folder)
        for line in misses(batch, watch, given.misses) if given.misses else _table(batch, watch):
            sys.stdout.write(f"{line}\n")
    for line in () if given.misses else speed_lines(watch.story):
        sys.stdout.write(f"{line}\n")


def _table(batch: Batch, watch: Watch) -> Iterator[str]:
    reader = Reader(watch.story)
    same_as = {s.id: s.same_as or s.id for s in watch.story.sources}
    by_language: dict[str, list[Counter[str]]] = {}
    letters, started = 0, time.process_time()
    for one in batch.articles:
        counts = score_article(reader.read(one.article).claims, one.labels, same_as)
        by_language.setdefault(one.article.language, []).append(counts)
        letters += len(one.article.text)
    spent = time.process_time() - started
    yield f"{batch.name}: {len(batch.articles)} articles"
    yield f"{'':5} {'n':>3}  " + "  ".join(f"{head:>9}" for head in _HEADS)
    for language, scores in sorted(by_language.items()):
        yield _row(language, scores)
    everything = [counts for scores in by_language.values() for counts in scores]
    yield _row("all", everything)
    yield f"{'':9}  " + "  ".join(f"{_interval(everything, m):>9}" for m in MEASURES) + "  95 % (bootstrap)"
    yield from _trust(everything)
    yield from _revisions(batch, reader)
    yield from _rewordings(batch, reader)
    yield from _pairs(batch, reader)
    speed = letters / 2500 / spent
    yield f"read in {spent:.1f} s of one core, loading included: {speed:.0f} articles of 2,500 characters a second"


def _row(name: str, scores: Sequence[Counter[str]]) -> str:
    whole = _total(scores)
    return f"{name:5} {len(scores):3}  " + "  ".join(f"{f_score(whole, m):9.3f}" for m in MEASURES)


def _total(scores: Sequence[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counts in scores:
        whole.update(counts)
    return whole


def _interval(scores: Sequence[Counter[str]], measure: str) -> str:
    """The 95 % interval of a measure when articles are drawn again."""
    draw = random.Random(0)
    found = sorted(f_score(_total(draw.choices(scores, k=len(scores))), measure) for _ in range(DRAWS))
    return f"{found[DRAWS // 40]:.2f}-{found[-DRAWS // 40]:.2f}"[0:9]


def _trust(scores: Sequence[Counter[str]]) -> Iterator[str]:
    """How many of the claims under each band, and of those that the second reader reads alike or not, are right."""
    whole = _total(scores)
    for mark in TRUST:
        right, there = whole[f"{mark}.right"], whole[f"{mark}.there"]
        if there:
            yield f"{mark}: {right} of {there} claims right in what they say of whom ({right / there:.0%})"


def _revisions(batch: Batch, reader: Reader) -> Iterator[str]:
    whole: Counter[str] = Counter()
    for one in batch.revisions:
        changes = between_revisions(one.before, reader.read(one.before), one.after, reader.read(one.after))
        whole.update(score_revision(changes, one.changes))
    if batch.revisions:
        yield (
            f"revisions: {whole['change.right']} of {whole['change.there']} changes found; "
            f"{whole['unchanged_with_alert']} of {whole['unchanged']} unchanged ones with an alert; "
            f"{whole['spurious']} alerts that no label has"
        )


def _rewordings(batch: Batch, reader: Reader) -> Iterator[str]:
    """Alerts between an article and its rewordings, read in both directions."""
    alerts: Counter[str] = Counter()
    for one in batch.rewordings:
        for before, after in ((one.before, one.after), (one.after, one.before)):
            changes = between_revisions(before, reader.read(before), after, reader.read(after))
            alerts[before.language] += any(change.alert for change in changes)
    if batch.rewordings:
        where = ", ".join(f"{language} {count}" for language, count in alerts.most_common() if count)
        yield f"rewordings: {alerts.total()} of {2 * len(batch.rewordings)} comparisons alert ({where or 'none'})"


def _pairs(batch: Batch, reader: Reader) -> Iterator[str]:
    right = 0
    for pair in batch.pairs:
        found, _ = relation(pair.a, reader.read(pair.a), pair.b, reader.read(pair.b), pair.metric, SUBJECT)
        right += str(found) == pair.relation
    if batch.pairs:
        yield f"pairs: {right} of {len(batch.pairs)} judged right"


if __name__ == "__main__":
    main()
