"""Markup as text: tags and entities taken out, and every text from outside made fit to be kept. Pure."""

import html
import re
import unicodedata

_SCRIPTS = re.compile(r"<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def storable(text: str) -> str:
    """The text in NFC, without NUL, other control characters and lone surrogates: fit for any store, offsets final."""
    return unicodedata.normalize("NFC", _UNFIT.sub("", text))


def one_line(text: str) -> str:
    """The text made storable, each run of white space one space, none at the ends."""
    return _SPACES.sub(" ", storable(text)).strip()


def plain_text(markup: str) -> str:
    """What a reader sees of a short piece of HTML (a headline, a summary), on one line.

    Feeds escape once, twice or not at all, so tags are taken out both before and after entities are resolved.

    >>> plain_text("Troops &amp;amp; <b>tanks</b> &lt;i&gt;near&lt;/i&gt; Kursk")
    'Troops & tanks near Kursk'
    """
    for _ in range(2):
        markup = html.unescape(_TAGS.sub("", _SCRIPTS.sub("", markup)))
    return one_line(_TAGS.sub("", markup))
