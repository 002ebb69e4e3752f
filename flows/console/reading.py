"""Commands that read and compare texts without any warehouse: read, compare."""

import asyncio
import sys
from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import Annotated

import typer

from extractors.claims import Reader
from extractors.lexicon import load_lexicon
from extractors.values import Article, Claim, Issue, Page
from flows.alerts.wording import counted, gloss
from flows.console.exits import Exit, fail, told_errors
from flows.console.lines import JsonlOption, each_line, existing_file
from flows.console.options import DEFAULT_WATCH, JsonOption, WatchOption, now
from flows.console.printing import print_json
from flows.records import Record, change_record, claim_record, parse_instant, printable, text_of
from flows.watching.known import find_watch

LanguageOption = Annotated[str, typer.Option("--language", "--lang", "-l", help="Language of the text, ISO 639-1.")]
MAIN_SUBJECT = "north_korea"


def add_commands(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command()(read)
    app.command()(compare)


def read(
    source: Annotated[str, typer.Argument(help="A file (page or plain text), a URL, or - for standard input.")] = "-",
    language: LanguageOption = "en",
    watch: WatchOption = DEFAULT_WATCH,
    jsonl: JsonlOption = False,
    as_json: JsonOption = False,
) -> None:
    """Read the claims of a text and show where they stand. With --jsonl, of many texts (see docs/json.md)."""
    with told_errors():
        reader = Reader(find_watch(watch).story)
        if jsonl:
            raise typer.Exit(each_line(source, lambda record: _read_record(reader, record), "claims"))
        article = _article(source, language)
        reading = reader.read(article)
    if as_json:
        print_json({"title": article.title, "claims": [claim_record(claim) for claim in reading.claims]})
        return
    for claim in reading.claims:
        _print_claim(article, claim)
    for issue in reading.issues:
        typer.secho(f"not placed: {printable(issue.text)}", fg=typer.colors.YELLOW)
    typer.echo(f"{counted(len(reading.claims), 'claim')}, {counted(len(reading.issues), 'number')} without a place")


def compare(
    before: Annotated[str, typer.Argument(help="The earlier text (file or URL), or - for --jsonl.")] = "-",
    after: Annotated[str | None, typer.Argument(help="The later text (file or URL).")] = None,
    language: LanguageOption = "en",
    watch: WatchOption = DEFAULT_WATCH,
    jsonl: JsonlOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show what changed between the claims of two texts. With --jsonl, of many pairs (see docs/json.md)."""
    from extractors.changes import between_revisions

    with told_errors():
        reader = Reader(find_watch(watch).story)
        if jsonl:
            raise typer.Exit(each_line(before, lambda record: _compare_record(reader, record), "changes"))
        if after is None:
            raise fail("compare needs two texts, or --jsonl: claimwatch compare OLD NEW", Exit.USAGE)
        one, other = _article(before, language), _article(after, language)
        changes = between_revisions(one, reader.read(one), other, reader.read(other))
    if as_json:
        print_json([change_record(change) for change in changes])
        return
    for change in changes:
        typer.secho(f"{change.change} {change.metric}{' (alert)' if change.alert else ''}", bold=True)
        for name, claim in (("before", change.before), ("after", change.after)):
            if claim is not None:
                typer.echo(f"  {name}: {printable(f'{gloss(claim)} | {claim.quote}')}")
        typer.echo(f"  why: {printable(change.why)}")
    typer.echo(counted(len(changes), "change"))


def _read_record(reader: Reader, record: Mapping[str, object]) -> Record:
    reading = reader.read(_article_of(record))
    return {"claims": [claim_record(claim) for claim in reading.claims]}


def _compare_record(reader: Reader, record: Mapping[str, object]) -> Record:
    from extractors.changes import between_revisions

    if "a" in record or "b" in record:
        return _relate_record(reader, record)
    language = text_of(record, "lang")
    one = _revision(record.get("before"), language)
    other = _revision(record.get("after"), text_of(record, "lang_after", language))
    changes = between_revisions(one, reader.read(one), other, reader.read(other))
    return {"changes": [change_record(change) for change in changes]}


def _relate_record(reader: Reader, record: Mapping[str, object]) -> Record:
    from extractors.changes import relation

    sides = []
    for key, name in (("a", "the first text"), ("b", "the second text")):
        side = record.get(key)
        if not isinstance(side, dict):
            message = f"the field {key!r} must be an article as `read` takes it"
            raise ValueError(message)  # noqa: TRY004  bad input, told to its author
        sides.append(_article_of({"outlet": name, **side}))
    one, other = sides
    subject = text_of(record, "subject", MAIN_SUBJECT)
    found, why = relation(one, reader.read(one), other, reader.read(other), text_of(record, "metric"), subject)
    return {"relation": str(found), "why": why}


def _article_of(record: Mapping[str, object]) -> Article:
    language = text_of(record, "lang")
    load_lexicon(language)  # a language that nobody reads is an error, not a text without claims
    published = text_of(record, "published", "") if record.get("published") is not None else ""
    return Article(
        url="",
        outlet=text_of(record, "outlet", ""),
        language=language,
        title=text_of(record, "title", ""),
        text=text_of(record, "text"),
        published_at=parse_instant(published) if published else None,
    )


def _revision(value: object, language: str) -> Article:
    """Return one side of a comparison: a text, or a record with title and text."""
    if isinstance(value, dict):
        return _article_of({"lang": language, **value})
    return _article_of({"lang": language, "text": value})


def _article(source: str, language: str) -> Article:
    """Return the text of a file, a URL or standard input as an article; a page is extracted first."""
    load_lexicon(language)
    if source.startswith(("http://", "https://")):
        return _extracted(asyncio.run(_fetched(source)), language)
    body = sys.stdin.buffer.read() if source == "-" else existing_file(source).read_bytes()
    if body.removeprefix(BOM_UTF8).lstrip()[:1] != b"<":
        return Article(url="", outlet="", language=language, title="", text=body.decode("utf-8-sig", "replace"))
    page = Page(url="", final_url="", status=200, content_type="text/html", body=body, fetched_at=now())
    return _extracted(page, language)


async def _fetched(url: str) -> Page:
    from flows.outlets.client import Client

    async with Client(now=now) as client:
        fetched = await client.get(url)
    if fetched.page is None:
        raise fail(f"{url} could not be fetched: {fetched.error}", Exit.FAILED)
    return fetched.page


def _extracted(page: Page, language: str) -> Article:
    from flows.collection.children import read_article

    article = read_article(page, outlet="", language=language)
    if isinstance(article, Issue):
        raise fail(f"{page.url or 'the page'} holds no article: {article.text}", Exit.FAILED)
    return article


def _print_claim(article: Article, claim: Claim) -> None:
    typer.secho(printable(gloss(claim)), bold=True)
    typer.echo(f"  {claim.where} {claim.start}-{claim.end}, band {claim.band}: {printable(claim.quote)}")
    text = article.title if claim.where == "title" else article.text
    typer.echo(f"  \u2026{printable(_around(text, claim))}\u2026")


def _around(text: str, claim: Claim, reach: int = 60) -> str:
    return text[max(0, claim.start - reach) : claim.end + reach]
