"""Anchored extraction: the paragraphs that are known of an article lead to its element, and only that element is read.

What moves around an article (teasers, counters, banners) then moves nothing in its text. Time grows with the number of
nodes only, whatever the nodes are. Knows no language: a block belongs by where it stands, not by what it says.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.blocks import BREAK, is_boring_name
from extractors.captions import CAPTION, carry_figures
from extractors.markup import one_line
from extractors.texts import normalise
from extractors.walls import weight

LEAST_COVERAGE = 0.6
"""Where less of the known text is found, the page is another one, or built anew: the anchors do not hold."""

_HOLDS = 0.85  # the article's element is the deepest that holds so much of what was found
_FINGERPRINT = 40  # letters at either end of a paragraph that tell it although the rest was edited
_SURE = 20  # a shorter paragraph ("Analysis") may stand anywhere
_LINKED = 0.6  # a block with a larger share of its letters in links is navigation
_KNOWN_LINKED = 0.9  # a list of places may be all links; where it is known it stays up to here
_BORING_SIZE = 150  # an element whose name says "advertisement", yet holds so many known letters, holds the article
_TABLE_BOXES = 2
_NOWHERE = (0, 0)
_MAX_DEPTH = 100
_MAX_ROUNDS = 4
_PROSE = frozenset(("p", "h2", "h3", "h4", "li", "blockquote", "pre", "tr", "dd"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_WITHIN = frozenset(("ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tfoot", "figure"))
"""A list, a quote or a table stands where its paragraphs would stand."""

_BREAKING = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "center",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
            "fieldset",
        ),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul"),
    )
)
_ENDS = tuple(".!?…。！？»”’\"'」』)")
_CELLS = frozenset(("td", "th"))
_CELL_BORDER = " | "  # not a space alone: two cells "11" and "000" are no number
_CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-3])[:h][0-5]\d(?!\d)")
_LETTERED = re.compile(r"[^\W\d_]+")
_STAMP_WEIGHT = 60
_STAMP_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """The paragraphs of the article in page order, and the share (0 to 1) of the known text that was found."""

    paragraphs: tuple[str, ...] = ()
    coverage: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether enough of the known text was found for the rest to be believed."""
        return self.coverage >= LEAST_COVERAGE


class _Place(NamedTuple):
    """Where a text node stands: `above` are its block and what holds it, outermost first, `tags` their names.

    `marks` are these names with their classes; `boring_at` is the depth of the innermost whose class names an
    advertisement or the like, else -1; `cell` the cell where the block is the row of a table, else 0.
    """

    above: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    boring_at: int = -1
    is_linked: bool = False
    cell: int = 0

    @property
    def boring(self) -> tuple[int, int]:
        """The depth and id of that innermost element."""
        return self.boring_at, self.above[self.boring_at]


class _Run(NamedTuple):
    """A paragraph as the page has it; `linked` is the share of its letters in links."""

    text: str
    key: str
    place: _Place
    linked: float


class _Found(NamedTuple):
    """As `Anchored`; `home` is the article's element, `scope` the innermost `article` that is or holds it, else 0."""

    paragraphs: tuple[str, ...] = ()
    coverage: float = 0.0
    home: int = 0
    scope: int = 0


class _Known:
    """What is known of an article, by fingerprints."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self.keys = {key: len(key) for key in map(_key, paragraphs) if key}
        sure = [key for key in self.keys if weight(key) >= _SURE]
        self.ends = {end: key for key in sure for end in (key[:_FINGERPRINT], key[-_FINGERPRINT:])}
        self.size = sum(self.keys.values())

    def match(self, run: _Run) -> str:
        """The key of the known paragraph that a run is, perhaps edited; "" if it is none."""
        if run.key in self.keys:
            return run.key
        if weight(run.key) < _SURE:
            return ""
        return self.ends.get(run.key[:_FINGERPRINT]) or self.ends.get(run.key[-_FINGERPRINT:], "")


def anchored(tree: LexborHTMLParser, known: Sequence[str], titles: Iterable[str] = ()) -> Anchored:
    """Read the element that holds the known paragraphs: those, edited or not, and what is built like them.

    The tree must have passed `without_asides`. A line that is one of the `titles` is no paragraph. Reading the result
    again with itself as `known` gives the same.
    """
    if not known:
        return Anchored()
    headings = {_key(title).casefold() for title in titles}
    every = tuple(run for run in _runs(tree) if run.key.casefold() not in headings)
    runs = tuple(run for run in every if not _is_caption(run))
    captions = tuple(run for run in every if _is_caption(run))
    apart = headings | {run.key.casefold() for run in captions}
    found = _read(runs, _Known(text for text in known if _key(text).casefold() not in apart))
    first = found
    for _ in range(_MAX_ROUNDS):
        if found.coverage < LEAST_COVERAGE:
            return Anchored(paragraphs=found.paragraphs, coverage=found.coverage)
        again = _read(runs, _Known(found.paragraphs))
        if again.paragraphs == found.paragraphs:
            break
        found = again
    told = _captions_of(captions, found)
    return Anchored(paragraphs=(*found.paragraphs, *told), coverage=first.coverage)


def _is_caption(run: _Run) -> bool:
    return run.place.tags[-1:] == (CAPTION,)


def _captions_of(captions: Sequence[_Run], found: _Found) -> Iterator[str]:
    """The captions of the article's own pictures, each once; they are set behind its text.

    Its own are those in its element, or in the `article` around that, and in no other `article`. Behind the text they
    move no other line when a picture is exchanged.
    """
    seen = {_key(text) for text in found.paragraphs}
    for run in captions:
        scope = _innermost_article(run.place, _MAX_DEPTH)
        is_own = scope == found.scope and (scope != 0 or found.home in run.place.above)
        if is_own and run.place.boring_at < 0 and not run.place.is_linked and run.key not in seen:
            seen.add(run.key)
            yield run.text


def _read(runs: Sequence[_Run], known: _Known) -> _Found:
    matches = [known.match(run) for run in runs]
    held = _held(runs, matches)
    depth, holder = _home(runs, matches)
    if not holder:
        return _Found()
    home = next(run.place for run in runs if run.place.above[depth : depth + 1] == (holder,))
    scope = _innermost_article(home, depth)
    homes_alike = _twins(runs, home, depth, scope)
    inside = [not homes_alike.isdisjoint(run.place.above[depth : depth + 1]) for run in runs]
    matches = _best(runs, matches, inside)
    structures = [_structure(run.place) for run in runs]
    built = {one for one, match, is_in in zip(structures, matches, inside, strict=True) if match and is_in}
    tags = _PROSE | {structure[-1] for structure in built}
    homes = {structure[:-1] for structure in built}
    borne, telling = _borne(runs, matches), _telling_tables(runs)
    kept: list[tuple[_Run, str]] = []
    for run, match, is_in, structure in zip(runs, matches, inside, structures, strict=True):
        is_alike = is_in and structure[-1] in tags and _is_at_home(run, structure, homes, telling)
        is_boring = is_in and run.place.boring_at > depth and not _bears_text(run.place, held, borne, known)
        is_stray = bool(match) and not is_in and not _is_prose(run)
        is_navigation = run.linked > (_KNOWN_LINKED if match else _LINKED)
        if (match or is_alike) and not (is_stray or is_boring or is_navigation or _is_stamp(run)):
            kept.append((run, match))
    return _Found(paragraphs=_texts(kept), coverage=_coverage(kept, known), home=holder, scope=scope)


def _twins(runs: Sequence[_Run], home: _Place, depth: int, scope: int) -> frozenset[int]:
    """The article's element and those that are named and held like it: an article may be served in several pieces.

    Only a class makes a name. All stand in one `article`; where there is none, a second main heading says that other
    articles follow.
    """
    holder, marks = home.above[depth], home.marks[: depth + 1]
    is_plain = marks[-1].endswith(".")
    if is_plain or home.tags[depth] == "article" or (not scope and any("h1" in run.place.tags for run in runs)):
        return frozenset((holder,))
    return frozenset(
        run.place.above[depth]
        for run in runs
        if run.place.marks[: depth + 1] == marks and _innermost_article(run.place, depth) == scope
    )


def _innermost_article(place: _Place, depth: int) -> int:
    """The innermost `article` among the holders of a text down to a depth, 0 if there is none."""
    holders = zip(place.above[: depth + 1], place.tags, strict=False)
    return next((above for above, tag in reversed(tuple(holders)) if tag == "article"), 0)


def _held(runs: Sequence[_Run], matches: Sequence[str]) -> dict[tuple[int, int], int]:
    """How many letters of the known text each element holds, by its depth and id; a paragraph counts once in each."""
    held: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for run, match in zip(runs, matches, strict=True):
        if match and weight(match) >= _SURE:
            for place in enumerate(run.place.above):
                held[place].add(match)
    return {place: sum(map(len, found)) for place, found in held.items()}


def _borne(runs: Sequence[_Run], matches: Sequence[str]) -> Counter[str]:
    """How many letters of the known text stand in elements of each name that says there is no article in them."""
    borne: Counter[str] = Counter()
    for run, match in zip(runs, matches, strict=True):
        if run.place.boring_at >= 0 and weight(match) >= _SURE:
            borne[run.place.marks[run.place.boring_at]] += len(match)
    return borne


def _bears_text(place: _Place, held: Mapping[tuple[int, int], int], borne: Counter[str], known: _Known) -> bool:
    """Whether an element holds the article although its name says otherwise: itself much of it, or its name half."""
    return held.get(place.boring, 0) >= _BORING_SIZE or 2 * borne[place.marks[place.boring_at]] > known.size


def _home(runs: Sequence[_Run], matches: Sequence[str]) -> tuple[int, int]:
    """The depth and id of the article's element, found by its prose: counters and bare lines may stand far from it."""
    prose = [match if _is_prose(run) else "" for run, match in zip(runs, matches, strict=True)]
    found = _container(_held(runs, prose))
    return found if found != _NOWHERE else _container(_held(runs, matches))


def _container(held: Mapping[tuple[int, int], int]) -> tuple[int, int]:
    """The depth and id of the deepest element that holds most of the known text; 0 and 0 if nothing was found."""
    most = max(held.values(), default=0)
    return max((place for place, size in held.items() if size >= _HOLDS * most), default=_NOWHERE)


def _best(runs: Sequence[_Run], matches: Sequence[str], inside: Sequence[bool]) -> list[str]:
    """Each known paragraph matched once: in the article's element if it can be, and where it is most alike.

    A short one counts in the article's element only: elsewhere it may mean anything.
    """
    best: dict[str, tuple[bool, int, int]] = {}
    for number, (run, match, is_in) in enumerate(zip(runs, matches, inside, strict=True)):
        if match and (is_in or weight(match) >= _SURE):
            merit = (is_in, -abs(len(run.key) - len(match)), -number)
            best[match] = max(merit, best.get(match, merit))
    numbers = {-number for _, _, number in best.values()}
    return [match if number in numbers else "" for number, match in enumerate(matches)]


def _structure(place: _Place) -> tuple[str, ...]:
    """The tags that lead to a block, without those that a paragraph may gain or lose; the block's own at the end."""
    return (*(tag for tag in place.tags[:-1] if tag not in _WITHIN), place.tags[-1])


def _is_at_home(
    run: _Run, structure: tuple[str, ...], homes: AbstractSet[tuple[str, ...]], telling: AbstractSet[int]
) -> bool:
    """Whether a block stands where the known ones do; one of the `telling` tables may have boxes around it."""
    holder = structure[:-1]
    boxes = _TABLE_BOXES if _table(run.place) in telling else 0
    while boxes and holder not in homes and holder[-1:] == ("div",):
        holder, boxes = holder[:-1], boxes - 1
    return holder in homes


def _telling_tables(runs: Iterable[_Run]) -> frozenset[int]:
    """The tables of several columns that carry figures."""
    rows: defaultdict[int, list[str]] = defaultdict(list)
    for run in runs:
        if table := _table(run.place):
            rows[table].append(run.text)
    return frozenset(table for table, texts in rows.items() if _CELL_BORDER in "".join(texts) and carry_figures(texts))


def _table(place: _Place) -> int:
    """The innermost table in which a row of cells stands, 0 for any other text."""
    if place.tags[-1] != "tr":
        return 0
    holders = zip(reversed(place.above), reversed(place.tags), strict=True)
    return next((above for above, tag in holders if tag == "table"), 0)


def _texts(kept: Sequence[tuple[_Run, str]]) -> tuple[str, ...]:
    """The texts without headings under which nothing stands."""
    texts: list[str] = []
    is_followed = False
    for run, match in reversed(kept):
        is_heading = run.place.tags[-1] in _HEADINGS
        if not is_heading or is_followed or match:
            texts.append(run.text)
        is_followed = is_followed or not is_heading
    return tuple(reversed(texts))


def _coverage(kept: Sequence[tuple[_Run, str]], known: _Known) -> float:
    found: dict[str, int] = {}
    for run, match in kept:
        if match:
            found[match] = min(len(match), found.get(match, 0) + len(run.key))
    return sum(found.values()) / known.size if known.size else 0.0


def _is_prose(run: _Run) -> bool:
    """Whether a block away from the rest is a lead, and no byline, counter or advertisement."""
    return run.place.tags[-1] in _PROSE or run.text.endswith(_ENDS)


def _is_stamp(run: _Run) -> bool:
    return run.place.tags[-1] != "tr" and is_stamp_line(run.text)


def is_stamp_line(text: str) -> bool:
    """Whether a line says only when the page was written or changed: a clock time and few words."""
    if not _CLOCK.search(text) or weight(text) > _STAMP_WEIGHT:
        return False
    return len(_LETTERED.findall(text)) <= _STAMP_WORDS and not text.endswith(_ENDS)


def _key(text: str) -> str:
    """What stays of a text whatever the page does to its spaces, quotes, dashes and cell borders."""
    plain = unicodedata.normalize("NFKC", normalise(text))
    return "".join(plain.replace("|", "").split())


def _runs(tree: LexborHTMLParser) -> Iterator[_Run]:
    """The page's paragraphs: text between two borders of blocks, cut at line breaks."""
    if tree.body is None:
        return
    places = _Places(breaking=_BREAKING | _CELLS if _has_layout_table(tree) else _BREAKING)
    parts: list[tuple[str, bool]] = []
    place, cell = _Place(), 0
    for node in tree.body.traverse(include_text=True):
        if node.tag != "-text" or node.parent is None:
            continue
        at = places.of(node.parent)
        if at.above != place.above:
            yield from _cut(parts, place)
            parts, place, cell = [], at, 0
        text = node.text_content or ""
        if text.strip():
            if cell not in (0, at.cell):
                parts.append((_CELL_BORDER, False))
            cell = at.cell
        parts.append((text, at.is_linked))
    yield from _cut(parts, place)


def _cut(parts: Sequence[tuple[str, bool]], place: _Place) -> Iterator[_Run]:
    texts: list[str] = []
    linked = 0
    for part, is_linked in (*parts, (BREAK, False)):
        pieces = part.split(BREAK)
        for number, piece in enumerate(pieces):
            texts.append(piece)
            linked += len(piece.strip()) if is_linked else 0
            if number == len(pieces) - 1:
                break
            text = one_line("".join(texts))
            if text:
                yield _Run(text=text, key=_key(text), place=place, linked=linked / len(text))
            texts, linked = [], 0


def _has_layout_table(tree: LexborHTMLParser) -> bool:
    return tree.css_first("table table, td p, td h1, td h2, td div") is not None


class _Places:
    """Where nodes stand, each found once."""

    def __init__(self, breaking: frozenset[str]) -> None:
        self._breaking = breaking
        self._found: dict[int, _Place] = {}

    def of(self, node: LexborNode) -> _Place:
        """The place of an element's own text."""
        waiting: list[LexborNode] = []
        above: LexborNode | None = node
        place = _Place()
        while above is not None:
            found = self._found.get(above.mem_id)
            if found is not None:
                place = found
                break
            waiting.append(above)
            above = above.parent
        for element in reversed(waiting):
            place = self._found[element.mem_id] = self._below(place, element)
        return place

    def _below(self, place: _Place, node: LexborNode) -> _Place:
        tag = node.tag or ""
        is_linked = place.is_linked or tag == "a"
        depth = len(place.above)
        if tag in _CELLS and tag not in self._breaking:
            return place._replace(cell=node.mem_id)
        if tag not in self._breaking or depth >= _MAX_DEPTH:
            return place if is_linked == place.is_linked else place._replace(is_linked=is_linked)
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        return _Place(
            above=(*place.above, node.mem_id),
            tags=(*place.tags, tag),
            marks=(*place.marks, f"{tag}.{attributes.get('class') or ''}"),
            boring_at=depth if is_boring_name(marks) else place.boring_at,
            is_linked=is_linked,
        )
