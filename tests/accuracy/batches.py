"""The labelled texts: batches of articles, revisions and pairs, as their writers left them.

A batch is a folder of `<lang>.articles.jsonl`, `<lang>.revisions.jsonl`, `<lang>.rewordings.jsonl` (the same facts in
other words) and `pairs*.jsonl`. Its writers knew the
conventions of the labels (docs/accuracy.md) and no lexicon. `digest` is the hash that was committed before the batch
was first measured.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from extractors.values import Article
from flows.records import parse_instant

HERE = Path(__file__).parent / "batches"

Label = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """An article and what its writer says that it claims."""

    id: str
    article: Article
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """Two revisions of an article and the changes that matter between them."""

    id: str
    before: Article
    after: Article
    changes: tuple[Label, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles and how they stand on one metric."""

    id: str
    a: Article
    b: Article
    metric: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """All that was written in one round."""

    name: str
    articles: tuple[Labelled, ...]
    revisions: tuple[Edited, ...]
    rewordings: tuple[Edited, ...]
    pairs: tuple[Pair, ...]


def load_batch(folder: Path) -> Batch:
    """Return the batch in a folder."""
    articles = tuple(_labelled(record) for record in _records(folder, "*.articles.jsonl"))
    known = {one.id: one.article for one in articles}
    return Batch(
        name=folder.name,
        articles=articles,
        revisions=tuple(_edited(record, known) for record in _records(folder, "*.revisions.jsonl")),
        rewordings=tuple(_reworded(record, known) for record in _records(folder, "*.rewordings.jsonl")),
        pairs=tuple(_pair(record, known) for record in _records(folder, "pairs*.jsonl")),
    )


def digest(folder: Path) -> str:
    """Return the SHA-256 over a batch's files, by name and content, in the order of their names."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()


def _records(folder: Path, names: str) -> Iterator[dict[str, object]]:
    for path in sorted(folder.glob(names)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def _article(record: Mapping[str, object]) -> Article:
    return Article(
        url=f"https://{record['id']}.example/",
        outlet=str(record["outlet"]),
        language=str(record["lang"]),
        title=str(record["title"]),
        text=str(record["text"]),
        published_at=parse_instant(str(record["published"])),
    )


def _labelled(record: Mapping[str, object]) -> Labelled:
    labels = record["labels"]
    assert isinstance(labels, list)
    return Labelled(id=str(record["id"]), article=_article(record), labels=tuple(labels))


def _edited(record: Mapping[str, object], known: Mapping[str, Article]) -> Edited:
    first = known[str(record["article"])]
    base = {
        "id": record["id"],
        "lang": record["lang"],
        "outlet": first.outlet,
        "title": "",
        "published": str(first.published_at),
    }
    changes = record["changes"]
    assert isinstance(changes, list)
    return Edited(
        id=str(record["id"]),
        before=_article({**base, "text": record["before"]}),
        after=_article({**base, "text": record["after"]}),
        changes=tuple(changes),
    )


def _reworded(record: Mapping[str, object], known: Mapping[str, Article]) -> Edited:
    before = known[str(record["article"])].text
    return _edited({**record, "before": before, "after": record["text"], "changes": []}, known)


def _pair(record: Mapping[str, object], known: Mapping[str, Article]) -> Pair:
    return Pair(
        id=str(record["id"]),
        a=_side(record["a"], known),
        b=_side(record["b"], known),
        metric=str(record["metric"]),
        relation=str(record["relation"]),
    )


def _side(side: object, known: Mapping[str, Article]) -> Article:
    """One side of a pair: an article of its own, or the id of one in the batch."""
    return _article(side) if isinstance(side, dict) else known[str(side)]
