"""Loads a watch: the folder of TOML files that says which story is followed, where, and for whom.

What comes out is checked whole; what is wrong comes out as one `ConfigError` with every problem,
each naming file and key. docs/add-a-story.md and docs/add-a-feed.md show the files.
"""

from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.errors import ConfigError, Problem
from flows.outlets.asking import Asking, read_asking
from flows.proof.settings import ArchiveSettings, read_archive
from flows.proposals.settings import ModelSettings, read_model
from flows.watching.files import HEAD, SUBJECTS, Folder, as_error
from flows.watching.plan import read_delivery, read_expectations, read_feeds, read_heartbeat, read_pages
from flows.watching.policy import policy_at, read_policy
from flows.watching.rules import Threshold
from flows.watching.story import StoryFiles, read_story
from flows.watching.tables import Table
from flows.watching.values import (
    AddedPage,
    Channel,
    ChannelKind,
    Expectation,
    Feed,
    Heartbeat,
    TopicRule,
    Watch,
)

__all__ = [
    "AddedPage",
    "Channel",
    "ChannelKind",
    "Expectation",
    "Feed",
    "Threshold",
    "TopicRule",
    "Watch",
    "load_watch",
    "shipped_watches",
    "with_policy",
]

_STORY_SUBJECTS = ("actor", "source", "carrier", "place", "question", "topic")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What watch.toml says; `story` is the watch that lends the story, "" where it has its own.

    Model, asking, heartbeat and archive are not lent.
    """

    id: str
    title: str
    time_zone: str
    main_actor: str
    story: str
    model: ModelSettings | None
    asking: Asking
    heartbeat: Heartbeat | None
    archive: ArchiveSettings | None


def load_watch(name_or_path: str) -> Watch:
    """Return a shipped watch by its name, or the watch in the folder at a path.

    Raises:
        ConfigError: the watch is unknown or wrong; `problems` holds all that was found.
    """
    folder = Folder(path=_find(name_or_path))
    head = _read_head(folder)
    folder.report_strangers()
    story = _story_of(folder, head)
    feeds = read_feeds(folder)
    asked = frozenset(question.id for question in story.story.questions)
    watch = Watch(
        id=head.id,
        title=head.title,
        time_zone=head.time_zone,
        story=story.story,
        topic=story.topic,
        thresholds=story.thresholds,
        feeds=feeds,
        pages=read_pages(folder),
        delivery=read_delivery(folder, asked),
        rules=read_policy(folder, asked),
        expectations=read_expectations(folder, feeds),
        model=head.model,
        asking=head.asking,
        heartbeat=head.heartbeat,
        archive=head.archive,
    )
    if folder.problems:
        raise as_error(folder.problems)
    return watch


def with_policy(watch: Watch, path: Path) -> Watch:
    """Return a watch with the policy of another file in place of its own.

    Raises:
        ConfigError: the file is wrong; `problems` holds all that was found.
    """
    problems: list[Problem] = []
    rules = policy_at(path, frozenset(question.id for question in watch.story.questions), problems)
    if problems:
        raise as_error(problems)
    return replace(watch, rules=rules)


def shipped_watches() -> tuple[str, ...]:
    """Return the names of the watches that come with the program, in order."""
    return tuple(sorted(path.parent.name for path in _shipped().glob(f"*/{HEAD}")))


def _read_head(folder: Folder) -> _Head:
    table = folder.head()
    borrows = table.has("story")
    head = _Head(
        id=table.id(),
        title=table.text("title"),
        time_zone=_time_zone(table),
        story=table.text("story") if borrows else "",
        main_actor="" if borrows else table.text("main_actor"),
        model=read_model(table),
        asking=read_asking(table),
        heartbeat=read_heartbeat(table),
        archive=read_archive(table),
    )
    table.end()
    return head


def _time_zone(table: Table) -> str:
    name = table.text("time_zone")
    try:
        ZoneInfo(name or "UTC")
    except (KeyError, OSError, ValueError):  # not known; a folder of the database; a path
        table.wrong("time_zone", f"{name!r} is no time zone; write one such as Asia/Seoul or UTC")
    return name


def _story_of(folder: Folder, head: _Head) -> StoryFiles:
    """Return the watch's own story or the one that it borrows, never a mixture."""
    if not head.story:
        return read_story(folder, head.main_actor, head.id)
    for item in _STORY_SUBJECTS:
        if folder.has(item):
            message = f"borrows a story, so {SUBJECTS[item]}.toml would never be read: remove one"
            folder.head().wrong("story", message)
    lender = Folder(path=_find(head.story, beside=folder.path), problems=folder.problems)
    lender_head = _read_head(lender)
    if lender_head.story:
        folder.head().wrong("story", f"{head.story!r} borrows its story from {lender_head.story!r}: name that one")
    return read_story(lender, lender_head.main_actor, lender_head.id)


def _find(name_or_path: str, beside: Path | None = None) -> Path:
    """Return the folder of a watch; a shipped name wins over a folder (write ./name for that)."""
    if name_or_path in shipped_watches():
        return _shipped() / name_or_path
    path = (beside or Path()) / name_or_path
    if path.is_dir():
        return path.resolve()
    known = ", ".join(shipped_watches())
    raise ConfigError(
        name_or_path, "", f"is neither a folder nor a shipped watch; shipped are {known}; a new one: claimwatch init"
    )


def _shipped() -> Path:
    return Path(str(files("flows"))) / "watches"
