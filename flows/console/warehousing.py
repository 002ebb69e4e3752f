"""Commands on what is stored and what is watched: sql, status, check."""

import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.alerts.wording import counted
from flows.console.exits import Exit, fail, told_errors
from flows.console.marked import hint
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, home_of, now
from flows.console.printing import print_json, when
from flows.errors import ConfigError
from flows.records import Record, printable
from flows.watching.known import find_watch

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.monitor import Status
    from warehouse.query import Result


class Format(StrEnum):
    """How a query's answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(sql)
    app.command()(status)
    app.command()(check)


def sql(
    context: typer.Context,
    question: Annotated[str, typer.Argument(help="One SELECT; - reads it from standard input.")],
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the answer.")] = Format.TABLE,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    rows: Annotated[int, typer.Option(min=1, help="At most so many rows.")] = 10_000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that it may take.")] = 30.0,
) -> None:
    """Ask what is stored in SQL; docs/sql.md lists the views. Nothing can be written, no file or network reached."""
    from warehouse.query import run_query

    with told_errors():
        text = sys.stdin.read() if question == "-" else question
        result = run_query(home_of(context), text, max_rows=rows, timeout_s=timeout)
        try:
            _write(result, form, output)
        except OSError as error:
            if output is None:
                raise  # a closed pipe ends quietly
            raise fail(f"{output} cannot be written: {error.strerror}.", Exit.USAGE) from error
    if result.is_cut:
        typer.secho(f"cut after {rows} rows; --rows asks for more", err=True, fg=typer.colors.YELLOW)


def status(context: typer.Context, watch: WatchOption = DEFAULT_WATCH, as_json: JsonOption = False) -> None:
    """Say how the watch does; exits 1 where it needs a person. Last good run, due work, outbox, disk, sources."""
    from flows.monitor import status_of

    with told_errors():
        found = status_of(find_watch(watch), home_of(context), now())
    if as_json:
        print_json({**asdict(found), "is_well": found.is_well})
    else:
        _print_status(found)
    raise typer.Exit(Exit.DONE if found.is_well else Exit.FAILED)


def check(
    context: typer.Context,
    watch: Annotated[
        list[str] | None, typer.Argument(help="Watches to check, by name or folder; all shipped ones if none is given.")
    ] = None,
    unplaced: Annotated[
        bool, typer.Option("--unplaced", help="List the numbers of people that no word of a lexicon placed.")
    ] = False,
    probe: Annotated[bool, typer.Option("--probe", help="Ask every source once and say how it is.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Check watches and lexicons as a run reads them. A problem names its file and key.

    With --probe, also every feed and page of the watches by asking it; exits 3 where some do not answer well.
    """
    from extractors.lexicon import languages, load_lexicon
    from flows.watching.loading import shipped_watches

    if probe:
        from flows.console.health import print_probes

        raise typer.Exit(print_probes(watch or [DEFAULT_WATCH], home_of(context), as_json=as_json))
    if unplaced:
        if as_json:
            raise fail(
                "--unplaced prints no JSON; ask: claimwatch sql --format json 'from unplaced_numbers'", Exit.USAGE
            )
        for name in watch or [DEFAULT_WATCH]:
            _print_unplaced(context, name)
        return
    if as_json:
        records = [_check_record(name) for name in watch or shipped_watches()]
        print_json(records)
        raise typer.Exit(Exit.USAGE if any(record["problems"] for record in records) else Exit.DONE)
    wrong = [name for name in watch or shipped_watches() if not _is_good(name)]
    with told_errors():
        for language in () if watch else languages():
            lexicon = load_lexicon(language)
            typer.echo(f"lexicon {language}: {lexicon.name}, {counted(len(lexicon.examples), 'example')}")
    if wrong:
        raise typer.Exit(Exit.USAGE)


def _print_unplaced(context: typer.Context, name: str) -> None:
    """Print how well each run read each language, then the numbers themselves, the newest first."""
    from warehouse import connect, read

    with told_errors():
        watch = find_watch(name)
        with connect.reader(home_of(context)) as con:
            drift = read.reading_drift(con, watch.id)
            numbers = read.unplaced_numbers(con, watch.id)
    for row in drift:
        share = "" if row.share_unplaced is None else f" ({row.share_unplaced:.1%})"
        typer.echo(
            f"{when(row.read_at)}  {row.language}  {counted(row.count_texts, 'text')}, "
            f"{counted(row.count_figures, 'figure')}, {row.count_unplaced} unplaced{share}"
        )
    for number in numbers:
        typer.secho(f"\n{number.language}  {printable(number.outlet)}  {printable(number.url)}", bold=True)
        typer.echo(f"  {printable(number.text)}")
    if not drift:
        typer.echo(f"{watch.id} has read nothing in this home yet: {hint(context, 'run', name)}")


def _check_record(name: str) -> Record:
    try:
        found = find_watch(name)
    except ConfigError as error:
        return {"watch": name, "problems": [asdict(problem) for problem in error.problems]}
    return {
        "watch": found.id,
        "feeds": len(found.feeds),
        "languages": sorted({feed.language for feed in found.feeds}),
        "sources": len(found.story.sources),
        "questions": [question.id for question in found.story.questions],
        "problems": [],
    }


def _is_good(name: str) -> bool:
    """Check one watch and say how it is; what is wrong with it does not keep the others from being checked."""
    try:
        found = find_watch(name)
    except ConfigError as error:
        typer.secho(str(error), err=True, fg=typer.colors.RED)
        return False
    spoken = len({feed.language for feed in found.feeds})
    typer.echo(
        f"watch {found.id}: {counted(len(found.feeds), 'feed')} in {counted(spoken, 'language')}, "
        f"{counted(len(found.story.sources), 'source')}, {counted(len(found.story.questions), 'question')}"
    )
    if found.feeds and not found.asking.contact:
        advice = (
            f'{found.id}/watch.toml names nobody whom a publisher could write to: [asking] contact = "you@desk.example"'
        )
        typer.secho(f"  {advice}", err=True, fg=typer.colors.YELLOW)
    return True


def _write(result: "Result", form: Format, output: Path | None) -> None:
    from warehouse import export

    if form is Format.PARQUET:
        if output is None:
            raise fail("Parquet is not for a terminal: name a file with --output.", Exit.USAGE)
        export.write_parquet(result, output)
        return
    writers = {Format.TABLE: export.write_table, Format.CSV: export.write_csv, Format.JSON: export.write_json}
    if output is None:
        writers[form](result, sys.stdout)
        return
    with output.open("w", encoding="utf-8", newline="") as file:
        writers[form](result, file)


def _print_status(found: "Status") -> None:
    for name, value in found.lines(when):
        typer.echo(f"{name + ':':<22}{printable(value)}")
    for problem in found.problems:
        typer.secho(f"! {printable(problem)}", fg=typer.colors.RED)
