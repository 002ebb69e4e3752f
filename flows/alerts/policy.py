"""Decides what becomes of a change: an alert at once, a line in the digest, or nothing, always with a reason. Pure.

The comparer says what changed and whether that is worth a person's time as such; this file holds it against the
watch: does anybody ask, does it move far enough, is the evidence good enough, has it been told already?
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from extractors.values import Band, Change, ChangeKind, Claim, Kind, Question, Rank, Story
from flows.watching.values import Threshold


class Origin(StrEnum):
    """What made a change come to light: a publisher, our first look at a feed, an archive, our rules or extractor."""

    PUBLISHER = "publisher"
    BASELINE = "baseline"
    ARCHIVE = "archive"
    TECHNICAL = "technical"


class Verdict(StrEnum):
    """What becomes of a change."""

    ALERTED = "alerted"
    DIGEST = "digest"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A verdict with its reason, and the question of the watch that asked, if one did."""

    verdict: Verdict
    reason: str
    question: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a watch wants to hear of. `thresholds`: question id -> how far a figure must move."""

    story: Story
    thresholds: Mapping[str, Threshold]

    def decide(
        self,
        change: Change,
        *,
        told: Collection[str],
        events: Collection[str],
        origin: Origin = Origin.PUBLISHER,
    ) -> Decision:
        """Return what becomes of a change; `events` are the keys under which it may have been `told` before."""
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
        if change.change not in question.alert_on:
            return _decision(Verdict.DIGEST, question, f"the question does not alert on {change.change}")
        if not change.alert:
            return _decision(Verdict.DIGEST, question, change.why)
        if not self._moves_enough(question, change):
            return _decision(Verdict.DIGEST, question, "it moves less than the question's threshold")
        if not self._is_sure(change):
            return _decision(Verdict.DIGEST, question, "read once and with nobody named: waits for a second mention")
        if any(event in told for event in events):
            return _decision(Verdict.SUPPRESSED, question, "the same event has been alerted before")
        return _decision(Verdict.ALERTED, question, change.why)

    def _moves_enough(self, question: Question, change: Change) -> bool:
        threshold = self.thresholds.get(question.id)
        if threshold is None or change.change not in (ChangeKind.RAISED, ChangeKind.LOWERED):
            return True
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
