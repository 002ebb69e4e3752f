"""Stored alerts as the report and the Atom feed show them. Pure."""

from datetime import datetime

from extractors.values import Aggregation, Bound, Modality
from flows.alerts.verdicts import Finding, Route
from flows.records import Record, parse_instant
from flows.report.content import Across, ClaimGloss, ReportAlert, Severity, Side, Window


def reported(payload: Record) -> ReportAlert:
    """Return an alert from its payload, as it is stored and sent (docs/alerts.md)."""
    before, after = _side(payload["before"]), _side(payload["after"])
    raised_at = parse_instant(str(payload["raised_at"]))
    window = None
    if before is not None and payload["across"] == "revisions" and payload.get("finding") != Finding.UNSTABLE:
        window = Window(opened_at=_last_seen(payload["before"]), closed_at=after.seen_at if after else raised_at)
    return ReportAlert(
        key=str(payload["key"]),
        kind=str(payload["kind"]),
        severity=Severity.HIGH if payload["severity"] == "high" else Severity.NORMAL,
        headline=str(payload["headline"]),
        made_at=raised_at,
        why=_sentence(str(payload["why"])),
        across=Across(str(payload["across"])),
        question=str(payload["question"]),
        before=before,
        after=after,
        window=window,
        event=str(payload["event_key"]),
        finding=str(payload.get("finding") or ""),
        reasons=_sentences(payload.get("reasons")),
        notice=str(payload.get("notice") or ""),
        is_quiet=payload.get("route") == Route.DIGEST,
        members=_members(payload),
    )


def _members(payload: Record) -> tuple[str, ...]:
    """Return the headlines that a storm was told with; other alerts' lines say what their sides say."""
    lines = payload.get("lines")
    if payload.get("finding") != Finding.STORM or not isinstance(lines, list):
        return ()
    return tuple(str(line) for line in lines if not str(line).startswith("why: "))


def _sentences(reasons: object) -> tuple[str, ...]:
    return tuple(_sentence(str(reason)) for reason in reasons) if isinstance(reasons, list) else ()


def _sentence(text: str) -> str:
    """Return a reason as a sentence: it begins with a capital and ends with a full stop."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")


def _last_seen(record: object) -> datetime:
    """Return when a side's words were last found in place, or else when they were first seen."""
    side = record if isinstance(record, dict) else {}
    return parse_instant(str(side["last_seen_at"] or side["seen_at"]))


def _side(record: object) -> Side | None:
    if not isinstance(record, dict):
        return None
    claim = record["claim"] or {}
    published = record["published_at"]
    return Side(
        outlet=str(record["outlet_name"]),
        language=str(record["language"]),
        quote=str(claim.get("quote", "")),
        sentence=str(claim.get("sentence", "")),
        title=str(record["title"]),
        url=str(record["url"]),
        seen_at=parse_instant(str(record["seen_at"])),
        published_at=parse_instant(str(published)) if published else None,
        gloss=_gloss(claim) if claim else None,
        version_id=int(str(record["version_id"])),
        claim_id=int(str(record["claim_id"])) if record.get("claim_id") else None,
    )


def _gloss(claim: Record) -> ClaimGloss:
    bound = claim["bound"]
    return ClaimGloss(
        metric=str(claim["metric"]),
        subject=_text(claim["subject"]),
        low=_number(claim["low"]),
        high=_number(claim["high"]),
        bound=Bound(str(bound)) if bound else None,
        unit=_text(claim["unit"]),
        source=_text(claim["source"]) or _text(claim["source_text"]),
        via=_text(claim["via"]),
        modality=Modality(str(claim["modality"])),
        period=_text(claim["period"]),
        as_of=_text(claim["as_of"]),
        place=_text(claim["place"]),
        aggregation=Aggregation(str(claim["aggregation"])) if claim.get("aggregation") else None,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
