"""Writes what a watch fetched as a WARC file: the pages as they came, the looks between them, what each was a look at.

We keep a page's bytes as they were after transfer and decompression, and of its headers those that say how to read it
and how to ask again; the HTTP heads in the file are made of these, and `warcinfo` says so.
"""

import base64
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # ships no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from flows.archive.notes import note_bytes
from flows.collection.kept import UNKNOWN_TYPE
from flows.outlets.network import user_agent
from flows.watching.values import Watch
from warehouse import connect, raw, read
from warehouse.archive import KeptVisit, kept_visits
from warehouse.errors import NotFound
from warehouse.rows import VisitOutcome

VERSION = "WARC/1.1"
_NAMES = uuid.UUID("9d3f2f0e-5c55-4d5e-8a52-0c0f6f8d7c11")
"""Record ids are made of what the record is, so that one home gives one file."""

_UNMODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SAME_PAGE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_WITHOUT_VERSION = (VisitOutcome.HELD, VisitOutcome.FLAPPING)
"""Looks that brought a text which did not become a version; their pages are kept all the same."""

_HEADS = (
    "rebuilt: status, Content-Type, ETag and Last-Modified as received where they were kept; bodies as they were after "
    "transfer and content decoding"
)


@dataclass(slots=True)
class _Writing:
    """The file under way; `last` is, by URL, the SHA-256, date and type of the last page that was written."""

    home: Path
    out: WARCWriter
    last: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def export_archive(
    watch: Watch, home: Path, path: Path, *, now: datetime, since: datetime = read.EVER
) -> Mapping[str, int]:
    """Write the visits of a watch since then, with the pages that are kept; return how many records of which sort.

    Raises:
        warehouse.errors.NotFound: there is no warehouse in the home.
        warehouse.errors.Corrupt, OSError: as `write_archive`.
    """
    with connect.reader(home) as con:
        return write_archive(watch, home, path, kept_visits(con, watch.id, since), now=now)


def write_archive(
    watch: Watch, home: Path, path: Path, visits: Iterable[KeptVisit], *, now: datetime
) -> Mapping[str, int]:
    """Write these visits, in the order of their instants; return how many records of which sort.

    The file is whole or not there: it is written under another name and renamed.

    Raises:
        warehouse.errors.Corrupt: a kept page is not what it was.
        OSError: the file cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            writing = _Writing(home, WARCWriter(file, gzip=path.suffix == ".gz", warc_version=VERSION))
            _begin(writing, watch, path, now)
            for visit in visits:
                _write(writing, visit)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return {name: writing.counts[name] for name in ("pages", "revisits", "notes", "missing")}


def _begin(writing: _Writing, watch: Watch, path: Path, now: datetime) -> None:
    info = {
        "software": user_agent().partition(" ")[0],
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"what the watch {watch.id} fetched: {watch.title}".replace("\n", " "),
        "http-header-fields": _HEADS,
    }
    record = writing.out.create_warcinfo_record(path.name, info)
    record.rec_headers.replace_header("WARC-Date", _date(now))
    record.rec_headers.replace_header("WARC-Record-ID", _record_id("warcinfo", watch.id, now))
    writing.out.write_record(record)


def _write(writing: _Writing, visit: KeptVisit) -> None:
    body = None
    digest = visit.raw_sha256 or (visit.body_sha256 if visit.outcome in _WITHOUT_VERSION else None)
    if digest is not None:
        with suppress(NotFound):  # it was cleaned away: the note still says that somebody looked
            body = raw.read_page(writing.home, digest)
        writing.counts["missing"] += body is None
    if body is not None:
        _write_page(writing, visit, body, digest or "")
    elif visit.outcome is VisitOutcome.NOT_MODIFIED:
        _write_revisit(writing, visit, _UNMODIFIED)
    elif visit.outcome is VisitOutcome.UNCHANGED and writing.last.get(visit.url, ("", "", ""))[0] == visit.body_sha256:
        _write_revisit(writing, visit, _SAME_PAGE)
    _write_note(writing, visit)


def _write_page(writing: _Writing, visit: KeptVisit, body: bytes, sha256: str) -> None:
    content_type = visit.content_type or writing.last.get(visit.url, ("", "", ""))[2] or UNKNOWN_TYPE
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body)))]
    record = writing.out.create_warc_record(
        visit.url,
        "response",
        payload=BytesIO(body),
        length=len(body),
        http_headers=_http(visit.http_status or 200, headers, visit),
        warc_headers_dict=_headers("response", visit, {"WARC-Payload-Digest": _digest(sha256)}),
    )
    writing.out.write_record(record)
    writing.last[visit.url] = (sha256, _date(visit.visited_at), content_type)
    writing.counts["pages"] += 1


def _write_revisit(writing: _Writing, visit: KeptVisit, profile: str) -> None:
    more = {"WARC-Profile": profile}
    if (page := writing.last.get(visit.url)) is not None:
        more |= {"WARC-Refers-To-Target-URI": visit.url, "WARC-Refers-To-Date": page[1]}
        more |= {"WARC-Payload-Digest": _digest(page[0])} if profile == _SAME_PAGE else {}
    record = writing.out.create_warc_record(
        visit.url,
        "revisit",
        http_headers=_http(visit.http_status or 304, [], visit),
        warc_headers_dict=_headers("revisit", visit, more),
    )
    writing.out.write_record(record)
    writing.counts["revisits"] += 1


def _write_note(writing: _Writing, visit: KeptVisit) -> None:
    body = note_bytes(visit)
    record = writing.out.create_warc_record(
        visit.url,
        "metadata",
        payload=BytesIO(body),
        length=len(body),
        warc_content_type="application/json",
        warc_headers_dict=_headers("metadata", visit, {}),
    )
    writing.out.write_record(record)
    writing.counts["notes"] += 1


def _headers(kind: str, visit: KeptVisit, more: Mapping[str, str]) -> dict[str, str]:
    return {
        "WARC-Record-ID": _record_id(kind, visit.url, visit.visited_at),
        "WARC-Date": _date(visit.visited_at),
        **more,
    }


def _http(status: int, headers: list[tuple[str, str]], visit: KeptVisit) -> StatusAndHeaders:
    kept = [("ETag", visit.etag), ("Last-Modified", visit.last_modified)]
    told = [*headers, *((name, value) for name, value in kept if value)]
    return StatusAndHeaders(str(status), told, protocol="HTTP/1.1")


def _record_id(kind: str, name: str, at: datetime) -> str:
    return f"<urn:uuid:{uuid.uuid5(_NAMES, f'{kind} {_date(at)} {name}')}>"


def _date(at: datetime) -> str:
    return at.isoformat(timespec="microseconds").replace("+00:00", "Z")


def _digest(sha256: str) -> str:
    return "sha256:" + base64.b32encode(bytes.fromhex(sha256)).decode("ascii")
