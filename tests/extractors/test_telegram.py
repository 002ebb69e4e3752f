"""Public Telegram channels, all made up: a channel's page as a feed, the widget of a post as an article."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.feeds import read_feed
from extractors.telegram import EXTRACTOR, MAX_POSTS, read_channel, read_post
from extractors.values import Article, FeedEntry, Issue, Page

NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)
HOST = "https://t.example"
LONG = "About 11,000 North Korean soldiers stand in the region of Kursk, the staff said on Tuesday."


def post(
    number: int,
    text: str | None,
    *,
    at: str = "2025-01-28T08:15:00+00:00",
    above: str = "",
    name: str = "Staff of the North",
) -> str:
    """Return a post as the preview and the widget write it."""
    words = "" if text is None else f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message"'
        f' data-post="north_staff/{number}"><div class="tgme_widget_message_bubble">'
        f'<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name">{name}</a></div>'
        f'{above}{words}<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>'
        f'<span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date" '
        f'href="https://t.me/north_staff/{number}"><time datetime="{at}">08:15</time></a></span></div></div></div>'
        "</div>"
    )


def sent(*posts: str, path: str = "/s/north_staff", body_class: str = "widget_frame_base") -> Page:
    html = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Staff of the North – Telegram</title></head>'
        f'<body class="{body_class} emoji_image"><main class="tgme_main"><section class="tgme_channel_history">'
        f"{''.join(posts)}</section></main></body></html>"
    )
    return page(html, path)


def page(html: str, path: str) -> Page:
    return Page(
        url=HOST + path,
        final_url=HOST + path,
        status=200,
        content_type="text/html; charset=utf-8",
        body=html.encode(),
        fetched_at=NOW,
    )


def read(found: Page, entry: FeedEntry | None = None) -> Article | Issue | None:
    return read_post(found, outlet="north_staff", language="en", entry=entry)


def test_a_channel_is_a_feed_of_its_posts() -> None:
    entries = read_feed(sent(post(7, "Quiet night."), post(8, f"<b>Morning report</b><br/><br/>{LONG}")), "staff")
    assert entries == (
        FeedEntry(
            feed_id="staff",
            entry_id="north_staff/7",
            url=f"{HOST}/north_staff/7?embed=1",
            title="Staff of the North, post 7",
            summary="Quiet night.",
            published_at=datetime(2025, 1, 28, 8, 15, tzinfo=UTC),
            stamp="2025-01-28T08:15:00+00:00",
        ),
        FeedEntry(
            feed_id="staff",
            entry_id="north_staff/8",
            url=f"{HOST}/north_staff/8?embed=1",
            title="Morning report",
            summary=LONG,
            published_at=datetime(2025, 1, 28, 8, 15, tzinfo=UTC),
            stamp="2025-01-28T08:15:00+00:00",
        ),
    )


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(post(9, None), id="a picture without words"),
        pytest.param(post(9, " <br/> "), id="an empty text"),
        pytest.param(post(9, "Hello").replace("north_staff/9", "north_staff/x"), id="no number"),
        pytest.param(post(9, "Hello").replace("north_staff/9", "../../evil"), id="an address that leads elsewhere"),
    ],
)
def test_what_is_no_post_with_words_is_left_out_of_the_feed(left_out: str) -> None:
    entries = read_feed(sent(post(7, "Quiet night."), left_out), "staff")
    assert isinstance(entries, tuple)
    assert [entry.entry_id for entry in entries] == ["north_staff/7"]


@pytest.mark.parametrize(
    ("found", "kind", "said"),
    [
        pytest.param(sent(post(7, None)), "empty", "no entry", id="pictures alone"),
        pytest.param(
            page(
                '<!doctype html><html><body><div class="tgme_page_wrap"><div class="tgme_page">Join</div></div>', "/x"
            ),
            "not_a_feed",
            "in the app only",
            id="a channel without a preview",
        ),
        pytest.param(sent(post(7, "Hello"), body_class="news"), "not_a_feed", "no feed", id="a post inside an article"),
    ],
)
def test_a_page_without_posts_is_no_feed(found: Page, kind: str, said: str) -> None:
    issue = read_feed(found, "staff")
    assert isinstance(issue, Issue)
    assert (issue.kind, said in issue.text) == (kind, True)


@pytest.mark.parametrize("path", ["/north_staff/8", "/s/north_staff/8", "/North_Staff/8"])
def test_a_post_is_an_article_among_those_shown_around_it(path: str) -> None:
    found = read(sent(post(7, "Quiet night."), post(8, f"Morning report<br>{LONG}<br>All quiet."), path=path))
    assert found == Article(
        url=f"{HOST}/north_staff/8?embed=1",
        outlet="north_staff",
        language="en",
        title="Morning report",
        text=f"{LONG}\n\nAll quiet.",
        published_at=datetime(2025, 1, 28, 8, 15, tzinfo=UTC),
        extractor=EXTRACTOR,
    )


def test_a_post_and_its_entry_in_the_feed_have_one_title_and_text() -> None:
    both = post(8, LONG), post(9, f"Morning report<br>{LONG}")
    entries = read_feed(sent(*both), "staff")
    for text, entry in zip(both, entries if isinstance(entries, tuple) else (), strict=True):
        number = entry.entry_id.partition("/")[2]
        article = read(sent(text, path=f"/north_staff/{number}"))
        assert isinstance(article, Article)
        assert (article.title, article.text, article.url) == (entry.title, entry.summary, entry.url)


@pytest.mark.parametrize(
    ("above", "author"),
    [
        pytest.param('<a class="tgme_widget_message_forwarded_from_name">East Desk</a>', "East Desk", id="forwarded"),
        pytest.param('<span class="tgme_widget_message_from_author">A. Seaman</span>', "A. Seaman", id="signed"),
    ],
)
def test_who_is_named_beside_the_channel_is_the_author(above: str, author: str) -> None:
    found = read(sent(post(8, LONG, above=above), path="/north_staff/8"))
    assert isinstance(found, Article)
    assert found.authors == (author,)


def test_what_a_post_answers_to_is_no_part_of_it() -> None:
    quoted = (
        '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">'
        "Some 3,000 were killed.</div></a>"
    )
    found = read(sent(post(8, LONG, above=quoted), path="/north_staff/8"))
    assert isinstance(found, Article)
    assert found.text == LONG


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2025-01-28T08:15:00+03:00", datetime(2025, 1, 28, 5, 15, tzinfo=UTC)),
        ("2025-01-28T08:15:00", None),
        ("2031-01-28T08:15:00+00:00", None),
        ("", None),
    ],
    ids=["with its zone", "without a zone", "to come", "none"],
)
def test_a_time_is_unknown_rather_than_wrong(stamp: str, expected: datetime | None) -> None:
    found = read(sent(post(8, LONG, at=stamp), path="/north_staff/8"))
    assert isinstance(found, Article)
    assert found.published_at == expected


ERROR = '<div class="tgme_widget_message_error">Post not found</div>'
SHELL = (
    '<!doctype html><html><body><div class="tgme_page tgme_page_post"><div class="tgme_page_widget">'
    '<script data-telegram-post="north_staff/8"></script></div></div></body></html>'
)


@pytest.mark.parametrize(
    ("found", "kind", "said"),
    [
        pytest.param(sent(ERROR, path="/north_staff/8"), "soft_404", "no such post", id="taken down"),
        pytest.param(sent(post(7, LONG), path="/s/north_staff/8"), "soft_404", "no such post", id="not among them"),
        pytest.param(sent(post(8, None), path="/north_staff/8"), "empty", "no words", id="a picture"),
        pytest.param(sent(post(8, LONG)), "unreadable", "as a feed", id="a whole channel"),
        pytest.param(page(SHELL, "/north_staff/8"), "empty", "/north_staff/8?embed=1", id="drawn by a script"),
    ],
)
def test_a_page_that_does_not_show_its_post_says_why(found: Page, kind: str, said: str) -> None:
    issue = read(found)
    assert isinstance(issue, Issue)
    assert (issue.kind, said in issue.text) == (kind, True)


def test_an_outlets_article_that_shows_a_post_is_not_taken_for_one() -> None:
    assert read(sent(post(8, LONG), path="/north_staff/8", body_class="article")) is None
    assert read(page("<html><body><p>Ferry news</p></body></html>", "/north_staff/8")) is None


def test_a_page_of_very_many_posts_is_read_to_the_bound() -> None:
    many = sent(*(post(number, f"Report {number}") for number in range(1, MAX_POSTS + 50)))
    assert len(read_channel(many.body, many.url) or ()) == MAX_POSTS


def test_markup_in_a_post_is_shown_as_its_words() -> None:
    (found,) = read_channel(sent(post(8, "Losses: &lt;b&gt;3,000&lt;/b&gt; &amp; more")).body, HOST) or ()
    assert found.lines == ("Losses: <b>3,000</b> & more",)
    entries = read_feed(sent(post(8, "Losses: &lt;b&gt;3,000&lt;/b&gt; &amp; more")), "staff")
    assert isinstance(entries, tuple)
    assert "3,000" in entries[0].summary


def test_a_page_kept_as_a_file_without_its_address_is_telegrams() -> None:
    kept = replace(sent(post(8, LONG)), url="", final_url="")
    entries = read_feed(kept, "staff")
    article = read(kept)
    assert isinstance(entries, tuple)
    assert isinstance(article, Article)
    assert entries[0].url == article.url == "https://t.me/north_staff/8?embed=1"
    both = replace(sent(post(7, LONG), post(8, LONG)), url="", final_url="")
    assert isinstance(read(both), Issue)
