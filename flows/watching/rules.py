"""What a watch's policy.toml says of alerts: which go out at once, which wait, and when nobody is to be woken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum
from types import MappingProxyType

from flows.alerts.verdicts import Finding


class Handling(StrEnum):
    """What the policy does with a finding."""

    NOW = "now"
    SECOND_MENTION = "second_mention"
    """It waits until another publisher tells the same, then goes out at once."""
    DIGEST = "digest"
    NEVER = "never"


class Severity(StrEnum):
    """How much an alert matters: HIGH where a figure or a whole page is at stake."""

    HIGH = "high"
    MEDIUM = "medium"


UNASKED = frozenset(
    {Finding.TAKEDOWN, Finding.RETURNED, Finding.SILENCE, Finding.RESUMED, Finding.UNSTABLE, Finding.STORM}
)
"""Findings about a page or an outlet: no question asks for them, and no other publisher can tell the same."""

DEFAULT_ROUTES: Mapping[Finding, Handling] = MappingProxyType(
    dict.fromkeys(Finding, Handling.NOW)
    | dict.fromkeys((Finding.CONTRADICTION, Finding.STALE_CARRIER, Finding.UNSTABLE), Handling.DIGEST)
    | {Finding.FIRST_REPORT: Handling.SECOND_MENTION}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """How far a figure must move to matter: by `absolute` units and by `relative` (0.05 is 5 %).

    None asks for nothing; where both are given, both must be reached.
    """

    absolute: float | None = None
    relative: float | None = None

    def is_reached(self, before: float, after: float) -> bool:
        """Return whether a step between two values is large enough; from 0, only `absolute` counts."""
        step = abs(after - before)
        if self.absolute is not None and step < self.absolute:
            return False
        return self.relative is None or before == 0 or step / abs(before) >= self.relative

    def overruled(self, by: "Threshold") -> "Threshold":
        """Return the threshold in which what another one gives counts before this one's."""
        return Threshold(
            absolute=self.absolute if by.absolute is None else by.absolute,
            relative=self.relative if by.relative is None else by.relative,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StormSizes:
    """More alerts of one outlet than this, in one run or in one day, are told as one."""

    run: int = 5
    day: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `start` until before `end`, in the watch's time zone, over midnight where `start` is the later one."""

    start: time
    end: time
    high_passes: bool = False

    def cover(self, moment: time) -> bool:
        """Return whether a local time of day is in them."""
        if self.start < self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """The policy of a watch as data. `routes` holds every finding.

    `by_question` and `thresholds`: question id -> how its findings are handled otherwise, and which threshold it has
    other than the one in questions.toml.
    """

    routes: Mapping[Finding, Handling] = field(default_factory=lambda: DEFAULT_ROUTES)
    by_question: Mapping[str, Mapping[Finding, Handling]] = field(default_factory=lambda: MappingProxyType({}))
    thresholds: Mapping[str, Threshold] = field(default_factory=lambda: MappingProxyType({}))
    stale_after: timedelta = timedelta(hours=24)
    second_mention_within: timedelta = timedelta(hours=72)
    storm: StormSizes = field(default_factory=StormSizes)
    quiet: QuietHours | None = None

    def handling(self, finding: Finding, question: str = "") -> Handling:
        """Return what becomes of a finding; `question` is the id of the question that asked for it."""
        return self.by_question.get(question, {}).get(finding, self.routes[finding])
