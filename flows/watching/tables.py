"""Reads TOML tables key by key, and writes down every problem instead of stopping at the first.

A question that fails returns a harmless value of the right type: the caller goes on building, and
the loader raises before anybody sees what was built.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import urlsplit

from flows.errors import Problem
from flows.watching.phrases import faults_of

Choice = TypeVar("Choice", bound=StrEnum)
Object = Mapping[str, object]

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DURATION = re.compile(r"([1-9][0-9]*)([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
ANY_LANGUAGE = "*"


class Table:
    """One table of one file, at the dotted `key`; `end` reports what nobody asked for."""

    def __init__(self, values: Object, file: str, key: str, problems: list[Problem]) -> None:
        """Take a table as tomllib gives it; `problems` is shared by all tables of a watch."""
        self._values = values
        self._asked: set[str] = set()
        self._optional: set[str] = set()
        self._problems = problems
        self.file = file
        self.key = key

    def place(self, key: str) -> str:
        """Return the dotted place of one of this table's keys."""
        return f"{self.key}.{key}" if self.key else key

    def wrong(self, key: str, message: str) -> None:
        """Write down a problem at a key of this table."""
        self._problems.append(Problem(file=self.file, key=self.place(key), message=message))

    def has(self, key: str) -> bool:
        """Return whether the key is there; asks for nothing, but makes it known as one that may be there."""
        self._optional.add(key)
        return key in self._values

    def names_languages(self) -> tuple[str, ...]:
        """Return the keys of a table whose keys are languages; a wrong one is a problem."""
        self._asked.update(self._values)
        for key in self._values:
            if key != ANY_LANGUAGE and _LANGUAGE.fullmatch(key) is None:
                self.wrong(
                    key,
                    f"is no language: use a code of ISO 639-1 such as en, or {ANY_LANGUAGE!r} for all",
                )
        return tuple(self._values)

    def text(self, key: str) -> str:
        """Return a text that must be there and must not be blank."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.wrong(key, "must be a text that is not empty")
        return ""

    def optional_text(self, key: str) -> str | None:
        """Return a text, or None where the key is not there."""
        return self.text(key) if self.has(key) else None

    def names_of(self, known: frozenset[str], what: str) -> tuple[str, ...]:
        """Return the keys of a table whose keys are names of a known set; a wrong one is a problem."""
        self._asked.update(self._values)
        for key in self._values:
            if key not in known:
                self.wrong(key, f"is no {what}; known are {', '.join(sorted(filter(None, known)))}")
        return tuple(key for key in self._values if key in known)

    def id(self, key: str = "id") -> str:
        """Return an id: lower-case letters, digits, single - or _ between them."""
        return self._matching(key, _ID, "must be an id: lower-case letters and digits, joined by - or _")

    def language(self, key: str = "language") -> str:
        """Return a language code of ISO 639-1."""
        return self._matching(key, _LANGUAGE, "is no language: use a code of ISO 639-1 such as en")

    def languages(self, key: str = "languages") -> tuple[str, ...]:
        """Return codes of languages of ISO 639-1."""
        found = self.texts(key)
        for at, code in enumerate(found):
            if _LANGUAGE.fullmatch(code) is None:
                self.wrong(f"{key}[{at}]", f"is no language: use a code of ISO 639-1 such as en; it is {code!r}")
        return found

    def country(self, key: str = "country") -> str:
        """Return a country code of ISO 3166-1."""
        return self._matching(key, _COUNTRY, "is no country: use a code of ISO 3166-1 such as KR")

    def url(self, key: str = "url") -> str:
        """Return an absolute http or https address without user name or blank."""
        value = self.text(key)
        if value and not _is_web_address(value):
            self.wrong(key, f"is no address: {value!r} must start with http:// or https:// and name a host")
        return value

    def number(self, key: str) -> float | None:
        """Return a number of at least 0, or None where the key is not there."""
        if not self.has(key):
            return None
        value = self._take(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 0:
            return float(value)
        self.wrong(key, "must be a number of at least 0")
        return None

    def count(self, key: str) -> int:
        """Return a whole number of at least 1."""
        value = self._take(key)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        if value is not None:
            self.wrong(key, "must be a whole number of at least 1")
        return 1

    def clock(self, key: str) -> time:
        """Return a time of day written as 23:00."""
        match = _CLOCK.fullmatch(self._matching(key, _CLOCK, "must be a time of day such as 07:30"))
        return time(int(match[1]), int(match[2])) if match else time(0)

    def flag(self, key: str) -> bool:
        """Return a truth value that must be there."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "must be true or false")
        return value is True

    def duration(self, key: str) -> timedelta:
        """Return a stretch of time written as 15m, 2h or 1d."""
        match = _DURATION.fullmatch(self._matching(key, _DURATION, "must be a stretch of time such as 15m, 2h or 1d"))
        return int(match[1]) * _UNITS[match[2]] if match else timedelta(0)

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Return one of a closed set of words."""
        return self._member(key, self.text(key), kind)

    def choices(self, key: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Return words of a closed set."""
        return tuple(self._member(f"{key}[{at}]", word, kind) for at, word in enumerate(self.texts(key)))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that is not empty; none is blank, none stands twice."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value:
            self.wrong(key, "must be a list of texts that is not empty")
            return ()
        return self._clean(key, value)

    def phrases(self, key: str, language: str) -> tuple[str, ...]:
        """Return a list of phrases of the phrase language (`extractors.phrases`), each tried."""
        found = self.texts(key)
        for at, fault in faults_of(found, language):
            self.wrong(f"{key}[{at}]", fault)
        return found

    def names(self, key: str = "names") -> Mapping[str, tuple[str, ...]]:
        """Return language -> phrases; the language `*` stands for all."""
        table = self.table(key)
        return MappingProxyType({code: table.phrases(code, code) for code in table.names_languages()})

    def table(self, key: str) -> "Table":
        """Return a table that must be there and must not be empty."""
        value = self._take(key)
        if isinstance(value, dict) and value:
            return Table(value, self.file, self.place(key), self._problems)
        if value is not None:
            self.wrong(key, "must be a table that is not empty")
        return Table({}, self.file, self.place(key), self._problems)

    def tables(self, key: str) -> Iterator["Table"]:
        """Yield the tables of a list `[[key]]`; a table with an id stands under it."""
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            self.wrong(key, f"must be a list of tables, each under [[{key}]]")
        for at, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                name = item.get("id")
                place = f"{key}[{name if isinstance(name, str) else at}]"
                yield Table(item, self.file, self.place(place), self._problems)
            else:
                self.wrong(f"{key}[{at}]", "must be a table")

    def groups(self, key: str, language: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of phrases."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not value:
            self.wrong(key, "must be a list of lists of phrases")
            return ()
        rows = Table(
            {str(at): row for at, row in enumerate(value)},
            self.file,
            self.place(key),
            self._problems,
        )
        return tuple(rows.phrases(str(at), language) for at in range(len(value)))

    def end(self) -> None:
        """Report the keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked | self._optional))
                self.wrong(key, f"is not known here; known are {known}")

    def _take(self, key: str) -> object:
        """Return a value, or None after a report that it is missing (TOML has no null)."""
        self._asked.add(key)
        if key not in self._values:
            self.wrong(key, "is missing")
        return self._values.get(key)

    def _matching(self, key: str, pattern: re.Pattern[str], message: str) -> str:
        value = self.text(key)
        if value and pattern.fullmatch(value) is None:
            self.wrong(key, f"{message}; it is {value!r}")
        return value

    def _member(self, key: str, word: str, kind: type[Choice]) -> Choice:
        members = tuple(kind)
        if word and word not in members:
            self.wrong(key, f"{word!r} is none of {', '.join(members)}")
        return kind(word) if word in members else members[0]

    def _clean(self, key: str, value: list[object]) -> tuple[str, ...]:
        found: list[str] = []
        for at, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.wrong(f"{key}[{at}]", "must be a text that is not empty")
            elif item in found:
                self.wrong(f"{key}[{at}]", f"{item!r} stands twice")
            else:
                found.append(item)
        return tuple(found)


def read_table(path: Path, shown: str, problems: list[Problem]) -> Table | None:
    """Return a file's top table, or None after a report that it cannot be read."""
    try:
        return Table(tomllib.loads(path.read_text("utf-8")), shown, "", problems)
    except (OSError, UnicodeDecodeError) as exc:
        problems.append(Problem(file=shown, key="", message=f"cannot be read: {exc}"))
    except tomllib.TOMLDecodeError as exc:
        problems.append(Problem(file=shown, key="", message=f"is not valid TOML: {exc}"))
    return None


def _is_web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        port_is_sane = parts.port is None or parts.port > 0
    except ValueError:
        return False
    plain = not any(letter.isspace() or not letter.isprintable() for letter in value)
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and plain
        and port_is_sane
    )
