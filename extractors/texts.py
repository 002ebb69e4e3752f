"""Text made ready for reading, without moving a character: normalised, cut into sentences, hashed.

Normalising maps one character to one character (never NFKC, which changes lengths), so that an offset into the
normalised text is an offset into the stored one.
"""

import hashlib
import re
import unicodedata
from types import MappingProxyType
from typing import NamedTuple

from extractors.lexicon import Lexicon

HASH_VERSION = "2"

_MAX_SENTENCE = 700  # a text without sentence marks is cut at spaces, so that time stays linear
_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\x00"
_MARKS = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad"
_PLAIN = MappingProxyType(
    {
        **dict.fromkeys(_SPACES + _MARKS, " "),
        **dict.fromkeys("’‘‛ʼ´`′＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒－﹣−", "-"),
        **dict.fromkeys("〜～∼˜", "~"),
        "，": ",",
        "．": ".",
        "％": "%",
        "：": ":",
        "；": ";",
        "！": "!",
        "？": "?",
        "（": "(",
        "）": ")",
        "｡": "。",
        "․": ".",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_INVISIBLE = re.compile(f"[{_MARKS}\u180e\u2061-\u2064\ufe00-\ufe0f]")
_WIDTHS = re.compile("[\uff00-\uffef]+")
_GAPS = re.compile(r"(?P<kept>(?<=\d)\s+(?=\d))|\s+")
_VARIANT = re.compile(f"[{re.escape(''.join(_PLAIN))}]")
_CONTROL = re.compile(r"[\t\x00`]")  # the variants that are ASCII
_END = re.compile(r"(?:[.!?…]+[\"')\]]*(?=\s|$))|(?:[。]+[」』\"')\]]*)|(?:[!?]+[」』])|\n+|;\s*\n")
_ENDING_SIGN = re.compile(r"[.!?…。\n;]")  # where `_END` may begin: trying it at every letter takes long


class Span(NamedTuple):
    """A stretch of text by its offsets."""

    start: int
    end: int


def normalise(text: str) -> str:
    """Return the text with one kind of space, quote, dash and digit; of exactly the same length."""
    return text if text.isascii() and not _CONTROL.search(text) else _VARIANT.sub(_plain_sign, text)


def _plain_sign(match: re.Match[str]) -> str:
    return _PLAIN[match.group()]


def sentences(text: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the sentences of a text as spans without the white space around them; together they cover all words.

    A line break always ends a sentence; an abbreviation of the lexicon or an initial does not.
    """
    return sentences_of(normalise(text), lexicon)


def sentences_of(plain: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the sentences of a text that is normalised already. See `sentences`."""
    spans: list[Span] = []
    start = 0
    for sign in _ENDING_SIGN.finditer(plain):
        match = _END.match(plain, sign.start()) if sign.start() >= start else None
        if match is None:
            continue
        if match.group()[0] == "." and _is_abbreviation(plain, start, match, lexicon):
            continue
        if _leaves_words_out(plain, match):
            continue
        spans += _pieces(plain, start, match.end())
        start = match.end()
    spans += _pieces(plain, start, len(plain))
    return tuple(spans)


def _leaves_words_out(plain: str, match: re.Match[str]) -> bool:
    """Whether dots stand for words of a quotation that goes on ("new assaults in Kursk... the army was brought in")."""
    dots = plain[max(0, match.start() - 2) : match.end()]
    return dots.endswith(("...", "…")) and plain[match.end() + 1 : match.end() + 2].islower()


def _is_abbreviation(plain: str, start: int, match: re.Match[str], lexicon: Lexicon) -> bool:
    if len(match.group()) > 1:
        return False
    before = plain[max(start, match.start() - 24) : match.start()]
    word = before.split()[-1].lstrip("('\"[") if before and not before[-1].isspace() else ""
    if f"{word}.".lower() in lexicon.abbreviations:
        return True
    if word.isdigit() and f"{_word_before(before)} n." in lexicon.abbreviations:
        return True
    return len(word) == 1 and word.isalpha() and word.isupper()


def _word_before(text: str) -> str:
    """The last word but one, in lower case: "am" of "am 24"."""
    return text.lower().split()[-2] if len(text.split()) > 1 else ""


def _pieces(plain: str, start: int, end: int) -> list[Span]:
    """Return plain[start:end] trimmed, cut where it is too long to be one sentence."""
    spans = []
    while end - start > _MAX_SENTENCE:
        cut = plain.rfind(" ", start + _MAX_SENTENCE // 2, start + _MAX_SENTENCE)
        cut = cut if cut > start else start + _MAX_SENTENCE
        spans.append(_trimmed(plain, start, cut))
        start = cut
    spans.append(_trimmed(plain, start, end))
    return [span for span in spans if span.end > span.start]


def _trimmed(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return Span(start, end)


def content_hash(title: str, text: str) -> str:
    """Return a hash of what a reader reads.

    White space, invisible characters, kinds of quotes and dashes, and full or half width do not change it; any word,
    sign or digit does, and white space between two digits ("12 3" is not "1 23").
    """
    words = f"{_squeezed(title)}\n{_squeezed(text)}"
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _squeezed(text: str) -> str:
    seen = _WIDTHS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), _INVISIBLE.sub("", text))
    return _GAPS.sub(lambda match: " " if match.group("kept") else "", normalise(seen))
