"""Makes the folder of a watch for a new story out of a few answers; docs/add-a-story.md shows the files."""

import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.errors import FlowError
from flows.watching.opml import Outline, tables_of
from flows.watching.story import FIGURES, NO_SIDE
from flows.watching.tables import ANY_LANGUAGE

Words = Mapping[str, tuple[str, ...]]
"""Language, or `*` for all, -> phrases of the phrase language (docs/lexicon.md)."""

FIGURE_CHANGES = ("raised", "lowered", "narrowed", "denied", "reversed", "reattributed", "removed", "drifted")
STATUS_CHANGES = ("hedged", "firmed", "denied", "reversed", "reattributed", "removed")

_NOT_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A side whose people are counted, or a source that speaks; `words` are what texts call it."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person said of a new story. The first of `sides` is meant where a text names none.

    `counted` holds metrics (figures and statuses); `topic` groups, of each of which a text must hold a phrase;
    `country` stands in for every feed, "XX" where nobody said it.
    """

    id: str
    title: str
    languages: tuple[str, ...]
    sides: tuple[Party, ...]
    counted: tuple[str, ...]
    topic: tuple[Words, ...]
    feeds: tuple[Outline, ...]
    sources: tuple[Party, ...] = ()
    time_zone: str = "UTC"
    country: str = "XX"
    contact: str = ""


def id_of(text: str) -> str:
    """Return an id made of a name's Latin letters and digits, "story" where it has none."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NOT_ID.sub("-", folded).strip("-")[:40].strip("-") or "story"


def files_of(answers: Answers, *, seen_at: str, probed: Iterable[str] = ()) -> Mapping[str, str]:
    """Return file name -> text of the watch.

    Args:
        answers: what was said of the story.
        seen_at: where and when the feeds' addresses were found, in words.
        probed: the addresses of the feeds that were asked and gave what they should.
    """
    feeds = tables_of(
        answers.feeds, language=answers.languages[0], seen_at=seen_at, country=answers.country, probed=probed
    )
    return {
        "watch.toml": _head(answers),
        "actors.toml": _parties("actor", _ACTORS, answers.sides, answers),
        **({"sources.toml": _sources(answers)} if answers.sources else {}),
        "questions.toml": _questions(answers),
        "topic.toml": _topic(answers),
        "feeds.toml": f"# What is asked, and how often. docs/add-a-feed.md says more.\n\n{_tables(feeds)}",
        "delivery.toml": _DELIVERY,
    }


def refuse_taken(folder: Path) -> None:
    """Refuse a place that holds something.

    Raises:
        FlowError: there is a file at that place, or a folder that is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is there already and is left alone; name another folder: claimwatch init ANOTHER"
        raise FlowError(message)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder beside `folder` to write in, which becomes `folder` at the end of the `with` block.

    Where the block fails nothing is left.

    Raises:
        FlowError: as `refuse_taken`.
    """
    refuse_taken(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=".claimwatch-init-", dir=folder.parent))
    try:
        draft = room / folder.name
        draft.mkdir()
        yield draft
        draft.rename(folder)
    finally:
        shutil.rmtree(room)


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write a watch's files into its folder."""
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")


_ACTORS = """\
# Whose people are counted, and what texts call them. These words decide whose dead a text speaks of: give adjectives
# and inflected forms. `*` stands for any letters, {a|b} for one of several; docs/lexicon.md has the phrase language.
"""
_SOURCES = """\
# Who says things. rank: primary saw or counted it, official speaks for those who did, anonymous has no name, outlet
# passes on what others found. speaks_for = "SIDE" and same_as = "SOURCE" may be added; docs/add-a-story.md says why.
"""
_QUESTIONS = """\
# What is asked, and which change of an answer is worth an alert. A figure must move by min_absolute;
# min_relative = 0.05 asks for 5 % besides. A question without alert_on is read and kept, and alerts nobody.
"""
_TOPIC = """\
# A feed's entry is ours if its title or summary holds a phrase of each group of all_of, and none of none_of.
# Be generous: a wrong yes costs one page, a wrong no loses a report. A language without a rule takes nothing.
"""
_DELIVERY = """\
# Where alerts go. The file channels lie beside the report; docs/alerts.md lists the kinds of channels.
[[channel]]
id = "console"
kind = "console"

[[channel]]
id = "jsonl"
kind = "jsonl"

[[channel]]
id = "atom"
kind = "atom"

# An address is a secret: the file names the variable that holds it.
# [[channel]]
# id = "desk"
# kind = "webhook"
# url_env = "CLAIMWATCH_WEBHOOK_URL"
"""


def _head(answers: Answers) -> str:
    contact = f"contact = {_quoted(answers.contact or 'you@desk.example')}"
    asking = ("[asking]", contact) if answers.contact else ("# [asking]", f"# {contact}")
    lines = (
        f"id = {_quoted(answers.id)}",
        f"title = {_quoted(answers.title)}",
        f"main_actor = {_quoted(answers.sides[0].id)} # the side meant where a text names none",
        f"time_zone = {_quoted(answers.time_zone)} # whose day the daily digest covers",
        "",
        "# Whom a publisher can write to; the client names it with each request (docs/politeness.md).",
        *asking,
    )
    return "\n".join(lines) + "\n"


def _parties(item: str, about: str, parties: Sequence[Party], answers: Answers, *more: str) -> str:
    tables = (
        "\n".join((f"[[{item}]]", f"id = {_quoted(party.id)}", *more, f"[{item}.names]", *_names(party.words, answers)))
        for party in parties
    )
    return f"{about}\n" + "\n\n".join(tables) + "\n"


def _sources(answers: Answers) -> str:
    return _parties("source", _SOURCES, answers.sources, answers, 'rank = "official"')


def _names(words: Words, answers: Answers) -> Iterator[str]:
    """Yield the lines of a table of names; words of no language in particular belong to the only one there is."""
    alone = answers.languages[0] if len(answers.languages) == 1 else ANY_LANGUAGE
    for language, phrases in words.items():
        code = alone if language == ANY_LANGUAGE else language
        yield f"{code if code != ANY_LANGUAGE else _quoted(code)} = {_quoted(phrases)}"


def _questions(answers: Answers) -> str:
    sides = tuple(side.id for side in answers.sides)
    figures = tuple(metric for metric in answers.counted if metric in FIGURES)
    statuses = tuple(metric for metric in answers.counted if metric not in FIGURES)
    tables = []
    if figures:
        tables.append(_question("figures", figures, sides, FIGURE_CHANGES, "min_absolute = 1"))
    if statuses:
        tables.append(_question("statuses", statuses, (*sides, NO_SIDE), STATUS_CHANGES))
    if figures:
        kept = "# Figures of others are kept, so that nobody takes them for those above; they alert nobody.\n"
        tables.append(kept + _question("others", figures, (NO_SIDE,), ()))
    return f"{_QUESTIONS}\n{_tables(tables)}"


def _question(name: str, metrics: Sequence[str], subjects: Sequence[str], alert_on: Sequence[str], *more: str) -> str:
    alerts = (f"alert_on = {_quoted(alert_on)}",) if alert_on else ()
    asked = (f"metrics = {_quoted(metrics)}", f"subjects = {_quoted(subjects)}")
    return "\n".join(("[[question]]", f"id = {_quoted(name)}", *asked, *alerts, *more)) + "\n"


def _topic(answers: Answers) -> str:
    rules = []
    for language in answers.languages:
        groups = [tuple(group.get(language, ()) + group.get(ANY_LANGUAGE, ())) for group in answers.topic]
        lines = [f"  {_quoted(group)}," for group in groups if group]
        if lines:
            rules.append("\n".join((f"[{language}]", "all_of = [", *lines, "]", "# none_of = []")) + "\n")
    return f"{_TOPIC}\n{_tables(rules)}"


def _tables(tables: Iterable[str]) -> str:
    return "\n".join(tables)


def _quoted(value: str | Sequence[str]) -> str:
    """Return a TOML string, or a list of them: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)
