"""The SQL of this room, read from the files under sql/; no statement is written anywhere else."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class SqlFile:
    """A file under sql/: its name without the ending, its text, and the SHA-256 of that text."""

    name: str
    text: str
    sha256: str


@cache
def statement(folder: str, name: str) -> str:
    """The text of sql/`folder`/`name`.sql. A missing file is a bug and raises FileNotFoundError."""
    return (files("warehouse") / "sql" / folder / f"{name}.sql").read_text(encoding="utf-8")


@cache
def folder_files(folder: str) -> tuple[SqlFile, ...]:
    """All files of sql/`folder`, by name."""
    found = (files("warehouse") / "sql" / folder).iterdir()
    names = sorted(f.name.removesuffix(".sql") for f in found if f.name.endswith(".sql"))
    return tuple(sql_file(name, statement(folder, name)) for name in names)


def sql_file(name: str, text: str) -> SqlFile:
    """A file's text with its digest."""
    return SqlFile(name=name, text=text, sha256=hashlib.sha256(text.encode()).hexdigest())
