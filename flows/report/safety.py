"""What keeps text from outside harmless on the page and in the feed, beyond the escaping that the templates do."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS_TEXT: Final = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: a headline could make its neighbours read backwards."""


def clean(text: str) -> str:
    """Return a text that every encoding and XML can hold: what cannot be shown becomes U+FFFD, direction marks go."""
    return _TURNS_TEXT.sub("", _UNPRINTABLE.sub("\ufffd", text))


def web_link(url: str | None) -> str | None:
    """Return the address if it is one of the web (http or https with a host), else None.

    Browsers drop tabs, line ends and leading controls in an address before they read its scheme, and read a
    backslash as a slash; addresses with any of those are refused, not repaired.
    """
    if url is None or re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def content_policy(*, styles: Iterable[str], scripts: Iterable[str]) -> str:
    """Return the page's Content-Security-Policy: nothing may load, only these very styles and scripts may act."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {_hashes(styles)}",
            f"script-src {_hashes(scripts)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hashes(texts: Iterable[str]) -> str:
    return " ".join(f"'{_hash(text)}'" for text in texts) or "'none'"


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
