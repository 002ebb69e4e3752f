"""The values that travel through the house, and the closed sets of words that they use.

Every value is frozen; times are aware and UTC; lists are tuples. Nothing here reads, decides or
stores: a value is what one step hands to the next. The names of metrics, bounds, modalities and
changes are those that the JSON interface (docs/json.md) promises to other programs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import TypeVar

SOURCE_IN_GENERAL = "source_in_general"
"""A claim's reason: its source is named in general ("Seoul") and counted as who mostly speaks there (`same_as`)."""

_Value = TypeVar("_Value")


_Slots = tuple[Callable[[object], tuple[object, ...]], Mapping[str, Callable[[object, object], None]]]
_SLOTS: dict[type, _Slots] = {}


def _slots_of(kind: type) -> _Slots:
    """What reads all fields of a class at once, and what puts each into a value that is being made."""
    names = tuple(one.name for one in fields(kind))
    return attrgetter(*names), MappingProxyType({name: getattr(kind, name).__set__ for name in names})


def changed(value: _Value, **changes: object) -> _Value:
    """Return a frozen value with other fields: what `dataclasses.replace` does, in less than half of its time.

    All fields are copied, also what `__post_init__` reckoned from others.
    """
    kind = type(value)
    if kind not in _SLOTS:
        _SLOTS[kind] = _slots_of(kind)
    all_of, slots = _SLOTS[kind]
    made = object.__new__(kind)
    for put, one in zip(slots.values(), all_of(value), strict=True):
        put(made, one)
    for name, one in changes.items():
        slots[name](made, one)
    return made


class Kind(StrEnum):
    """A claim is a figure (how many) or a status (what happened)."""

    FIGURE = "figure"
    STATUS = "status"


class Bound(StrEnum):
    """How a figure is bounded by its own words; "about 11,000" is APPROX, "hundreds" is VAGUE."""

    EXACT = "exact"
    APPROX = "approx"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    FEWER_THAN = "fewer_than"
    RANGE = "range"
    VAGUE = "vague"


class Modality(StrEnum):
    """How sure, or how real, the claim is in the mouth of its source."""

    ASSERTED = "asserted"
    HEDGED = "hedged"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    DENIED = "denied"


class Aggregation(StrEnum):
    """What stretch a figure covers: all so far, a stated period, one event, or a rate."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"
    INCIDENT = "incident"
    RATE = "rate"


class Field(StrEnum):
    """The part of an article that holds a claim's words."""

    TITLE = "title"
    TEXT = "text"


class Band(StrEnum):
    """Confidence: A may alert alone, B needs a known source or a second mention, C never alerts."""

    A = "A"
    B = "B"
    C = "C"


class Rank(StrEnum):
    """How near a source stands to what it says."""

    PRIMARY = "primary"
    OFFICIAL = "official"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"


class ChangeKind(StrEnum):
    """What happened to a claim between two texts; NARROWED and WIDENED speak of intervals."""

    RAISED = "raised"
    LOWERED = "lowered"
    NARROWED = "narrowed"
    WIDENED = "widened"
    HEDGED = "hedged"
    FIRMED = "firmed"
    DENIED = "denied"
    REVERSED = "reversed"
    RESCOPED = "rescoped"
    REATTRIBUTED = "reattributed"
    ADDED = "added"
    REMOVED = "removed"
    DRIFTED = "drifted"


class Relation(StrEnum):
    """How two outlets' claims on one metric stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """A feed mentions a page.

    `published_at` and `updated_at` are None where the feed's own words are not sure; `stamp` is what it says of the
    first, or of the second where it says nothing of the first.
    """

    feed_id: str
    entry_id: str
    url: str
    title: str
    summary: str = ""
    language: str | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    stamp: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server sent; `body` is decompressed and within the client's cap."""

    url: str
    final_url: str
    status: int
    content_type: str
    body: bytes
    fetched_at: datetime
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a reader reads.

    `language` is ISO 639-1; `extractor` names the extractor and its version, `how` the way in which it took this text:
    known, posts, trafilatura or density, "+anchors" behind the last two where they led to the article's element; pdf or
    post (of a Telegram channel) for what is no ordinary page.
    """

    url: str
    outlet: str
    language: str
    title: str
    text: str
    published_at: datetime | None = None
    modified_at: datetime | None = None
    authors: tuple[str, ...] = ()
    extractor: str = ""
    how: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who says what, and where in the text.

    `low` and `high` are what is said ("more than 3,000" is 3000 and None, "hundreds" None and
    None); `interval` is what is compared, None at an open end. `start` and `end` are offsets into
    the article's `where` field, and that slice equals `quote`. `metric` is one of docs/claims.md;
    `subject` is the side that is counted; `via` is the outlet quoted for it, `chain` who told whom,
    nearest to the fact first.
    """

    kind: Kind
    metric: str
    quote: str
    where: Field
    start: int
    end: int
    sentence: str = ""
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    interval: tuple[float | None, float | None] | None = None
    unit: str | None = None
    subject: str = "other"
    modality: Modality = Modality.ASSERTED
    source: str | None = None
    source_text: str | None = None
    via: str | None = None
    chain: tuple[str, ...] = ()
    phase: str | None = None
    increment: str | None = None
    role: str | None = None
    aggregation: Aggregation | None = None
    period: str | None = None
    as_of: str | None = None
    place: str | None = None
    is_given: bool = False
    band: Band = Band.C
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What could not be read or fetched; stored and reported, never dropped silently.

    `where` is a feed id, an article's URL or a file; `kind` a short fixed word; `text` says what
    and what to do; `shown` is what a page shows of an article before it asks for money, never kept.
    """

    where: str
    kind: str
    text: str
    url: str | None = None
    shown: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read in one article: its claims in text order, and the numbers without a place.

    `names`: where the text names a known source or a side, as its id and offset; kept for comparing,
    not stored.
    """

    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...] = ()
    rules_version: str = ""
    names: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The difference that two texts make to one claim.

    `alert` is the comparer's advice, the policy decides.
    """

    metric: str
    change: ChangeKind
    before: Claim | None
    after: Claim | None
    alert: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A side of the story. `names`: language -> phrases of the lexicons' phrase language."""

    id: str
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Somebody who says things.

    `speaks_for` is an actor's id; `same_as` the id it is counted as.
    """

    id: str
    rank: Rank
    names: Mapping[str, tuple[str, ...]]
    speaks_for: str | None = None
    same_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place, or an outlet that others quote, with its names per language."""

    id: str
    names: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the watch asks of the coverage: some metrics, and which changes of them matter."""

    id: str
    metrics: tuple[str, ...]
    subjects: tuple[str, ...]
    alert_on: tuple[ChangeKind, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a reader must know of the story, beside the language.

    `main_actor` is the side meant where a text does not name one; `topic` the terms that make an
    entry ours.
    """

    id: str
    main_actor: str
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...] = ()
    carriers: tuple[Named, ...] = ()
    places: tuple[Named, ...] = ()
    questions: tuple[Question, ...] = ()
    topic: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
