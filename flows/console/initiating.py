"""The command init: makes the folder of a watch for a new story, from options or by asking, and tries its feeds."""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.alerts.wording import counted
from flows.console.exits import Exit, fail, told_errors
from flows.console.options import JsonOption, home_of, now
from flows.console.printing import print_json
from flows.records import Record

if TYPE_CHECKING:  # imported where they are needed, so that help comes at once
    from flows.collection.probing import Probe
    from flows.initiating import Answers, Party, Words
    from flows.watching.opml import Outline

COUNTED = "killed,wounded,missing"
_PARTY = re.compile(r"(?P<id>[^:=]+)(?::(?P<language>[a-z]{2}))?=(?P<words>.+)")
_IN_LANGUAGE = re.compile(r"(?:(?P<language>[a-z]{2})=)?(?P<rest>.+)")


def add_commands(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command()(init)


def init(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="The new folder, whose name is the watch's id; else made of the title.")
    ] = None,
    title: Annotated[str, typer.Option(help="What the story is called.")] = "",
    sides: Annotated[
        list[str] | None,
        typer.Option(
            "--side", help="Whose people are counted: NAME=WORD,WORD or NAME:fr=WORD,WORD. The first is the main one."
        ),
    ] = None,
    counted_: Annotated[
        str, typer.Option("--count", help="What is counted or claimed, by commas; docs/claims.md lists all.")
    ] = "",
    languages: Annotated[list[str] | None, typer.Option("--language", "-l", help="ISO 639-1; the first is en.")] = None,
    topic: Annotated[
        list[str] | None,
        typer.Option(help="WORD,WORD or fr=WORD,WORD; a text is ours if it holds one word of each --topic."),
    ] = None,
    feeds: Annotated[
        list[str] | None, typer.Option("--feed", help="URL or fr=URL of a feed; without a language the first.")
    ] = None,
    sources: Annotated[
        list[str] | None, typer.Option("--source", help="Who says things: NAME=WORD,WORD or NAME:fr=WORD,WORD.")
    ] = None,
    time_zone: Annotated[str, typer.Option(help="Whose day the digest covers.")] = "UTC",
    country: Annotated[str, typer.Option(help="Where the outlets work, ISO 3166-1; to be corrected by hand.")] = "XX",
    contact: Annotated[str, typer.Option(help="Whom a publisher can write to.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; what is missing is an error.")] = False,
    probe: Annotated[bool, typer.Option(help="Ask each feed once and say what it gives.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Make a watch for a new story, from options or a few questions.

    Its feeds are asked once. In a terminal, what the options do not say is asked for. Options may be given again for
    more.
    """
    from flows.initiating import Answers, id_of, refuse_taken

    is_asking = not yes and not as_json and is_person_there()
    with told_errors():
        title = title or (_asked_title() if is_asking else _missing("--title"))
        place = (folder or Path(id_of(title))).absolute()
        refuse_taken(place)  # before anything is asked
        spoken = tuple(languages or _split(_asked("Which languages, by commas?", "en") if is_asking else "en"))
        _check_languages(spoken)
        interview = _Interview(spoken, is_asking=is_asking)
        answers = Answers(
            id=id_of(place.name),
            title=title,
            languages=spoken,
            sides=_parties(sides or interview.parties("--side", "Whose people are counted?", at_least=1)),
            counted=_metrics(counted_ or (_asked("What is counted, by commas?", COUNTED) if is_asking else COUNTED)),
            topic=_topic(topic or interview.topic(), spoken),
            feeds=_feeds(feeds or interview.feeds()),
            sources=_parties(sources or interview.parties("--source", "Who says things?", at_least=0)),
            time_zone=time_zone,
            country=country,
            contact=contact or (_asked("Whom can a publisher write to (mail or page)?", "") if is_asking else ""),
        )
        probes = _make(context, place, answers, is_probed=probe)
    _tell(place, probes, as_json=as_json)
    raise typer.Exit(Exit.DONE if all(one.is_well for one in probes) else Exit.PARTLY)


def is_person_there() -> bool:
    """Return whether somebody can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _make(context: typer.Context, place: Path, answers: "Answers", *, is_probed: bool) -> "tuple[Probe, ...]":
    """Write the folder, whole or not at all: it must load, and its feeds are asked before it gets its place."""
    from flows.collection.probing import probe_watch
    from flows.initiating import files_of, new_folder, write_files
    from flows.watching.loading import load_watch

    seen_at = f"given to claimwatch init, {now():%B %Y}"
    with new_folder(place) as draft:
        write_files(draft, files_of(answers, seen_at=seen_at))
        watch = load_watch(str(draft))
        if not is_probed:
            return ()
        typer.echo(f"Asking {counted(len(watch.feeds), 'feed')} ...", err=True)
        probes = probe_watch(watch, home_of(context), now)
        well = {feed.url for feed, one in zip(watch.feeds, probes, strict=False) if one.is_well}
        write_files(draft, files_of(answers, seen_at=seen_at, probed=well))
        return probes


def _tell(place: Path, probes: "Sequence[Probe]", *, as_json: bool) -> None:
    from flows.console.health import print_table, probe_record
    from flows.initiating import id_of

    files = sorted(path.name for path in place.iterdir())
    if as_json:
        told: Record = {"watch": id_of(place.name), "folder": str(place), "files": files}
        print_json({**told, "sources": [probe_record(one) for one in probes]})
        return
    if probes:
        print_table(place.name, probes)
    for one in probes:
        if one.is_well and one.count_entries and not one.count_on_story:
            hint = f"{one.source}: none of its entries is on the story now; if that is wrong, see {place}/topic.toml"
            typer.secho(hint, err=True, fg=typer.colors.YELLOW)
    typer.echo(f"\n{place}: {', '.join(files)}\n\nWhat to do next:")
    typed = shlex.quote(os.path.relpath(place))
    for line in (f"check {typed}", f"run --watch {typed}", f"report --watch {typed}"):
        typer.echo(f"  claimwatch {line}")


class _Interview:
    """Asks for what the options did not say, in each language of the story; nobody there is an error."""

    def __init__(self, languages: Sequence[str], *, is_asking: bool) -> None:
        self._languages = languages
        self._is_asking = is_asking

    def parties(self, option: str, question: str, *, at_least: int) -> list[str]:
        """Return sides or sources as the option writes them, until an empty answer."""
        if not self._is_asking:
            return _missing(option) if at_least else []
        found: list[str] = []
        while name := _asked(f"{question} One name; empty goes on:", ""):
            called = {
                code: self._words(f"What do texts call them ({code}), by commas? As in: traveller*, passenger*:", code)
                for code in self._languages
            }
            found += (f"{name}:{code}={words}" for code, words in called.items() if words)
        return found or (self.parties(option, question, at_least=at_least) if at_least else found)

    def topic(self) -> list[str]:
        """Return the groups of topic words as the option writes them."""
        if not self._is_asking:
            return _missing("--topic")
        asked = ("Which words say where or who it is", "Which words say what happened")
        said = ((code, question) for question in asked for code in self._languages)
        answered = ((code, self._words(f"{question} ({code}), by commas?", code)) for code, question in said)
        return [f"{code}={words}" for code, words in answered if words] or self.topic()

    def feeds(self) -> list[str]:
        """Return the feeds as the option writes them, until an empty answer."""
        if not self._is_asking:
            return _missing("--feed")
        found: list[str] = []
        while url := _asked("A feed's address (fr=ADDRESS names its language); empty goes on:", ""):
            found.append(url)
        return found or self.feeds()

    def _words(self, question: str, language: str) -> str:
        """Return phrases that the phrase language takes; the others are told and asked for again."""
        from flows.watching.phrases import faults_of

        while True:
            said = _asked(question, "")
            faults = [fault for _, fault in faults_of(_split(said), language)]
            if not faults:
                return said
            typer.secho("; ".join(faults), err=True, fg=typer.colors.RED)


def _missing(option: str) -> NoReturn:
    raise fail(f"{option} is missing; claimwatch init --help says how it is written.", Exit.USAGE)


def _asked_title() -> str:
    return _asked("What is the story called?", "") or _asked_title()


def _asked(question: str, default: str) -> str:
    said = typer.prompt(question, default=default, show_default=bool(default), err=True, prompt_suffix=" ")
    return str(said).strip()


def _check_languages(languages: Iterable[str]) -> None:
    from extractors.lexicon import load_lexicon

    for language in languages:
        load_lexicon(language)


def _parties(said: Iterable[str]) -> "tuple[Party, ...]":
    """Return sides or sources; one that is given again, for another language, is the same one."""
    from flows.initiating import Party, id_of

    words: dict[str, dict[str, tuple[str, ...]]] = {}
    for text in said:
        match = _PARTY.fullmatch(text)
        if match is None:
            raise fail(f"{text!r} is no side or source: write it as NAME=WORD,WORD or NAME:fr=WORD,WORD.", Exit.USAGE)
        own = words.setdefault(id_of(match["id"]).replace("-", "_"), {})
        language = match["language"] or "*"
        own[language] = own.get(language, ()) + _split(match["words"])
    return tuple(Party(id=id_, words=own) for id_, own in words.items())


def _metrics(said: str) -> tuple[str, ...]:
    from flows.watching.story import METRICS

    found = _split(said)
    unknown = [metric for metric in found if metric not in METRICS]
    if unknown or not found:
        known = ", ".join(sorted(METRICS - {"other"}))
        raise fail(f"--count: {', '.join(unknown) or 'nothing'} is not known; known are {known}.", Exit.USAGE)
    return found


def _topic(said: Iterable[str], languages: Sequence[str]) -> "tuple[Words, ...]":
    """Return a group of words for each option; a language that has none would take nothing, which is an error."""
    groups = [{code or "*": _split(words)} for code, words in map(_in_language, said)]
    for language in languages:
        if not any(language in group or "*" in group for group in groups):
            raise fail(f"--topic has no words in {language}: add --topic {language}=WORD,WORD", Exit.USAGE)
    return tuple(groups)


def _feeds(said: Iterable[str]) -> "tuple[Outline, ...]":
    from urllib.parse import urlsplit

    from flows.watching.opml import Outline

    found = []
    for language, url in map(_in_language, said):
        host = (urlsplit(url).hostname or url).removeprefix("www.")
        found.append(Outline(name=host, url=url, language=language))
    return tuple(found)


def _in_language(text: str) -> tuple[str, str]:
    """Return the language that a text names before `=`, "" for none, and the rest."""
    match = _IN_LANGUAGE.fullmatch(text)
    return (match["language"] or "", match["rest"]) if match else ("", text)


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))
