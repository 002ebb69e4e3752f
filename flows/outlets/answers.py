"""What a server's answer means: its status, its Retry-After, its encoding. Pure.

Source: RFC 9110, sections 8.4 (encodings), 10.2.3 (Retry-After) and 15 (status codes).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from flows.outlets.fetched import Fault, Outcome

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT_REDIRECTS = frozenset({301, 308})
_BLOCKED = frozenset({401, 403, 429, 451})
_CHALLENGE_HEADERS = (
    "cf-mitigated",
    "x-amzn-waf-action",
)  # sent with challenges only
_UNDECODED = frozenset({"br", "zstd", "compress", "x-compress", "exi", "dcb", "dcz"})
_MAX_VALIDATOR = 1_024
_MAX_DATE = 64
_MAX_SECONDS_DIGITS = 12


def outcome_of(status: int, headers: Mapping[str, str], *, asked_if_changed: bool) -> tuple[Outcome, Fault | None]:
    """The outcome of a status that is no redirect, and what is at fault if it brings no page."""
    if any(name in headers for name in _CHALLENGE_HEADERS):
        return Outcome.BLOCKED, Fault.STATUS
    if status == 304 and asked_if_changed:
        return Outcome.NOT_MODIFIED, None
    if 200 <= status < 300 and status not in {204, 205, 206}:
        return Outcome.OK, None
    if status == 410:
        return Outcome.GONE, None
    if status == 404:
        return Outcome.NOT_FOUND, None
    if status in _BLOCKED:
        return Outcome.BLOCKED, Fault.STATUS
    return Outcome.FAILED, Fault.SERVER if status >= 500 else Fault.STATUS


def retry_after_s(value: str | None, now: datetime, cap_s: float) -> float | None:
    """Seconds that a Retry-After header asks for, from 0 to `cap_s`; None if it is unreadable."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:_MAX_SECONDS_DIGITS]), cap_s)
    then = instant_of(value)
    return None if then is None else min(max(0.0, (then - now).total_seconds()), cap_s)


def instant_of(value: str) -> datetime | None:
    """The instant that a header's date names, None if it is unreadable; without a zone it is UTC."""
    try:
        then = parsedate_to_datetime(value[:_MAX_DATE])
    except (ValueError, OverflowError):
        return None
    return then if then.tzinfo is not None else then.replace(tzinfo=UTC)


def encoding_fault(encodings: list[str]) -> str | None:
    """Why a body with these Content-Encoding headers is not read, or None.

    Stacked encodings are how a few hundred bytes become gigabytes; no outlet needs them.
    """
    layers = [layer.strip().lower() for value in encodings for layer in value.split(",")]
    if len([layer for layer in layers if layer not in {"", "identity"}]) > 1:
        return "the answer is compressed more than once"
    if any(layer in _UNDECODED for layer in layers):
        return f"the answer is compressed in a way that we did not ask for ({', '.join(layers)})"
    return None


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified as sent, or None where it cannot be sent again as it is."""
    if value is None or not value.isascii() or not value.isprintable():
        return None
    return value if 0 < len(value) <= _MAX_VALIDATOR else None


def clean_header(value: str | None) -> str:
    """A header as text that can be stored: what is not UTF-8 is replaced."""
    return (value or "").encode("utf-8", "replace").decode("utf-8")
