"""What a run and its extracting children say to each other: a length, then a pickle that may hold our own values only.

A child reads what strangers wrote. If a stranger ever took one over, what it sends back could still name nothing but
the values of `extractors` and moments of time: any other class is refused before it is looked up.
"""

import io
import pickle
import socket
import time
from dataclasses import dataclass, is_dataclass
from enum import Enum
from typing import Any

from typing_extensions import override

from extractors.values import Page

READY = "ready"
"""What a child says once it can be asked."""

OUT_OF_MEMORY = 3
"""The exit code of a child that ran into its limit of memory."""

MAX_BYTES = 64_000_000
"""No message is longer; a page has at most 8 MB."""

_LENGTH = 8
_CHUNK = 1_048_576
_MOMENTS = frozenset({"date", "datetime", "timedelta", "timezone"})


class WireError(OSError):
    """The other side has ended, is too slow, or sends what is no message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One piece of work: its `kind`, the page, what else the reader takes, and its seconds of processor time."""

    kind: str
    page: Page
    more: dict[str, Any]
    limit_s: float

    def as_message(self) -> tuple[str, Page, dict[str, Any], float]:
        """Return it as values that may be sent."""
        return self.kind, self.page, self.more, self.limit_s

    @classmethod
    def of_message(cls, message: object) -> "Asked":
        """Return what `as_message` made of it.

        Raises:
            WireError: it is something else.
        """
        match message:
            case (str(kind), Page() as page, dict(more), float(limit_s)):
                return cls(kind=kind, page=page, more=more, limit_s=limit_s)
        raise WireError("what came is no work")


class _Unpickler(pickle.Unpickler):
    @override
    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if module_name == "datetime" and global_name in _MOMENTS:
            return super().find_class(module_name, global_name)
        if module_name == "extractors.values" and "." not in global_name:
            found = super().find_class(module_name, global_name)
            if isinstance(found, type) and (is_dataclass(found) or issubclass(found, Enum)):
                return found
        message = f"{module_name}.{global_name} is no value of ours"
        raise WireError(message)


def send(to: socket.socket, value: object, *, within_s: float | None = None) -> None:
    """Send one message.

    Raises:
        OSError: the other side has ended, or does not read.
    """
    data = pickle.dumps(value, protocol=5)
    to.settimeout(within_s)
    to.sendall(len(data).to_bytes(_LENGTH, "big") + data)


def receive(sender: socket.socket, *, within_s: float | None = None) -> object:
    """Return one message, waiting for at most `within_s` seconds (None: for ever).

    Raises:
        OSError: the other side has ended, was too slow, or sent what is no message.
    """
    until = None if within_s is None else time.monotonic() + within_s
    size = int.from_bytes(_exactly(sender, _LENGTH, until), "big")
    if size > MAX_BYTES:
        message = f"a message of {size:,} bytes"
        raise WireError(message)
    try:
        return _Unpickler(io.BytesIO(_exactly(sender, size, until))).load()
    except WireError:
        raise
    except Exception as error:  # a broken pickle may raise anything
        message = f"what came is no message ({type(error).__name__})"
        raise WireError(message) from error


def _exactly(sender: socket.socket, size: int, until: float | None) -> bytes:
    chunks: list[bytes] = []
    while size:
        left = None if until is None else until - time.monotonic()
        if left is not None and left <= 0:
            message = "no answer in time"
            raise TimeoutError(message)
        sender.settimeout(left)
        chunk = sender.recv(min(size, _CHUNK))
        if not chunk:
            message = "the other side has ended"
            raise WireError(message)
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)
