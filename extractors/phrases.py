"""The phrase language of lexicons and watches: a few signs instead of regular expressions.

    said                the word, whatever its case; edges of words count in scripts that have them
    NIS                 a word of two or more capitals matches only in capitals
    withdraw*           `*` is any letters, at the end of a word or inside it; alone it is one whole word
    withdr{a|e}w        one of the alternatives, which may be empty: soldier{|s}
    neither ... nor     `...` is a few words of the same sentence
    N {km|miles}        `N` is a number in digits, where the place allows it
    <약                 `<` and `>` are the edges of a word where the script alone does not show them

A phrase in Latin or Cyrillic letters begins and ends with a word, and Hangul, Han and Kana beside it count as
such an edge ("BBC에"). A phrase in those scripts has no edges of its own. docs/lexicon.md tells the same at length.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod
from typing import NamedTuple

from extractors.errors import PhraseError

WORD = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua640-\ua8ff\uab30-\uab6f"
_HIRAGANA = "\u3041-\u309f"
_STOP = ".;!?。！？；\n"
_NUMBER = r"[0-9]{1,9}(?:[.,' ][0-9]{1,3}){0,4}"  # bounded, or a page of digits takes quadratic time
_LOOSE_SPACING = frozenset({"ko", "zh", "ja"})
_MAX_ALTERNATIVES = 400  # beyond this, comparing phrases choice by choice is not worth the time
_NUMBER_LENGTH = 3
_GAP_CHARS = 60
_GAP_CHARS_LOOSE = 30

_is_word = re.compile(f"[{WORD}]").match
_is_hangul = re.compile("[\uac00-\ud7af]").match
# Where a phrase may begin that begins with a letter: a word's first letter, and each letter of a script without words.
_places = re.compile(rf"(?<![{WORD}])[{WORD}]|[^\W{WORD}]").finditer
_is_capitals = re.compile(r"[^\W\d_]{2,}").fullmatch


class Hit(NamedTuple):
    """Where a phrase stands: `start` and `end` are offsets, `label` names its list."""

    start: int
    end: int
    label: str


class Folded:
    """A text and its lower-case twin of exactly the same length."""

    __slots__ = ("low", "plain")

    def __init__(self, text: str) -> None:
        """Fold the case letter by letter where the whole text would change its length."""
        self.plain = text
        low = text.lower()
        if len(low) != len(text):
            low = "".join(_lower_one(char) for char in text)
        self.low = low

    def __len__(self) -> int:
        """Return the number of characters."""
        return len(self.plain)


def _lower_one(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


class Matcher:
    """Labelled phrases, compiled; finds them in one pass, longest first, none overlapping."""

    __slots__ = ("_at_words", "_capitals", "_elsewhere", "_labels", "keys")

    def __init__(self, table: Mapping[str, Iterable[str]], language: str, *, numbers: bool, edges: bool) -> None:
        """Compile `table` (label -> phrases). See `compile_table`."""
        self._labels = tuple(table)
        branches: list[_Branch] = []
        for index, phrases in enumerate(table.values()):
            for phrase in phrases:
                branches += _branches(phrase, index, language, numbers=numbers, edges=edges)
        named = len(self._labels) > 1
        lower = [b for b in branches if not b.capitals]
        words = [b for b in lower if edges and _begins_at_word(b)]
        others = [b for b in lower if not (edges and _begins_at_word(b))]
        # How the phrases that are searched at words begin: their first two letters, or their only one.
        self.keys = frozenset(b.prefix[:2] for b in words)
        self._at_words = _compile(words, named=named, edges=edges)
        self._elsewhere = _compile(others, named=named, edges=edges)
        self._capitals = _compile([b for b in branches if b.capitals], named=named, edges=edges)

    def finditer(self, text: str | Folded) -> Iterator[Hit]:
        """Yield every hit in the order of the text; an empty table yields nothing."""
        return iter(Searcher({"": self}).search(text)[""])

    def search(self, text: str | Folded) -> Hit | None:
        """Return the first hit, or None."""
        return next(self.finditer(text), None)

    def match_at(self) -> Callable[[str, int], re.Match[str] | None] | None:
        """Return the function that tries the phrases of `keys` at a place of the lower-case text."""
        return None if self._at_words is None else self._at_words.match

    def hit(self, match: re.Match[str]) -> Hit:
        """Return a match of this matcher as a hit."""
        group = match.lastgroup
        label = self._labels[int(group[1:].partition("_")[0])] if group else self._labels[0]
        return Hit(match.start(), match.end(), label)

    def rest(self, folded: Folded) -> list[Hit]:
        """Return the hits of the phrases that do not begin at a word of letters: signs, numbers, capitals."""
        found = [] if self._elsewhere is None else [self.hit(m) for m in self._elsewhere.finditer(folded.low)]
        if self._capitals is not None:
            found += [self.hit(m) for m in self._capitals.finditer(folded.plain)]
        return found


class Searcher:
    """Several matchers that walk a text together: each word is looked up once by its first two letters."""

    __slots__ = ("_index", "_matchers")

    def __init__(self, matchers: Mapping[str, Matcher]) -> None:
        """Index the matchers by how their phrases begin."""
        self._matchers = dict(matchers)
        index: dict[str, list[tuple[int, Callable[[str, int], re.Match[str] | None]]]] = {}
        for i, matcher in enumerate(self._matchers.values()):
            match = matcher.match_at()
            if match is not None:
                for key in matcher.keys:
                    index.setdefault(key, []).append((i, match))
        for key in [k for k in index if len(k) == 2]:
            known = {i for i, _ in index[key]}
            index[key] += [pair for pair in index.get(key[0], ()) if pair[0] not in known]
        self._index = index

    def search(self, text: str | Folded) -> dict[str, list[Hit]]:
        """Return the hits of each matcher, under its name, in the order of the text."""
        folded = Folded(text) if isinstance(text, str) else text
        low, index = folded.low, self._index
        ends = [0] * len(self._matchers)
        matches: list[list[re.Match[str]]] = [[] for _ in self._matchers]
        for place in _places(low):
            at = place.start()
            tried = index.get(low[at : at + 2]) or index.get(low[at])
            if tried is None:
                continue
            for i, match in tried:
                if at >= ends[i] and (found := match(low, at)) is not None:
                    matches[i].append(found)
                    ends[i] = found.end()
        return {
            name: self._all(matcher, matches[i], folded) for i, (name, matcher) in enumerate(self._matchers.items())
        }

    @staticmethod
    def _all(matcher: Matcher, matches: list[re.Match[str]], folded: Folded) -> list[Hit]:
        hits = [matcher.hit(m) for m in matches]
        rest = matcher.rest(folded)
        return list(_without_overlaps(hits + rest)) if rest else hits


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


class _Branch(NamedTuple):
    prefix: str
    rest: str
    edge: str
    label: int
    capitals: bool
    weight: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part of a phrase; `choices` holds the alternatives of a brace, each its own pieces."""

    kind: str
    text: str = ""
    choices: tuple[tuple["_Piece", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class _Style:
    """How the pieces of one phrase are written as a pattern."""

    loose: bool
    capitals: bool


_TOKENS = re.compile(rf" ?\.\.\. ?|(?<![{WORD}])N(?![{WORD}])|[* <>]|\.|(?:(?!(?<![{WORD}])N(?![{WORD}]))[^* <>.])+")
_KINDS = {"*": "star", " ": "space", "": "space", "<": "open", ">": "close", "...": "gap"}
_KINDS["N"] = "number"
# True where a phrase may end: one of the sides is no letter of a script with words. It stands once behind all phrases,
# and `*` avoids ranges of letters: Python needs half a millisecond to compile each such range.
_RIGHT_EDGE = f"(?:(?<![{WORD}])|(?![{WORD}]))"


@lru_cache(maxsize=8192)
def unfold(phrase: str) -> tuple[str, ...]:
    """Return the phrase once for each choice of its alternatives: "a{b|c}" is "ab", "ac".

    A phrase with more than a few hundred choices is returned as it is written.

    Raises:
        PhraseError: the phrase is not well formed.
    """
    parts = _checked(phrase)
    choices = [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]
    if prod(len(c) for c in choices) > _MAX_ALTERNATIVES:
        return (phrase,)
    return tuple(re.sub(r"\s+", " ", "".join(c)).strip() for c in product(*choices))


def _checked(phrase: str) -> list[str]:
    """Return the phrase split at its braces: outside, inside, outside, and so on."""
    if not phrase.strip() or phrase != phrase.strip():
        raise PhraseError(phrase, "empty, or with spaces around it; write the bare words")
    if bad := set(phrase) & set("\\[]+?^$"):
        raise PhraseError(phrase, f"{''.join(sorted(bad))} has no meaning; use * {{a|b}} ... only")
    parts = re.split(r"\{([^{}]*)\}", phrase)
    if any(sign in part for part in parts[::2] for sign in "{}|"):
        raise PhraseError(phrase, "braces do not match; write {a|b}, without braces inside")
    return parts


def _branches(phrase: str, label: int, language: str, *, numbers: bool, edges: bool) -> list[_Branch]:
    _checked(phrase)
    capitals = any(_is_capitals(w) and w == w.upper() != w.lower() for w in _words(phrase))
    style = _Style(loose=language in _LOOSE_SPACING, capitals=capitals)
    found = []
    for head in _open_front(phrase):
        pieces = _pieces(head, phrase, numbers=numbers, lower=not capitals)
        if not any(piece.kind in ("text", "alt") for piece in pieces):
            raise PhraseError(phrase, "has no letters of its own; add a word")
        edge, pieces = _left_edge(pieces)
        weight = sum(_length(piece) for piece in pieces)
        prefix = ""
        if pieces[0].kind == "text" and not capitals:
            prefix, pieces = pieces[0].text, pieces[1:]
        rest = _pattern(prefix[-1:], pieces, style)
        found.append(_Branch(prefix, rest, edge if edges else "", label, capitals, weight))
    return found


def _length(piece: _Piece) -> int:
    """Roughly how much text a piece matches, to try the longer phrase first."""
    if piece.kind == "alt":
        return max(sum(_length(p) for p in choice) for choice in piece.choices)
    return _NUMBER_LENGTH if piece.kind == "number" else len(piece.text.strip("*. ")) + 1


def _words(phrase: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", phrase)


def _begins_at_word(branch: _Branch) -> bool:
    return bool(branch.prefix) and _begins.match(branch.prefix) is not None


_begins = re.compile(r"\w")


def _open_front(phrase: str) -> list[str]:
    """Unfold the braces at the very front only, so that each phrase begins with its own letters."""
    if not phrase.startswith("{"):
        return [phrase]
    inside, _, after = phrase[1:].partition("}")
    return [
        flat
        for choice in inside.split("|")
        if (choice + after).strip()
        for flat in _open_front((choice + after).strip())
    ]


def _pieces(flat: str, phrase: str, *, numbers: bool, lower: bool) -> list[_Piece]:
    pieces: list[_Piece] = []
    for i, part in enumerate(re.split(r"\{([^{}]*)\}", flat)):
        if i % 2:
            inner = (_pieces(c, phrase, numbers=numbers, lower=lower) for c in part.split("|"))
            pieces.append(_Piece("alt", choices=tuple(tuple(choice) for choice in inner)))
        else:
            pieces += _plain_pieces(part, phrase, numbers=numbers, lower=lower)
    return pieces


def _plain_pieces(flat: str, phrase: str, *, numbers: bool, lower: bool) -> list[_Piece]:
    pieces: list[_Piece] = []
    for token in _TOKENS.findall(flat):
        kind = _KINDS.get(token.strip(), "text")
        if kind == "number" and not numbers:
            raise PhraseError(phrase, "N (a number) is not allowed here")
        text = token.lower() if lower else token
        if kind == "text" and pieces and pieces[-1].kind == "text":
            pieces[-1] = _Piece("text", pieces[-1].text + text)
        else:
            pieces.append(_Piece(kind, text))
    return pieces


def _left_edge(pieces: list[_Piece]) -> tuple[str, list[_Piece]]:
    first = pieces[0]
    if first.kind == "open":
        return r"(?<!\w)", pieces[1:]
    if first.kind == "number":
        return r"(?<![0-9.,])(?=[0-9])", pieces
    if first.text[:1].isdigit():
        return r"(?<![0-9])", pieces
    if first.kind == "star" or _is_word(first.text[:1]):
        return f"(?<![{WORD}])", pieces
    return "", pieces


def _pattern(last: str, pieces: Sequence[_Piece], style: _Style) -> str:
    """Return `pieces` as a pattern; `last` is the letter before them, where there is one."""
    out: list[str] = []
    for piece in pieces:
        out.append(_piece_pattern(last, piece, style))
        if piece.kind != "star":
            last = piece.text[-1:] if piece.kind == "text" else ""
    return "".join(out)


def _piece_pattern(last: str, piece: _Piece, style: _Style) -> str:
    match piece.kind:
        case "text":
            return _literal(piece.text) if style.capitals else re.escape(piece.text)
        case "space":
            return r"\s{0,3}" if style.loose else r"\s{1,3}"
        case "number":
            return _NUMBER
        case "star":
            return _star(last)
        case "alt":
            ordered = sorted(piece.choices, key=lambda c: -sum(len(p.text) for p in c))
            return f"(?:{'|'.join(_pattern(last, choice, style) for choice in ordered)})"
        case "gap":
            if style.loose:
                return f"[^{_STOP}]{{0,{_GAP_CHARS_LOOSE}}}?"
            edge = r"(?:(?<!\w)|(?!\w))"
            return f"{edge}[^{_STOP}]{{0,{_GAP_CHARS}}}?{edge}"
        case _:
            return r"(?!\w)"


def _star(before: str) -> str:
    """`*` runs over the letters of a word, over a whole word where it stands alone, over kana after Han."""
    if not before:
        return r"[^\W\d_](?:[^\W\d_]|['-]){0,30}"
    return r"[^\W\d_]{0,30}" if _is_word(before) or _is_hangul(before) else f"[{_HIRAGANA}]{{0,10}}"


def _literal(text: str) -> str:
    """Capitals as they are, other letters in either case."""
    if _is_capitals(text.strip(".")) and text == text.upper():
        return re.escape(text)
    return "".join(
        f"[{c.lower()}{c.upper()}]" if len(c.upper()) == 1 and c.lower() != c.upper() else re.escape(c) for c in text
    )


def _compile(branches: list[_Branch], *, named: bool, edges: bool) -> re.Pattern[str] | None:
    if not branches:
        return None
    by_edge: dict[str, list[_Branch]] = {}
    for branch in sorted(branches, key=lambda b: -b.weight):
        by_edge.setdefault(branch.edge, []).append(branch)
    names = _Names(named=named)
    unions = [
        f"{edge}(?:{_union([(b.prefix, b.rest, b.label) for b in group], names)})" for edge, group in by_edge.items()
    ]
    right = _RIGHT_EDGE if edges else ""
    return re.compile(f"(?:{'|'.join(unions)}){right}")


class _Names:
    """Group names that carry a label's number; Python wants each name once."""

    def __init__(self, *, named: bool) -> None:
        self._named = named
        self._used = 0

    def wrap(self, pattern: str, label: int) -> str:
        # A group with nothing in it still sets lastgroup, and costs no capture of the text.
        if not self._named:
            return pattern
        self._used += 1
        return f"{pattern}(?P<g{label}_{self._used}>)"


def _union(items: list[tuple[str, str, int]], names: _Names) -> str:
    """Return the alternatives as a tree of first letters, so that most are never tried."""
    heads: dict[str, list[tuple[str, str, int]]] = {}
    for prefix, rest, label in items:
        heads.setdefault(prefix[:1], []).append((prefix[1:], rest, label))
    parts = []
    for head, tails in sorted(heads.items(), key=lambda pair: pair[0] == ""):
        if head == "":
            parts += [names.wrap(rest, label) for _, rest, label in tails]
        elif len(tails) == 1:
            prefix, rest, label = tails[0]
            parts.append(names.wrap(re.escape(head + prefix) + rest, label))
        else:
            parts.append(f"{re.escape(head)}(?:{_union(tails, names)})")
    return "|".join(parts)


def _without_overlaps(hits: list[Hit]) -> Iterator[Hit]:
    end = -1
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if hit.start >= end:
            end = hit.end
            yield hit
