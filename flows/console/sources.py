"""Commands for whoever adds a source: feed shows what a feed gives, opml carries lists of feeds in and out."""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from extractors.values import FeedEntry, Page
from flows.collection.plan import Topic
from flows.console.exits import Exit, told_errors
from flows.console.lines import JsonlOption, each_line, existing_file
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, now
from flows.console.printing import print_json
from flows.giving import Given, given_by_feed, validators_of
from flows.known_watches import find_watch
from flows.outlets.fetched import Fetched, Outcome
from flows.outlets.network import PUBLIC
from flows.records import Record, printable, text_of

LanguageOption = Annotated[
    str, typer.Option("--language", "--lang", "-l", help="The feed's language where it does not name one, ISO 639-1.")
]


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(feed)
    app.command()(opml)


def feed(
    source: Annotated[str, typer.Argument(help="A feed's URL or a file with one; - for --jsonl.")] = "-",
    language: LanguageOption = "en",
    watch: WatchOption = DEFAULT_WATCH,
    jsonl: JsonlOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show a feed's entries and what of it is on the story.

    Each date as written and as read. With --jsonl, of many feeds in files (see docs/json.md).
    """
    with told_errors():
        if jsonl:
            raise typer.Exit(each_line(source, _feed_record, "entries"))
        fetched = asyncio.run(_fetched(source)) if _is_url(source) else _from_file(existing_file(source), "")
        topic = Topic(find_watch(watch).topic)
    given = given_by_feed(fetched)
    ours = {entry.url for entry in given.entries if topic.is_ours(entry, entry.language or language)}
    if as_json:
        told = [{**_entry_record(entry), "on_topic": entry.url in ours} for entry in given.entries]
        print_json({"state": given.state, "error": given.error or None, "entries": told})
    else:
        _print_feed(given, ours)
        if fetched.url and given.entries:
            typer.echo(_cost(fetched))
    raise typer.Exit(Exit.DONE if given.state == "ok" else Exit.FAILED)


def opml(
    source: Annotated[
        str | None, typer.Argument(help="An OPML file to read; without one the watch's is written.")
    ] = None,
    language: LanguageOption = "en",
    watch: WatchOption = DEFAULT_WATCH,
) -> None:
    """Carry lists of feeds out and in, as OPML.

    Writes a watch's feeds for other readers, or an OPML file as tables for a watch's feeds.toml.
    """
    from flows.watching.opml import opml_of, read_opml, tables_of

    with told_errors():
        if source is None:
            found = find_watch(watch)
            typer.echo(opml_of(found.title, found.feeds), nl=False)
            return
        outlines = read_opml(existing_file(source).read_bytes())
        for table in tables_of(outlines, language=language, seen_at=f"{Path(source).name}, {now():%B %Y}"):
            typer.echo(table)


def _feed_record(record: Mapping[str, object]) -> Record:
    path = Path(text_of(record, "path"))
    if not path.is_file():
        message = f"{path}: there is no such file"
        raise ValueError(message)
    given = given_by_feed(_from_file(path, text_of(record, "url", "")))
    return {"state": given.state, "entries": [_entry_record(entry) for entry in given.entries]}


def _is_url(source: str) -> bool:
    return source.startswith(("http://", "https://"))


async def _fetched(url: str) -> Fetched:
    from flows.outlets.client import Client

    async with Client(now=now) as client:
        return await client.get(url, kind="feed")


def _from_file(path: Path, url: str) -> Fetched:
    """Return a file as if it had been sent for `url`; links that are relative to an unknown address are lost."""
    body = path.read_bytes()
    if len(body) > PUBLIC.feed_bytes:
        error = f"the feed is larger than {PUBLIC.feed_bytes:,} bytes"
        return Fetched(url=url, outcome=Outcome.TOO_LARGE, error=error)
    page = Page(url=url, final_url=url, status=200, content_type="", body=body, fetched_at=now())
    return Fetched(url=url, outcome=Outcome.OK, page=page)


def _entry_record(entry: FeedEntry) -> Record:
    return {
        "url": entry.url,
        "title": entry.title,
        "published": _instant(entry.published_at),
        "updated": _instant(entry.updated_at),
        "summary": entry.summary,
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _print_feed(given: Given, ours: set[str]) -> None:
    if given.state != "ok":
        typer.secho(f"{given.state}: {printable(given.error)}", fg=typer.colors.RED)
        return
    for entry in given.entries:
        typer.secho(f"{'*' if entry.url in ours else ' '} {printable(entry.title)}", bold=entry.url in ours)
        typer.echo(f"    {printable(_dated(entry))}\n    {printable(entry.url)}")
    typer.echo(f"{len(given.entries)} in the feed, {len(ours)} on the story (*)")


def _dated(entry: FeedEntry) -> str:
    read_as = entry.published_at or entry.updated_at
    if read_as is None:
        return f"date unknown, written as {entry.stamp!r}" if entry.stamp else "no date"
    return f"{read_as:%Y-%m-%d %H:%M} UTC, written as {entry.stamp!r}"


def _cost(fetched: Fetched) -> str:
    """Say what asking again costs the outlet."""
    kept = validators_of(fetched)
    if not kept:
        return "asking again: the whole feed is sent each time, as the outlet gives neither ETag nor Last-Modified"
    return f"asking again: {' and '.join(kept)}, so that nothing is sent where nothing is new"
