"""Finds where an outlet owns up to an edit: notices of correction, of clarification and of updates, and mere stamps.

A notice opens a line with a word for it ("Correction:") or speaks of the article itself ("an earlier version of this
article said"), never within quotation marks: what a minister corrects is no notice. The words of each language stand in
lexicons/notices/<ISO 639-1>.toml, with examples that are its tests; docs/lexicon.md explains the keys.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from extractors.comparing.numerals import shows
from extractors.errors import LexiconError, PhraseError
from extractors.lexicon import Lexicon, load_lexicon
from extractors.phrases import Matcher, compile_table
from extractors.texts import Span, normalise, sentences_of
from extractors.values import Article, Claim, Field, Kind

SCHEMA = 1
_KINDS = ("correction", "clarification", "update")
_BARE = 25  # letters besides the words for a notice: with fewer it says only that something was corrected
_BARE_DENSE = 12
_STAMP = 2  # letters besides time and date: with so few an update says only when
_LONG_LINE = 4  # a line of more sentences is a text without line breaks: only the sentence is the notice
_LEADS = re.compile(r"[\s\[(【〔《（*#•·●■▲△▶◆◇※|/-]*")
_MARKED = re.compile(r"\s*(?:[:\])】〕》|/.。]|$)|\s+-|\s*\(?\d")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d")
_COLON = re.compile(r"\s*[:\]】]")
_SAID_FOR = {
    "casualties": ("casualties", "killed", "wounded"),
    "troops_deployed": ("sent", "present"),
    "troops_at_front": ("front", "present"),
    "workers_sent": ("sent",),
}


class NoticeKind(StrEnum):
    """What a notice says of the edit; a STAMP says only when, and owns up to nothing."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    STAMP = "stamp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice: `text` is the very slice [start, end) of the article's `where` field."""

    kind: NoticeKind
    text: str
    where: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeExample:
    """A text of our own with the notices that must be found in it, each as (kind, text)."""

    text: str
    title: str
    notices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWords:
    """One language's words for notices, compiled; the matchers of `opening` and `about` label hits with the kind."""

    language: str
    opening: Matcher
    about: Matcher
    matter: Matcher
    stamp: Matcher
    examples: tuple[NoticeExample, ...]


@cache
def notice_languages() -> frozenset[str]:
    """Return the languages in which notices are known; elsewhere nobody can say that an edit was silent."""
    return frozenset(f.name.removesuffix(".toml") for f in _folder().iterdir() if f.name.endswith(".toml"))


def find_notices(article: Article) -> tuple[Notice, ...]:
    """Return the notices of an article in the order of title and text; none in a language whose words are unknown."""
    if article.language not in notice_languages():
        return ()
    words, lexicon = load_notice_words(article.language), load_lexicon(article.language)
    found = [*_in_title(article, words), *_in_text(article, words, lexicon)]
    return tuple(_stamped(notice, words, lexicon) for notice in found)


def new_notices(before: Article, after: Article) -> tuple[Notice, ...]:
    """Return the notices of the later version that did not stand in the earlier one, or stood there in other words.

    An update, a stamp or a headline whose numbers alone differ is none: that is the edit itself, or another clock time.
    """
    known = {_identity(notice) for notice in find_notices(before)}
    return tuple(notice for notice in find_notices(after) if _identity(notice) not in known)


def owns_up(notice: Notice, claims: Sequence[Claim], language: str) -> bool:
    """Tell whether a notice owns up to a change of these claims: it says nothing in particular, or names the matter.

    The matter is one of the numbers, the word for what is counted, or figures and sources as such. An update must name
    it; a correction that names something else (a misspelt name) owns up to something else.
    """
    if notice.kind is NoticeKind.STAMP:
        return False
    words, lexicon = load_notice_words(language), load_lexicon(language)
    plain = normalise(notice.text)
    if any(claim.kind is Kind.FIGURE and shows(plain, claim) for claim in claims):
        return True
    statuses = [matcher for claim in claims if (matcher := lexicon.matchers.get(f"status.{claim.metric}"))]
    if any(matcher.search(plain) for matcher in statuses):
        return True
    counted = {hit.label.partition(".")[0] for hit in lexicon.matchers["trigger"].finditer(plain)}
    if counted:
        return bool(counted & {name for claim in claims for name in _SAID_FOR.get(claim.metric, (claim.metric,))})
    if words.matter.search(plain):
        return True
    letters = len(_rest(notice.text, words, lexicon))
    return notice.kind is not NoticeKind.UPDATE and letters <= (_BARE_DENSE if lexicon.is_dense else _BARE)


def load_notice_words(language: str) -> NoticeWords:
    """Return a language's words for notices, read and compiled once.

    Raises:
        LexiconError: there is no file, or it is not right; the message names file and key.
    """
    return _load(language)


@cache
def _load(language: str) -> NoticeWords:
    file = _folder().joinpath(f"{language}.toml")
    if not file.is_file():
        known = ", ".join(sorted(notice_languages()))
        raise LexiconError(f"notices/{language}.toml", "file", f"no notices of this language; there are: {known}")
    return parse_notice_words(file.read_text("utf-8"), f"notices/{language}.toml")


def parse_notice_words(text: str, file: str) -> NoticeWords:
    """Return the words that `text` (TOML) holds; `file` is the name that errors give.

    Raises:
        LexiconError: unknown or missing key, wrong type, bad phrase; with file and key.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise LexiconError(file, "file", f"is not TOML: {exc}") from exc
    _check_keys(file, "", raw, ("schema", "code", "opening", "about", "matter", "stamp", "example"))
    if raw["schema"] != SCHEMA:
        raise LexiconError(file, "schema", f"must be {SCHEMA}")
    code = str(raw["code"])
    return NoticeWords(
        language=code,
        opening=_matcher(file, "opening", raw["opening"], _KINDS, code),
        about=_matcher(file, "about", raw["about"], _KINDS, code),
        matter=_matcher(file, "matter", raw["matter"], ("words",), code),
        stamp=_matcher(file, "stamp", raw["stamp"], ("words",), code),
        examples=_examples(file, raw["example"]),
    )


def _matcher(file: str, key: str, table: object, names: Sequence[str], language: str) -> Matcher:
    table = _check_keys(file, key, table, names)
    for name in names:
        phrases = table[name]
        is_right = isinstance(phrases, list) and all(isinstance(phrase, str) and phrase for phrase in phrases)
        if not is_right or len(set(phrases)) != len(phrases):
            raise LexiconError(file, f"{key}.{name}", "must be a list of phrases, none of them empty or twice there")
    try:
        return compile_table(table, language)
    except PhraseError as exc:
        raise LexiconError(file, key, str(exc)) from exc


def _examples(file: str, listed: object) -> tuple[NoticeExample, ...]:
    if not isinstance(listed, list) or not listed:
        raise LexiconError(file, "example", "must be tables [[example]] with text and notices")
    found = []
    for number, table in enumerate(listed):
        key = f"example[{number}]"
        table = _check_keys(file, key, {"title": ""} | table, ("text", "title", "notices"))
        notices = [_check_keys(file, f"{key}.notices", notice, ("kind", "text")) for notice in table["notices"]]
        pairs = tuple((str(notice["kind"]), str(notice["text"])) for notice in notices)
        found.append(NoticeExample(text=str(table["text"]), title=str(table["title"]), notices=pairs))
    return tuple(found)


def _check_keys(file: str, key: str, table: object, names: Sequence[str]) -> dict[str, Any]:
    """Return the table whose keys are exactly `names`; what they hold is for the caller to check."""
    if not isinstance(table, dict):
        raise LexiconError(file, key, "must be a table")
    for name in names:
        if name not in table:
            raise LexiconError(file, f"{key}.{name}".lstrip("."), "is missing; an empty list is allowed")
    for name in table:
        if name not in names:
            raise LexiconError(file, f"{key}.{name}".lstrip("."), f"is unknown; there are: {', '.join(names)}")
    return table


def _in_title(article: Article, words: NoticeWords) -> Iterator[Notice]:
    title = normalise(article.title)
    kind = _opened(title, Span(0, len(title)), words)
    if kind is not None:
        yield Notice(kind=kind, text=article.title, where=Field.TITLE, start=0, end=len(title))


def _in_text(article: Article, words: NoticeWords, lexicon: Lexicon) -> Iterator[Notice]:
    plain = normalise(article.text)
    found: list[tuple[Span, NoticeKind]] = []
    for line in _lines(plain):
        cut = [Span(line.start + s.start, line.start + s.end) for s in sentences_of(plain[slice(*line)], lexicon)]
        found += _in_line(plain, line, cut, words)
    for span, kind in found:
        text = article.text[span.start : span.end]
        yield Notice(kind=kind, text=text, where=Field.TEXT, start=span.start, end=span.end)


def _in_line(plain: str, line: Span, cut: Sequence[Span], words: NoticeWords) -> Iterator[tuple[Span, NoticeKind]]:
    """Yield the notices of a line; where one begins it goes to the line's end, or to the sentence's in a long line."""
    is_long = len(cut) > _LONG_LINE
    for number, sentence in enumerate(cut):
        here = Span(sentence.start, sentence.end if is_long else line.end)
        opened = _opened(plain, here, words, is_first=number == 0)
        spoken = [
            NoticeKind(hit.label)
            for hit in words.about.finditer(plain[slice(*here)])
            if not _is_quoted(plain, line.start, here.start + hit.start) and here.start + hit.start < sentence.end
        ]
        kinds = [*([opened] if opened else []), *spoken]
        if not kinds:
            continue
        end = _past_heading(plain, here, words) if opened else here.end
        yield Span(here.start, end), min(kinds, key=list(NoticeKind).index)
        if not is_long:
            return


def _opened(plain: str, span: Span, words: NoticeWords, *, is_first: bool = True) -> NoticeKind | None:
    """Return the kind of notice that opens a stretch of text: a word for it, with a mark, a date or nothing behind."""
    lead = _LEADS.match(plain, span.start, span.end)
    start = lead.end() if lead else span.start
    text = plain[start : span.end]
    hit = words.opening.search(text)
    if hit is None or hit.start != 0:
        return None
    shouted = text[: hit.end].isupper() and text[: hit.end].isascii() and text[hit.end : hit.end + 1] == "-"
    behind = _MARKED if is_first else _COLON
    if shouted or behind.match(text, hit.end) or (is_first and _is_dated(text[hit.end :], words)):
        return NoticeKind(hit.label)
    return None


def _is_dated(behind: str, words: NoticeWords) -> bool:
    """Whether a date or a clock time follows, with nothing but words such as "at" or "on" before it."""
    lexicon = load_lexicon(words.language)
    clock = _CLOCK.search(behind)
    starts = [hit.start for hit in lexicon.dates.finditer(behind)] + ([clock.start()] if clock else [])
    return bool(starts) and not _rest(behind[: min(starts)], words, lexicon)


def _past_heading(plain: str, here: Span, words: NoticeWords) -> int:
    """Return where a notice ends: where its word stands alone on a line, the next line says what was corrected."""
    hit = words.opening.search(plain[slice(*here)])
    if hit is None or any(sign.isalnum() for sign in plain[here.start + hit.end : here.end]):
        return here.end
    following = next(_lines(plain[here.end :]), None)
    return here.end + following.end if following else here.end


def _lines(plain: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", plain):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        end = match.end() - (len(text) - len(text.rstrip()))
        if start < end:
            yield Span(start, end)


def _is_quoted(plain: str, start: int, at: int) -> bool:
    before = plain[start:at]
    return before.count('"') % 2 == 1 or any(before.count(o) > before.count(c) for o, c in ("「」", "『』", "《》"))


def _stamped(notice: Notice, words: NoticeWords, lexicon: Lexicon) -> Notice:
    """Return an update that says nothing but when as the stamp that it is."""
    if notice.kind is not NoticeKind.UPDATE or len(_rest(notice.text, words, lexicon)) > _STAMP:
        return notice
    return replace(notice, kind=NoticeKind.STAMP)


def _rest(text: str, words: NoticeWords, lexicon: Lexicon) -> str:
    """Return the letters of a notice without the words for it, dates and times."""
    signs = list(normalise(text))
    plain = "".join(signs)
    for matcher in (words.opening, words.about, words.stamp, lexicon.dates, lexicon.months):
        for hit in matcher.finditer(plain):
            signs[hit.start : hit.end] = " " * (hit.end - hit.start)
    return "".join(sign for sign in signs if sign.isalpha())


def _identity(notice: Notice) -> str:
    text = "".join(normalise(notice.text).casefold().split())
    if notice.where is Field.TITLE:
        return f"title {notice.kind}"
    is_dated = notice.kind in (NoticeKind.UPDATE, NoticeKind.STAMP)
    return re.sub(r"\d", "", text) if is_dated else text


def _folder() -> resources.abc.Traversable:
    return resources.files("extractors").joinpath("lexicons", "notices")
