"""What was missed or read wrongly, line by line, for whoever keeps a lexicon. Only for batches that are seen."""

from collections.abc import Iterator, Mapping, Sequence

from extractors.changes import between_revisions, relation
from extractors.claims import Reader
from extractors.values import Claim, Field, Kind
from flows.watching.loading import Watch
from tests.accuracy.batches import Batch, Label
from tests.accuracy.scoring import is_figure, is_free, is_open, is_status, matched, same_source

SUBJECT = "north_korea"


def misses(batch: Batch, watch: Watch, language: str) -> Iterator[str]:
    """Yield what differs from the labels in one language, or in "all"."""
    reader = Reader(watch.story)
    same_as = {s.id: s.same_as or s.id for s in watch.story.sources}
    for one in batch.articles:
        if language in ("all", one.article.language):
            yield f"== {one.id}"
            yield from _of_article(reader.read(one.article).claims, one.labels, same_as)
    yield from _of_revisions(batch, reader, language)
    yield from _of_pairs(batch, reader, language)


def _of_article(claims: Sequence[Claim], labels: Sequence[Label], same_as: Mapping[str, str]) -> Iterator[str]:
    told = [c for c in claims if c.where is Field.TEXT]
    pairs = [*matched(told, labels, is_figure), *matched(told, labels, is_status)]
    for claim, label in pairs:
        wrong = [] if same_source(claim, label, same_as) else [f"source {claim.source or claim.source_text}"]
        if claim.modality != label["modality"]:
            wrong.append(f"modality {claim.modality}")
        if wrong and not is_open(label):
            yield f"   not {', '.join(wrong)}: {_label(label)}"
    taken = {id(thing) for pair in pairs for thing in pair}
    left = [label for label in labels if id(label) not in taken]
    for claim in told:
        if id(claim) not in taken and not is_free(claim, [one for one in left if is_open(one)]):
            yield f"   too much: {_claim(claim)}"
    for label in left:
        if not is_open(label):
            yield f"   missing: {_label(label)}"


def _of_revisions(batch: Batch, reader: Reader, language: str) -> Iterator[str]:
    for edit in batch.revisions:
        if language in ("all", edit.before.language):
            changes = between_revisions(edit.before, reader.read(edit.before), edit.after, reader.read(edit.after))
            yield f"{edit.id}: wanted {[(c['metric'], c['change']) for c in edit.changes]}"
            for change in changes:
                yield f"   told {change.metric} {change.change}{' ALERT' if change.alert else ''}: {change.why}"


def _of_pairs(batch: Batch, reader: Reader, language: str) -> Iterator[str]:
    for pair in batch.pairs:
        if language in ("all", pair.a.language, pair.b.language):
            found, why = relation(pair.a, reader.read(pair.a), pair.b, reader.read(pair.b), pair.metric, SUBJECT)
            if str(found) != pair.relation:
                yield f"{pair.id} {pair.metric}: wanted {pair.relation}, found {found}: {why}"


def _claim(claim: Claim) -> str:
    number = f" {claim.low}..{claim.high} {claim.bound}" if claim.kind is Kind.FIGURE else ""
    return f"{claim.metric}{number} {claim.subject} {claim.source} {claim.modality} | {claim.quote}"


def _label(label: Label) -> str:
    number = f" {label['low']}..{label['high']} {label['bound']}" if label["kind"] == "figure" else ""
    who = f"{label['subject']} {label['source']} {label['modality']}"
    return f"{label['metric']}{number} {who} | {label['evidence']}"
