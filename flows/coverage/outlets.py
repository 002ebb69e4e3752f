"""An outlet of the made-up press: who it is, how its pages are built and sent, and its boilerplate words."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal, cast

from flows.coverage.layouts import LAYOUTS
from flows.coverage.tables import Key, Object, PressError, check, read_toml, shown

FeedKind = Literal["rss", "atom"]
EtagKind = Literal["strong", "weak", "none"]

_WORDS = {
    "home": Key(str),
    "menu": Key(str, many=True),
    "cookie": Key(str),
    "cookie_ok": Key(str),
    "by": Key(str),
    "published": Key(str),
    "updated": Key(str),
    "date": Key(str),
    "months": Key(str, many=True, default=()),
    "minutes_ago": Key(str),
    "hours_ago": Key(str),
    "related": Key(str),
    "related_titles": Key(str, many=True),
    "most_read": Key(str),
    "ads": Key(str, many=True),
    "newsletter": Key(str),
    "comments": Key(str),
    "footer": Key(str),
    "subscribe": Key(str, default=""),
}
_OUTLET = {
    "id": Key(str),
    "name": Key(str),
    "host": Key(str),
    "language": Key(str),
    "country": Key(str),
    "publisher": Key(str),
    "feed": Key(str),
    "structure": Key(str),
    "path": Key(str, default="/{slug}"),
    "utc_offset_h": Key(int, default=0),
    "slow_s": Key(float, default=0.0),
    "charset": Key(str, default="utf-8"),
    "header_charset": Key(str, is_optional=True),
    "etag": Key(str, default="strong"),
    "feed_fails_at": Key(datetime, is_optional=True),
    "entries_a_day": Key(float, default=0.0),
    "words": Key(dict),
}
_LEAST = {"menu": 4, "related_titles": 6, "ads": 3}
_PLACES = {"by": "{name}", "published": "{date}", "updated": "{date}", "date": "{day}", "comments": "{n}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Boilerplate in the outlet's language; FORMAT.md says what each is for."""

    home: str
    menu: tuple[str, ...]
    cookie: str
    cookie_ok: str
    by: str
    published: str
    updated: str
    date: str
    months: tuple[str, ...]
    minutes_ago: str
    hours_ago: str
    related: str
    related_titles: tuple[str, ...]
    most_read: str
    ads: tuple[str, ...]
    newsletter: str
    comments: str
    footer: str
    subscribe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet. `header_charset` is what Content-Type claims, "" for nothing; `slow_s` the wait before an answer.

    `entries_a_day` is what the watch expects of its feed, 0 for nothing.
    """

    id: str
    name: str
    host: str
    language: str
    country: str
    publisher: str
    feed: FeedKind
    structure: str
    path: str
    utc_offset_h: int
    slow_s: float
    charset: str
    header_charset: str
    etag: EtagKind
    feed_fails_at: datetime | None
    entries_a_day: float
    words: Words


def read_outlet_file(path: Path) -> Outlet:
    """Return the outlet that a file describes.

    Raises:
        PressError: something in it is wrong.
    """
    file = shown(path)
    values = check(read_toml(path), _OUTLET, file)
    _check_outlet(values, file, path.parent.name)
    words = check(cast("Object", values.pop("words")), _WORDS, file, "words.")
    _check_words(words, file)
    if values["header_charset"] is None:
        values["header_charset"] = values["charset"]
    # The checks above are what gives each value its type; a frozen class cannot be built key by key.
    return Outlet(words=Words(**words), **values)  # type: ignore[arg-type]


def _check_outlet(values: dict[str, object], file: str, folder: str) -> None:
    one_of = {"feed": ("rss", "atom"), "etag": ("strong", "weak", "none"), "structure": tuple(LAYOUTS), "id": (folder,)}
    for key, allowed in one_of.items():
        if values[key] not in allowed:
            raise PressError(file, key, f"{values[key]!r} is none of {', '.join(allowed)}")
    if not str(values["host"]).endswith(".example"):
        raise PressError(file, "host", "must end in .example: no real host is played")
    try:
        "x".encode(str(values["charset"]))
    except LookupError as exc:
        raise PressError(file, "charset", f"{values['charset']!r} is no encoding") from exc
    fails_at = values["feed_fails_at"]
    if isinstance(fails_at, datetime) and fails_at.tzinfo is None:
        raise PressError(file, "feed_fails_at", "has no zone: end it in Z")


def _check_words(words: dict[str, object], file: str) -> None:
    for key, least in _LEAST.items():
        if len(cast("tuple[str, ...]", words[key])) < least:
            raise PressError(file, f"words.{key}", f"needs at least {least}")
    for key, place in _PLACES.items():
        if place not in str(words[key]):
            raise PressError(file, f"words.{key}", f"must contain {place}")
    if len(cast("tuple[str, ...]", words["months"])) not in {0, 12}:
        raise PressError(file, "words.months", "must hold 12 names, or be left out")
