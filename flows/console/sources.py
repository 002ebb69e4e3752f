"""Commands for whoever adds a source: feed and extract show what a feed and a page give, opml carries lists."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from extractors.values import Article, FeedEntry, Issue, Page
from flows.collection.giving import Given, given_by_feed, nothing_of, validators_of
from flows.console.exits import Exit, told_errors
from flows.console.lines import JsonlOption, each_line, existing_file
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, now
from flows.console.printing import print_json, when
from flows.outlets.fetched import Fetched, Outcome
from flows.outlets.network import PUBLIC
from flows.records import Record, printable, text_of
from flows.watching.known import find_watch

LanguageOption = Annotated[
    str, typer.Option("--language", "--lang", "-l", help="The feed's language where it does not name one, ISO 639-1.")
]


_NO_ARTICLE = Article(url="", outlet="", language="", title="", text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What a page gives: its article where `state` is "ok", only a text where it is "paywall"; see docs/json.md."""

    state: str
    article: Article = _NO_ARTICLE
    error: str = ""


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(feed)
    app.command()(extract)
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
    from flows.collection.plan import Topic

    with told_errors():
        if jsonl:
            raise typer.Exit(each_line(source, _feed_record, "entries"))
        fetched = asyncio.run(_fetched(source, "feed")) if _is_url(source) else _from_file(existing_file(source), "")
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


def extract(
    source: Annotated[str, typer.Argument(help="An article's URL or a file with its page; - for --jsonl.")] = "-",
    language: Annotated[
        str, typer.Option("--language", "--lang", "-l", help="ISO 639-1; without it the one that the page names.")
    ] = "",
    jsonl: JsonlOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show the article of a page: its dates, authors and text.

    With --jsonl, of many pages in files (see docs/json.md).
    """
    with told_errors():
        if jsonl:
            raise typer.Exit(each_line(source, _page_record, "authors"))
        if _is_url(source):
            fetched = asyncio.run(_fetched(source, "page"))
        else:
            fetched = _from_file(existing_file(source), "", most_bytes=PUBLIC.page_bytes)
    read = _article_of(fetched, language=language)
    if as_json:
        print_json({"state": read.state, "error": read.error or None, **_article_record(read.article)})
    elif read.state == "ok":
        _print_article(read.article)
    else:
        typer.secho(f"{read.state}: {printable(read.error)}", fg=typer.colors.RED)
    raise typer.Exit(Exit.DONE if read.state == "ok" else Exit.FAILED)


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
    given = given_by_feed(_from_file(_path_of(record), text_of(record, "url", "")))
    return {"state": given.state, "entries": [_entry_record(entry) for entry in given.entries]}


def _page_record(record: Mapping[str, object]) -> Record:
    previous = text_of(record, "previous", "") if record.get("previous") is not None else ""
    fetched = _from_file(_path_of(record), text_of(record, "url", ""), most_bytes=PUBLIC.page_bytes)
    read = _article_of(fetched, known=tuple(filter(None, previous.split("\n"))))
    return {"state": read.state, **_article_record(read.article)}


def _path_of(record: Mapping[str, object]) -> Path:
    path = Path(text_of(record, "path"))
    if not path.is_file():
        message = f"{path}: there is no such file"
        raise ValueError(message)
    return path


def _article_of(fetched: Fetched, *, language: str = "", known: tuple[str, ...] = ()) -> _Read:
    from flows.collection.children import read_article

    if fetched.page is None:
        nothing = nothing_of(fetched)
        return _Read(state=nothing.state, error=nothing.error)
    found = read_article(fetched.page, language=language, known=known)
    if isinstance(found, Issue):
        return _Read(state=found.kind, error=found.text, article=replace(_NO_ARTICLE, text=found.shown))
    return _Read(state="ok", article=found)


def _article_record(article: Article) -> Record:
    return {
        "title": article.title,
        "published_at": _instant(article.published_at),
        "modified_at": _instant(article.modified_at),
        "authors": list(article.authors),
        "language": article.language,
        "text": article.text,
        "how": article.how,
    }


def _print_article(article: Article) -> None:
    typer.secho(printable(article.title), bold=True)
    for name, value in (
        ("published", when(article.published_at) if article.published_at else "unknown"),
        ("modified", when(article.modified_at) if article.modified_at else "unknown"),
        ("by", ", ".join(article.authors) or "unknown"),
        ("language", article.language or "unknown"),
        ("text taken", article.how),
    ):
        typer.echo(f"  {name}: {printable(value)}")
    for paragraph in article.text.split("\n\n"):
        typer.echo(f"\n{printable(paragraph)}")


def _is_url(source: str) -> bool:
    return source.startswith(("http://", "https://"))


async def _fetched(url: str, kind: Literal["feed", "page"]) -> Fetched:
    from flows.outlets.client import Client

    async with Client(now=now) as client:
        return await client.get(url, kind=kind)


def _from_file(path: Path, url: str, most_bytes: int = PUBLIC.feed_bytes) -> Fetched:
    """Return a file as if it had been sent for `url`; links that are relative to an unknown address are lost."""
    body = path.read_bytes()
    if len(body) > most_bytes:
        error = f"the file is larger than {most_bytes:,} bytes"
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
    return f"{when(read_as)}, written as {entry.stamp!r}"


def _cost(fetched: Fetched) -> str:
    """Say what asking again costs the outlet."""
    kept = validators_of(fetched)
    if not kept:
        return "asking again: the whole feed is sent each time, as the outlet gives neither ETag nor Last-Modified"
    return f"asking again: {' and '.join(kept)}, so that nothing is sent where nothing is new"
