"""The text of a page's bytes: what it declares is believed only if its bytes agree. Pure.

Bytes that are valid UTF-8 are UTF-8 whatever is declared: no other encoding produces them by chance. Otherwise the
declared encodings are tried, then those that the outlet's language was written in; the one whose letters look most like
that language wins.
"""

import codecs
import re

from extractors.writing import script_of

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w:.-]{2,40})""")
_HEAD = 4_096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "euc_kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
"""What pages mean by a narrower name; source: the WHATWG Encoding Standard, section 4.2."""

_SPOILT = 0.02
"""Of the characters beyond ASCII, this share may be broken in a page that is UTF-8 all the same (a cut, a bad ad)."""

_SAMPLE = 200_000


def decode(body: bytes, content_type: str, language: str) -> str:
    """The text of a page.

    Args:
        body: the page's bytes.
        content_type: the header, whose charset is one witness.
        language: ISO 639-1 of the outlet; decides which old encodings are thought of.

    Returns:
        The text; bytes that no encoding explains stand as U+FFFD. It may hold lone surrogates (`markup.storable`).
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    try:
        return body.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        pass
    as_utf8 = body.decode("utf-8", "replace")
    if _is_nearly_whole(as_utf8):
        return as_utf8
    names = dict.fromkeys((*_declared(body, content_type), *script_of(language).encodings))
    texts = [as_utf8, *(body.decode(name, "replace") for name in names)]
    return max(texts, key=lambda text: _likeness(text[:_SAMPLE], language))  # the first of equals


def _is_nearly_whole(text: str) -> bool:
    beyond = sum(not mark.isascii() for mark in text)
    return text.count("\ufffd") <= _SPOILT * beyond


def _declared(body: bytes, content_type: str) -> list[str]:
    found = [match[1] for match in [_HEADER.search(content_type)] if match]
    head = body[:_HEAD]
    found += [match[1].decode("ascii", "replace") for match in (_META.search(head), _XML.search(head)) if match]
    names = [name for label in found if (name := _codec(label)) is not None]
    return [name for name in names if not name.startswith("utf")]


def _codec(label: str) -> str | None:
    """Python's codec for a page's label, or None for an unknown one or one that is no text encoding."""
    label = {"ks_c_5601-1987": "cp949", "x-sjis": "cp932", "x-gbk": "gb18030"}.get(label.lower(), label)
    try:
        info = codecs.lookup(label)
        b"".decode(info.name)  # rot13, zip and the like are codecs, but not of texts
    except (LookupError, ValueError):
        return None
    return _WIDER.get(info.name, info.name)


def _likeness(text: str, language: str) -> float:
    """The share of characters beyond ASCII that the language's plain prose is made of; broken ones count against."""
    beyond = [mark for mark in text if not mark.isascii()]
    if not beyond:
        return 1.0
    known = len(script_of(language).prose.findall("".join(beyond)))
    broken = sum(mark == "\ufffd" or "\x80" <= mark <= "\x9f" or "\ue000" <= mark <= "\uf8ff" for mark in beyond)
    return (known - 3 * broken) / len(beyond)
