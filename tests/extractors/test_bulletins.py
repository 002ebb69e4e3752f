"""PDF bulletins: what is read of them, what is not believed, and what is refused. All of them are made up."""

import io
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdf import PdfWriter

from extractors import bulletins
from extractors.bulletins import EXTRACTOR, MAX_DRAWN, MAX_PAGES, is_bulletin, read_bulletin
from extractors.values import Article, FeedEntry, Issue, Page
from tests.extractors.pdfs import pdf, written

NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)
URL = "https://ministry-of-roads.example/bulletin.pdf"
STAMP = "D:20250128091500+01'00'"
LINES = (
    "Situation on the border",
    "About 11,000 North Korean soldiers stand in the region of Kursk, the min-",
    "istry said on Tuesday, and some of them have been moved away from the",
    "front since the middle of the month.",
    "Three bridges are closed.",
)
TEXT = (
    "About 11,000 North Korean soldiers stand in the region of Kursk, the ministry said on Tuesday, and some of them "
    "have been moved away from the front since the middle of the month.\n\nThree bridges are closed."
)


def page(body: bytes, kind: str = "application/pdf") -> Page:
    return Page(url=URL, final_url=URL, status=200, content_type=kind, body=body, fetched_at=NOW)


def read(body: bytes, language: str = "en", entry: FeedEntry | None = None) -> Article:
    found = read_bulletin(page(body), outlet="roads", language=language, entry=entry)
    assert isinstance(found, Article), found
    return found


def refused(body: bytes, language: str = "en") -> Issue:
    found = read_bulletin(page(body), outlet="roads", language=language)
    assert isinstance(found, Issue), found
    return found


def test_a_bulletin_is_an_article_of_whole_paragraphs() -> None:
    about = {"Title": "Situation on the border", "CreationDate": STAMP, "ModDate": STAMP, "Author": "clerk07"}
    assert read(pdf(LINES, about=about)) == Article(
        url=URL,
        outlet="roads",
        language="en",
        title="Situation on the border",
        text=TEXT,
        published_at=datetime(2025, 1, 28, 8, 15, tzinfo=UTC),
        extractor=EXTRACTOR,
    )


@pytest.mark.parametrize(
    ("language", "lines", "text"),
    [
        (
            "uk",
            ("У Курській області перебуває близько 11 000 північнокорейських військових,", "повідомив штаб."),
            "У Курській області перебуває близько 11 000 північнокорейських військових, повідомив штаб.",
        ),
        (
            "ko",
            ("쿠르스크 지역에 북한군 약 11,000명이 주둔하고 있다고 참모부가", "화요일 밝혔다."),
            "쿠르스크 지역에 북한군 약 11,000명이 주둔하고 있다고 참모부가 화요일 밝혔다.",
        ),
        (
            "ja",
            ("参謀部は火曜日、クルスク州に約１万１千人の北朝鮮兵がいると", "発表した。"),
            "参謀部は火曜日、クルスク州に約１万１千人の北朝鮮兵がいると発表した。",
        ),
    ],
)
def test_lines_are_joined_as_the_script_asks(language: str, lines: tuple[str, ...], text: str) -> None:
    assert read(pdf(lines), language).text == text


def test_letters_that_are_set_as_one_sign_are_letters() -> None:
    assert read(pdf(("Two oﬃcers of the staﬀ spoke of ﬁfty ﬂights over the region.",))).text == (
        "Two officers of the staff spoke of fifty flights over the region."
    )


def _locked(password: str) -> bytes:
    """Return the bulletin as a file that asks for a password to open, or ("") only forbids to print."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(LINES)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_bulletin_that_only_forbids_to_print_is_read() -> None:
    assert read(_locked("")).text == TEXT


def test_a_bulletin_that_asks_for_a_password_is_unreadable() -> None:
    issue = refused(_locked("secret"))
    assert (issue.kind, "password" in issue.text) == ("unreadable", True)


def test_what_stands_at_the_head_and_foot_of_each_page_is_no_text() -> None:
    pages = [
        (
            "Ministry of Roads, bulletin 12",
            f"Report of the {word} district: the roads are open again.",
            f"Page {number}",
        )
        for number, word in enumerate(("first", "second", "third", "fourth"), start=1)
    ]
    text = read(pdf(*pages)).text
    assert "Ministry" not in text
    assert "Page" not in text
    assert text.count("district") == 4


def test_a_figure_at_the_foot_of_a_page_stays() -> None:
    text = read(
        pdf(("The soldiers counted in the region of Kursk this morning:", "11,000"), ("Of them fell:", "2"))
    ).text
    assert "11,000" in text
    assert text.endswith("Of them fell:")  # but a page's own number does not


@pytest.mark.parametrize(
    "named",
    ["Microsoft Word - draft3.docx", "untitled", "The bulletin of another month", "", "Situation"],
    ids=["a file", "nothing", "not on the page", "empty", "too short to be sure"],
)
def test_a_title_that_the_page_does_not_show_is_not_believed(named: str) -> None:
    assert read(pdf(LINES, about={"Title": named})).title == "Situation on the border"


def test_where_no_heading_is_shown_the_feeds_title_stands() -> None:
    entry = FeedEntry(feed_id="roads", entry_id="1", url=URL, title="Bulletin of 28 January", published_at=NOW)
    found = read(pdf(LINES[1:], about={"CreationDate": STAMP, "ModDate": STAMP}), entry=entry)
    assert (found.title, found.published_at) == ("Bulletin of 28 January", NOW)
    assert read(pdf(LINES[1:])).title == ""


@pytest.mark.parametrize(
    ("about", "published"),
    [
        pytest.param({"CreationDate": STAMP, "ModDate": STAMP}, datetime(2025, 1, 28, 8, 15, tzinfo=UTC), id="sure"),
        pytest.param({"CreationDate": STAMP}, None, id="one alone"),
        pytest.param({"CreationDate": "D:20250128091500", "ModDate": "D:20250128091500"}, None, id="no zone"),
        pytest.param({"CreationDate": "D:20230101090000Z", "ModDate": STAMP}, None, id="made of an older document"),
        pytest.param({"CreationDate": "D:20310101090000Z", "ModDate": "D:20310101090000Z"}, None, id="to come"),
        pytest.param({"CreationDate": "on Monday", "ModDate": "on Monday"}, None, id="no date"),
        pytest.param({}, None, id="none"),
    ],
)
def test_a_date_is_believed_only_where_it_is_sure(about: dict[str, str], published: datetime | None) -> None:
    assert read(pdf(LINES, about=about)).published_at == published


def test_a_bulletin_that_was_worked_on_the_same_day_says_when() -> None:
    about = {"CreationDate": "D:20250128060000Z", "ModDate": "D:20250128070000Z"}
    assert read(pdf(LINES, about=about)).modified_at == datetime(2025, 1, 28, 7, tzinfo=UTC)


WHOLE = pdf(LINES)


@pytest.mark.parametrize(
    ("body", "language", "kind", "said"),
    [
        pytest.param(pdf((), ()), "en", "unreadable", "no text", id="pictures of pages"),
        pytest.param(pdf(LINES, is_legible=False), "en", "unreadable", "signs", id="signs without letters"),
        pytest.param(pdf(LINES), "ko", "unreadable", "signs", id="not one letter of the outlet's script"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "en", "unreadable", "broken", id="cut off"),
        pytest.param(b"%PDF-1.7\nno more", "en", "unreadable", "broken", id="a beginning alone"),
        pytest.param(pdf(*[LINES] * (MAX_PAGES + 1)), "en", "too_large", "pages", id="too many pages"),
        pytest.param(written([b"q " * 9_000_000], about={}), "en", "too_large", "work", id="a bomb"),
        pytest.param(written([b"q " * (MAX_DRAWN // 40)] * 21, about={}), "en", "too_large", "work", id="much drawing"),
        pytest.param(WHOLE + bytes(8_000_000), "en", "too_large", "larger", id="many bytes"),
    ],
)
def test_what_cannot_be_read_as_a_bulletin_is_never_an_article(
    body: bytes, language: str, kind: str, said: str
) -> None:
    issue = refused(body, language)
    assert (issue.kind, issue.url) == (kind, URL)
    assert said in issue.text


def test_a_page_that_takes_too_many_steps_ends_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulletins, "MAX_STEPS", 10)
    assert refused(pdf(LINES)).kind == "too_large"


def test_a_limit_that_the_reader_does_not_know_is_no_broken_bulletin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(bulletins._LIMITS, "of_another_release", 1)
    with pytest.raises(TypeError, match="of_another_release"):
        refused(pdf(LINES))


def test_a_bulletin_that_stopped_its_reader_is_not_read_again() -> None:
    found = read_bulletin(page(WHOLE), outlet="roads", language="en", is_suspect=True)
    assert isinstance(found, Issue)
    assert found.kind == "too_large"


@pytest.mark.parametrize(
    ("body", "expected"),
    [(WHOLE, True), (b"\n" + WHOLE, True), (b"<html>%PDF-</html>", False), (b"", False), (zlib.compress(WHOLE), False)],
    ids=["a PDF", "after a line break", "a page that names one", "nothing", "packed"],
)
def test_a_bulletin_is_told_by_its_bytes(body: bytes, expected: bool) -> None:
    assert is_bulletin(page(body, "text/html")) is expected
    assert is_bulletin(replace(page(body), content_type="")) is expected
