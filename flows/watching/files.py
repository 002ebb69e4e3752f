"""Finds the files of a watch: each subject is one file, or a folder of files, of TOML tables."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flows.errors import ConfigError, Problem
from flows.watching.tables import Table, read_table

HEAD = "watch.toml"
SUBJECTS = {
    "actor": "actors",
    "source": "sources",
    "office": "offices",
    "carrier": "carriers",
    "place": "places",
    "question": "questions",
    "topic": "topic",
    "feed": "feeds",
    "page": "pages",
    "expectation": "expectations",
    "channel": "delivery",
    "policy": "policy",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The folder of one watch, and the problems met in it so far."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def head(self) -> Table:
        """Return watch.toml; a folder without it is no watch."""
        if not (self.path / HEAD).is_file():
            raise ConfigError(str(self.path / HEAD), "", "is missing: a watch is a folder with this file in it")
        table = read_table(self.path / HEAD, self._shown(self.path / HEAD), self.problems)
        if table is None:
            raise as_error(self.problems)
        return table

    def has(self, item: str) -> bool:
        """Return whether the watch says anything on a subject."""
        return any(self._files(item))

    def rows(self, item: str, *, required: bool = False) -> Iterator[Table]:
        """Yield the tables `[[item]]` of a subject's file or files, in the order of file names."""
        for table in self.tops(item, required=required):
            yield from table.tables(item)
            table.end()

    def tops(self, item: str, *, required: bool = False) -> Iterator[Table]:
        """Yield the top tables of a subject's file or files."""
        paths = tuple(self._files(item))
        if required and not paths:
            name = f"{SUBJECTS[item]}.toml"
            self.problems.append(Problem(file=f"{self.path.name}/{name}", key="", message="is missing"))
        for path in paths:
            table = read_table(path, self._shown(path), self.problems)
            if table is not None:
                yield table

    def report_strangers(self) -> None:
        """Report files and folders whose name stands for no subject: most are slips of the pen."""
        known = set(SUBJECTS.values())
        for path in sorted(self.path.iterdir()):
            is_subject = path.name == HEAD or (path.stem if path.suffix == ".toml" else path.name) in known
            if not is_subject and (path.is_dir() or path.suffix == ".toml") and path.name[0] not in "._":
                message = f"is no file of a watch; known are {HEAD}, {', '.join(sorted(known))}"
                self.problems.append(Problem(file=self._shown(path), key="", message=message))

    def _files(self, item: str) -> Iterator[Path]:
        single = self.path / f"{SUBJECTS[item]}.toml"
        if single.is_file():
            yield single
        many = self.path / SUBJECTS[item]
        if many.is_dir():
            yield from sorted(many.glob("*.toml"))

    def _shown(self, path: Path) -> str:
        return f"{self.path.name}/{path.relative_to(self.path).as_posix()}"


def as_error(problems: list[Problem]) -> ConfigError:
    """Return one error that holds all problems."""
    first = problems[0]
    return ConfigError(first.file, first.key, first.message, more=tuple(problems[1:]))


class Ids:
    """Remembers where each id of one subject was given, to report the second use."""

    def __init__(self) -> None:
        """Start with no id seen."""
        self._seen: dict[str, str] = {}

    def take(self, table: Table, key: str = "id") -> str:
        """Return a table's id; one that stands elsewhere already is a problem."""
        found = table.id(key)
        if found and found in self._seen:
            table.wrong(key, f"{found!r} stands already in {self._seen[found]}")
        self._seen.setdefault(found, table.file)
        return found

    def __contains__(self, wanted: str) -> bool:
        """Return whether an id was given."""
        return wanted in self._seen

    def all(self) -> frozenset[str]:
        """Return all ids."""
        return frozenset(filter(None, self._seen))

    def listed(self) -> str:
        """Return all ids in words, for messages."""
        return ", ".join(sorted(self.all()))
