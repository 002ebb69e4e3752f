"""How long a feed asks to be left alone after an answer: Cache-Control, Expires, and the ttl of RSS. Pure.

Source: RFC 9111, sections 4.2 (freshness) and 5.2.2.1 (max-age); RSS 2.0 for ttl, in minutes. We are a private
cache: s-maxage is not for us.
"""

import re
from collections.abc import Mapping
from datetime import datetime

from flows.outlets.answers import instant_of

CAP_S = 7_200.0
"""A feed that calls itself fresh for a week is misconfigured more often than weekly."""

_DIRECTIVE = re.compile(r'\s*([a-z-]+)\s*(?:=\s*"?([^",]*)"?)?\s*(?:,|$)', re.IGNORECASE)
_TTL = re.compile(rb"<ttl>\s{0,9}([0-9]{1,9})\s{0,9}</ttl>", re.IGNORECASE)
_HEAD = 16_384
"""Where the elements of a channel stand: before its items, in all feeds seen."""
_MAX_HEADER = 1_024
_MAX_DIGITS = 10


def fresh_s(headers: Mapping[str, str], now: datetime, cap_s: float = CAP_S) -> float | None:
    """Return the seconds for which an answer calls itself fresh, 0 to `cap_s`; None where it does not say.

    Cache-Control wins over Expires; what a shared cache has spent already (Age) is taken off. Nonsense is no word.
    """
    said = _by_cache_control(headers.get("Cache-Control", ""))
    if said is None and "Expires" in headers:
        said = _by_expires(headers, now)
    if said is None:
        return None
    return min(max(said - (_seconds(headers.get("Age")) or 0.0), 0.0), cap_s)


def ttl_s(body: bytes, cap_s: float = CAP_S) -> float | None:
    """Return the seconds that an RSS feed's own ttl asks for, at most `cap_s`; None where it has none."""
    found = _TTL.search(body[:_HEAD].partition(b"<item")[0])
    return None if found is None else min(60.0 * int(found[1]), cap_s)


def longer(*said: float | None) -> float | None:
    """Return the longest of several words, None where none was said."""
    return max((word for word in said if word is not None), default=None)


def _by_cache_control(value: str) -> float | None:
    words = {name.lower(): argument for name, argument in _DIRECTIVE.findall(value[:_MAX_HEADER])}
    if "no-store" in words or "no-cache" in words:
        return 0.0
    return _seconds(words.get("max-age"))


def _by_expires(headers: Mapping[str, str], now: datetime) -> float:
    """Return the seconds from the server's own date to Expires; an unreadable one means stale (RFC 9111, 5.3)."""
    expires = instant_of(headers["Expires"])
    sent_at = instant_of(headers.get("Date", "")) or now
    return 0.0 if expires is None else (expires - sent_at).total_seconds()


def _seconds(value: str | None) -> float | None:
    value = (value or "").strip()
    return float(value[:_MAX_DIGITS]) if value.isascii() and value.isdigit() else None
