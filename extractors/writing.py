"""How languages are written, as far as pages and feeds are read before their words: writing.toml, read once.

What a lexicon says needs a text; here the text is still to be found: which encoding its bytes are in, whether a PDF's
letters are its language's, which month a time stamp means.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from extractors.errors import LexiconError

_FILE = "writing.toml"
_OTHERS = "latin"
_KEYS = frozenset({"letters", "marks", "own_script", "spaced", "scales", "encodings"})
_TABLES = frozenset({"scripts", "months", "month_signs"})
_RANGE = re.compile(r"(?!-)\S(?:-(?!-)\S)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """How a language's prose looks: its letters and marks beyond ASCII, and the encodings of its old pages.

    `letters`, `prose`: find one small letter; one small letter or mark. `own`: whether words hold no other letters.
    `spaced`: whether a space between words is never left out. `scales`: letters that may begin "thousand" or its like
    behind digits.
    """

    letters: re.Pattern[str]
    prose: re.Pattern[str]
    own: bool
    spaced: bool
    scales: str
    encodings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """All of writing.toml. `months`: beginning of a month's name -> its number. `month_signs`: behind one in digits."""

    scripts: Mapping[str, Script]
    months: Mapping[str, int]
    month_signs: tuple[str, ...]


@cache
def writing() -> Writing:
    """Return how languages are written, read once."""
    return read_writing((files("extractors") / _FILE).read_text("utf-8"))


def script_of(language: str) -> Script:
    """Return how a language looks; one without a table of its own looks like Latin."""
    scripts = writing().scripts
    return scripts.get(language, scripts[_OTHERS])


def read_writing(text: str) -> Writing:
    """Return what `text` (TOML) says.

    Raises:
        LexiconError: a table or key is missing, unknown or of another type; a word is two months.
    """
    tables = tomllib.loads(text)
    if set(tables) != _TABLES or _OTHERS not in tables["scripts"]:
        raise LexiconError(_FILE, "file", f"must hold the tables {', '.join(sorted(_TABLES))}, and scripts.{_OTHERS}")
    return Writing(
        scripts=MappingProxyType({name: _script(name, table) for name, table in tables["scripts"].items()}),
        months=MappingProxyType(_months(tables["months"])),
        month_signs=tuple(sign for signs in tables["month_signs"].values() for sign in signs),
    )


def _script(name: str, table: dict[str, object]) -> Script:
    marks, scales, own, spaced = (table.get(key) for key in ("marks", "scales", "own_script", "spaced"))
    ranges = _texts(f"scripts.{name}.letters", table.get("letters"))
    if set(table) != _KEYS or not isinstance(marks, str) or not isinstance(scales, str):
        keys = ", ".join(sorted(_KEYS))
        raise LexiconError(_FILE, f"scripts.{name}", f"its keys must be {keys}, marks one text, scales another")
    if not isinstance(own, bool) or not isinstance(spaced, bool):
        raise LexiconError(_FILE, f"scripts.{name}", "own_script and spaced must be true or false")
    if not all(_RANGE.fullmatch(one) for one in ranges):
        raise LexiconError(_FILE, f"scripts.{name}.letters", 'must be letters or ranges such as "а-я"')
    joined = "".join(ranges)
    return Script(
        letters=re.compile(f"[{joined}]", re.IGNORECASE),
        prose=re.compile(f"[{joined}{re.escape(marks)}]"),
        own=own,
        spaced=spaced,
        scales=scales,
        encodings=_texts(f"scripts.{name}.encodings", table.get("encodings")),
    )


def _months(table: dict[str, object]) -> dict[str, int]:
    found: dict[str, int] = {}
    for language, listed in table.items():
        names = _texts(f"months.{language}", listed)
        if len(names) != 12:
            raise LexiconError(_FILE, f"months.{language}", f"must be twelve texts, January first, are {len(names)}")
        for month, beginnings in enumerate(names, 1):
            for word in beginnings.split():
                if found.setdefault(word, month) != month:
                    raise LexiconError(_FILE, f"months.{language}", f"{word!r} is another month elsewhere")
    return found


def _texts(key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(text, str) and text for text in value):
        raise LexiconError(_FILE, key, "must be a list of texts, none of them empty")
    return tuple(value)
