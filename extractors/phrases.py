"""Finds the phrases of lexicons and watches in a text: all lists in one walk, the longest phrase of each first.

    compile_phrases(["soldier{|s}"], "en").search("two soldiers") -> Hit(4, 12, "")

A phrase is taken apart once (extractors/patterns.py) into the text it begins with and a small pattern of what follows.
`Searcher` files the phrases of many lists by their first word. At each place of a text where a phrase may begin it
looks up the few that fit the word there and the next letters, and tries what follows only for these; what is no list
of a few texts becomes a pattern, compiled when it is first tried.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import compress, count
from operator import add
from typing import NamedTuple

from extractors.patterns import AHEAD, NUMBER, WORD, Opening, low, openings, unfold

__all__ = ["Folded", "Hit", "Matcher", "Searcher", "compile_phrases", "compile_table", "unfold"]

_FEW = 60  # so many choices a pattern tries faster than a set of letters would sift
_KEY = 6  # the letters by which a phrase is looked up that may begin inside a word
_KEY_DENSE = 3  # the same in Hangul, Han and Kana
_LONG_WORD = 40  # so many letters of a word are looked up; a page of digits is one word as well
_NEXT = 4  # the letters behind these that are looked at before a phrase is tried
_MOST_MET = (
    4_000  # remembered places: about a megabyte a language; five times as many save a twentieth of new text's time
)
_RUNS = re.compile(r"\s(?:(?<!\n)\s+|(?<=\n)[^\S\n]\s*|(?<![ \n]))")  # an empty line stays: no phrase goes on behind it
_OTHER_SPACE, _TWO_SPACES = re.compile(r"[^\S \n]"), ("  ", " \n", "\n ")  # a text with none of these has no runs
_number_at = re.compile(NUMBER).match
_DIGITS = frozenset("0123456789")
_WORD_LETTERS = frozenset(c for c in map(chr, range(0xAB70)) if re.match(f"[{WORD}]", c))
_word_at = re.compile(f"[{WORD}]+").match
_first_word = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*").match  # what a star at the beginning runs over


class Hit(NamedTuple):
    """Where a phrase stands: `start` and `end` are offsets, `label` names its list."""

    start: int
    end: int
    label: str


_hit: Callable[[tuple[int, int, str]], Hit] = partial(tuple.__new__, Hit)  # in two thirds of the time of Hit(...)


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
        if _OTHER_SPACE.search(text) or any(run in text for run in _TWO_SPACES):
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
        self.phrases: dict[str, tuple[Opening, ...]] = {
            label: tuple(opening for phrase in phrases for opening in openings(phrase, language, numbers=numbers))
            for label, phrases in table.items()
        }
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

    `list_`: the number of its list. `size`: of its literal. `_closes`: its end must be the end of a word.
    """

    __slots__ = ("_closes", "_fitting", "_is_edge", "label", "list_", "literal", "size", "tail")

    def __init__(self, opening: Opening, list_: int, label: str, *, edges: bool) -> None:
        """File an opening. `edges`: those of words count."""
        self.literal, self.tail, self.list_, self.label = opening.literal, opening.tail, list_, label
        self.size = len(opening.literal)
        self._is_edge = opening.is_edge and edges
        self._closes = edges and (opening.tail is not None or opening.literal[-1:] in _WORD_LETTERS)
        self._fitting: _Fitting | None = None

    def goes_on_behind(self, size: int) -> bool:
        """Whether it begins with a word of so many letters and has more words than that."""
        return self.literal[0] in _WORD_LETTERS and size < min(self.size, _LONG_WORD)

    def end(self, folded: Folded, at: int) -> int:
        """Return where the phrase ends whose literal stands at a place, -1 where it does not go on as it must."""
        flat, tail = folded.flat, self.tail
        if self._is_edge and at and (flat[at - 1].isalnum() or flat[at - 1] == "_"):
            return -1
        end = at + self.size
        if tail is None:
            return -1 if self._closes and flat[end : end + 1] in _WORD_LETTERS else end
        if texts := tail.texts:
            return _end_of_texts(flat, end, texts, closes=self._closes)
        if not tail.may_stand(flat, end):
            return -1
        text, start = (folded.exact, at) if tail.capitals else (folded.tight, end)
        end = tail.end(text, start)
        if (
            end < 0
            or not self._closes
            or text[end : end + 1] not in _WORD_LETTERS
            or text[end - 1] not in _WORD_LETTERS
        ):
            return end
        return tail.end_of_word(text, start)

    def fits(self, letters: str) -> bool:
        """Whether the phrase may begin where a text goes on with these letters."""
        size, tail = self.size, self.tail
        if not size and tail is not None and (inside := tail.inside_first_word):
            word = _first_word(letters)
            return word is not None and (word.end() == len(letters) or inside in word.group())
        if size >= len(letters):
            return self.literal.startswith(letters)
        if not letters.startswith(self.literal):
            return False
        if tail is None:
            return not (self._closes and letters[size] in _WORD_LETTERS)
        following, behind = tail.following, letters[size:]
        if not following or behind.startswith(following):
            return True
        return len(behind) < AHEAD and any(text.startswith(behind) for text in following)

    def fitting(self, letters: str) -> "_Fitting":
        """Return the phrase as what fits these letters; most texts show it in one way, which is kept."""
        sure = self.tail is None and not self._is_edge
        sure = sure and (self.size < len(letters) or (self.size == len(letters) and not self._closes))
        known = self._fitting
        if known is None or bool(known[1]) != sure:
            following = self.tail.following if self.tail is not None else ()
            known = self._fitting = (self.list_, self.size if sure else 0, self.literal, following, self)
        return known


def _end_of_texts(flat: str, at: int, texts: tuple[str, ...], *, closes: bool) -> int:
    """Return where the first of some texts ends that stands at a place; a later one where that is inside a word."""
    if flat.startswith(texts, at):
        for text in texts:
            end = at + len(text)
            inside = closes and flat[end : end + 1] in _WORD_LETTERS and flat[end - 1] in _WORD_LETTERS
            if not inside and flat.startswith(text, at):
                return end
    return -1


_Fitting = tuple[int, int, str, tuple[str, ...], _Filed]
"""A phrase that fits a place of a text: its list; its length where it is sure to be there, else 0; its literal, and
behind it one of some texts where there are any, which must stand there where it is not sure; itself."""


class _Node(dict[str, tuple[_Fitting, ...]]):
    """The phrases that fit the first letters of a place: next letters -> which are left, longer beginnings first."""

    __slots__ = ("_key", "_phrases")

    def __init__(self, key: str, phrases: tuple[_Filed, ...]) -> None:
        super().__init__()
        self._key, self._phrases = key, phrases

    def __missing__(self, behind: str) -> tuple[_Fitting, ...]:
        letters = self._key + behind
        fitting = (p for p in self._phrases if p.fits(letters))
        found = self[behind] = tuple(phrase.fitting(letters) for phrase in fitting)
        return found


class _Index(dict[str, _Node | None]):
    """Phrases by the first letters of a place, found when these are first met: texts repeat their words.

    `words`: they begin where words begin, and are looked up by the whole word.
    """

    __slots__ = ("_begun", "_open", "_sizes", "_whole", "_words")

    def __init__(self, phrases: Iterable[_Filed], *, words: bool) -> None:
        """File the phrases; one without a beginning of its own is tried wherever its first letter stands."""
        super().__init__()
        filed = sorted(phrases, key=lambda p: -len(p.literal))
        self._words = words
        self._open = tuple(p for p in filed if not p.literal)
        whole: dict[str, list[_Filed]] = {}
        begun: dict[str, list[_Filed]] = {}
        for phrase in filed[: len(filed) - len(self._open)]:
            key = self.key(phrase.literal, 0)
            (whole if words and phrase.goes_on_behind(len(key)) else begun).setdefault(key, []).append(phrase)
        self._whole = {key: tuple(phrases) for key, phrases in whole.items()}
        self._begun = {key: tuple(phrases) for key, phrases in begun.items()}
        self._sizes = sorted({len(key) for key in begun}, reverse=True)

    def beginnings(self) -> list[str]:
        """Return the one or two letters with which the phrases begin, each once, sorted."""
        tables = (*self._whole.values(), *self._begun.values())
        return sorted({phrase.literal[:2] for phrases in tables for phrase in phrases})

    def __missing__(self, key: str) -> _Node | None:
        if len(self) >= _MOST_MET:
            self.clear()
        phrases = self._fitting(key)
        node = self[key] = _Node(key, phrases) if phrases else None
        return node

    def _fitting(self, key: str) -> tuple[_Filed, ...]:
        begun = (self._begun.get(key[:size], ()) for size in self._sizes if size <= len(key))
        found = [
            phrase for here in (self._whole.get(key, ()), *begun, self._open) for phrase in here if phrase.fits(key)
        ]
        return tuple(sorted(found, key=lambda p: -p.size))

    def key(self, text: str, at: int) -> str:
        """Return the letters by which a place is looked up: few where the script says much with one."""
        if text[at : at + 1] not in _WORD_LETTERS:
            return text[at : at + _KEY_DENSE]
        if not self._words:
            return text[at : at + _KEY]
        word = _word_at(text, at)
        return word.group()[:_LONG_WORD] if word else ""


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
            (opening.number, _Filed(opening, i, label, edges=edges))
            for i, matcher in enumerate(matchers.values())
            for label, phrases in matcher.phrases.items()
            for opening in phrases
        ]
        self._names = tuple(matchers)
        self._plain = _Index((phrase for number, phrase in filed if not number), words=edges)
        self._behind_numbers = _Index((phrase for number, phrase in filed if number), words=False)
        self._places = _places_of(self._plain.beginnings(), edges=edges)

    def search(self, text: str | Folded) -> dict[str, list[Hit]]:
        """Return the hits of each matcher, under its name, in the order of the text.

        Of the phrases of one matcher that begin at a place the longest counts, of two as long the one written longer.
        """
        folded = Folded(text) if isinstance(text, str) else text
        flat, nodes, key_of = folded.flat, self._plain, self._plain.key
        found: list[list[Hit]] = [[] for _ in self._names]
        ends = [0] * len(self._names)
        for at, end in self._places(flat):
            if end > at + 1:  # a word
                if end > at + _LONG_WORD:
                    end = at + _LONG_WORD
                key = flat[at:end]
            else:
                key = flat[at : at + _KEY_DENSE] if flat[at] not in _WORD_LETTERS else key_of(flat, at)
                end = at + len(key)
            node = nodes[key]
            if node is not None and (phrases := node[flat[end : end + _NEXT]]):
                _keep(phrases, at, at, folded, found, ends)
            if key[0] in _DIGITS:
                for behind in _number_ends(flat, at):
                    self._keep_behind(behind, at, folded, found, ends)
        if not isinstance(folded.origin, range):
            found = [
                [Hit(folded.origin[at], folded.origin[end - 1] + 1, label) for at, end, label in hits] for hits in found
            ]
        return dict(zip(self._names, found, strict=True))

    def _keep_behind(self, at: int, number_at: int, folded: Folded, found: list[list[Hit]], ends: list[int]) -> None:
        flat = folded.flat
        key = self._behind_numbers.key(flat, at)
        node = self._behind_numbers[key]
        end = at + len(key)
        if node is not None and (phrases := node[flat[end : end + _NEXT]]):
            _keep(phrases, number_at, at, folded, found, ends)


def _keep(
    phrases: Sequence[_Fitting], at: int, literal_at: int, folded: Folded, found: list[list[Hit]], ends: list[int]
) -> None:
    """Add the phrases that begin at `at` to their lists, unless a hit from before reaches over it or a longer one."""
    flat = folded.flat
    for list_, size, literal, following, phrase in phrases:
        reached = ends[list_]
        again = at < reached
        if again and found[list_][-1][0] != at:
            continue
        if size:
            end = literal_at + size
        elif flat.startswith(literal, literal_at) and (
            not following or flat.startswith(following, literal_at + phrase.size)
        ):
            end = phrase.end(folded, literal_at)
        else:
            continue
        if end > reached:
            if again:
                found[list_].pop()
            found[list_].append(_hit((at, end, phrase.label)))
            ends[list_] = end


def _places_of(groups: list[str], *, edges: bool) -> Callable[[str], Iterable[tuple[int, int]]]:
    """Return what finds the places to look at in a text: a word from its start to its end, else only one letter.

    A pattern with many letters stops at most signs of a Han or Hangul text, so there pairs of letters are looked up.
    """
    dense = {group for group in groups if group[0] not in _WORD_LETTERS}
    if not edges or len({group[0] for group in dense}) <= _FEW:
        find = re.compile(_places(groups, edges=edges)).finditer
        return lambda flat: [place.span() for place in find(flat)]
    words = re.compile(_places([], edges=True)).finditer
    is_place = _Pairs(dense).__getitem__

    def places(flat: str) -> list[tuple[int, int]]:
        pairs = map(add, flat, f"{flat[1:]} ")
        found = [(i, i + 1) for i in compress(count(), map(is_place, pairs))]
        found += [place.span() for place in words(flat)]
        return sorted(found)

    return places


class _Pairs(dict[str, bool]):
    """Whether a phrase begins with two letters, or with the first of them alone; remembered for the pairs met."""

    __slots__ = ("_groups",)

    def __init__(self, groups: set[str]) -> None:
        super().__init__()
        self._groups = groups

    def __missing__(self, pair: str) -> bool:
        if len(self) >= _MOST_MET:
            self.clear()
        found = self[pair] = pair in self._groups or pair[0] in self._groups
        return found


def _places(groups: list[str], *, edges: bool) -> str:
    """Return a pattern of the places to look at: where words begin, and at the first letter of other phrases."""
    if not edges and len(groups) <= _FEW:  # most letters of a Latin text begin some number word, few pairs of them do
        return "|".join(["[0-9]", *(rf"{re.escape(g[0])}(?={re.escape(g[1:])})" for g in groups)])
    letters = "".join(sorted({group[0] for group in groups} - (_WORD_LETTERS if edges else set())))
    begins = rf"(?<![{WORD}])[{WORD}]+" if edges else "[0-9]"
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
