"""Ids of sources, sides and places as names that a person reads. Pure, and for every room: one id has one name."""

import re
from typing import Final

_ACRONYMS: Final = frozenset(
    {"afp", "ap", "bbc", "cnn", "gur", "isw", "jcs", "kbs", "kcna", "kctv", "mfa", "mod", "mp", "nato", "nhk", "nis"}
    | {"nsdc", "nyt", "ria", "tass", "uk", "un", "us", "wsj"}
)
_PROPER: Final = frozenset({"korea", "korean", "british", "zvezda", "times", "wire", "independent", "pravda", "house"})
_NAMES: Final = {
    "kim_jong_un": "Kim Jong Un",
    "ukraine_general_staff": "Ukraine General Staff",
    "ukraine_gur": "Ukraine's military intelligence (GUR)",
    "us_state_department": "US State Department",
}
"""Ids whose words do not make their name."""
_ID: Final = re.compile(r"[a-z0-9_+-]+")


def readable(name: str) -> str:
    """Return a name as it is, an id in words: places and offices get capitals, acronyms all of them.

    >>> readable("western_officials"), readable("nato+pentagon"), readable("The Harbour Times")
    ('Western officials', 'NATO + Pentagon', 'The Harbour Times')
    >>> readable("south_korea_nis"), readable("kim_jong_un")
    ('South Korea NIS', 'Kim Jong Un')
    """
    if not _ID.fullmatch(name):
        return name
    return " + ".join(_words_of(part) for part in name.split("+"))


def proper_name(name: str) -> str:
    """Return the name of a side or place: an id gets capitals ("north_korea" is "North Korea")."""
    if not _ID.fullmatch(name):
        return name
    return " + ".join(part.replace("_", " ").title() for part in name.split("+"))


def _words_of(identifier: str) -> str:
    if identifier in _NAMES:
        return _NAMES[identifier]
    words = identifier.split("_")
    first, *rest = (word.upper() if word in _ACRONYMS else word for word in words)
    return " ".join((first[:1].upper() + first[1:], *(word.title() if word in _PROPER else word for word in rest)))
