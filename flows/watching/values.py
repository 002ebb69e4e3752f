"""What a watch consists of, once read: story, feeds, pages, and where alerts go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import chain
from types import MappingProxyType

from extractors.values import Story
from flows.alerts.verdicts import Finding
from flows.keepers import Keeper
from flows.outlets.asking import Asking
from flows.proof.settings import ArchiveSettings
from flows.proposals.settings import ModelSettings
from flows.watching.rules import AlertRules, Threshold


class ChannelKind(StrEnum):
    """Where alerts may go."""

    CONSOLE = "console"
    JSONL = "jsonl"
    ATOM = "atom"
    WEBHOOK = "webhook"
    APPRISE = "apprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed to poll. `publisher` is the family: titles that share one are not independent.

    `seen_at` says in which public place the address was found; `probed` whether it was asked since.
    """

    id: str
    outlet: str
    outlet_name: str
    publisher: str
    language: str
    country: str
    url: str
    every: timedelta
    seen_at: str
    probed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedPage:
    """An article in no feed of ours, watched because somebody asked for it."""

    url: str
    outlet: str
    outlet_name: str
    publisher: str
    language: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One way out. `url` keeps the secret address of a webhook or of an Apprise service, `signing` a webhook's key.

    `private` allows it http and an address that is not public. It takes the alerts of its `findings`, `questions`,
    `severities` and `languages`, of all where nothing is named; one with `digest` gets the daily digest too.
    `keeps_quiet` says whether the watch's quiet hours hold for it. `pages` is where `claimwatch serve` shows its pages,
    for the links in what people get.
    """

    id: str
    kind: ChannelKind
    url: Keeper | None = None
    signing: Keeper | None = None
    private: bool = False
    findings: frozenset[Finding] = frozenset()
    questions: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    digest: bool = False
    keeps_quiet: bool = False
    pages: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """Who is to miss us: an address that is asked after each good run. `private` as for a channel."""

    url: Keeper
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """The least number of entries, of any subject, that a living feed brings in a day."""

    feed: str
    entries_a_day: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRule:
    """What makes a text ours: a phrase of every group of `all_of`, none of `none_of`."""

    all_of: tuple[tuple[str, ...], ...]
    none_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One story, watched. `topic`: language -> rule; `thresholds`: question id -> threshold; no `model`, none asked."""

    id: str
    title: str
    time_zone: str
    story: Story
    feeds: tuple[Feed, ...]
    pages: tuple[AddedPage, ...] = ()
    delivery: tuple[Channel, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    topic: Mapping[str, TopicRule] = field(default_factory=lambda: MappingProxyType({}))
    thresholds: Mapping[str, Threshold] = field(default_factory=lambda: MappingProxyType({}))
    rules: AlertRules = field(default_factory=AlertRules)
    model: ModelSettings | None = None
    asking: Asking = field(default_factory=Asking)
    heartbeat: Heartbeat | None = None
    archive: ArchiveSettings | None = None

    @property
    def outlet_names(self) -> dict[str, str]:
        """Outlet id -> name, of every outlet with a feed."""
        return {feed.outlet: feed.outlet_name for feed in self.feeds}

    @property
    def blocks(self) -> tuple[str, ...]:
        """The names of the Prefect Secret blocks that a run needs, each once."""
        of_channels = chain.from_iterable((channel.url, channel.signing) for channel in self.delivery)
        kept = (*of_channels, self.heartbeat.url if self.heartbeat else None)
        ours = (keeper.name for keeper in kept if keeper is not None and keeper.is_block)
        return tuple(dict.fromkeys((*self.asking.blocks, *ours)))
