"""Commands that hand a story over: export writes what was fetched as a WARC archive, import reads one in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console.exits import Exit, told_errors
from flows.console.lines import existing_file
from flows.console.options import DEFAULT_WATCH, JsonOption, QuietOption, WatchOption, home_of, instant_given, now
from flows.console.printing import print_counts, print_json, progress
from flows.records import printable
from flows.watching.known import find_watch

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.archive.importing import Imported


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(export)
    app.command(name="import")(import_file)


def export(
    context: typer.Context,
    warc: Annotated[Path, typer.Option("--warc", help="The file to write; packed if its name ends in .gz.")],
    since: Annotated[str | None, typer.Option(help="Only what was fetched from this day (or instant, UTC) on.")] = None,
    watch: WatchOption = DEFAULT_WATCH,
    as_json: JsonOption = False,
) -> None:
    """Write what a watch fetched as a WARC archive.

    Every page as it came, under its date, and the looks between; docs/archive.md says more.
    """
    from flows.archive.exporting import export_archive
    from warehouse.read import EVER

    with told_errors():
        begin = instant_given(since) if since else EVER
        counts = export_archive(find_watch(watch), home_of(context), warc, now=now(), since=begin)
    print_counts(counts, as_json=as_json)


def import_file(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FILE", help="A WARC file, packed with gzip or not.")],
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", help="Also take pages of other sites than the watch's, in this language."),
    ] = None,
    alert: Annotated[
        bool, typer.Option("--alert", help="Raise alerts for what the archive shows; else nobody is told of the past.")
    ] = False,
    watch: WatchOption = DEFAULT_WATCH,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read a WARC archive in, each page under the date of its capture.

    Extracts, stores, compares and judges as a run does, as if the pages had been fetched then. Uses no network.
    """
    from extractors.lexicon import load_lexicon
    from flows.archive.importing import FLOW, import_archive
    from flows.collection.runs import Run, new_run
    from flows.collection.slot import slot

    with told_errors():
        if language is not None:
            load_lexicon(language)
        begun: Run = new_run(find_watch(watch), home_of(context), now(), flow=FLOW, is_past=not alert)
        path = existing_file(source)
        with slot(begun), progress("importing", is_quiet=quiet or as_json) as advance:
            found = import_archive(begun, path, finished_at=now, language=language, progress=advance)
    if as_json or not quiet or found.damage:
        _print(found, as_json=as_json)
    raise typer.Exit(Exit.PARTLY if found.damage else Exit.DONE)


def _print(found: "Imported", *, as_json: bool) -> None:
    if as_json:
        print_json({"counts": dict(found.counts), "skipped": dict(found.skipped), "damage": found.damage or None})
        return
    print_counts(found.counts, as_json=False)
    for reason, count in sorted(found.skipped.items(), key=lambda item: -item[1]):
        typer.echo(f"  {count} left out: {printable(reason)}")
    if found.damage:
        typer.secho(f"The archive is damaged: {printable(found.damage)}. What stood before is imported.", err=True)
