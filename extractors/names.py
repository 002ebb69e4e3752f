"""Ids of sources, sides and places as names that a person reads. Pure, and for every room: one id has one name."""

import re
from collections.abc import Callable
from typing import Final

_CAPITALS: Final = (
    "abc afp ap bbc cna cnn csis dpa dw efe eu gur hq isw jcs kbs kcna kctv mfa mp msmt nato nbc nhk nis nk nsdc nyt "
    "pow ria rfa rfe rl rt sbu tass uk un us voa wsj"
)
_TITLES: Final = (
    "british express house ilbo independent insider korea korean monde news pais post pravda stories times ukraine "
    "wire zone zvezda"
)
_ACRONYMS: Final = frozenset(_CAPITALS.split())
_PROPER: Final = frozenset(_TITLES.split())
_NAMES: Final = {
    "el_pais": "El País",
    "kim_jong_un": "Kim Jong Un",
    "kim_yo_jong": "Kim Yo Jong",
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
    return " + ".join(" ".join(_cased(word, str.title) for word in part.split("_")) for part in name.split("+"))


def _words_of(identifier: str) -> str:
    if identifier in _NAMES:
        return _NAMES[identifier]
    words = identifier.split("_")
    first, *rest = (_cased(word) for word in words)
    return " ".join((first[:1].upper() + first[1:], *(word.title() if word in _PROPER else word for word in rest)))


def _cased(word: str, otherwise: Callable[[str], str] = str) -> str:
    """Return a word of an id as it is written: "NATO", "MoD"; one that is no acronym as `otherwise` has it."""
    if word == "mod":
        return "MoD"
    return word.upper() if word in _ACRONYMS else otherwise(word)
