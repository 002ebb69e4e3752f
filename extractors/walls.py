"""Walls: challenge, consent, login, paywall and "not found" pages that are served as if they were articles.

A wall is told by its structure (address, markup, a password field, a redirect to the front page) and by words of nine
languages, kept in walls.toml. Words count only where the page holds too little text for an article: news about cookies,
captchas or paywalls is news.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from extractors.errors import ExtractError
from extractors.urls import is_front_page

KINDS = ("challenge", "consent", "login", "paywall", "soft_404")
"""The tables of walls.toml, in the order in which they are tried."""

ISSUE_KINDS = {
    "challenge": "blocked",
    "consent": "consent",
    "login": "login",
    "paywall": "paywall",
    "soft_404": "soft_404",
}
"""Which kind of Issue each of them makes."""

FEW = 700
"""Below this weight a page may be a wall: the shortest whole articles measured hold about 800 characters."""

BARE = 250
"""Below this weight also words and marks count that stand on ordinary pages: a login form, a challenge's script."""

BLANK = 100
"""Below this weight a password field means that the page is for logging in; most outlets have one in their header."""

TEASER = 1_600
"""What a paid article shows of itself stays below this weight; a page marked as paid with more text shows the whole."""

_TALKATIVE = ("consent", "soft_404")  # their text may run on; a challenge says its one sentence
_KEYS = ("markup", "paths", "titles", "words")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_DENSITY = 2.5  # a Han, Kana or Hangul character says about as much as so many Latin letters
_HEAD = 200_000  # a challenge is a small page; no need to search megabytes for its marks


class WallsError(ExtractError):
    """walls.toml is not as it must be. Message: the table and the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How one kind of wall is told; all folded (see `_folded`), except `markup`, which is compared as it is."""

    markup: tuple[str, ...]
    paths: tuple[str, ...]
    titles: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What a page shows of itself.

    `headings` are its title and main headings, `text` the text that would be the article's, `shown` all visible text;
    `is_article` and `is_paid` what its metadata says;
    `has_password` whether it asks for one.
    """

    url: str
    final_url: str
    source: str
    headings: tuple[str, ...]
    text: str
    shown: str
    is_article: bool = False
    is_paid: bool = False
    has_password: bool = False


def weight(text: str) -> float:
    """How much a text says, in Latin letters: dense scripts count more."""
    return len(text) + (_DENSITY - 1) * len(_DENSE.findall(text))


def is_challenge(source: str) -> bool:
    """Whether an HTML source carries the marks or the words of a challenge; for what should have been a feed."""
    head = source[:_HEAD]
    marks = _walls()["challenge"]
    folded = _folded(head)
    return _holds(head, marks.markup) or _holds(folded, marks.words)


def find_wall(front: Front) -> str | None:
    """The kind of Issue that this page is, or None where it may be an article."""
    text_weight = weight(front.text)
    if _is_paywall(front, text_weight):
        return ISSUE_KINDS["paywall"]
    if text_weight >= FEW:
        return None
    if is_front_page(front.final_url) and not is_front_page(front.url):
        return ISSUE_KINDS["soft_404"]
    for kind in KINDS:
        if kind != "paywall" and _is_wall(kind, front, text_weight):
            return ISSUE_KINDS[kind]
    return None


def _is_wall(kind: str, front: Front, text_weight: float) -> bool:
    marks = _walls()[kind]
    headings = tuple(_folded(heading) for heading in front.headings)
    if _holds(_place(front.final_url), marks.paths):
        return True
    if any(heading.startswith(title) for heading in headings for title in marks.titles):
        return True
    if front.is_article and text_weight >= BLANK:
        return False
    if kind == "login" and front.has_password and text_weight < BLANK:
        return True
    if text_weight < BARE and _holds(front.source[:_HEAD], marks.markup):
        return True
    may_tell = text_weight < BARE or kind in _TALKATIVE
    return may_tell and _holds(_folded(front.text or front.shown[:_HEAD]), marks.words)


def _is_paywall(front: Front, text_weight: float) -> bool:
    if text_weight >= TEASER:
        return False
    marks = _walls()["paywall"]
    is_told = _holds(_folded(front.shown[:_HEAD]), marks.words)
    is_marked = front.is_paid or _holds(front.source, marks.markup)
    return (is_told and is_marked) or (front.is_paid and text_weight < FEW) or (is_told and text_weight < FEW)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path.lower()}"


def _holds(text: str, marks: tuple[str, ...]) -> bool:
    return any(mark in text for mark in marks)


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


@cache
def _walls() -> dict[str, Marks]:
    text = (files("extractors") / "walls.toml").read_text(encoding="utf-8")
    return read_walls(text)


def read_walls(text: str) -> dict[str, Marks]:
    """The marks of each kind of wall.

    Raises:
        WallsError: a table or key is missing, unknown, or no list of texts.
    """
    tables = tomllib.loads(text)
    if set(tables) != set(KINDS):
        raise WallsError(f"walls.toml: its tables must be {', '.join(KINDS)}, not {', '.join(sorted(tables))}")
    return {kind: _marks(kind, tables[kind]) for kind in KINDS}


def _marks(kind: str, table: dict[str, object]) -> Marks:
    if set(table) != set(_KEYS):
        raise WallsError(f"walls.toml: {kind}: its keys must be {', '.join(_KEYS)}, not {', '.join(sorted(table))}")
    return Marks(
        markup=_texts(kind, "markup", table["markup"]),
        paths=tuple(_folded(text) for text in _texts(kind, "paths", table["paths"])),
        titles=tuple(_folded(text) for text in _texts(kind, "titles", table["titles"])),
        words=tuple(_folded(text) for text in _texts(kind, "words", table["words"])),
    )


def _texts(kind: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise WallsError(f"walls.toml: {kind}.{key}: must be a list of texts, none of them empty")
    return tuple(value)
