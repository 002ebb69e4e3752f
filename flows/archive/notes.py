"""What an archive of ours says of a capture beside the page: the article it is of, and what the visit came to. Pure.

A note is JSON in a `metadata` record. It comes from a file that anybody may have written: what does not look like a
note is none.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime

from extractors.markup import one_line
from flows.records import Record, parse_instant
from warehouse.archive import KeptVisit
from warehouse.rows import VisitOutcome

FORM = "claimwatch-visit/1"
"""Names the form of a note; another number is another form, which this code does not read."""

MAX_BYTES = 20_000
_LONGEST = 2_000
_ID = re.compile(r"[\w.\- ]{1,100}")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What our own archive knows of a capture; `title` and the dates are those under which its text was stored."""

    outcome: VisitOutcome
    outlet: str
    publisher: str
    language: str
    feed_id: str | None
    is_baseline: bool
    title: str = ""
    published_at: datetime | None = None
    modified_at: datetime | None = None


def note_bytes(visit: KeptVisit) -> bytes:
    """Return the note of a visit, as it is written into an archive."""
    record: Record = {
        "form": FORM,
        "outcome": str(visit.outcome),
        "outlet": visit.outlet,
        "publisher": visit.publisher,
        "language": visit.language,
        "feed": visit.feed_id,
        "baseline": visit.is_baseline,
        "title": visit.title or "",
        "published_at": visit.published_at and visit.published_at.isoformat(),
        "modified_at": visit.modified_at and visit.modified_at.isoformat(),
        "page_sha256": visit.body_sha256,
    }
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def read_note(body: bytes) -> Note | None:
    """Return the note that a metadata record holds, or None if it is no note of ours or not a whole one."""
    try:
        record = json.loads(body)
        return _note(record) if isinstance(record, dict) and record.get("form") == FORM else None
    except (ValueError, TypeError, RecursionError):
        return None


def _note(record: Record) -> Note:
    feed = record.get("feed")
    return Note(
        outcome=VisitOutcome(str(record["outcome"])) if "outcome" in record else VisitOutcome.OK,
        outlet=_matched(_ID, record.get("outlet")),
        publisher=_matched(_ID, record.get("publisher")),
        language=_matched(_LANGUAGE, record.get("language")),
        feed_id=None if feed is None else _matched(_ID, feed),
        is_baseline=record.get("baseline") is True,
        title=one_line(_text(record.get("title")))[:_LONGEST],
        published_at=_instant(record.get("published_at")),
        modified_at=_instant(record.get("modified_at")),
    )


def _matched(form: re.Pattern[str], value: object) -> str:
    text = _text(value)
    if form.fullmatch(text) is None:
        message = f"{text[:40]!r} is no name of the form {form.pattern}"
        raise ValueError(message)
    return text


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _instant(value: object) -> datetime | None:
    return parse_instant(value) if isinstance(value, str) else None
