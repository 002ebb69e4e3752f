"""What became of an alert, in words and as a record, and which alerts a person asks to see. Pure."""

from dataclasses import dataclass
from datetime import datetime

from flows.alerts.verdicts import Finding
from flows.records import Record, instant, parse_instant
from warehouse.people import AlertStanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which alerts to list; what is None or False asks for nothing. `outlet` is an id or a name, of either side."""

    since: datetime | None = None
    finding: Finding | None = None
    question: str | None = None
    outlet: str | None = None
    language: str | None = None
    is_unacknowledged: bool = False
    is_dead: bool = False

    def takes(self, payload: Record, standing: AlertStanding) -> bool:
        """Return whether an alert is to be listed."""
        return (
            (self.since is None or parse_instant(str(payload["raised_at"])) >= self.since)
            and self.finding in (None, payload.get("finding"))
            and self.question in (None, payload["question"])
            and (self.outlet is None or self.outlet.casefold() in _said(payload, "outlet", "outlet_name"))
            and (self.language is None or self.language.casefold() in _said(payload, "language"))
            and not (self.is_unacknowledged and standing.is_acknowledged)
            and not (self.is_dead and not standing.dead_for)
        )


def standing_words(standing: AlertStanding) -> str:
    """Return what became of an alert in a few words, empty where there is nothing to say."""
    parts = [f"given up for {', '.join(standing.dead_for)}"] if standing.dead_for else []
    if standing.correction is not None and standing.corrected_at is not None:
        parts.append(f"a claim of it was misread and {standing.correction} on {standing.corrected_at:%Y-%m-%d}")
    if standing.mark is not None:
        note = f": {standing.mark_note}" if standing.mark_note else ""
        parts.append(f"marked {standing.mark} by {standing.marked_by}{note}")
    elif standing.is_acknowledged:
        parts.append("seen")
    return "; ".join(parts)


def standing_record(standing: AlertStanding) -> Record:
    """Return what became of an alert as docs/json.md promises it."""
    return {
        "sent_by": list(standing.sent_by),
        "count_failed": standing.count_failed,
        "dead_for": list(standing.dead_for),
        "acknowledged": standing.is_acknowledged,
        "mark": standing.mark and str(standing.mark),
        "marked_by": standing.marked_by,
        "mark_note": standing.mark_note,
        "marked_at": instant(standing.marked_at),
        "correction": standing.correction,
        "corrected_at": instant(standing.corrected_at),
    }


def _said(payload: Record, *names: str) -> set[str]:
    sides = [side for side in (payload["before"], payload["after"]) if isinstance(side, dict)]
    return {str(side.get(name, "")).casefold() for side in sides for name in names}
