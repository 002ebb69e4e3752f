"""A passage (a title or a text) with everything that the lexicon and the story recognise in it, found once.

Each later step asks for the hits of one section within a stretch; nothing is searched twice, so that reading stays
linear in the length of the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from extractors.lexicon import STATUSES, Lexicon
from extractors.phrases import Folded, Hit, Matcher, Searcher, compile_table
from extractors.texts import Span, normalise, sentences_of
from extractors.values import Field, Story


class Hits:
    """Hits of one section in the order of the text."""

    __slots__ = ("_all", "_starts")

    def __init__(self, hits: Iterable[Hit]) -> None:
        """Keep the hits; they come sorted by their start."""
        self._all = hits if isinstance(hits, list) else list(hits)
        self._starts = [hit.start for hit in self._all]

    def __iter__(self) -> Iterator[Hit]:
        """Iterate over all hits."""
        return iter(self._all)

    def within(self, start: int, end: int) -> list[Hit]:
        """Return the hits that lie wholly in [start, end)."""
        starts = self._starts
        if not starts or starts[-1] < start or starts[0] >= end:
            return []
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return []
        last = bisect_left(starts, end, first)
        if last == first + 1:
            hit = self._all[first]
            return [hit] if hit[1] <= end else []
        return [hit for hit in self._all[first:last] if hit[1] <= end]

    def any_within(self, start: int, end: int) -> bool:
        """Return whether a hit lies wholly in [start, end)."""
        starts = self._starts
        if not starts or starts[-1] < start or starts[0] >= end:
            return False
        first = bisect_left(starts, start)
        if starts[first] >= end:
            return False
        return self._all[first][1] <= end or len(self.within(start, end)) > 0

    def at(self, start: int) -> Hit | None:
        """Return the hit that begins exactly at `start`."""
        i = bisect_left(self._starts, start)
        return self._all[i] if i < len(self._all) and self._starts[i] == start else None


_NO_HITS = Hits([])


class _Marked(dict[str, Hits]):
    """Section -> hits, made when first asked for: most passages are asked for few sections."""

    __slots__ = ("_found",)

    def __init__(self, found: Mapping[str, list[Hit]]) -> None:
        super().__init__()
        self._found = found

    def __missing__(self, section: str) -> Hits:
        found = self._found[section]
        hits = self[section] = Hits(found) if found else _NO_HITS
        return hits


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The story's names and the lexicon's words in one language, ready to be searched together.

    `speaks_for`: the side of each source that has one. `own_outlets`: the main actor's own press. `source_names`:
    how this language writes each source. `beginnings`: the first two letters of the sources' names, in lower case; ""
    where a name may begin with any.
    """

    story: Story
    searcher: Searcher
    speaks_for: Mapping[str, str | None]
    own_outlets: frozenset[str]
    source_names: Mapping[str, tuple[str, ...]]
    beginnings: frozenset[str]


def compile_cast(story: Story, lexicon: Lexicon) -> Cast:
    """Return the names of a story as they are written in one language, and those of every language ("*")."""
    language = lexicon.code

    def table(named: Iterable[tuple[str, Mapping[str, tuple[str, ...]]]]) -> Matcher:
        return compile_table({id_: (*names.get(language, ()), *names.get("*", ())) for id_, names in named}, language)

    sources = table((s.id, s.names) for s in story.sources)
    return Cast(
        story=story,
        speaks_for=MappingProxyType({s.id: s.speaks_for for s in story.sources}),
        own_outlets=frozenset(s.id for s in story.sources if s.rank == "outlet" and s.speaks_for == story.main_actor),
        source_names=MappingProxyType({s.id: s.names.get(language, ()) for s in story.sources}),
        beginnings=frozenset(one.literal[:2] for openings in sources.phrases.values() for one in openings),
        searcher=Searcher(
            {
                "actors": table((a.id, a.names) for a in story.actors),
                "sources": sources,
                "carriers": table((c.id, c.names) for c in story.carriers),
                "places": table((p.id, p.names) for p in story.places),
                "date": lexicon.dates,
                "months": lexicon.months,
                **{name: matcher for name, matcher in lexicon.matchers.items() if matcher.edges},
            }
        ),
    )


class Passage:
    """One field of an article, normalised, cut into sentences and marked. `text` is the stored text itself.

    `hits(section)`: the hits of a lexicon's section, or of actors, sources, carriers, places, date, months. "status" is
    all statuses together, labelled "no_comment.words" and so on. Numerals that may stand inside a word are not marked.
    `filed`: the same for each sentence, section -> the hits that lie wholly in it; a section without any is not there.
    """

    __slots__ = (
        "_hits",
        "_merged",
        "apart",
        "cast",
        "field",
        "filed",
        "folded",
        "hits",
        "lexicon",
        "plain",
        "sentences",
        "text",
    )

    def __init__(self, field: Field, text: str, lexicon: Lexicon, cast: Cast) -> None:
        """Normalise, cut and mark."""
        self.field = field
        self.text = text
        self.lexicon = lexicon
        self.cast = cast
        self.plain = normalise(text)
        self.folded = Folded(self.plain)
        self.sentences: tuple[Span, ...] = sentences_of(self.plain, lexicon)
        found = _marked(self.folded, cast)
        if lexicon.capital_months:
            _part_months_from_words(found, self.plain)
        self.filed = filed(found, self.sentences)
        self._hits = _Marked(found)
        self.hits = self._hits.__getitem__  # asked a thousand times an article: no call between
        self.apart: dict[tuple[int, str | None], bool] = {}  # names at their places: what `links.is_apart` found
        self._merged: dict[tuple[str, ...], Hits] = {}

    def has(self, section: str, start: int, end: int) -> bool:
        """Return whether a section has a hit within [start, end)."""
        return self._hits[section].any_within(start, end)

    def together(self, sections: tuple[str, ...]) -> Hits:
        """Return the hits of several sections in the order of the text."""
        merged = self._merged.get(sections)
        if merged is None:
            merged = self._merged[sections] = Hits(sorted(hit for s in sections for hit in self._hits[s]))
        return merged

    def paragraph_breaks(self, start: int, end: int) -> bool:
        """Return whether a line break lies between two offsets."""
        return "\n" in self.text[start:end]


def _marked(folded: Folded, cast: Cast) -> dict[str, list[Hit]]:
    found = cast.searcher.search(folded)
    found["status"] = sorted(
        Hit(hit.start, hit.end, f"{status}.{hit.label}") for status in STATUSES for hit in found[f"status.{status}"]
    )
    return found


def _part_months_from_words(found: dict[str, list[Hit]], plain: str) -> None:
    """Where months are written with a capital: "25,000 may follow" holds none, and "in May" no doubt."""
    small = {hit.start for hit in found.get("months", ()) if plain[hit.start].islower()}
    if small:
        found["months"] = [hit for hit in found["months"] if hit.start not in small]
        found["date"] = [d for d in found["date"] if not any(d.start <= at < d.end for at in small)]
    capital = {hit.start for hit in found.get("months", ())}
    doubts = found.get("modality.hedged", ())
    if capital and doubts:
        found["modality.hedged"] = [hit for hit in doubts if hit.start not in capital]


def filed(found: Mapping[str, Sequence[Hit]], sentences: Sequence[Span]) -> tuple[dict[str, list[Hit]], ...]:
    """Return for each sentence, section -> the hits that lie wholly in it; a section without any is not there."""
    files: tuple[dict[str, list[Hit]], ...] = tuple({} for _ in sentences)
    starts = [sentence.start for sentence in sentences]
    for section, hits in found.items():
        for hit in hits:
            i = bisect_right(starts, hit[0]) - 1
            if i >= 0 and hit[1] <= sentences[i].end:
                files[i].setdefault(section, []).append(hit)
    return files
