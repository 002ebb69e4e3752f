"""What tables, views and columns there are and what they mean, as the database itself says; also as Markdown.

`python -m warehouse.describe` prints it; `python -m warehouse.describe docs/sql.md` renews the end of that page.
"""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import duckdb

from warehouse.connect import Connection
from warehouse.migrate import migrate
from warehouse.statements import statement

MARK = "<!-- From here on: python -m warehouse.describe docs/sql.md -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with its DuckDB type; `comment` is empty where the name says it all."""

    name: str
    type: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table or view; `comment` opens "One row per ..."."""

    name: str
    is_view: bool
    comment: str
    columns: tuple[Column, ...]


def relations(con: Connection) -> tuple[Relation, ...]:
    """All views, then all tables, each by name."""
    found = con.execute(statement("queries", "catalogue")).fetchall()
    return tuple(
        Relation(
            name=name,
            is_view=is_view,
            comment=comment,
            columns=tuple(Column(name=c, type=t, comment=said) for *_, c, t, said in columns),
        )
        for (is_view, name, comment), columns in groupby(found, key=lambda row: row[:3])
    )


def as_markdown(found: tuple[Relation, ...]) -> str:
    """A section per relation with a table of its columns."""
    return "\n".join(_section(relation) for relation in found)


def _section(relation: Relation) -> str:
    kind = "view" if relation.is_view else "table"
    lines = [f"### {relation.name} ({kind})", "", relation.comment, ""]
    lines += ["| column | type | |", "| --- | --- | --- |"]
    lines += [f"| {c.name} | {c.type.lower()} | {c.comment} |" for c in relation.columns]
    return "\n".join([*lines, ""])


def main(arguments: Sequence[str]) -> None:
    """Prints the relations of a fresh warehouse as Markdown, or puts them behind `MARK` in the file that is named."""
    with closing(duckdb.connect()) as con:
        migrate(con)
        told = as_markdown(relations(con))
    if not arguments:
        sys.stdout.write(told)
        return
    page = Path(arguments[0])
    kept, mark, _ = page.read_text(encoding="utf-8").partition(MARK)
    page.write_text(f"{kept}{mark}\n\n{told}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
