"""The time stamps of feeds and pages, read as instants in UTC: unknown rather than wrong.

A stamp without a zone, or with a zone's name that means several, is unknown. Feeds are meant to follow RFC 822 or
RFC 3339; many write months in their own language, or as their programming language prints them.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from extractors.writing import writing

_HOURS: dict[str, float] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2,
    "EET": 2, "EEST": 3, "MSK": 3, "KST": 9, "JST": 9, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7,
}  # fmt: skip
"""Zones whose name means one thing. CST is Chicago and China, IST Dublin, Delhi and Jerusalem: both are unknown."""

_MONTHLESS = 3  # letters at least that tell a month

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?"
_ZONE = r"(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z]{1,5})(?:\s*\(.*\))?"
_MAX_LENGTH = 80
_FIRST_YEAR = 1990  # no press feed is older; smaller years are empty fields of a database


def read_stamp(text: str | None, *, seen_at: datetime | None = None) -> datetime | None:
    """The instant that a stamp names, in UTC, or None where its own words are not sure.

    A stamp more than a day after `seen_at` is a mistake of its writer and so unknown.

    >>> read_stamp("월, 04 11월 2024 18:00:00 +0900").isoformat()
    '2024-11-04T09:00:00+00:00'
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    stamp = _read_iso(text.strip()) or _read_words(text.strip())
    if stamp is None or stamp.year < _FIRST_YEAR:
        return None
    if seen_at is not None and stamp > seen_at + timedelta(days=1):
        return None
    return stamp


def _read_iso(text: str) -> datetime | None:
    try:
        stamp = datetime.fromisoformat(text)
        return stamp.astimezone(UTC) if stamp.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    signs = "|".join(map(re.escape, writing().month_signs))
    forms = (
        # Mon, 04 Nov 2024 18:00:00 +0900; also "lun., 4 nov. 2024 ..." and "월, 04 11월 2024 ..."
        rf"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{{1,2}})\.?[\s-]+(?P<month>\d{{1,2}}(?:{signs})|[^\W\d]+)\.?[\s-]+"
        rf"(?P<year>\d{{4}}),?\s+{_CLOCK}\s*{_ZONE}",
        # Mon Nov 4 18:00:00 KST 2024
        rf"[^\W\d]+\s+(?P<month>[^\W\d]+)\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+{_ZONE}\s+(?P<year>\d{{4}})",
        # 2024-11-04 18:00:00 KST, 2024/11/04 18:00:00 +0900
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})[T\s]+{_CLOCK}\s*{_ZONE}",
    )
    return tuple(map(re.compile, forms))


def _read_words(text: str) -> datetime | None:
    found = next((match for form in _forms() if (match := form.fullmatch(text))), None)
    if found is None:
        return None
    month, offset = _month(found["month"]), _offset(found["zone"])
    if month is None or offset is None:
        return None
    second = min(int(found["second"] or 0), 59)  # a leap second is written as 60
    try:
        zone = timezone(offset)
        stamp = datetime(
            int(found["year"]), month, int(found["day"]), int(found["hour"]), int(found["minute"]), second, tzinfo=zone
        )
        return stamp.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _month(word: str) -> int | None:
    names = writing()
    number = next((word.removesuffix(sign) for sign in names.month_signs if word.endswith(sign)), word)
    if number.isdigit():
        return int(number)
    for length in range(min(len(word), 6), _MONTHLESS - 1, -1):
        month = names.months.get(word[:length].lower())
        if month is not None:
            return month
    return None


def _offset(zone: str) -> timedelta | None:
    if zone[0] in "+-":
        digits = zone[1:].replace(":", "")
        size = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        return -size if zone[0] == "-" else size
    hours = _HOURS.get(zone.upper())
    return None if hours is None else timedelta(hours=hours)
