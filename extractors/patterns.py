"""How one phrase of a lexicon or a watch is read: its fixed beginning, and a small pattern of what follows.

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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from math import prod
from typing import NamedTuple

from extractors.errors import PhraseError
from extractors.writing import script_of

WORD = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u10ff\u1200-\u1fff\u2c00-\u2dff\ua640-\ua8ff\uab30-\uab6f"
NUMBER = r"[0-9]{1,9}(?:[.,' ][0-9]{1,3}){0,4}"  # bounded, or a page of digits takes quadratic time
# Python takes a millisecond to compile a set of letters beyond Latin-1, so the signs below avoid sets of several.
_HIRAGANA = "[\u3041-\u309f]"
_GAP = r"(?:[^.;!?\n]|(?<=\d)\.(?=\d))"  # the point of "3.000" ends no sentence
_GAP_DENSE = r"(?:(?!。|！|？|；)[^.;!?\n])"
_MAX_ALTERNATIVES = 400  # beyond this, comparing phrases choice by choice is not worth the time
_MAX_OPENINGS = 64  # a phrase with more beginnings keeps its next braces as a pattern
_MIN_LITERAL = 4  # so many letters tell a phrase well enough from others
_MAX_LOOSE_SPACES = 3  # each space that may be missing doubles the beginnings
_GAP_CHARS = 60
_GAP_CHARS_LOOSE = 30
_FEW_TEXTS = 8  # so many are looked for one by one
_LONGEST = {"star": 32, "gap": _GAP_CHARS, "number": 32}  # letters, or a little more
AHEAD = 6  # letters behind a literal by which a phrase is told from others before its pattern is tried
_MANY_TEXTS = 30  # of more choices than that fewer letters are looked at
_AHEAD_OF_MANY = 2

_Match = Callable[[str, int], re.Match[str] | None]
_is_word = re.compile(f"[{WORD}]").match
_is_hangul = re.compile("[\uac00-\ud7af]").match
_is_capitals = re.compile(r"[^\W\d_]{2,}").fullmatch
_words = re.compile(r"[^\W\d_]+").findall


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a phrase; `choices` holds the alternatives of a brace, each its own pieces."""

    kind: str
    text: str = ""
    choices: tuple[tuple["Piece", ...], ...] = ()


class Opening(NamedTuple):
    """One way a phrase may begin, and what must follow.

    `literal`: the text it begins with, in lower case, with single spaces; behind a number where `number`. `tail`: what
    follows it, None where that is nothing. `is_edge`: no letter of any script may stand before the literal.
    """

    literal: str
    tail: "Tail | None" = None
    number: bool = False
    is_edge: bool = False


class Tail:
    """What follows the literals of phrases; those that go on alike share one, as most phrases have many openings.

    `following`: the beginnings, in lower case, of what may follow; none where that may be anything. `must`: the few
    texts one of which stands behind the first star or gap, within `reach` letters; none where that cannot be told.
    They are found out, and patterns are compiled, when first asked for: most phrases are never met.
    """

    __slots__ = (
        "_behind",
        "_following",
        "_last",
        "_loose",
        "_match",
        "_must",
        "_reach",
        "_rest",
        "_strict",
        "_texts",
        "capitals",
    )

    def __init__(
        self, rest: tuple[Piece, ...], behind: tuple[Piece, ...], last: str, *, capitals: bool, loose: bool
    ) -> None:
        """Keep the pieces.

        `behind`: those that follow the literal. `rest`: the same, but all pieces where `capitals` count. `last`: the
        letter before `rest`. `loose`: spaces may be missing.
        """
        self.capitals = capitals
        self._rest, self._behind, self._last, self._loose = rest, behind, last, loose
        self._following: tuple[str, ...] | None = None
        self._must: tuple[str, ...] = ()
        self._reach = 0
        self._match: _Match | None = None
        self._strict: _Match | None = None
        self._texts: tuple[str, ...] | None = None

    @property
    def following(self) -> tuple[str, ...]:
        """The beginnings, in lower case, of what may follow the literal; none where that may be anything."""
        if self._following is None:
            self._following = _following(self._behind, loose=self._loose)
            self._must, self._reach = _must_follow(self._behind), _longest(self._behind)
        return self._following

    @property
    def inside_first_word(self) -> str:
        """What the first word must hold where a phrase begins with any letters ("*truppen"); else empty."""
        rest = self._rest
        starred = not self.capitals and len(rest) > 1 and rest[0].kind == "star"
        return low(rest[1].text) if starred and rest[1].kind == "text" else ""

    def may_stand(self, flat: str, at: int) -> bool:
        """Return whether what must follow a star or a gap is near behind a place: far faster than to try the pattern.

        To be asked where one of `following` stands.
        """
        end = at + self._reach
        for text in self._must:
            if flat.find(text, at, end) >= 0:
                return True
        return not self._must

    @property
    def texts(self) -> tuple[str, ...]:
        """All that may follow, in the order in which it is tried, where these are few fixed texts; else none."""
        if self._texts is None:
            found = [] if self.capitals else _texts_in_order(self._behind, loose=self._loose)
            self._texts = tuple(dict.fromkeys(found))
        return self._texts

    def end(self, text: str, at: int) -> int:
        """Return where what follows ends that begins at a place, -1 where it does not go on so."""
        if self._match is None:
            self._match = self._compiled("")
        found = self._match(text, at)
        return -1 if found is None else found.end()

    def end_of_word(self, text: str, at: int) -> int:
        """Return the same where it has to end with a word: the longest choice may end inside one, a shorter not."""
        if self._strict is None:
            self._strict = self._compiled(r"(?!\w)")
        found = self._strict(text, at)
        return -1 if found is None else found.end()

    def _compiled(self, end: str) -> "_Match":
        style = _Style(loose=self._loose, capitals=self.capitals)
        return re.compile(_pattern(self._last, self._rest, style) + end).match


@cache
def _tail(rest: tuple[Piece, ...], behind: tuple[Piece, ...], last: str, *, capitals: bool, loose: bool) -> Tail:
    return Tail(rest, behind, last, capitals=capitals, loose=loose)


def _texts_in_order(pieces: Sequence[Piece], *, loose: bool) -> list[str]:
    lists = [_texts_of_piece(piece, loose=loose) for piece in pieces]
    return [] if prod(map(len, lists)) > _MANY_TEXTS else ["".join(texts) for texts in product(*lists)]


def _texts_of_piece(piece: Piece, *, loose: bool) -> list[str]:
    match piece.kind:
        case "text":
            return [low(piece.text)]
        case "space":
            return [" ", ""] if loose else [" "]
        case "alt" if all(_is_text(p) for choice in piece.choices for p in choice):
            return [text for choice in _in_order(piece) for text in _texts_in_order(choice, loose=loose)]
        case _:
            return []


def _is_text(piece: Piece) -> bool:
    return piece.kind in ("text", "space")


def _in_order(piece: Piece) -> list[tuple[Piece, ...]]:
    """The choices of a brace in the order in which they are tried: those with more letters first."""
    return sorted(piece.choices, key=lambda choice: -sum(len(p.text) for p in choice))


def _following(behind: Sequence[Piece], *, loose: bool) -> tuple[str, ...]:
    found = _beginnings(behind, AHEAD, loose=loose)
    if len(found) > _MANY_TEXTS:
        found = {text[:_AHEAD_OF_MANY] for text in found}
    return () if "" in found else tuple(sorted(found))


def _must_follow(behind: Sequence[Piece]) -> tuple[str, ...]:
    loose_end = next((i for i, piece in enumerate(behind) if not _is_fixed(piece)), len(behind))
    found = (_few(_texts_of((piece,))) for piece in behind[loose_end + 1 :])
    return min((texts for texts in found if texts), key=lambda t: (len(t), -min(map(len, t))), default=())


@dataclass(frozen=True, slots=True)
class _Style:
    """How the pieces of one phrase are written as a pattern."""

    loose: bool
    capitals: bool


_TOKENS = re.compile(rf" ?\.\.\. ?|(?<![{WORD}])N(?![{WORD}])|[* <>]|\.|(?:(?!(?<![{WORD}])N(?![{WORD}]))[^* <>.])+")
_has_signs = re.compile(rf"[*{{<>]|\.\.\.|(?<![{WORD}])N(?![{WORD}])").search
_bad_signs = re.compile(r"[\\\[\]+?^$]").findall
_braces = re.compile(r"\{([^{}]*)\}").split
_SIGNS: dict[str, Piece] = {}  # one piece for all stars and spaces: ten thousands of phrases are made of them
_KINDS = {"*": "star", " ": "space", "": "space", "<": "open", ">": "close", "...": "gap", "N": "number"}


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


def openings(phrase: str, language: str, *, numbers: bool) -> list[Opening]:
    """Return every way a phrase may begin. `numbers` allows `N`.

    `language` (ISO 639-1) says how a space is read: where its script is not `spaced` it may be missing (writing.toml).

    Raises:
        PhraseError: the phrase is not well formed.
    """
    _checked(phrase)
    loose = not script_of(language).spaced
    capitals = _names_capitals(phrase)
    if not capitals and not _has_signs(phrase) and not (loose and " " in phrase):
        return [Opening(low(phrase))]
    heads = _heads(_pieces(phrase, phrase, numbers=numbers))
    return [opening for head in heads for opening in _openings_of(head, phrase, loose=loose, capitals=capitals)]


def _checked(phrase: str) -> list[str]:
    """Return the phrase split at its braces: outside, inside, outside, and so on."""
    if not phrase.strip() or phrase != phrase.strip():
        raise PhraseError(phrase, "empty, or with spaces around it; write the bare words")
    if bad := set(_bad_signs(phrase)):
        raise PhraseError(phrase, f"{''.join(sorted(bad))} has no meaning; use * {{a|b}} ... only")
    parts = _braces(phrase)
    if any(sign in part for part in parts[::2] for sign in "{}|"):
        raise PhraseError(phrase, "braces do not match; write {a|b}, without braces inside")
    return parts


def _heads(pieces: list[Piece]) -> list[list[Piece]]:
    """Unfold the first braces until each head begins with enough letters of its own, or there are too many."""
    heads = [pieces]
    while True:
        unfolded = [flat for head in heads for flat in _unfolded_once(head)]
        must = any(head[0].kind == "alt" for head in heads)
        if unfolded == heads or (len(unfolded) > _MAX_OPENINGS and not must):
            return heads
        heads = unfolded


def _unfolded_once(head: list[Piece]) -> list[list[Piece]]:
    letters = 0
    for i, piece in enumerate(head):
        if piece.kind == "alt" and letters < _MIN_LITERAL:
            flats = (_tidy([*head[:i], *choice, *head[i + 1 :]]) for choice in piece.choices)
            return [flat for flat in flats if flat]
        if piece.kind not in ("text", "space") and not (i == 0 and piece.kind in ("number", "open")):
            break
        letters += len(piece.text)
    return [head]


def _tidy(pieces: list[Piece]) -> list[Piece]:
    """Join texts that touch, and spaces; a phrase neither begins nor ends with a space."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1].kind if out else "space"
        if piece.kind == "text" == last:
            out[-1] = Piece("text", out[-1].text + piece.text)
        elif not piece.kind == "space" == last:
            out.append(piece)
    return out[:-1] if out and out[-1].kind == "space" else out


def _pieces(flat: str, phrase: str, *, numbers: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for i, part in enumerate(_braces(flat)):
        if i % 2:
            inner = (_pieces(c, phrase, numbers=numbers) for c in part.split("|"))
            pieces.append(Piece("alt", choices=tuple(tuple(choice) for choice in inner)))
        else:
            pieces += _plain_pieces(part, phrase, numbers=numbers)
    return _with_stars_inside(pieces)


def _plain_pieces(flat: str, phrase: str, *, numbers: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for token in _TOKENS.findall(flat):
        kind = _KINDS.get(token.strip(), "text")
        if kind == "number" and not numbers:
            raise PhraseError(phrase, "N (a number) is not allowed here")
        if kind == "text" and pieces and pieces[-1].kind == "text":
            pieces[-1] = Piece("text", pieces[-1].text + token)
        else:
            pieces.append(Piece(kind, token) if kind == "text" else _SIGNS.setdefault(token, Piece(kind, token)))
    return pieces


def _with_stars_inside(pieces: list[Piece]) -> list[Piece]:
    """Move a star behind a brace into each of its choices, whose last letter says what the star runs over."""
    out: list[Piece] = []
    for piece in pieces:
        if piece.kind == "star" and out and out[-1].kind == "alt":
            out[-1] = replace(out[-1], choices=tuple((*choice, piece) for choice in out[-1].choices))
        else:
            out.append(piece)
    return out


def _openings_of(pieces: list[Piece], phrase: str, *, loose: bool, capitals: bool) -> list[Opening]:
    if not any(piece.kind in ("text", "alt") for piece in pieces):
        raise PhraseError(phrase, "has no letters of its own; add a word")
    capitals = capitals and any(_has_capitals(piece) for piece in pieces)
    is_edge = pieces[0].kind == "open"
    number = pieces[0].kind == "number"
    pieces = pieces[is_edge or number :]
    length = _literal_length(pieces, loose=loose)
    behind = tuple(pieces[length:])
    rest = tuple(pieces) if capitals else behind
    last = pieces[length - 1].text.strip()[-1:] if length and not capitals and _heeds_the_last(behind) else ""
    tail = _tail(rest, behind, last, capitals=capitals, loose=loose) if rest else None
    return [Opening(literal, tail, number, is_edge) for literal in _literals(pieces[:length], loose=loose)]


def _heeds_the_last(behind: Sequence[Piece]) -> bool:
    """Whether the letter before says what a star runs over."""
    return bool(behind) and (behind[0].kind == "star" or any(_heeds_the_last(choice) for choice in behind[0].choices))


def _literal_length(pieces: list[Piece], *, loose: bool) -> int:
    """Return how many pieces at the front are plain text."""
    spaces = 0
    for i, piece in enumerate(pieces):
        spaces += loose and piece.kind == "space"
        if piece.kind not in ("text", "space") or spaces > _MAX_LOOSE_SPACES:
            return i
    return len(pieces)


def _literals(pieces: list[Piece], *, loose: bool) -> list[str]:
    spaces = ("", " ") if loose else (" ",)
    return ["".join(texts) for texts in product(*(spaces if p.kind == "space" else (low(p.text),) for p in pieces))]


def low(text: str) -> str:
    """Return the text in lower case at exactly the same length, letter by letter where the whole would change it."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _has_capitals(piece: Piece) -> bool:
    if piece.kind == "alt":
        return any(_has_capitals(p) for choice in piece.choices for p in choice)
    return piece.kind == "text" and _names_capitals(piece.text)


def _names_capitals(text: str) -> bool:
    """Whether a word of two or more letters is all capitals."""
    return text.lower() != text and any(w == w.upper() != w.lower() and len(w) > 1 for w in _words(text))


def _beginnings(pieces: Sequence[Piece], size: int, *, loose: bool) -> set[str]:
    """Return the first letters of all that `pieces` stand for, at most `size`; fewer where anything may follow them."""
    if not pieces or size <= 0:
        return {""}
    first, others = pieces[0], pieces[1:]
    match first.kind:
        case "text":
            heads = [low(first.text)[:size]]
        case "space":
            heads = ["", " "] if loose else [" "]
        case "number":
            return set("0123456789")
        case "alt":
            return {t for choice in first.choices for t in _beginnings((*choice, *others), size, loose=loose)}
        case _:
            return {""}
    return {head + tail for head in heads for tail in _beginnings(others, size - len(head), loose=loose)}


def _is_fixed(piece: Piece) -> bool:
    """Whether a piece has neither star nor gap."""
    return piece.kind not in ("star", "gap") and all(_is_fixed(p) for choice in piece.choices for p in choice)


def _longest(pieces: Sequence[Piece]) -> int:
    """Return how many letters `pieces` may run over at most."""
    return sum(
        max(map(_longest, piece.choices)) if piece.kind == "alt" else _LONGEST.get(piece.kind, len(piece.text))
        for piece in pieces
    )


def _texts_of(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Return the texts with one of which the first of `pieces` begins; none where it may be anything."""
    if not pieces or pieces[0].kind not in ("text", "alt"):
        return ()
    if pieces[0].kind == "text":
        return (low(pieces[0].text),)
    found = [_texts_of(choice) for choice in pieces[0].choices]
    return tuple(sorted({text for texts in found for text in texts})) if all(found) else ()


def _few(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the texts, or their beginnings, of which there are fewer; none where these are many or say little."""
    for size in (None, _MIN_LITERAL, 1):
        found = {text[:size] for text in texts}
        if len(found) <= _FEW_TEXTS:
            telling = size != 1 or not any(_is_word(text) for text in found)
            return tuple(sorted(found)) if telling else ()
    return ()


def _pattern(last: str, pieces: Sequence[Piece], style: _Style) -> str:
    """Return `pieces` as a pattern; `last` is the letter before them, where there is one."""
    out: list[str] = []
    for piece in pieces:
        out.append(_piece_pattern(last, piece, style))
        if piece.kind != "star":
            last = piece.text[-1:] if piece.kind == "text" else ""
    return "".join(out)


def _piece_pattern(last: str, piece: Piece, style: _Style) -> str:
    match piece.kind:
        case "text":
            return _any_case(piece.text) if style.capitals else re.escape(low(piece.text))
        case "space":
            return r"\s?" if style.loose else r"\s"
        case "number":
            return NUMBER
        case "star":
            return _star(last)
        case "alt":
            return f"(?:{'|'.join(_pattern(last, choice, style) for choice in _in_order(piece))})"
        case "gap":
            if style.loose:
                return f"{_GAP_DENSE}{{0,{_GAP_CHARS_LOOSE}}}?"
            edge = r"(?:(?<!\w)|(?!\w))"
            return f"{edge}{_GAP}{{0,{_GAP_CHARS}}}?{edge}"
        case _:
            return r"(?!\w)"


def _star(before: str) -> str:
    """`*` runs over the letters of a word, over a whole word where it stands alone, over kana after Han."""
    if not before:
        return r"[^\W\d_](?:[^\W\d_]|['-]){0,30}"
    return r"[^\W\d_]{0,30}" if _is_word(before) or _is_hangul(before) else f"{_HIRAGANA}{{0,10}}"


def _any_case(text: str) -> str:
    """Capitals as they are, other letters in either case."""
    if _is_capitals(text.strip(".")) and text == text.upper():
        return re.escape(text)
    return f"(?i:{re.escape(text)})"
