"""A WARC file in, the captures of pages in it out, in the order of their dates. Nothing of it is believed.

A record that cannot be used is counted and passed over; where the file itself is damaged, reading ends and what stood
before is kept. Bodies wait in a folder, so that memory stays flat.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]  # ships no types
from warcio.statusandheaders import (  # type: ignore[import-untyped]
    StatusAndHeadersParser,
    StatusAndHeadersParserException,
)

from extractors.urls import canonical_url
from flows.archive.notes import MAX_BYTES, Note, read_note
from flows.archive.streams import MAX_UNPACKED, Bounded, DamagedError, UnpackError, inflated, unpacked
from flows.errors import FlowError
from flows.outlets.addresses import refusal
from flows.outlets.answers import validator
from flows.outlets.network import PUBLIC
from flows.records import parse_instant, printable
from warehouse import raw

MAX_CAPTURES = 200_000
FIRST_YEAR = 1991
"""Before there was a web there were no captures of it."""

AHEAD = timedelta(minutes=10)
"""Clocks differ; what is dated later than that has not happened."""

_FORMS = ["WARC/1.1", "WARC/1.0", "WARC/0.18", "WARC/0.17"]
MAX_BLOCK = PUBLIC.page_bytes + 64_000
"""A page as large as we would fetch, and its HTTP headers."""

_BLOCK = 64_000
_END = b"\r\n\r\n"
_DIGESTS = ("sha1", "sha256", "sha512", "md5")
_STATUS = re.compile(r"\d{3}")
_PAGE_TYPES = ("html", "xml", "text/plain", "pdf")
_MAX_VALUE = 1_000


class Sort(StrEnum):
    """What a capture shows: a page, the same page as before, that there was none, or only that somebody looked."""

    PAGE = "page"
    SAME = "same"
    ABSENT = "absent"
    NOTED = "noted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One capture; `body_sha256` names its body (of `size` bytes) in the folder, None where it has none."""

    url: str
    at: datetime
    sort: Sort
    http_status: int | None = None
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """What a file holds. `skipped`: why records were passed over -> how many; `damage`: why reading ended early."""

    captures: tuple[Capture, ...]
    notes: Mapping[tuple[str, datetime], Note]
    skipped: Mapping[str, int]
    damage: str = ""
    made_by: str = ""
    sha256: str = ""


class NoArchiveError(FlowError):
    """The file is no WARC archive at all."""


class _SkippedError(Exception):
    """This record is of no use; the text says why, the same for all of its kind."""


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What has been read so far."""

    folder: Path
    now: datetime
    captures: list[Capture] = field(default_factory=list)
    notes: dict[tuple[str, datetime], Note] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)
    made_by: str = ""


def read_archive(path: Path, folder: Path, now: datetime, *, most: int = MAX_UNPACKED) -> Archive:
    """Read a WARC file of at most so many unpacked bytes; bodies of pages are put into `folder`, each once.

    Raises:
        NoArchiveError: it does not begin as a WARC file does.
        OSError: it cannot be read.
    """
    reading, damage = _Reading(folder=folder, now=now), ""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with unpacked(path, most) as stream:
        try:
            for headers, block in _records(stream, path):
                _take(reading, headers, block)
        except DamagedError as error:
            damage = str(error)
    captures = (*reading.captures, *_only_noted(reading))
    return Archive(
        captures=tuple(sorted(captures, key=lambda one: (one.at, one.url))),
        notes=reading.notes,
        skipped=dict(reading.skipped),
        damage=damage,
        made_by=reading.made_by,
        sha256=digest,
    )


def page_of(folder: Path, capture: Capture) -> bytes:
    """Return the body of a capture that has one."""
    return raw.read_page(folder, capture.body_sha256 or "")


def _records(stream: Bounded, path: Path) -> Iterator[tuple[Any, bytes | None]]:
    """Yield headers and block of each whole record; the block is None where it is larger than any of use.

    A packed record is known to be whole only where the next one begins.
    """
    last: tuple[Any, bytes | None] | None = None
    while True:
        try:
            headers = _next_head(stream)
        except DamagedError as error:
            if last is None:
                raise NoArchiveError(f"{path} is no WARC archive: {error}") from error
            if not isinstance(error, UnpackError):
                yield last
            raise
        if last is not None:
            yield last
        if headers is None:
            break
        last = headers, _block(stream, headers)
    if last is None:
        raise NoArchiveError(f"{path} is no WARC archive: it is empty")


def _next_head(stream: Bounded) -> Any:
    """Return the headers of the next record, None at the end."""
    line = _next_line(stream)
    if line is None:
        return None
    try:
        return StatusAndHeadersParser(_FORMS).parse(stream, line)
    except (StatusAndHeadersParserException, EOFError) as error:
        raise DamagedError(f"no record begins where one should ({printable(repr(line[:40]))})") from error


def _block(stream: Bounded, headers: Any) -> bytes | None:
    """Return the block of a record, None where it is larger than any of use; the stream then stands behind it."""
    given = headers.get_header("Content-Length") or ""
    if not (given.isascii() and given.isdigit() and len(given) < 16):
        raise DamagedError("a record does not say how long it is")
    length = left = int(given)
    kept: list[bytes] = []
    while left and (part := stream.read(min(left, _BLOCK))):
        left -= len(part)
        if length <= MAX_BLOCK:
            kept.append(part)
    if left:
        raise DamagedError("it ends in the middle of a record")
    if stream.read(len(_END)) not in (_END, b""):
        raise DamagedError("a record is longer or shorter than it says")
    return b"".join(kept) if length <= MAX_BLOCK else None


def _next_line(stream: Bounded) -> bytes | None:
    stream.begin()
    while line := stream.readline():
        if line.strip():
            return line
    return None


def _take(reading: _Reading, headers: Any, block: bytes | None) -> None:
    kind = (headers.get_header("WARC-Type") or "").lower()
    try:
        if kind == "warcinfo":
            reading.made_by = reading.made_by or _software(block or b"")
        elif kind in ("response", "revisit", "metadata"):
            url, at = _address(headers), _date(headers, reading.now)
            if kind == "metadata":
                _keep_note(reading, url, at, block or b"")
            elif kind == "revisit":
                reading.captures.append(Capture(url=url, at=at, sort=Sort.SAME))
            else:
                reading.captures.append(_captured(url, at, _intact(headers, block), reading.folder))
            _limit(reading)
    except _SkippedError as reason:
        reading.skipped[str(reason)] += 1


def _keep_note(reading: _Reading, url: str, at: datetime, body: bytes) -> None:
    if len(body) <= MAX_BYTES and (note := read_note(body)):
        reading.notes[url, at] = note


def _limit(reading: _Reading) -> None:
    if max(len(reading.captures), len(reading.notes)) > MAX_CAPTURES:
        raise DamagedError(f"it holds more than {MAX_CAPTURES:,} captures of pages; split it")


def _software(fields: bytes) -> str:
    for line in fields.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "software":
            return printable(value.strip())[:200]
    return ""


def _address(headers: Any) -> str:
    given = (headers.get_header("WARC-Target-URI") or "").strip().strip("<>")
    url = canonical_url(given)
    if url is None or refusal(url) is not None:
        raise _SkippedError("no address of a page")
    return url


def _date(headers: Any, now: datetime) -> datetime:
    try:
        at = parse_instant(headers.get_header("WARC-Date") or "")
    except (ValueError, OverflowError) as error:
        raise _SkippedError("no readable date") from error
    if at.year < FIRST_YEAR or at > now + AHEAD:
        raise _SkippedError("a date that cannot be right")
    return at


def _intact(headers: Any, block: bytes | None) -> BytesIO:
    """Return the block to read from, if it is not too large and is what its digest says, where it has one."""
    if block is None:
        raise _SkippedError(f"a page of more than {PUBLIC.page_bytes:,} bytes")
    name, _, said = (headers.get_header("WARC-Block-Digest") or "").partition(":")
    if name.lower() in _DIGESTS:
        digest = hashlib.new(name.lower(), block, usedforsecurity=False).digest()
        if said.strip().lower() not in (digest.hex(), base64.b32encode(digest).decode("ascii").lower()):
            raise _SkippedError("a record that is not what its digest says")
    return BytesIO(block)


def _captured(url: str, at: datetime, block: BytesIO, folder: Path) -> Capture:
    status, headers = _http_head(block)
    if status in (404, 410):
        return Capture(url=url, at=at, sort=Sort.ABSENT, http_status=status)
    if not 200 <= status < 300 or status in (204, 205, 206):
        raise _SkippedError("an answer that is no page (redirects, refusals, errors)")
    kind_of_page = _value(headers, "Content-Type") or ""
    if kind_of_page and not any(known in kind_of_page.lower() for known in _PAGE_TYPES):
        raise _SkippedError("a picture, style, script or other file")
    body = _body(headers, block)
    return Capture(
        url=url,
        at=at,
        sort=Sort.PAGE,
        http_status=status,
        content_type=kind_of_page,
        etag=validator(headers.get_header("ETag")),
        last_modified=validator(headers.get_header("Last-Modified")),
        body_sha256=raw.keep_page(folder, body),
        size=len(body),
    )


def _http_head(block: BytesIO) -> tuple[int, Any]:
    try:
        headers = StatusAndHeadersParser([], verify=False).parse(block)
    except EOFError as error:
        raise _SkippedError("no HTTP answer") from error
    code = headers.get_statuscode()
    if not headers.protocol.upper().startswith("HTTP/") or not _STATUS.fullmatch(code):
        raise _SkippedError("no HTTP answer")
    return int(code), headers


def _body(headers: Any, block: BytesIO) -> bytes:
    is_chunked = (_value(headers, "Transfer-Encoding") or "").lower() == "chunked"
    source = ChunkedDataReader(block) if is_chunked else block
    packed = b"".join(iter(lambda: source.read(_BLOCK), b""))  # no larger than its block, which was measured
    body = inflated(packed, _value(headers, "Content-Encoding") or "", PUBLIC.page_bytes)
    if body is None:
        raise _SkippedError("a body packed in a way that is not read, or too large when unpacked")
    return body


def _value(headers: Any, name: str) -> str | None:
    value = headers.get_header(name)
    return printable(value)[:_MAX_VALUE] if value else None


def _only_noted(reading: _Reading) -> Iterator[Capture]:
    """Yield a capture for each note that stands alone: somebody looked, and there was nothing to keep."""
    seen = {(capture.url, capture.at) for capture in reading.captures}
    for url, at in reading.notes.keys() - seen:
        yield Capture(url=url, at=at, sort=Sort.NOTED)
