"""Which captions of pictures and tables in boxes tell figures: those stay in an article's text, others do not. Pure.

A caption mostly says who is seen, where and when. A day, a year, a time of day or the number of a model is no figure. A
number below 32 may be a day in any language, so it counts only before a word or sign of scale or share (captions.toml:
"5 million", "1万"). Numbers written in words alone are not seen.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files

from selectolax.lexbor import LexborHTMLParser, LexborNode

from extractors.markup import one_line

CAPTION = "figcaption"
LONGEST = 1_000
"""A longer caption (in characters) is a text of its own, which its outlet sets in a box."""

_MOST = 200  # figures and captions looked at on a page
_MOST_INSIDE = 20  # captions and tables looked at in a figure
_LINKED = 0.6  # a caption with a larger share of its letters in links leads to another article
_LAST_DAY = 31
_NEAR = 20  # characters behind a number that may say its scale
_LETTERS = "A-Za-z\u00c0-\u024f\u0400-\u04ff"  # scripts that set numbers apart; Han, Kana and Hangul do not
_DATE = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}|\d{1,2}:\d\d")
_YEAR = re.compile(r"(?:19\d\d|20\d[1-9]|20[1-9]0)")
_NUMBER = re.compile(
    rf"(?<![{_LETTERS}\d.,])(?<![{_LETTERS}][-\u2011])"  # F16, MiG-29
    r"(?P<whole>\d{1,3}(?P<groups>(?:[.,' ’\u00a0\u202f]\d{3})+)(?!\d)|\d+)(?:[.,]\d+)?"
)
_NAME = re.compile(rf"[-\u2011]?[{_LETTERS}]")  # directly behind a number: 92A, 8-year-old


def keep_captions_that_count(tree: LexborHTMLParser) -> None:
    """Take the figures out of a tree, but for their captions and tables that carry figures."""
    inner = {node.mem_id for node in tree.css("figure figure")}
    outer = [node for node in tree.css("figure") if node.mem_id not in inner]
    for number, node in enumerate(outer):
        kept = "".join(_kept(node)) if number < _MOST else ""
        if kept:
            node.inner_html = kept
        else:
            node.decompose(recursive=False)
    for number, node in enumerate(tree.css(CAPTION)):
        if number >= _MOST or not _tells(node):
            node.decompose(recursive=False)


def _kept(figure: LexborNode) -> Iterator[str]:
    for table in figure.css("table")[:_MOST_INSIDE]:
        is_innermost = len(table.css("table")) == 1  # itself
        if is_innermost and carry_figures([row.text(separator=" ") for row in table.css("tr")]):
            yield table.html or ""
    for caption in figure.css(CAPTION)[:_MOST_INSIDE]:
        if _tells(caption):
            yield f"<{CAPTION}>{escape(caption.text())}</{CAPTION}>"


def _tells(caption: LexborNode) -> bool:
    text = one_line(caption.text())
    linked = sum(len(link.text()) for link in caption.css("a"))
    return len(text) <= LONGEST and linked <= _LINKED * len(text) and carries_figure(text)


def carries_figure(text: str) -> bool:
    """Whether a caption has a number that is more than a day, a year, a time of day or the name of a model.

    >>> carries_figure("Nearly 11,000 soldiers are said to be there"), carries_figure("In Pyongyang on 10 October 2020")
    (True, False)
    """
    return any(map(_counts, _NUMBER.finditer(_DATE.sub(" ", text))))


def carry_figures(rows: Sequence[str]) -> bool:
    """Whether the rows are those of a table that tells figures: every second of them does at least."""
    return 2 * sum(carries_figure(row[:LONGEST]) for row in rows) >= len(rows)


def _counts(number: re.Match[str]) -> bool:
    rest = number.string[number.end() : number.end() + _NEAR]
    if number["groups"]:
        return True
    if rest.lstrip().casefold().startswith(_scales()):
        return True
    if _NAME.match(rest) or _YEAR.fullmatch(number["whole"]):
        return False
    return len(number["whole"]) > 2 or (int(number["whole"]) > _LAST_DAY and not rest.startswith(". "))


@cache
def _scales() -> tuple[str, ...]:
    table = tomllib.loads((files("extractors") / "captions.toml").read_text(encoding="utf-8"))
    return tuple(table["scales"])
