"""Reads what a claim reader must know of a story: sides, sources, carriers, places, questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from extractors.values import Actor, ChangeKind, Named, Question, Rank, Source, Story
from flows.watching.files import Folder, Ids
from flows.watching.offices import Offices, read_offices
from flows.watching.rules import Threshold
from flows.watching.tables import Table
from flows.watching.values import TopicRule

# The names that docs/claims.md promises on output; a question may ask for these only.
FIGURES = frozenset(
    {
        "troops_deployed",
        "troops_at_front",
        "reinforcements",
        "killed",
        "wounded",
        "missing",
        "captured",
        "casualties",
        "workers_sent",
        "returned_home",
        "share_lost",
        "area_km2",
        "weapons",
        "duration_days",
        "other",
    }
)
STATUSES = frozenset(
    {
        "withdrawn_from_front",
        "returned_to_front",
        "not_seen",
        "denial",
        "no_comment",
        "confirmed_deployment",
        "treaty",
        "reinforcements_planned",
        "ill_prepared",
        "suicide_to_avoid_capture",
        "other",
    }
)
METRICS = FIGURES | STATUSES
NO_SIDE = "other"  # the subject of mixed units, of both countries, of nobody in the watch


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFiles:
    """A story with what the flow, not the reader, must know of it."""

    story: Story
    topic: Mapping[str, TopicRule]
    thresholds: Mapping[str, Threshold]


def read_story(folder: Folder, main_actor: str, story_id: str) -> StoryFiles:
    """Return a folder's story; problems go to the folder's list."""
    actors, sides = _actors(folder)
    if main_actor and main_actor not in sides:
        folder.head().wrong("main_actor", f"{main_actor!r} is no actor; known are {sides.listed()}")
    questions, thresholds = _questions(folder, sides)
    topic = _topic(folder)
    story = Story(
        id=story_id,
        main_actor=main_actor,
        actors=actors,
        sources=_sources(folder, sides, read_offices(folder, sides)),
        carriers=_named(folder, "carrier"),
        places=_named(folder, "place"),
        questions=questions,
        topic=MappingProxyType({code: _flat(rule) for code, rule in topic.items()}),
    )
    return StoryFiles(story=story, topic=topic, thresholds=thresholds)


def _actors(folder: Folder) -> tuple[tuple[Actor, ...], Ids]:
    ids = Ids()
    found = []
    for table in folder.rows("actor", required=True):
        found.append(Actor(id=ids.take(table), names=table.names()))
        table.end()
    return tuple(found), ids


def _sources(folder: Folder, sides: Ids, offices: Offices) -> tuple[Source, ...]:
    ids = Ids()
    read = []
    for table in folder.rows("source"):
        speaks_for = table.optional_text("speaks_for")
        source = Source(
            id=ids.take(table),
            rank=table.choice("rank", Rank),
            names=offices.named(table.names(), speaks_for, _offices_of(table, offices)),
            speaks_for=speaks_for,
            same_as=table.optional_text("same_as"),
        )
        table.end()
        read.append((table, source))
    for table, source in read:
        _check_pointers(table, source, sides, {other.id: other for _, other in read})
    return tuple(source for _, source in read)


def _offices_of(table: Table, offices: Offices) -> tuple[str, ...]:
    return _known(table, "offices", offices.known) if table.has("offices") else ()


def _check_pointers(table: Table, source: Source, sides: Ids, sources: Mapping[str, Source]) -> None:
    """Report a `speaks_for` or a `same_as` that points nowhere, and a chain of `same_as`."""
    if source.speaks_for and source.speaks_for not in sides:
        table.wrong("speaks_for", f"{source.speaks_for!r} is no actor; known are {sides.listed()}")
    if source.same_as is None:
        return
    target = sources.get(source.same_as)
    if target is None:
        table.wrong("same_as", f"{source.same_as!r} is no source")
    elif target.same_as is not None:
        table.wrong("same_as", f"{source.same_as!r} is itself the same as {target.same_as!r}: name that one")


def _named(folder: Folder, item: str) -> tuple[Named, ...]:
    ids = Ids()
    found = []
    for table in folder.rows(item):
        found.append(Named(id=ids.take(table), names=table.names()))
        table.end()
    return tuple(found)


def _questions(folder: Folder, sides: Ids) -> tuple[tuple[Question, ...], Mapping[str, Threshold]]:
    ids = Ids()
    found = []
    thresholds = {}
    asked: dict[tuple[str, str], str] = {}
    for table in folder.rows("question", required=True):
        question = Question(
            id=ids.take(table),
            metrics=_known(table, "metrics", METRICS),
            subjects=_known(table, "subjects", sides.all() | {NO_SIDE}),
            alert_on=table.choices("alert_on", ChangeKind) if table.has("alert_on") else (),
        )
        thresholds[question.id] = Threshold(
            absolute=table.number("min_absolute"), relative=table.number("min_relative")
        )
        _check_asked_once(table, question, asked)
        table.end()
        found.append(question)
    return tuple(found), MappingProxyType(thresholds)


def _check_asked_once(table: Table, question: Question, asked: dict[tuple[str, str], str]) -> None:
    """Report a metric of a subject that two questions ask: it would have two thresholds."""
    for metric in question.metrics:
        for subject in question.subjects:
            other = asked.setdefault((metric, subject), question.id)
            if other != question.id:
                table.wrong(
                    "metrics",
                    f"{metric!r} of {subject!r} is asked by the question {other!r} already",
                )


def _known(table: Table, key: str, known: set[str] | frozenset[str]) -> tuple[str, ...]:
    found = table.texts(key)
    for at, word in enumerate(found):
        if word not in known:
            table.wrong(f"{key}[{at}]", f"{word!r} is none of {', '.join(sorted(filter(None, known)))}")
    return found


def _topic(folder: Folder) -> Mapping[str, TopicRule]:
    rules: dict[str, TopicRule] = {}
    for top in folder.tops("topic"):
        for code in top.names_languages():
            if code in rules:
                top.wrong(code, "stands in another file already")
            table = top.table(code)
            rules[code] = TopicRule(
                all_of=table.groups("all_of", code),
                none_of=table.phrases("none_of", code) if table.has("none_of") else (),
            )
            table.end()
    return MappingProxyType(rules)


def _flat(rule: TopicRule) -> tuple[str, ...]:
    return tuple(phrase for group in rule.all_of for phrase in group)
