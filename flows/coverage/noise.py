"""What changes on a page although nothing was edited: a pure function of the page and the time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from flows.coverage.outlets import Outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The moving parts of one page at one time. Counts are of comments and readers; `nonce` is 16 hex digits."""

    nonce: str
    ad: str
    shows_newsletter: bool
    shows_cookie_note: bool
    comments: int
    readers: int


def built_at(outlet: Outlet, modified_at: datetime, now: datetime) -> datetime:
    """Return when the page that is served now was built.

    A paper with strong tags serves files that are built again each midnight and after each edit; all others build
    the page for every visit.
    """
    if outlet.etag != "strong":
        return now
    return max(now.replace(hour=0, minute=0, second=0, microsecond=0), modified_at)


def noise(outlet: Outlet, slug: str, built: datetime, age_s: float) -> Noise:
    """Return the moving parts of a page that was built at a time, `age_s` seconds after publication."""
    seed = f"{outlet.id}/{slug}/{built:%Y-%m-%dT%H:%M}"
    return Noise(
        nonce=_digest(seed + "/nonce"),
        ad=outlet.words.ads[_number(seed + "/ad") % len(outlet.words.ads)],
        shows_newsletter=_number(seed + "/newsletter") % 2 == 0,
        shows_cookie_note=_number(seed + "/cookie") % 3 > 0,
        comments=int(age_s / 600) + _number(seed + "/comments") % 7,
        readers=int(age_s / 4) + _number(seed + "/readers") % 300,
    )


def shuffled(items: tuple[str, ...], seed: str) -> tuple[str, ...]:
    """Return the items in an order that the seed decides."""
    return tuple(sorted(items, key=lambda item: _digest(f"{seed}/{item}")))


def ago(outlet: Outlet, age_s: float) -> str:
    """Return the age of a page as the outlet words it: minutes in the first hour, then hours."""
    minutes = int(age_s // 60)
    if minutes < 60:
        return outlet.words.minutes_ago.format(n=minutes)
    return outlet.words.hours_ago.format(n=minutes // 60)


def _digest(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:16]


def _number(seed: str) -> int:
    return int(_digest(seed), 16)
