"""Reads one TOML file of the shipped coverage against a table of its keys; the first fault is a `PressError`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.errors import ConfigError

Object = Mapping[str, object]


class PressError(ConfigError):
    """A file of the shipped coverage is wrong; `file`, `key` and `message` say where and how."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a key must hold: a value of `kind`, or (`of`) a list of such values; `default` None means required."""

    kind: type
    default: object = None
    many: bool = False
    is_optional: bool = False


def read_toml(path: Path) -> dict[str, object]:
    """Return a file's top table.

    Raises:
        PressError: the file cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as exc:
        raise PressError(shown(path), "", f"cannot be read: {exc}") from exc


def shown(path: Path) -> str:
    """Return how a file is named in messages: its last three parts."""
    return "/".join(path.parts[-3:])


def check(values: Object, keys: Mapping[str, Key], file: str, place: str = "") -> dict[str, object]:
    """Return the values of all `keys`, defaults filled in (None for optional ones that are not there).

    Raises:
        PressError: unknown key, missing key, wrong type, blank text.
    """
    for name in values:
        if name not in keys:
            raise PressError(file, place + name, f"is not known here; known are {', '.join(sorted(keys))}")
    return {name: _value(values, name, key, file, place + name) for name, key in keys.items()}


def _value(values: Object, name: str, key: Key, file: str, place: str) -> object:
    if name not in values:
        if key.default is None and not key.is_optional:
            raise PressError(file, place, "is missing")
        return key.default
    value = values[name]
    items = value if key.many else [value]
    if not isinstance(items, list):
        raise PressError(file, place, "must be a list")
    for item in items:
        if not isinstance(item, key.kind) or (isinstance(item, bool) and key.kind is not bool):
            raise PressError(file, place, f"must be {key.kind.__name__}, is {item!r}")
    return tuple(items) if key.many else value
