"""Decides what becomes of a change: an alert at once, a line in the digest, or nothing, always with a reason. Pure.

The comparer says what changed and whether that is worth a person's time as such; this file holds it against the
watch: does anybody ask, does it move far enough, is the evidence good enough, has it been told already?
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from extractors.values import Band, Change, ChangeKind, Claim, Kind, Question, Rank, Story
from flows.alerts.alert import Alert
from flows.alerts.verdicts import Finding, Route
from flows.records import Record
from flows.watching.rules import AlertRules, Handling, Threshold
from flows.watching.values import Channel, Watch

_STANDINGS = frozenset({Finding.SUPERSESSION, Finding.CONTRADICTION, Finding.STALE_CARRIER, Finding.FIRST_REPORT})
"""How tellings stand to each other: for these a question's `alert_on`, which names edits, has no say."""


class Origin(StrEnum):
    """What made a change come to light: a publisher, our first look at a feed, an archive, our rules or extractor."""

    PUBLISHER = "publisher"
    BASELINE = "baseline"
    ARCHIVE = "archive"
    TECHNICAL = "technical"
    UNSTABLE = "unstable"
    """A text that had just been replaced came back: a cache, more often than an edit."""


class Verdict(StrEnum):
    """What becomes of a change."""

    ALERTED = "alerted"
    DIGEST = "digest"
    SUPPRESSED = "suppressed"
    WAITING = "waiting"
    """It is told when another publisher tells the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict with its reason, and the question of the watch that asked, if one did.

    `route` is what becomes of the alert of one that is ALERTED.
    """

    verdict: Verdict
    reason: str
    question: str = ""
    route: Route = Route.NOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a watch wants to hear of. `thresholds`: question id -> how far a figure must move."""

    story: Story
    thresholds: Mapping[str, Threshold]
    rules: AlertRules = field(default_factory=AlertRules)

    def decide(
        self,
        change: Change,
        *,
        finding: Finding,
        told: Collection[str],
        events: Collection[str],
        origin: Origin = Origin.PUBLISHER,
        is_confirmed: bool = False,
    ) -> Decision:
        """Return what becomes of a change; `events` are the keys under which it may have been `told` before.

        `is_confirmed` says that another publisher tells the same.
        """
        claim = change.after or change.before
        question = _question_for(self.story.questions, claim)
        if origin is Origin.TECHNICAL:
            return Decision(verdict=Verdict.SUPPRESSED, reason="our own rules or extractor made the difference")
        if question is None or claim is None:
            return Decision(verdict=Verdict.SUPPRESSED, reason="no question of the watch asks for it")
        if origin is Origin.BASELINE:
            return _decision(Verdict.SUPPRESSED, question, "the first run of a feed is a baseline")
        if origin is Origin.ARCHIVE:
            return _decision(Verdict.SUPPRESSED, question, "an imported archive told it: the past alerts nobody")
        if origin is Origin.UNSTABLE:
            return _decision(Verdict.SUPPRESSED, question, "the article went back to its text: told as unstable")
        if not question.alert_on:
            return _decision(Verdict.DIGEST, question, "the question alerts on nothing")
        if finding not in _STANDINGS and change.change not in question.alert_on:
            return _decision(Verdict.DIGEST, question, f"the question does not alert on {change.change}")
        if not change.alert:
            return _decision(Verdict.DIGEST, question, change.why)
        if not self._moves_enough(question, change):
            return _decision(Verdict.DIGEST, question, "it moves less than the question's threshold")
        if not self._is_sure(change):
            return _decision(Verdict.DIGEST, question, "the evidence is weak: read once, or with nobody named")
        if any(event in told for event in events):
            return _decision(Verdict.SUPPRESSED, question, "the same event has been alerted before")
        return self._routed(question, change, finding, is_confirmed=is_confirmed)

    def route(self, alert: Alert) -> Alert | None:
        """Return an alert that no change made (a page gone, a feed silent) with its route; None if it is never told."""
        handling = self.rules.handling(alert.finding, alert.question)
        if handling is Handling.NEVER:
            return None
        return replace(alert, route=Route.DIGEST if handling is Handling.DIGEST else Route.NOW)

    def _routed(self, question: Question, change: Change, finding: Finding, *, is_confirmed: bool) -> Decision:
        match self.rules.handling(finding, question.id):
            case Handling.NEVER:
                return _decision(Verdict.SUPPRESSED, question, f"the policy never tells of {finding}")
            case Handling.SECOND_MENTION if not is_confirmed:
                return _decision(Verdict.WAITING, question, "the policy waits until another publisher tells the same")
            case Handling.DIGEST:
                return replace(_decision(Verdict.ALERTED, question, change.why), route=Route.DIGEST)
            case _:
                return _decision(Verdict.ALERTED, question, change.why)

    def _moves_enough(self, question: Question, change: Change) -> bool:
        if change.change not in (ChangeKind.RAISED, ChangeKind.LOWERED):
            return True
        none = Threshold()
        threshold = self.thresholds.get(question.id, none).overruled(self.rules.thresholds.get(question.id, none))
        before, after = _point(change.before), _point(change.after)
        return before is None or after is None or threshold.is_reached(before, after)

    def _is_sure(self, change: Change) -> bool:
        claims = [claim for claim in (change.before, change.after) if claim is not None]
        if any(claim.band is Band.C for claim in claims):
            return False
        return all(claim.band is Band.A or self._is_registered(claim) for claim in claims)

    def _is_registered(self, claim: Claim) -> bool:
        ranks = (Rank.PRIMARY, Rank.OFFICIAL)
        if claim.source is None:
            return False
        parts = claim.source.split("+")
        return any(source.id in parts and source.rank in ranks for source in self.story.sources)


def policy_of(watch: Watch) -> Policy:
    """Return the policy of a watch."""
    return Policy(story=watch.story, thresholds=watch.thresholds, rules=watch.rules)


def takes(channel: Channel, payload: Record) -> bool:
    """Return whether a channel wants an alert, by its payload: each rule that the channel has must let it through."""
    wanted = (
        (channel.findings, {payload.get("finding")}),
        (channel.questions, {payload.get("question")}),
        (channel.severities, {payload.get("severity")}),
        (channel.languages, {side.get("language") for side in _sides(payload)}),
    )
    return all(not names or not names.isdisjoint(has) for names, has in wanted)


def held_until(channel: Channel, payload: Record, watch: Watch, now: datetime) -> datetime | None:
    """Return when the quiet hours end that hold an alert back from a channel now; None if nothing does."""
    quiet = watch.rules.quiet
    if quiet is None or not channel.keeps_quiet or (quiet.high_passes and payload.get("severity") == "high"):
        return None
    zone = ZoneInfo(watch.time_zone)
    here = now.astimezone(zone)
    if not quiet.cover(here.time()):
        return None
    day = here.date() if here.time() < quiet.end else here.date() + timedelta(days=1)
    return datetime.combine(day, quiet.end.replace(fold=here.fold), zone).astimezone(UTC)


def _sides(payload: Record) -> tuple[Record, ...]:
    return tuple(side for side in (payload.get("before"), payload.get("after")) if isinstance(side, dict))


def _question_for(questions: Collection[Question], claim: Claim | None) -> Question | None:
    for question in questions:
        if claim is None or claim.metric not in question.metrics:
            continue
        if not question.subjects or claim.kind is Kind.STATUS or claim.subject in question.subjects:
            return question
    return None


def _decision(verdict: Verdict, question: Question, reason: str) -> Decision:
    return Decision(verdict=verdict, reason=reason, question=question.id)


def _point(claim: Claim | None) -> float | None:
    if claim is None:
        return None
    return claim.low if claim.low is not None else claim.high
