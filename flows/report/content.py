"""What the report says, as plain values: whoever fills them decides what is in it, the page only shows it.

Times are aware; the page shows them in `ReportContent.time_zone`. Texts are shown as they come and escaped by the
page; urls that are not http or https are shown without a link. Names (`outlet`, `source`, `via`, `subject`, `place`)
are for people; an id such as `western_officials` is made readable. Empty tuples are fine everywhere: the page then
says that there is nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from extractors.values import Aggregation, Bound, Modality
from flows.report.diffs import Row


class Severity(StrEnum):
    """How loudly an alert is shown; HIGH is set apart, LOW is small."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Across(StrEnum):
    """What an alert's two sides are: two revisions of one article, two outlets, two sources, or two moments."""

    REVISIONS = "revisions"
    OUTLETS = "outlets"
    SERIES = "series"
    SOURCES = "sources"
    VISITS = "visits"
    POLLS = "polls"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimGloss:
    """What was read in a quote, to be said in English: `low`, `high`, `bound` as said, `period` as ISO 8601 (P3M)."""

    metric: str
    subject: str | None = None
    low: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    source: str | None = None
    via: str | None = None
    modality: Modality = Modality.ASSERTED
    period: str | None = None
    as_of: str | None = None
    place: str | None = None
    aggregation: Aggregation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of an alert: the `quote` inside its `sentence`, and `context`, the paragraph around it ("" for none).

    `language` is ISO 639-1; `seen_at` is when we first saw these words, `published_at` what the outlet says.
    `version_id` is the text's, 0 where it is not known, `claim_id` the claim's.
    """

    outlet: str
    language: str
    quote: str
    seen_at: datetime
    sentence: str = ""
    context: str = ""
    title: str = ""
    url: str | None = None
    published_at: datetime | None = None
    gloss: ClaimGloss | None = None
    version_id: int = 0
    claim_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The time in which a change must have happened: between our last look before it and our first look after it."""

    opened_at: datetime
    closed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An outlet that carries the same event, `lag` after the first; `way` says how it has it ("copies Yonhap")."""

    outlet: str
    language: str
    url: str | None = None
    seen_at: datetime | None = None
    lag: timedelta = timedelta(0)
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """How an event went round: who has it from whom, in order of time, and how many told it on their own.

    `steps` are ("Elbkurier", "copies", "Harbour Times"); `circles` outlets that quote each other; `origins` is None
    where nobody can tell.
    """

    steps: tuple[tuple[str, str, str], ...] = ()
    circles: tuple[tuple[str, ...], ...] = ()
    origins: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAlert:
    """What a person should look at. `kind` is what happened (raised, drifted ...), `finding` the verdict on it.

    `key` is the alert's stable key and makes its permalink; `event` groups alerts of one event. A side is None where
    there is none: a claim that was added or removed, an article that is gone. `reasons` are sentences, `notice` the
    outlet's own words where it owns up to an edit, `is_quiet` says that nobody was woken for it, `passages` are the
    paragraphs of both texts that differ, `marks` what people said of it since ("marked wrong by Mira"),
    `members` the headlines of the alerts that a storm holds.
    """

    key: str
    kind: str
    severity: Severity
    headline: str
    made_at: datetime
    why: str
    across: Across = Across.REVISIONS
    question: str = ""
    before: Side | None = None
    after: Side | None = None
    window: Window | None = None
    event: str | None = None
    carriers: tuple[Carrier, ...] = ()
    cited: Cited = Cited()
    finding: str = ""
    reasons: tuple[str, ...] = ()
    notice: str = ""
    is_quiet: bool = False
    passages: tuple[Row, ...] = ()
    marks: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What an outlet last said on a question. `differs` is what others tell of its source, if not that."""

    told_at: datetime
    gloss: ClaimGloss
    quote: str
    language: str
    url: str | None = None
    differs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet's answers, one cell per question of the matrix; an empty cell is a question it says nothing on."""

    outlet: str
    language: str
    cells: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Who says what now: outlets by questions. `since` is how far back an answer is still taken for present."""

    questions: tuple[str, ...]
    lines: tuple[OutletLine, ...]
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """How right the alerts of one kind were, as people marked them; `low` and `high` (0 to 1) bound the share."""

    kind: str
    right: int
    wrong: int
    unsure: int
    unmarked: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePoint:
    """An outlet tells a figure of a source.

    `told_at` is the publication for a first version and our first sight for a revision. `interval` is what is
    compared and drawn, None at an open end; `gloss` is what is said.
    """

    outlet: str
    language: str
    told_at: datetime
    quote: str
    gloss: ClaimGloss
    interval: tuple[float | None, float | None] | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries:
    """All tellings of one metric about one subject; `title` heads the chart, `unit` labels its axis."""

    title: str
    unit: str
    points: tuple[FigurePoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletCoverage:
    """How well one outlet was read: `gaps` are the times in which it could not be, `problems` say why."""

    outlet: str
    language: str
    country: str = ""
    publisher: str = ""
    polls: int = 0
    articles: int = 0
    versions: int = 0
    last_good_at: datetime | None = None
    is_in_trouble: bool = False
    gaps: tuple[Window, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressed:
    """A change that was seen and did not alert, with the reason; `before` and `after` in short words."""

    at: datetime
    outlet: str
    headline: str
    reason: str
    kind: str = ""
    before: str = ""
    after: str = ""
    language: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportIssue:
    """What could not be read: `count` times, last at `at`."""

    at: datetime
    where: str
    kind: str
    text: str
    count: int = 1
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRun:
    """One run of a flow that asked `feeds` and looked at `visits` articles; `ended_at` is None if it did not end."""

    flow: str
    started_at: datetime
    state: str
    ended_at: datetime | None = None
    feeds: int = 0
    visits: int = 0
    articles: int = 0
    versions: int = 0
    alerts: int = 0
    issues: int = 0

    @property
    def is_idle(self) -> bool:
        """Whether nothing was due."""
        return self.ended_at is not None and not (self.feeds or self.visits or self.versions or self.issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """The whole report on `watch` (its id) from `covers_from` to `made_at`.

    `gaps` are the times in which nothing at all was polled; charts show them as gaps. `health` are the problems that
    ask for a person, a sentence each.
    """

    title: str
    watch: str
    made_at: datetime
    covers_from: datetime
    time_zone: tzinfo
    alerts: tuple[ReportAlert, ...] = ()
    series: tuple[FigureSeries, ...] = ()
    coverage: tuple[OutletCoverage, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    issues: tuple[ReportIssue, ...] = ()
    runs: tuple[ReportRun, ...] = ()
    gaps: tuple[Window, ...] = ()
    matrix: Matrix | None = None
    precision: tuple[Precision, ...] = ()
    health: tuple[str, ...] = ()
