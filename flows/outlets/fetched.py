"""What came of asking for one URL. A fault of the network is a value here, never an exception."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from extractors.values import Page


class Outcome(StrEnum):
    """How a request ended, as far as it decides what to do next."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    GONE = "gone"
    NOT_FOUND = "not_found"
    BLOCKED = "blocked"
    FAILED = "failed"
    TOO_LARGE = "too_large"


class Fault(StrEnum):
    """Why a request gave no page."""

    REFUSED = "refused"  # by our own guard: address, scheme, redirect
    DNS = "dns"
    TLS = "tls"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    REDIRECTS = "redirects"
    ENCODING = "encoding"
    PROTOCOL = "protocol"
    SERVER = "server"  # 5xx
    STATUS = "status"  # any other status that is not a page
    WAIT = "wait"  # the host asked us to come later
    OPT_OUT = "opt_out"  # the publisher has asked not to be read
    PROXY = "proxy"  # the operator's own
    ROBOTS = "robots"  # the host's robots.txt closes the address


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The end of one get. `page` is there if and only if the outcome is OK.

    `etag` and `last_modified` are to be sent next time, verbatim: of this answer, or those sent
    where a 304 does not repeat them. `moved_to` is the new address if every redirect on the way
    was permanent. `error` is for a person, `fault` for a program; both are empty where nothing is
    wrong. `retry_after_s` is None where the server did not say when to come again, `fresh_s` where it did not say for
    how long its answer holds (seconds, capped).
    """

    url: str
    outcome: Outcome
    page: Page | None = None
    http_status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None
    error: str = ""
    fault: Fault | None = None
    retry_after_s: float | None = None
    fresh_s: float | None = None


class Source(Protocol):
    """Whoever answers for a URL: the guarded client, or an archive of what was once sent."""

    async def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        kind: Literal["feed", "page"] = "page",
    ) -> Fetched:
        """Return what comes of asking for one URL; see `Client.get`."""
        ...
