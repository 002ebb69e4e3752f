"""Records in, records out: a JSON object a line from a file or standard input, one answer a line."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from extractors.errors import ExtractError
from flows.console.exits import Exit, fail
from flows.records import Record

JsonlOption = Annotated[bool, typer.Option("--jsonl", help="One JSON record a line in, one a line out.")]


def existing_file(source: str) -> Path:
    """Return the path of a file that a person named; ends the command where there is none."""
    path = Path(source)
    if not path.is_file():
        raise fail(f"{source}: there is no such file.", Exit.USAGE)
    return path


def each_line(source: str, work: Callable[[Mapping[str, object]], Record], empty: str) -> Exit:
    """Do the work for each line; a line that cannot be used is answered with its error, and the rest goes on."""
    code = Exit.DONE
    for number, line in enumerate(_lines(source), start=1):
        if not line.strip():
            continue
        answer, error = _answer(line, work, empty, number)
        sys.stdout.write(_json_line(answer) + "\n")
        if error:
            sys.stderr.write(f"line {number}: {error}\n")
            code = Exit.PARTLY
    return code


def _json_line(answer: Record) -> str:
    """Return an answer on one line; half a surrogate pair, which no encoding can write, stays escaped."""
    line = json.dumps(answer, ensure_ascii=False)
    return line if line.isascii() or not any("\ud800" <= mark <= "\udfff" for mark in line) else json.dumps(answer)


def _answer(line: bytes, work: Callable[[Mapping[str, object]], Record], empty: str, number: int) -> tuple[Record, str]:
    record: object = None
    try:
        record = json.loads(line.decode("utf-8-sig"))
        if not isinstance(record, dict):
            message = "is no JSON object"
            raise ValueError(message)  # noqa: TRY004, TRY301  bad input, told to its author
        return {"id": record.get("id"), **work(record)}, ""
    except json.JSONDecodeError:
        said = "is not JSON"
    except (ValueError, ExtractError) as error:
        said = str(error)
    except RecursionError:
        said = "is nested too deeply"
    if isinstance(record, dict):
        return {"id": record.get("id"), empty: [], "error": said}, said
    return {"id": None, "line": number, empty: [], "error": said}, said


def _lines(source: str) -> Iterator[bytes]:
    if source == "-":
        yield from sys.stdin.buffer
        return
    with existing_file(source).open("rb") as file:
        yield from file
