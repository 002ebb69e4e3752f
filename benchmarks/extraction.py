"""Extract public pages with known texts and say how well it went: python -m benchmarks.extraction FOLDER [--every N].

The folder is a copy of fundus, the article-extraction-benchmark or the article-extraction-dataset. Measured are the
body (F1 of its words), the day of publication, and how often a page that comes again makes a revision (see
benchmarks/perturbing.py): read with its text before as anchor, read as if it were new, and for trafilatura alone.
"""

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from benchmarks.perturbing import KINDS, Kind, perturbed
from extractors.charsets import decode
from extractors.pages import read_article
from extractors.texts import content_hash
from extractors.values import Article, Issue, Page

_TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what is known of it; `published` is the stamp as known, "" if it is not."""

    name: str
    source: str
    url: str
    seen_at: datetime
    paragraphs: tuple[str, ...]
    published: str = ""


@dataclass(slots=True)
class Tally:
    """What was counted: F1 a page, days right and wrong, and of each group of kinds its pages and revisions."""

    f1: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    days: Counter[str] = field(default_factory=Counter)
    revisions: defaultdict[tuple[str, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def main() -> int:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take each Nth page only")
    parser.add_argument("--body", action="store_true", help="measure body and day only")
    options = parser.parse_args()
    cases = list(_cases(options.folder))[:: options.every]
    if not cases:
        sys.stderr.write(f"{options.folder}: no test data of fundus, the article-extraction-benchmark or -dataset\n")
        return 2
    tally = Tally()
    for case in cases:
        _measure(case, tally, is_body_only=options.body)
    for line in _table(tally):
        sys.stdout.write(f"{line}\n")
    return 0


def _cases(folder: Path) -> Iterator[Case]:
    yield from _of_fundus(folder)
    yield from _of_benchmark(folder)
    yield from _of_dataset(folder)


def _of_fundus(folder: Path) -> Iterator[Case]:
    """Yield the pages of fundus: the versions of a parser in order are those of the pages in order of their dates."""
    for path in sorted(folder.glob("**/parser/test_data/*/*.json")):
        truths = json.loads(path.read_text("utf-8"))
        pages = sorted(path.parent.glob(f"{path.stem}_[0-9]*.html.gz"))
        metas = json.loads((path.parent / "meta.info").read_text("utf-8"))
        for version, page in zip(sorted(truths, key=_numbers), pages, strict=True):
            truth, meta = truths[version], metas[page.name]
            parts = (*truth["body"]["summary"], *(text for part in truth["body"]["sections"] for text in _part(part)))
            yield Case(
                name=page.name,
                source=decode(gzip.decompress(page.read_bytes()), "text/html", ""),
                url=meta["url"],
                seen_at=datetime.fromisoformat(meta["crawl_date"]).replace(tzinfo=UTC),
                paragraphs=parts,
                published=truth["publishing_date"],
            )


def _part(section: dict[str, list[str]]) -> tuple[str, ...]:
    return (*section["headline"], *section["paragraphs"])


def _numbers(version: str) -> list[int]:
    return [int(number) for number in _NUMBERS.findall(version)]


def _of_benchmark(folder: Path) -> Iterator[Case]:
    truths = folder / "ground-truth.json"
    if not truths.is_file():
        return
    for name, truth in sorted(json.loads(truths.read_text("utf-8")).items()):
        body = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Case(
            name=name,
            source=decode(body, "text/html", ""),
            url=truth.get("url", "https://pages.example/"),
            seen_at=datetime(2026, 1, 1, tzinfo=UTC),
            paragraphs=tuple(filter(None, truth["articleBody"].split("\n"))),
        )


def _of_dataset(folder: Path) -> Iterator[Case]:
    truths = folder / "articles.json"
    if not truths.is_file():
        return
    for name, truth in sorted(json.loads(truths.read_text("utf-8")).items()):
        path = folder / "html" / f"{name}.html"
        if path.is_file() and truth["articleBody"].strip():
            yield Case(
                name=name,
                source=decode(path.read_bytes(), "text/html", ""),
                url=truth["url"],
                seen_at=datetime(2026, 1, 1, tzinfo=UTC),
                paragraphs=tuple(filter(None, truth["articleBody"].split("\n"))),
            )


def _measure(case: Case, tally: Tally, *, is_body_only: bool) -> None:
    source = LexborHTMLParser(case.source).html or ""
    found = _ours(case, source)
    before = found if isinstance(found, Article) else None
    text = found.text if isinstance(found, Article) else found.shown
    known = "\n".join(case.paragraphs)
    theirs = _trafilatura(source)
    tally.f1["claimwatch"].append(_f1(text, known))
    tally.f1["trafilatura"].append(_f1(theirs, known))
    if case.published:
        tally.days[_day_told(before, datetime.fromisoformat(case.published))] += 1
    if is_body_only or before is None:
        return
    for group, kinds in KINDS.items():
        for number, kind in enumerate(kinds):
            _again(case, source, kind, (group, number), (before, theirs), tally)


def _again(
    case: Case, source: str, kind: Kind, place: tuple[str, int], before: tuple[Article, str], tally: Tally
) -> None:
    """Count whether the page, as it comes again, makes a revision of either text."""
    group, number = place
    after = perturbed(source, case.paragraphs, kind, random.Random(f"{case.name}/{number}"))  # noqa: S311
    if after is None:
        return
    ours, theirs = before
    again = _ours(case, after, known=tuple(ours.text.split("\n\n")))
    unaided = _ours(case, after)
    counted = tally.revisions[group, ""], tally.revisions[group, f"{number} {kind.__name__}"]
    for count in counted:
        count["pages"] += 1
        count["claimwatch"] += _is_revised(again, ours)
        count["as if new"] += _is_revised(unaided, ours)
        count["trafilatura"] += "".join(_trafilatura(after).split()) != "".join(theirs.split())


def _is_revised(after: Article | Issue, before: Article) -> bool:
    if isinstance(after, Issue):
        return True
    return content_hash(after.title, after.text) != content_hash(before.title, before.text)


def _ours(case: Case, source: str, known: Sequence[str] = ()) -> Article | Issue:
    page = Page(
        url=case.url,
        final_url=case.url,
        status=200,
        content_type="text/html; charset=utf-8",
        body=source.encode("utf-8", "replace"),
        fetched_at=case.seen_at,
    )
    return read_article(page, known=known)


def _trafilatura(source: str) -> str:
    document = trafilatura.bare_extraction(source, favor_precision=True, include_comments=False)
    text = getattr(document, "text", None)
    return text if isinstance(text, str) else ""


def _f1(text: str, known: str) -> float:
    """Return the F1 of the words, a Han or Kana sign being one, each as often as it occurs."""
    found, wanted = Counter(_TOKEN.findall(text.lower())), Counter(_TOKEN.findall(known.lower()))
    both = sum((found & wanted).values())
    return 2 * both / (found.total() + wanted.total()) if both else 0.0


def _day_told(article: Article | None, wanted: datetime) -> str:
    if article is None or article.published_at is None:
        return "unknown"
    found = article.published_at.astimezone(wanted.tzinfo or UTC)
    return "right" if found.date() == wanted.date() else "wrong"


def _table(tally: Tally) -> Iterator[str]:
    for name, values in tally.f1.items():
        yield f"body F1 {name}: {sum(values) / len(values):.4f} on {len(values)} pages"
    yield "day of publication: " + ", ".join(f"{count} {name}" for name, count in tally.days.most_common())
    for (group, kind), count in tally.revisions.items():
        rates = ", ".join(
            f"{name} {count[name]} ({100 * count[name] / count['pages']:.2f} %)"
            for name in ("claimwatch", "as if new", "trafilatura")
        )
        yield f"{f'  {kind}' if kind else group}: {count['pages']} pages, revisions {rates}"


if __name__ == "__main__":
    sys.exit(main())
