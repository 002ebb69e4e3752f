"""Languages by name, for readers, and as a tag, for browsers that choose fonts and voices by it."""

import re
from typing import Final

_NAMES: Final = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "ko": "Korean",
    "ru": "Russian",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def language_name(language: str) -> str:
    """Return the English name of an ISO 639-1 language; one without a name here keeps its code."""
    return _NAMES.get(language, language)


def language_tag(language: str) -> str:
    """Return a tag that HTML may carry: the code if it has the form of one, else "und" (undetermined)."""
    return language if re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language) else "und"
