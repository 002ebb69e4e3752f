"""WARC files written by hand, byte by byte, so that they can be wrong in any way."""

import gzip
from collections.abc import Iterable
from pathlib import Path

from tests.flows.collection.newsstand import COURIER, MONDAY, page, page_url

DATE = "2025-01-27T08:00:00Z"


def record(kind: str, url: str, block: bytes, *, date: str = DATE, length: object = None, more: str = "") -> bytes:
    """Return one record; `length` instead of the true one."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"WARC-Date: {date}\r\nWARC-Target-URI: {url}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", more: str = "") -> bytes:
    """Return an HTTP answer as it stands in a response record."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body


def capture(slug: str, said: str, *, outlet: str = COURIER, date: str = DATE, **more: object) -> bytes:
    """Return the response record of an article of the newsstand."""
    return record("response", page_url(outlet, slug), answer(page(outlet, slug, said, "", MONDAY)), date=date, **more)  # type: ignore[arg-type]


def write(path: Path, records: Iterable[bytes]) -> Path:
    """Write records, each packed by itself where the name ends in .gz."""
    is_packed = path.suffix == ".gz"
    path.write_bytes(b"".join(gzip.compress(one, mtime=0) if is_packed else one for one in records))
    return path
