"""How much noise becomes a version, and whether every edited figure does: python -m benchmarks.noise.

Made-up articles in nine languages, each in several page structures, are served again with one kind of noise, or with
one digit of one figure edited. Needs nothing but the repository.
"""

import argparse
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import islice

from extractors.changes import between_revisions
from extractors.claims import Reader
from extractors.pages import read_article
from extractors.texts import content_hash
from extractors.values import Article, Page
from flows.coverage.articles import PressArticle, View
from flows.coverage.layouts import LAYOUTS, template
from flows.coverage.noise import built_at, noise
from flows.coverage.pages import chunks
from flows.coverage.press import Title, load_press
from flows.watching.known import find_watch

PAGES = 300
LIMIT = 1 / 500
STORY = "north-korea-in-russia"
_AT = timedelta(days=3)  # after publication: how old the pages are
_TEXT = re.compile(r">([^<]+)<")
_SCRIPTS = re.compile(r"(<(?:script|style|title)\b.*?</(?:script|style|title)>)", re.DOTALL | re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_HEADING = re.compile(r"</h1>", re.IGNORECASE)
_TOP = re.compile(r"<body\b[^>]*>", re.IGNORECASE)
_BROKEN = 0.3  # share of the spaces that become line breaks
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page before it is bytes: what its template is filled with, and the view that was printed."""

    title: Title
    article: PressArticle
    view: View
    parts: Mapping[str, str]

    def html(self) -> str:
        """Return the page as text."""
        return template(self.title.outlet.structure).substitute(self.parts)


Noise = Callable[[Sheet, random.Random], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of the cases of one kind: how many there were, became a version, and gave an alert."""

    count: int
    versions: int
    alerts: int
    examples: tuple[str, ...] = ()


def sheets(count: int) -> Iterator[Sheet]:
    """Yield so many different pages: each article in its outlet's own structure first, then in others."""
    press = load_press()
    structures = [name for name in LAYOUTS if name != "live"]
    articles = [(title, one) for title in press.titles for one in title.articles if not one.is_live_blog]
    found = (
        sheet
        for turn in range(len(structures))
        for number, (title, article) in enumerate(articles)
        if (sheet := _sheet(title, article, structures[(number + turn) % len(structures)]))
    )
    return islice(found, count)


def _sheet(title: Title, article: PressArticle, structure: str) -> Sheet | None:
    now = article.published_at + _AT
    view = article.view(article.published_at)
    if view is None or view.revision.is_challenge or article.is_paywalled:
        return None
    title = replace(title, outlet=replace(title.outlet, structure=structure))
    return Sheet(title=title, article=article, view=view, parts=_parts(title, article, view, now))


def _parts(title: Title, article: PressArticle, view: View, now: datetime) -> dict[str, str]:
    built = built_at(title.outlet, view.modified_at, now)
    moving = noise(title.outlet, article.slug, built, (built - article.published_at).total_seconds())
    return chunks(title, article, view, built, moving)


def related_links(sheet: Sheet, chance: random.Random) -> str:
    """Other articles are recommended, and twice as many."""
    titles = list(sheet.title.outlet.words.related_titles)
    chance.shuffle(titles)
    links = "".join(f'<li><a href="/r/{at}{chance.randrange(99)}">{one}</a></li>' for at, one in enumerate(titles * 2))
    return _filled(sheet, related=links, most_read=links)


def relative_times(sheet: Sheet, chance: random.Random) -> str:
    """The page is older, and says so under the headline."""
    ago = sheet.title.outlet.words.hours_ago.format(n=chance.randrange(5, 99))
    return _under_headline(_filled(sheet, ago=ago), f'<time class="ago">{ago}</time>')


def counters(sheet: Sheet, chance: random.Random) -> str:
    """More readers, more comments."""
    comments = sheet.title.outlet.words.comments.format(n=chance.randrange(100, 9999))
    html = _filled(sheet, comments=comments, readers=str(chance.randrange(100, 99999)))
    return _under_headline(html, f'<div class="comments-count">{comments}</div>')


def advertisements(sheet: Sheet, chance: random.Random) -> str:
    """Another advertisement, and one more under the headline."""
    ad = chance.choice(sheet.title.outlet.words.ads)
    html = _filled(sheet, ad=f"{ad} {chance.randrange(99)} %")
    return _under_headline(html, f'<div class="ad ad-{chance.randrange(99)}">{ad}</div>')


def white_space(sheet: Sheet, chance: random.Random) -> str:
    """The same page, indented and broken elsewhere."""
    return _in_texts(sheet.html(), lambda text: _respaced(text, chance))


def invisible_characters(sheet: Sheet, chance: random.Random) -> str:
    """Soft hyphens, zero-width spaces and marks of direction inside words; no-break spaces between them."""
    return _in_texts(sheet.html(), lambda text: _strewn(text, chance))


KINDS: Mapping[str, Noise] = {
    "related links": related_links,
    "relative times": relative_times,
    "counters": counters,
    "ads": advertisements,
    "white space": white_space,
    "invisible characters": invisible_characters,
}


def edited_figures(sheet: Sheet) -> Iterator[str]:
    """Yield the page with one digit of the article changed, once for each paragraph that has one."""
    revision = sheet.view.revision
    now = sheet.article.published_at + _AT
    for number, paragraph in enumerate(revision.paragraphs):
        match = _FIGURE.search(paragraph)
        if match is None:
            continue
        digit = str((int(match.group()) + 1) % 10)
        edited = f"{paragraph[: match.start()]}{digit}{paragraph[match.end() :]}"
        paragraphs = (*revision.paragraphs[:number], edited, *revision.paragraphs[number + 1 :])
        view = replace(sheet.view, revision=replace(revision, paragraphs=paragraphs))
        yield template(sheet.title.outlet.structure).substitute(_parts(sheet.title, sheet.article, view, now))


def measure(count: int, kinds: Mapping[str, Noise] = KINDS) -> dict[str, Tally]:
    """Return kind of noise, and "edited figures", -> what became of it on so many pages."""
    found: dict[str, list[tuple[str, bool, bool]]] = {name: [] for name in (*kinds, "edited figures")}
    for sheet in sheets(count):
        before = _read(sheet, sheet.html(), None)
        if before is None:
            raise ValueError(f"{_name(sheet)} gives no article: the page proves nothing")
        for name, change in kinds.items():
            html = change(sheet, random.Random(f"{name}/{_name(sheet)}"))  # noqa: S311  the same in each run
            if html == sheet.html():
                raise ValueError(f"{name} leaves {_name(sheet)} as it is: the case proves nothing")
            found[name].append((_name(sheet), *_outcome(sheet, before, html)))
        found["edited figures"] += [(_name(sheet), *_outcome(sheet, before, html)) for html in edited_figures(sheet)]
    return {name: _tally(cases, wanted=name == "edited figures") for name, cases in found.items()}


def _tally(cases: list[tuple[str, bool, bool]], *, wanted: bool) -> Tally:
    odd = tuple(name for name, is_version, _ in cases if is_version is not wanted)
    return Tally(
        count=len(cases),
        versions=sum(is_version for _, is_version, _ in cases),
        alerts=sum(is_alert for *_, is_alert in cases),
        examples=odd[:5],
    )


def _outcome(sheet: Sheet, before: Article, html: str) -> tuple[bool, bool]:
    """Return whether a page becomes a version, and whether that advises an alert."""
    after = _read(sheet, html, before)
    if after is None or content_hash(before.title, before.text) == content_hash(after.title, after.text):
        return False, False
    reader = _reader()
    changes = between_revisions(before, reader.read(before), after, reader.read(after))
    return True, any(change.alert for change in changes)


def _read(sheet: Sheet, html: str, before: Article | None) -> Article | None:
    """Read a page as a run does: a later look knows the paragraphs of the one before."""
    outlet = sheet.title.outlet
    url = f"http://{outlet.host}/{sheet.article.slug}"
    page = Page(
        url=url,
        final_url=url,
        status=200,
        content_type=f"text/html; charset={outlet.charset}",
        body=html.encode(outlet.charset, errors="xmlcharrefreplace"),
        fetched_at=sheet.article.published_at + _AT,
    )
    known = before.text.split("\n\n") if before else ()
    found = read_article(page, outlet=outlet.id, language=outlet.language, name=outlet.name, known=known)
    return found if isinstance(found, Article) else None


@cache
def _reader() -> Reader:
    return Reader(find_watch(STORY).story)


def _name(sheet: Sheet) -> str:
    return f"{sheet.title.outlet.id}/{sheet.article.slug} as {sheet.title.outlet.structure}"


def _filled(sheet: Sheet, **parts: str) -> str:
    return replace(sheet, parts={**sheet.parts, **parts}).html()


def _under_headline(html: str, block: str) -> str:
    """Return a page with a block under its headline, or at its top where none is marked as such."""
    place = _HEADING if _HEADING.search(html) else _TOP
    return place.sub(lambda match: match.group() + block, html, count=1)


def _in_texts(html: str, change: Callable[[str], str]) -> str:
    """Return a page with its shown texts changed, scripts and head left alone."""
    start = match.start() if (match := _BODY.search(html)) else 0
    pieces = _SCRIPTS.split(html[start:])
    shown = [
        _TEXT.sub(lambda m: f">{change(m.group(1))}<", one) if at % 2 == 0 else one for at, one in enumerate(pieces)
    ]
    return html[:start] + "".join(shown)


def _respaced(text: str, chance: random.Random) -> str:
    broken = (f" \n{' ' * chance.randrange(8)}" if mark == " " and chance.random() < _BROKEN else mark for mark in text)
    return f"\n   {''.join(broken)}\n  "


def _strewn(text: str, chance: random.Random) -> str:
    if text.isspace():
        return text
    out = []
    is_entity = False
    for mark in text:
        is_entity = (is_entity or mark == "&") and mark != ";"
        out.append("\u00a0" if mark == " " and chance.random() < 0.2 else mark)
        if not is_entity and mark.isalnum() and chance.random() < 0.05:
            out.append(chance.choice("\u00ad\u200b\u200e\u2060"))
    return "".join(out)


def main() -> int:
    """Print a table; exits with 1 where too much noise became a version, any alerts, or an edited figure did not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=PAGES)
    started = time.process_time()
    found = measure(parser.parse_args().pages)
    for name, tally in found.items():
        sys.stdout.write(f"{name:<22}{tally.versions:>5} of {tally.count:>4} versions, {tally.alerts:>4} alerts")
        sys.stdout.write(f"  {'; '.join(tally.examples)}\n")
    total = sum((Counter(_numbers(tally)) for name, tally in found.items() if name in KINDS), Counter())
    edits = found["edited figures"]
    share = total["versions"] / total["count"]
    sys.stdout.write(
        f"noise: {total['versions']} of {total['count']} ({share:.2%}) in {time.process_time() - started:.0f} s\n"
    )
    return int(share > LIMIT or total["alerts"] > 0 or edits.versions < edits.count)


def _numbers(tally: Tally) -> dict[str, int]:
    return {"count": tally.count, "versions": tally.versions, "alerts": tally.alerts}


if __name__ == "__main__":
    sys.exit(main())
