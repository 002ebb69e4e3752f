"""The bytes of an archive, unpacked with limits: no line, no header and no whole that grows without end."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from flows.errors import FlowError

MAX_UNPACKED = 20_000_000_000
MAX_LINE = 16_000
MAX_LINES = 1_000
"""So many lines may a record begin with, before its body is read."""

_GZIP = b"\x1f\x8b"


class DamagedError(FlowError):
    """The archive cannot be read on from here; what stood before is good."""


class UnpackError(DamagedError):
    """What is packed is damaged: what was unpacked last may be wrong too."""


class Bounded:
    """A stream to read by lines and by bytes, that raises DamagedError where it is cut short, damaged or endless."""

    def __init__(self, source: BinaryIO, most: int) -> None:
        """Read from an unpacked stream, at most so many bytes in all."""
        self._source = source
        self._most = self._left = most
        self._lines = 0

    def begin(self) -> None:
        """Begin another record: its lines are counted from here."""
        self._lines = 0

    def read(self, length: int | None = None) -> bytes:
        """Return so many bytes, fewer at the end."""
        self._lines = 0
        asked = self._left + 1 if length is None else length
        return self._counted(self._unpacked(self._source.read, min(asked, self._left + 1)))

    def readline(self, length: int | None = None) -> bytes:
        """Return a line with its end, or at most so many bytes of it."""
        most = MAX_LINE if length is None else min(length, MAX_LINE)
        line = self._unpacked(self._source.readline, most)
        self._lines += 1
        if self._lines > MAX_LINES:
            raise DamagedError(f"more than {MAX_LINES:,} header lines follow each other")
        if len(line) == MAX_LINE and not line.endswith(b"\n"):
            raise DamagedError(f"a header line is longer than {MAX_LINE:,} bytes")
        return self._counted(line)

    def _unpacked(self, read: Callable[[int], bytes], length: int) -> bytes:
        try:
            return read(length)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnpackError(f"it cannot be unpacked any further ({error})") from error

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise DamagedError(f"unpacked, it is larger than {self._most:,} bytes; split it")
        return data


@contextmanager
def unpacked(path: Path, most: int = MAX_UNPACKED) -> Iterator[Bounded]:
    """Open an archive, packed with gzip (by record or as a whole) or not at all; of it at most so many bytes are read.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        is_packed = file.peek(2)[:2] == _GZIP
        if not is_packed:
            yield Bounded(file, most)
            return
        with gzip.GzipFile(fileobj=file, mode="rb") as inside:
            yield Bounded(inside, most)  # type: ignore[arg-type]  # it reads and reads lines, which is all we ask of it


def inflated(body: bytes, encoding: str, most: int) -> bytes | None:
    """Return a body without its Content-Encoding; None if that is none we read, or the body larger than `most` bytes.

    Many programs store a body unpacked and leave the header: what is not packed is taken as it is.
    """
    layers = [layer for part in encoding.lower().split(",") if (layer := part.strip()) not in ("", "identity")]
    if not layers:
        return body if len(body) <= most else None
    if layers not in (["gzip"], ["x-gzip"], ["deflate"]):
        return None
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):  # with a header of gzip or zlib, and the bare stream
        unpacker = zlib.decompressobj(window)
        try:
            found = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        return found if unpacker.eof and len(found) <= most else None
    return body if len(body) <= most else None
