"""Finds the phrases of lexicons and watches in a text: all lists in one walk, the longest phrase of each first.

    compile_phrases(["soldier{|s}"], "en").search("two soldiers") -> Hit(4, 12, "")

A phrase is taken apart once (extractors/patterns.py) into the text it begins with and a small pattern of what follows.
`Searcher` files the phrases of many lists by their first letters. At each place of a text where a phrase may begin it
looks up the few that fit there, and tries what follows only for these; a pattern is compiled when it is first tried.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from extractors.patterns import NUMBER, WORD, Opening, low, openings, unfold

__all__ = ["Folded", "Hit", "Matcher", "Searcher", "compile_phrases", "compile_table", "unfold"]

_FEW = 60  # so many choices a pattern tries faster than a set of letters would sift
_KEY = 6  # the letters by which a phrase is looked up
_KEY_DENSE = 3  # the same in Hangul, Han and Kana
_MOST_MET = 20_000  # remembered places: two or three megabytes a language
_RUNS = re.compile(r"(?!\n\n)\s{2,}|[^\S \n]")  # an empty line stays: no phrase goes on behind it
_Match = Callable[[str, int], re.Match[str] | None]
_number_at = re.compile(NUMBER).match
_DIGITS = frozenset("0123456789")
_WORD_LETTERS = frozenset(c for c in map(chr, range(0xAB70)) if re.match(f"[{WORD}]", c))


class Hit(NamedTuple):
    """Where a phrase stands: `start` and `end` are offsets, `label` names its list."""

    start: int
    end: int
    label: str


class Folded:
    """A text and its lower-case twin `low` of exactly the same length, and both with single spaces for searching.

    `exact` and `tight` are `plain` and `low` with each run of white space as one sign (a line break where it holds
    one), but for empty lines; in `flat` every such sign is a space. `origin` maps their offsets to those of the text.
    """

    __slots__ = ("exact", "flat", "low", "origin", "plain", "tight")

    def __init__(self, text: str) -> None:
        """Fold the case letter by letter where the whole text would change its length."""
        self.plain = self.exact = text
        self.low = self.tight = low(text)
        self.origin: Sequence[int] = range(len(text) + 1)
        if _RUNS.search(text):
            self.exact, self.origin = _tightened(text)
            self.tight = low(self.exact)
        self.flat = self.tight.replace("\n", " ")

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.plain)


def _tightened(text: str) -> tuple[str, list[int]]:
    parts: list[str] = []
    origin: list[int] = []
    at = 0
    for run in _RUNS.finditer(text):
        parts += text[at : run.start()], "\n" if "\n" in run.group() else " "
        origin += range(at, run.start() + 1)
        at = run.end()
    origin += range(at, len(text) + 1)
    return "".join((*parts, text[at:])), origin


class Matcher:
    """Labelled phrases, taken apart; finds them in one pass, longest first, none overlapping."""

    __slots__ = ("_alone", "edges", "phrases")

    def __init__(self, table: Mapping[str, Iterable[str]], language: str, *, numbers: bool, edges: bool) -> None:
        """Take `table` (label -> phrases) apart. See `compile_table`."""
        self.edges = edges
        self.phrases: tuple[tuple[str, Opening], ...] = tuple(
            (label, opening)
            for label, phrases in table.items()
            for phrase in phrases
            for opening in openings(phrase, language, numbers=numbers)
        )
        self._alone: Searcher | None = None

    def finditer(self, text: str | Folded) -> Iterator[Hit]:
        """Yield every hit in the order of the text; an empty table yields nothing."""
        if self._alone is None:
            self._alone = Searcher({"": self})
        return iter(self._alone.search(text)[""])

    def search(self, text: str | Folded) -> Hit | None:
        """Return the first hit, or None."""
        return next(self.finditer(text), None)


class _Filed:
    """A phrase's beginning in an index.

    `list_`: the number of its list. `size`: of its literal, which is the whole phrase where `is_plain`, so that it ends
    there wherever it is looked up. `_closes`: its end must be the end of a word.
    """

    __slots__ = ("_closes", "_match", "_next", "_opening", "_strict", "is_plain", "label", "list_", "literal", "size")

    def __init__(self, opening: Opening, list_: int, label: str, *, closes: bool) -> None:
        """File an opening; its pattern is compiled when first tried, as most phrases are never met."""
        self.literal, self.list_, self.label = opening.literal, list_, label
        self.size = len(opening.literal)
        self._opening = opening
        self._closes = closes and (bool(opening.rest) or opening.literal[-1:] in _WORD_LETTERS)
        is_short = opening.literal == _key(opening.literal, 0)
        self.is_plain = is_short and not (opening.rest or self._closes or opening.is_edge)
        self._next: frozenset[str] | None = None  # found out when first tried
        self._match: _Match | None = None
        self._strict: _Match | None = None

    def end(self, folded: Folded, at: int) -> int:
        """Return where the phrase ends that was looked up at a place, -1 where it does not go on as it must."""
        flat, opening = folded.flat, self._opening
        if not flat.startswith(self.literal, at):
            return -1
        if opening.is_edge and at and (flat[at - 1].isalnum() or flat[at - 1] == "_"):
            return -1
        end = at + self.size
        if opening.rest:
            if self._next is None:
                self._next = opening.next_letters() or frozenset()
            if self._next and flat[end : end + 1] not in self._next:
                return -1
            text, start = (folded.exact, at) if opening.capitals else (folded.tight, end)
            return self._end_of_rest(text, start)
        return -1 if self._closes and flat[end : end + 1] in _WORD_LETTERS else end

    def ends_inside(self, key: str) -> bool:
        """Whether the first letters of a place show already that the phrase would end inside a word."""
        return self._closes and not self._opening.rest and key[self.size : self.size + 1] in _WORD_LETTERS

    def _end_of_rest(self, text: str, start: int) -> int:
        if self._match is None:
            self._match = _compiled(self._opening.pattern()).match
        found = self._match(text, start)
        if found is None:
            return -1
        end = found.end()
        if not self._closes or text[end : end + 1] not in _WORD_LETTERS or text[end - 1] not in _WORD_LETTERS:
            return end
        if self._strict is None:  # the longest choice ends inside a word; a shorter one may end with it
            self._strict = _compiled(self._opening.pattern() + r"(?!\w)").match
        found = self._strict(text, start)
        return -1 if found is None else found.end()


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class _Index:
    """Phrases by their first letters, and what was found for the letters met so far: texts repeat their words."""

    __slots__ = ("_met", "_open", "_table")

    def __init__(self, phrases: Iterable[_Filed]) -> None:
        """File the phrases; one without a beginning of its own is tried everywhere."""
        filed = sorted(phrases, key=lambda p: -len(p.literal))
        self._open = [p for p in filed if not p.literal]
        self._table: dict[str, list[_Filed]] = {}
        for phrase in filed[: len(filed) - len(self._open)]:
            self._table.setdefault(_key(phrase.literal, 0), []).append(phrase)
        self._met: dict[str, list[_Filed]] = {}

    def beginnings(self) -> list[str]:
        """Return the one or two letters with which the phrases begin, each once, sorted."""
        return sorted({key[:2] for key in self._table})

    def at(self, flat: str, at: int) -> list[_Filed]:
        """Return the phrases that may begin at a place, those with the longer beginning first."""
        key = _key(flat, at)
        found = self._met.get(key)
        if found is None:
            if len(self._met) >= _MOST_MET:
                self._met.clear()
            found = self._met[key] = self._fitting(key)
        return found

    def _fitting(self, key: str) -> list[_Filed]:
        heads = (self._table.get(key[:size], ()) for size in range(len(key), 0, -1))
        return [phrase for here in heads for phrase in here if not phrase.ends_inside(key)] + self._open


def _key(text: str, at: int) -> str:
    """Return the letters by which a place is looked up: few where the script says much with one."""
    return text[at : at + _KEY] if text[at : at + 1] in _WORD_LETTERS else text[at : at + _KEY_DENSE]


class Searcher:
    """Several matchers that walk a text together, so that each place is looked up once for all of them."""

    __slots__ = ("_behind_numbers", "_names", "_places", "_plain")

    def __init__(self, matchers: Mapping[str, Matcher]) -> None:
        """File the phrases of all matchers, which all heed the edges of words or all do not.

        Raises:
            ValueError: some heed them and some do not.
        """
        if len({matcher.edges for matcher in matchers.values()}) > 1:
            raise ValueError("matchers with and without edges cannot walk together; search them apart")
        edges = all(matcher.edges for matcher in matchers.values())
        filed = [
            (opening.number, _Filed(opening if edges else opening._replace(is_edge=False), i, label, closes=edges))
            for i, matcher in enumerate(matchers.values())
            for label, opening in matcher.phrases
        ]
        self._names = tuple(matchers)
        self._plain = _Index(phrase for number, phrase in filed if not number)
        self._behind_numbers = _Index(phrase for number, phrase in filed if number)
        self._places = re.compile(_places(self._plain.beginnings(), edges=edges)).finditer

    def search(self, text: str | Folded) -> dict[str, list[Hit]]:
        """Return the hits of each matcher, under its name, in the order of the text.

        Of the phrases of one matcher that begin at a place the longest counts, of two as long the one written longer.
        """
        folded = Folded(text) if isinstance(text, str) else text
        flat, phrases_at = folded.flat, self._plain.at
        found: list[list[Hit]] = [[] for _ in self._names]
        ends = [0] * len(self._names)
        for place in self._places(flat):
            at = place.start()
            if phrases := phrases_at(flat, at):
                _keep(phrases, at, at, folded, found, ends)
            if flat[at] in _DIGITS:
                for behind in _number_ends(flat, at):
                    _keep(self._behind_numbers.at(flat, behind), at, behind, folded, found, ends)
        return dict(zip(self._names, found, strict=True))


def _keep(
    phrases: Sequence[_Filed], at: int, literal_at: int, folded: Folded, found: list[list[Hit]], ends: list[int]
) -> None:
    """Add the phrases that begin at `at` to their lists, unless a hit from before reaches over it or a longer one."""
    origin = folded.origin
    for phrase in phrases:
        list_ = phrase.list_
        again = at < ends[list_]
        if again and found[list_][-1][0] != origin[at]:
            continue
        end = literal_at + phrase.size if phrase.is_plain else phrase.end(folded, literal_at)
        if end > ends[list_] or (end > at and not again):
            if again:
                found[list_].pop()
            found[list_].append(Hit(origin[at], origin[end - 1] + 1, phrase.label))
            ends[list_] = end


def _places(groups: list[str], *, edges: bool) -> str:
    """Return a pattern of the places to look at: where words begin, and at the first letter of other phrases."""
    if not edges and len(groups) <= _FEW:  # most letters of a Latin text begin some number word, few pairs of them do
        return "|".join(["[0-9]", *(rf"{re.escape(g[0])}(?={re.escape(g[1:])})" for g in groups)])
    letters = "".join(sorted({group[0] for group in groups} - (_WORD_LETTERS if edges else set())))
    begins = rf"(?<![{WORD}])[{WORD}]" if edges else "[0-9]"
    return begins + (f"|[{re.escape(letters)}]" if letters else "")


def _number_ends(flat: str, at: int) -> list[int]:
    """Return where a number that begins here may end, the longest first; none inside another number."""
    number = _number_at(flat, at)
    if number is None or flat[at - 1 : at] in (".", ",", *_DIGITS):
        return []
    inner = [i for i in range(number.end() - 1, at, -1) if flat[i] not in _DIGITS]
    return [number.end(), *inner]


def compile_phrases(phrases: Iterable[str], language: str = "", *, numbers: bool = False) -> Matcher:
    """Return a matcher of one list of phrases.

    `language` (ISO 639-1) says how a space is read: in Korean, Chinese and Japanese it may be missing. `numbers`
    allows `N`.

    Raises:
        PhraseError: a phrase is not well formed.
    """
    return Matcher({"": tuple(phrases)}, language, numbers=numbers, edges=True)


def compile_table(
    table: Mapping[str, Iterable[str]],
    language: str = "",
    *,
    numbers: bool = False,
    edges: bool = True,
) -> Matcher:
    """Return a matcher whose hits carry the label of the list they come from. See `compile_phrases`.

    Without `edges` a phrase also matches inside a word, as German number words need it ("zwölftausend").
    """
    return Matcher(table, language, numbers=numbers, edges=edges)
