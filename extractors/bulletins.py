"""PDF bulletins: the bytes of a PDF in, an `Article` or an `Issue` out. The only file that imports pypdf. Pure.

Ministries and staffs publish as PDF. A PDF knows places on a page and no paragraphs: lines are joined to paragraphs by
their length and their ends. What holds no text, as a scan does, is unreadable and never an empty article. Bounded in
bytes, pages and steps of work; who needs a bound of time reads in a child (`is_suspect` says that one was stopped).
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from extractors.markup import one_line, storable
from extractors.urls import canonical_url
from extractors.values import Article, FeedEntry, Issue, Page
from extractors.walls import weight
from extractors.writing import script_of

if TYPE_CHECKING:  # most runs meet no PDF: pypdf is imported where one comes
    from pypdf import DocumentInformation, PageObject, PdfReader

EXTRACTOR = "pypdf/1"
"""A new number here asks for one in pages.py too, by which stored pages are extracted again."""

MAX_BYTES = 8_000_000
MAX_PAGES = 40
MAX_STEPS = 300_000
"""Of drawing, in the whole document; a page full of text takes some thousands."""

MAX_DRAWN = 1_000_000
"""Bytes of drawing in the whole document, after decompression; a page full of text takes 5,000 to 20,000."""

MAX_TEXT = 200_000
LEAST_WEIGHT = 40
MAX_HEADING = 150

_LIMITS: dict[str, Any] = {
    "zlib_maximum_output_length": 4_000_000,
    "lzw_maximum_output_length": 4_000_000,
    "run_length_maximum_output_length": 4_000_000,
    "brotli_maximum_output_length": 4_000_000,
    "array_based_stream_maximum_output_length": 4_000_000,
    "maximum_declared_stream_length": MAX_BYTES,
    "stream_decoding_work_maximum_length": 16_000_000,
    "stream_parsing_work_maximum_count": 100_000,
    "page_tree_maximum_entries": 2_000,
    "xform_maximum_invocations_per_extraction": 500,
}
_LIGATURES = {ord(mark): unicodedata.normalize("NFKC", mark) for mark in "ﬀﬁﬂﬃﬄﬅﬆ"}
_START = b"%PDF-"
_SPOILT = 0.05  # of all characters, so many may be broken
_FOREIGN = 0.2  # of all letters, so many at least are of the language's own script
_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»)\]」』]*$")
_FULL = 0.75  # a line that is shorter than this share of the widest was ended by its writer
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
_TITLE_LINES = 3
_BEGINNING = 6  # paragraphs
_TELLING = 16  # letters that stand together by no chance
_SAME_DAYS = timedelta(days=1)
_FIRST_YEAR = 1993  # that of the format


class _TooMuchError(Exception):
    """A page takes more steps to draw than a bulletin may."""


def is_bulletin(page: Page) -> bool:
    """Return whether a page's bytes are a PDF, whatever the server calls it."""
    return page.body[:1024].lstrip().startswith(_START)


def read_bulletin(
    page: Page, *, outlet: str, language: str, entry: FeedEntry | None = None, is_suspect: bool = False
) -> Article | Issue:
    """Read a PDF as an article.

    Args:
        page: what the server sent.
        outlet: the outlet's id, kept in the article.
        language: ISO 639-1 of the outlet, kept in the article; a text that is not in its script at all is broken.
        entry: the feed's entry for it, whose date is believed before the document's and whose title stands in for none.
        is_suspect: an attempt to read it did not end, and it is not tried again.

    Returns:
        The article, or an Issue of kind `unreadable` (no text in it, broken, locked) or `too_large`.
    """
    if is_suspect or len(page.body) > MAX_BYTES:
        return _issue(page, "too_large", "this PDF is larger, or takes longer to read, than a bulletin may")
    read = _read(page)
    if isinstance(read, Issue):
        return read
    pages, information = read
    paragraphs = _paragraphs(pages)
    fault = _fault("\n".join(paragraphs), language)
    if fault:
        return _issue(page, "unreadable", fault)
    title = _title(information, paragraphs, pages)
    published_at, modified_at = _dates(information, page.fetched_at)
    return Article(
        url=canonical_url(page.final_url) or page.final_url,
        outlet=outlet,
        language=language,
        title=title or (entry.title if entry else ""),
        text="\n\n".join(_without(title, paragraphs)),
        published_at=(entry.published_at if entry else None) or published_at,
        modified_at=modified_at or (entry.updated_at if entry else None),
        extractor=EXTRACTOR,
        how="pdf",
    )


def _read(page: Page) -> "tuple[list[list[str]], DocumentInformation | None] | Issue":
    """Return the lines of each page and what the document says of itself."""
    from pypdf import Configuration, PdfReader, apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError

    limits = Configuration(**_LIMITS)  # a limit that pypdf does not know is our fault and not the PDF's
    try:
        with apply_configuration(limits):
            document = PdfReader(io.BytesIO(page.body))
            if document.is_encrypted and not document.decrypt(""):  # many only forbid to print, and open for anybody
                return _issue(page, "unreadable", "this PDF is locked with a password")
            if len(document.pages) > MAX_PAGES:
                text = f"this PDF has {len(document.pages)} pages; bulletins of up to {MAX_PAGES} are read"
                return _issue(page, "too_large", text)
            return _lines(document), document.metadata
    except (LimitReachedError, _TooMuchError):
        return _issue(page, "too_large", "this PDF takes more work to read than a bulletin may")
    except DependencyError:
        return _issue(page, "unreadable", "this PDF is locked in a way that is not opened here")
    except Exception as error:  # noqa: BLE001  a broken PDF makes its reader raise whatever there is
        return _issue(page, "unreadable", f"this PDF is broken ({type(error).__name__})")


def _lines(document: "PdfReader") -> list[list[str]]:
    steps = count = 0

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps > MAX_STEPS:
            raise _TooMuchError

    if sum(map(_count_drawn, document.pages)) > MAX_DRAWN:
        raise _TooMuchError
    found = []
    for page in document.pages:
        text = storable(page.extract_text(visitor_operand_before=step)).translate(_LIGATURES)
        count += len(text)
        if count > MAX_TEXT:
            raise _TooMuchError
        found.append([line for part in text.splitlines() if (line := one_line(part))])
    return found


def _count_drawn(page: "PageObject") -> int:
    contents = page.get_contents()
    return 0 if contents is None else len(contents.get_data())


def _fault(text: str, language: str) -> str:
    """Return why a text is none that can be trusted; "" where it can."""
    if weight(text) < LEAST_WEIGHT:
        return "this PDF holds no text; its pages may be pictures"
    broken = sum(mark == "\ufffd" or unicodedata.category(mark) in {"Co", "Cn", "Cc"} for mark in text if mark != "\n")
    letters = sum(mark.isalpha() for mark in text)
    script = script_of(language)
    own = len(script.letters.findall(text)) if script.own else letters
    if broken > _SPOILT * len(text) or own < _FOREIGN * letters:
        return "the letters of this PDF cannot be told from its signs; its fonts do not say what they show"
    return ""


def _paragraphs(pages: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the paragraphs of a document, without what stands at the head and foot of its pages."""
    lines = [line for page in _without_running_lines(pages) for line in page]
    widest = max((weight(line) for line in lines), default=0.0)
    found: list[str] = []
    before = ""
    for line in lines:
        if not before or _is_ended(before, line, widest):
            found.append(line)
        else:
            found[-1] = _joined(found[-1], line)
        before = line
    return tuple(found)


def _is_ended(line: str, following: str, widest: float) -> bool:
    """Return whether a paragraph or a heading ends with this line: it is short, and no sentence goes on behind it."""
    if weight(line) >= _FULL * widest:
        return False
    return _ENDS.search(line) is not None or not (following[0].islower() or line.endswith((",", "-", "\u00ad")))


def _joined(text: str, line: str) -> str:
    """Return a paragraph with its next line: a word cut at the line's end is made whole again."""
    if text.endswith(("\u00ad", "-")) and text[-2:-1].isalpha() and line[0].islower():
        return text[:-1] + line
    is_unspaced = _UNSPACED.match(text[-1]) and _UNSPACED.match(line)
    return f"{text}{line}" if is_unspaced else f"{text} {line}"


def _without_running_lines(pages: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the pages without page numbers, and without first and last lines that come on most of three or more."""
    masked = Counter(_mask(line) for page in pages for line in {*page[:1], *page[-1:]})
    often = {mask for mask, count in masked.items() if len(pages) > 2 and count > len(pages) / 2}
    found: list[Sequence[str]] = []
    for number, page in enumerate(pages, start=1):
        kept = list(page)
        for end in (0, -1):
            if kept and (_mask(kept[end]) in often or kept[end].strip("-–— ") == str(number)):
                del kept[end]
        found.append(kept)
    return found


def _mask(line: str) -> str:
    return re.sub(r"\d+", "0", line).casefold()


def _title(information: "DocumentInformation | None", paragraphs: Sequence[str], pages: Sequence[Sequence[str]]) -> str:
    """Return the title that the document gives itself if its beginning shows it too, else a heading of one line there.

    Many a title is that of a template, or a file's name.
    """
    named = information.get("/Title") if information else None
    title = one_line(named) if isinstance(named, str) else ""
    letters, shown = _letters(title), [_letters(text) for text in paragraphs[:_BEGINNING]]
    if letters and (letters in shown or (len(letters) >= _TELLING and letters in "".join(shown))):
        return title
    head = paragraphs[0]
    is_heading = any(head in page for page in pages) and len(head) <= MAX_HEADING and not _ENDS.search(head)
    return head if is_heading and len(paragraphs) > 1 else ""


def _without(title: str, paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs without the title where it stands at their head, unless nothing else is there."""
    letters = _letters(title)
    head = [text for text in paragraphs[:_TITLE_LINES] if not letters or _letters(text) != letters]
    return [*head, *paragraphs[_TITLE_LINES:]] or list(paragraphs)


def _letters(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFKC", text).casefold() if mark.isalnum())


def _dates(information: "DocumentInformation | None", seen_at: datetime) -> tuple[datetime | None, datetime | None]:
    """Return when the document was published and modified, where that is sure.

    It is sure where both are given with their zone and lie within a day: else a document was made of an older one.
    """
    created, modified = _instant(information, "creation_date"), _instant(information, "modification_date")
    if created is None or modified is None or not created <= modified <= created + _SAME_DAYS:
        return None, None
    if created.year < _FIRST_YEAR or modified > seen_at + _SAME_DAYS:
        return None, None
    return created, modified if modified > created else None


def _instant(information: "DocumentInformation | None", name: str) -> datetime | None:
    try:
        found = getattr(information, name, None)
    except ValueError:  # no date, whatever it is called
        return None
    is_sure = isinstance(found, datetime) and found.tzinfo is not None
    return found.astimezone(UTC) if isinstance(found, datetime) and is_sure else None


def _issue(page: Page, kind: str, text: str) -> Issue:
    return Issue(where=page.url, kind=kind, text=text, url=page.final_url)
