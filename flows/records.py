"""What leaves the house: claims and changes as plain records, named as docs/json.md promises, and safe text. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime

from extractors.values import Change, Claim

Record = dict[str, object]


def claim_record(claim: Claim) -> Record:
    """Return a claim as JSON-ready values; numbers that are whole are written without a point."""
    return {
        "kind": str(claim.kind),
        "metric": claim.metric,
        "phase": claim.phase,
        "increment": claim.increment,
        "role": claim.role,
        "aggregation": claim.aggregation and str(claim.aggregation),
        "low": number(claim.low),
        "high": number(claim.high),
        "bound": claim.bound and str(claim.bound),
        "interval": claim.interval and [number(end) for end in claim.interval],
        "unit": claim.unit,
        "subject": claim.subject,
        "modality": str(claim.modality),
        "source": claim.source,
        "source_text": claim.source_text,
        "via": claim.via,
        "chain": list(claim.chain),
        "period": claim.period,
        "as_of": claim.as_of,
        "place": claim.place,
        "given": claim.is_given,
        "where": str(claim.where),
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "sentence": claim.sentence,
        "band": str(claim.band),
        "reasons": list(claim.reasons),
    }


def change_record(change: Change) -> Record:
    """Return a change as JSON-ready values; a side that does not exist is null."""
    return {
        "metric": change.metric,
        "change": str(change.change),
        "before": change.before and claim_record(change.before),
        "after": change.after and claim_record(change.after),
        "alert": change.alert,
        "why": change.why,
    }


def number(value: float | None) -> int | float | None:
    """Return a whole number as int, so that JSON says 11000 and not 11000.0."""
    return int(value) if value is not None and value == int(value) else value


def instant(value: datetime | None) -> str | None:
    """Return an instant as ISO 8601 in UTC, to the second."""
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if value else None


def parse_instant(text: str) -> datetime:
    """Return the instant that a text of ISO 8601 names; a date is its midnight, no zone is UTC.

    Raises:
        ValueError: the text is no instant.
    """
    read = datetime.fromisoformat(text.strip())
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def text_of(record: Mapping[str, object], key: str, default: str | None = None) -> str:
    """Return a string field of an input record.

    Raises:
        ValueError: it is missing without a default, or no string.
    """
    value = record.get(key, default)
    if not isinstance(value, str):
        message = f"the field {key!r} must be a string" if key in record else f"the field {key!r} is missing"
        raise ValueError(message)  # noqa: TRY004  a wrong record is bad input, told to its author
    return value


def printable(text: str) -> str:
    """Return text without control characters, so that a page cannot steer the terminal."""
    return "".join(mark if mark.isprintable() else " " for mark in text)
