"""The alert, as it is stored and sent, and the stable key that lets a receiver tell a repeat. Pure."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from extractors.values import Change, ChangeKind, Claim
from flows.alerts.verdicts import Finding, Route
from flows.records import Record, claim_record, instant, number

TAKEDOWN = "takedown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of an alert: a claim in one version of an article. `claim` is None where a page went away.

    `seen_at` is when we first saw that version, `last_seen_at` when we last looked and still found it.
    """

    outlet: str
    publisher: str
    language: str
    url: str
    title: str
    seen_at: datetime
    published_at: datetime | None
    version_id: int
    claim: Claim | None
    claim_id: int | None = None
    outlet_name: str = ""
    last_seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What a person should look at. `key` never depends on the clock; `event_key` is shared by all who tell it.

    `kind` is a ChangeKind or a Finding; `across` is revisions, outlets, series, sources, visits or polls; `lines` are
    before, after, why. `reasons` say in plain words what led to the finding; `notice` is the outlet's own words where
    it owns up to an edit. `held_by` is the key of the storm that keeps it for the digest.
    """

    key: str
    event_key: str
    watch: str
    question: str
    series: str
    kind: str
    across: str
    severity: str
    raised_at: datetime
    headline: str
    lines: tuple[str, ...]
    why: str
    before: Side | None
    after: Side | None
    finding: Finding
    reasons: tuple[str, ...] = ()
    notice: str = ""
    route: Route = Route.NOW
    held_by: str = ""

    def payload(self) -> Record:
        """Return all of it as JSON-ready values: what is stored, sent and shown."""
        return {
            "key": self.key,
            "event_key": self.event_key,
            "watch": self.watch,
            "question": self.question,
            "series": self.series,
            "kind": self.kind,
            "across": self.across,
            "severity": self.severity,
            "raised_at": instant(self.raised_at),
            "headline": self.headline,
            "lines": list(self.lines),
            "why": self.why,
            "finding": str(self.finding),
            "reasons": list(self.reasons),
            "notice": self.notice or None,
            "route": str(self.route),
            "held_by": self.held_by or None,
            "before": self.before and _side_record(self.before),
            "after": self.after and _side_record(self.after),
        }

    def payload_json(self) -> str:
        """Return the payload as JSON text with sorted keys, so that equal alerts are equal texts."""
        return json.dumps(self.payload(), ensure_ascii=False, sort_keys=True)


def series_of(claim: Claim) -> str:
    """Return what is followed over time: metric, side counted, who says it."""
    return "/".join((claim.metric, claim.subject, claim.source or claim.source_text or "own voice"))


def alert_key(watch: str, question: str, series: str, kind: str, before: Side | None, after: Side | None) -> str:
    """Return the key under which an alert is stored and sent once: the same facts give the same key."""
    return _digest(watch, question, series, kind, *_facts(before), *_facts(after))


def event_key(watch: str, across: str, change: Change) -> str:
    """Return what a change is about, whoever carries it: outlets that make the same change share it.

    Within an article the order of the two values matters, between outlets it does not: a source's move that was told as
    two outlets that differ is the same event.
    """
    claim = change.after or change.before
    series = series_of(claim) if claim else change.metric
    if across == "revisions":
        return _digest(watch, across, str(change.change), series, _value(change.before), _value(change.after))
    kind = str(change.change) if change.change is ChangeKind.DRIFTED else "differ"
    return _digest(watch, "outlets", kind, series, *sorted((_number(change.before), _number(change.after))))


def moved_key(watch: str, series: str, low: float | None, high: float | None) -> str:
    """Return what stands for "this series was told to have moved to this value".

    The outlet that moved it is bound to differ from all that still carry the old value: that is the same news.
    """
    return _digest(watch, "moved", series, str(number(low)), str(number(high)))


def standing_key(watch: str, *facts: str) -> str:
    """Return what stands for an event that these facts name whatever the values are, as a source's first figure."""
    return _digest(watch, *facts)


def _side_record(side: Side) -> Record:
    return {
        "outlet": side.outlet,
        "outlet_name": side.outlet_name or side.outlet,
        "publisher": side.publisher,
        "language": side.language,
        "url": side.url,
        "title": side.title,
        "seen_at": instant(side.seen_at),
        "last_seen_at": instant(side.last_seen_at),
        "published_at": instant(side.published_at),
        "version_id": side.version_id,
        "claim_id": side.claim_id,
        "claim": side.claim and claim_record(side.claim),
    }


def _facts(side: Side | None) -> tuple[str, str]:
    if side is None:
        return ("", "")
    return (f"version {side.version_id}", _value(side.claim))


def _value(claim: Claim | None) -> str:
    if claim is None:
        return ""
    return f"{claim.metric} {claim.bound} {claim.low} {claim.high} {claim.modality} {claim.source}"


def _number(claim: Claim | None) -> str:
    """Return a side of an event: a figure's numbers, however they are qualified."""
    return "" if claim is None else f"{claim.metric} {claim.low} {claim.high} {claim.source}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
