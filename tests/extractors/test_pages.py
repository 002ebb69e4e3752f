import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from extractors.pages import BY_STRUCTURE, EXTRACTOR, MAX_PAGE_BYTES, read_article
from extractors.values import Article, FeedEntry, Issue, Page

NOW = datetime(2024, 11, 5, 9, 0, tzinfo=UTC)
URL = "https://harbour-post.example/news/ferry?id=4"
PROSE = (
    "The last ferry of the season left the old harbour nine hours late on Monday, after ice had closed the bay twice.",
    "Passengers spent the night in the waiting hall, where the town's volunteers brought soup, blankets and tea.",
    "The harbour master said that 340 people were waiting in the morning, forty more than the ship may carry.",
    "Two icebreakers are under way from the north and should reach the bay by noon, a spokeswoman for the line added.",
    "It is the third winter in a row in which the service ends early, and the council will talk about it in January.",
)
HEADLINE = "Ferry leaves nine hours late"


def html(*, head: str = "", before: str = "", prose: tuple[str, ...] = PROSE, after: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in prose)
    return (
        f"<!DOCTYPE html><html><head><title>{HEADLINE} | Harbour Post</title>{head}</head><body>"
        '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/sea">Sea</a></li></ul></nav></header>'
        f"<main><article><h1>{HEADLINE}</h1>{before}<div class='body'>{paragraphs}</div>{after}</article></main>"
        '<footer><p>Harbour Post, all rights reserved. <a href="/imprint">Imprint</a></p></footer></body></html>'
    )


def read(
    source: str | bytes,
    *,
    url: str = URL,
    final_url: str | None = None,
    content_type: str = "text/html; charset=utf-8",
    language: str = "en",
    entry: FeedEntry | None = None,
    name: str = "",
    known: Sequence[str] = (),
) -> Article | Issue:
    body = source.encode() if isinstance(source, str) else source
    page = Page(url=url, final_url=final_url or url, status=200, content_type=content_type, body=body, fetched_at=NOW)
    return read_article(page, outlet="harbour-post", language=language, name=name, entry=entry, known=known)


def article_of(source: str | bytes, **more: object) -> Article:
    found = read(source, **more)  # type: ignore[arg-type]
    assert isinstance(found, Article), found
    return found


def kind_of(source: str | bytes, **more: object) -> str:
    found = read(source, **more)  # type: ignore[arg-type]
    assert isinstance(found, Issue), found
    assert found.text
    return found.kind


def test_an_article_is_its_paragraphs_and_nothing_around_them() -> None:
    related = '<aside class="related"><h3>Read also</h3><ul><li><a href="/b">Bridge closed</a></li></ul></aside>'
    found = article_of(html(after=related))
    assert found.text == "\n\n".join(PROSE)
    assert found.title == HEADLINE
    assert (found.outlet, found.language, found.url) == ("harbour-post", "en", URL)
    assert found.extractor == EXTRACTOR


def test_the_same_page_gives_the_same_text_however_often() -> None:
    assert len({article_of(html()) for _ in range(6)}) == 1


def test_the_title_is_not_repeated_as_first_paragraph() -> None:
    repeated = f"<p>Harbour news</p><p>{HEADLINE.upper()}</p>"
    assert HEADLINE.upper() not in article_of(html(before=repeated)).text


def test_the_feeds_date_ranks_before_the_pages() -> None:
    ld = {"@type": "NewsArticle", "datePublished": "2024-11-04T08:00:00Z", "dateModified": "2024-11-04T20:00:00Z"}
    head = f'<script type="application/ld+json">{json.dumps(ld)}</script>'
    of_feed = datetime(2024, 11, 4, 7, 45, tzinfo=UTC)
    entry = FeedEntry(feed_id="f", entry_id="1", url=URL, title="From the feed", published_at=of_feed)
    assert article_of(html(head=head)).published_at == datetime(2024, 11, 4, 8, 0, tzinfo=UTC)
    found = article_of(html(head=head), entry=entry)
    assert found.published_at == of_feed
    assert found.modified_at == datetime(2024, 11, 4, 20, 0, tzinfo=UTC)
    assert found.title == HEADLINE


@pytest.mark.parametrize(
    ("head", "before", "published_at"),
    [
        pytest.param("", '<time datetime="2024-11-04T18:00+09:00">', datetime(2024, 11, 4, 9, tzinfo=UTC), id="time"),
        pytest.param('<meta name="date" content="2024-11-04">', "", datetime(2024, 11, 4, 12, tzinfo=UTC), id="day"),
        pytest.param("", "<p class='date'>4 November 2024</p>", datetime(2024, 11, 4, 12, tzinfo=UTC), id="shown"),
        pytest.param('<meta name="date" content="2031-11-04">', "", None, id="to come"),
        pytest.param("", "", None, id="none"),
    ],
)
def test_a_page_that_names_only_the_day_is_of_its_noon(head: str, before: str, published_at: datetime | None) -> None:
    assert article_of(html(head=head, before=before)).published_at == published_at


def test_a_page_without_title_takes_the_feeds() -> None:
    entry = FeedEntry(feed_id="f", entry_id="1", url=URL, title="From the feed")
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    assert article_of(f"<html><body><article>{body}</article></body></html>", entry=entry).title == "From the feed"


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        ("/news/ferry-late?utm_source=x", "https://harbour-post.example/news/ferry-late"),
        ("https://www.harbour-post.example/f", "https://www.harbour-post.example/f"),
        ("https://elsewhere.example/f", URL),
        ("https://harbour-post.example/", URL),
        ("javascript:void(0)", URL),
        ("", URL),
    ],
)
def test_the_pages_own_address_counts_if_it_is_of_its_site(canonical: str, address: str) -> None:
    head = f'<link rel="canonical" href="{canonical}">'
    assert article_of(html(head=head), final_url=URL + "&utm_source=rss#top").url == address


@pytest.mark.parametrize(
    ("charset", "language", "sentence"),
    [
        ("cp1251", "ru", "Паром вышел из старой гавани с опозданием на девять часов, пассажиры ночевали в зале."),
        ("euc-kr", "ko", "여객선은 아홉 시간 늦게 옛 항구를 떠났고 승객 340명은 대합실에서 밤을 보냈다."),
        ("shift_jis", "ja", "連絡船は九時間遅れで古い港を出て、乗客三百四十人は待合室で夜を明かした。"),
    ],
)
def test_a_wrong_charset_is_repaired(charset: str, language: str, sentence: str) -> None:
    source = html(prose=(sentence,) * 1 + (sentence[::-1],), head='<meta charset="utf-8">').replace(
        HEADLINE, sentence[:20]
    )
    assert sentence in article_of(source.encode(charset), language=language).text


def test_the_text_is_composed_and_free_of_what_no_store_takes() -> None:
    dirty = (
        "Cafe\u0301 on the\x00 quay \x07was open all\ud800 night, and the harbour master paid for 340 cups of coffee."
    )
    source = html(prose=(*PROSE, dirty)).encode("utf-8", "surrogatepass")
    text = article_of(source).text
    text.encode("utf-8")
    assert "Café on the quay was open" in text
    assert "\x00" not in text


def test_the_posts_of_a_live_blog_come_in_page_order() -> None:
    ld = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Ice in the bay"}</script>'
    posts = "".join(
        f'<div class="live-post" id="p{n}"><div class="live-post-body"><h3>{9 + n}:00</h3><p>{text}</p></div></div>'
        for n, text in enumerate(PROSE)
    )
    found = article_of(html(head=ld, prose=(), after=f"<div>{posts}</div>"))
    assert [line for line in found.text.split("\n\n") if line in PROSE] == list(PROSE)
    assert found.title == "Ice in the bay"


def small(title: str, body: str, head: str = "") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><h1>{title}</h1><p>{body}</p></body></html>"


WALLS = {
    "cloud-challenge": (small("Just a moment...", "Enable JavaScript and cookies to continue"), "blocked"),
    "challenge-ru": (small("Проверка", "Подтвердите, что вы не робот, чтобы открыть страницу."), "blocked"),
    "challenge-ko": (small("보안 확인", "사람인지 확인하는 중입니다. 잠시만 기다려 주십시오."), "blocked"),
    "challenge-ja": (small("しばらくお待ちください", "接続の安全性を確認しています。"), "blocked"),
    "challenge-zh": (small("安全验证", "请完成安全验证后继续访问。"), "blocked"),
    "captcha-box": (small("Harbour Post", "One step.", '<script src="//captcha-delivery.com/c.js">'), "blocked"),
    "consent-en": (small("Before you continue", "We use cookies and data to keep this service running."), "consent"),
    "consent-fr": (small("Avant de continuer", "Nous et nos partenaires stockons des informations."), "consent"),
    "consent-de": (small("Zustimmung erforderlich", "Wir und unsere Partner speichern Informationen."), "consent"),
    "login-es": (small("Iniciar sesión", "Escriba su correo para entrar en su cuenta."), "login"),
    "login-uk": (small("Вхід", "Введіть пошту та пароль, щоб увійти до кабінету."), "login"),
    "login-password": (small("Harbour Post", 'Your account <input type="password" name="p">'), "login"),
    "gone-en": (small("Page not found", "Sorry, we looked everywhere in the harbour."), "soft_404"),
    "gone-ko": (small("알림", "삭제되었거나 존재하지 않는 기사입니다. 다시 확인해 주십시오."), "soft_404"),
    "gone-zh": (small("页面不存在", "您访问的页面不存在或已被移走。"), "soft_404"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "kind"), WALLS.values(), ids=WALLS)
def test_a_wall_is_an_issue_and_never_an_article(source: str, kind: str) -> None:
    assert kind_of(source) == kind


@pytest.mark.parametrize(
    ("final_url", "kind"),
    [
        ("https://harbour-post.example/", "soft_404"),
        ("https://consent.harbour-post.example/?next=1", "consent"),
        ("https://harbour-post.example/login?next=/news", "login"),
        ("https://harbour-post.example/404", "soft_404"),
    ],
)
def test_a_redirect_to_a_wall_is_told_by_its_address(final_url: str, kind: str) -> None:
    assert kind_of(small("Harbour Post", "All the news of the harbour, every day at six."), final_url=final_url) == kind


PAID = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","isAccessibleForFree":false}</script>'
)
OFFER = '<div class="paywall"><p>Subscribe to continue reading this article.</p></div>'


def test_a_teaser_before_a_paywall_is_no_article() -> None:
    assert kind_of(html(head=PAID, prose=PROSE[:2], after=OFFER)) == "paywall"
    assert kind_of(html(head=PAID, prose=PROSE[:2])) == "paywall"
    assert kind_of(html(prose=PROSE[:2], after=OFFER)) == "paywall"
    assert kind_of(html(prose=PROSE[:1], after="<p>구독 후 이용하실 수 있습니다.</p>"), language="ko") == "paywall"


def test_a_paid_article_that_shows_its_whole_text_is_read() -> None:
    assert isinstance(read(html(head=PAID, prose=PROSE * 3)), Article)


@pytest.mark.parametrize(
    "banner",
    [
        '<div id="cookie-banner"><p>We and our partners store and access information.</p><button>Accept</button></div>',
        '<form action="/login"><input type="password"></form>',
        '<script src="/cdn-cgi/challenge-platform/h/b/scripts/jsd/main.js"></script>',
        "<div>Log in to read your newsletters</div>",
    ],
    ids=["cookie-note", "login-form", "challenge-script", "login-line"],
)
def test_an_article_with_a_wall_s_furniture_stays_an_article(banner: str) -> None:
    found = article_of(html().replace("<main>", f"{banner}<main>"))
    assert PROSE[0] in found.text


def test_news_about_captchas_is_news() -> None:
    told = ("Verify you are human: the words that stood on the harbour's ticket page kept 340 people from booking.",)
    assert isinstance(read(html(prose=told + PROSE)), Article)


def test_a_short_flash_is_an_article() -> None:
    assert article_of(html(prose=PROSE[:1])).text == PROSE[0]


@pytest.mark.parametrize(
    ("source", "content_type", "kind"),
    [
        (b"", "text/html", "empty"),
        (b" \n", "text/html", "empty"),
        (b"<html><body><div id='app'></div><script>start()</script></body></html>", "text/html", "empty"),
        (b"%PDF-1.7 ...", "text/html", "unreadable"),
        (b"{}", "application/json", "unreadable"),
        (bytes(range(256)) * 64, "text/html", "unreadable"),
        (b"x" * (MAX_PAGE_BYTES + 1), "text/html", "too_large"),
    ],
    ids=["nothing", "white-space", "script-only", "pdf", "json", "binary", "too-large"],
)
def test_what_holds_no_article_says_so(source: bytes, content_type: str, kind: str) -> None:
    assert kind_of(source, content_type=content_type) == kind


HOSTILE = {
    "20,000-spans": "<p>" + "<span>word </span>" * 20_000 + "</p>",
    "100,000-items": "<ul>" + "<li>item</li>" * 100_000 + "</ul>",
    "100,000-links": '<a href="/x">link</a> ' * 100_000,
    "100,000-dates": "2024-11-04 <b>x</b> " * 100_000,
    "20,000-nested": "<div>" * 20_000,
    "3,000-nested-quotes": "<blockquote>" * 3_000,
    "5-MB-attribute": f'<p title="{"x" * 5_000_000}">a</p>',
    "20,000-nested-figures": "<figure><figcaption>3 4</figcaption>" * 20_000,
    "3,000-tables-in-a-figure": "<figure>" + "<table><tr><td>" * 3_000 + "</table>" * 3_000 + "</figure>",
    "a-row-of-small-numbers": "<figure><table><tr><td>" + "1 2 " * 300_000 + "</td></tr></table></figure>",
    "a-row-of-dates": "<table><tr><td>a</td><td>" + "2024-11-04 " * 100_000 + "</td></tr></table>",
    "open-scripts": "<script>" * 1_000 + "</script>",
    "broken-json-ld": '<script type="application/ld+json">{"@type":"NewsArticle","author":['
    + '{"name":"a"},' * 20_000 + "</script>",
    "deep-json-ld": '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
}  # fmt: skip


@pytest.mark.parametrize("junk", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_ends_soon_and_without_an_exception(junk: str) -> None:
    start = time.process_time()
    found = read(html(before=junk))
    assert time.process_time() - start < 5
    assert isinstance(found, Issue) or PROSE[-1] in found.text


def test_a_suspect_page_is_read_without_trafilatura_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trafilatura.bare_extraction", None)
    page = Page(url=URL, final_url=URL, status=200, content_type="text/html", body=html().encode(), fetched_at=NOW)
    found = read_article(page, outlet="harbour-post", language="en", is_suspect=True)
    assert isinstance(found, Article)
    assert PROSE[-1] in found.text
    assert found.extractor == EXTRACTOR + BY_STRUCTURE


def test_a_page_held_together_by_tables_gives_its_prose() -> None:
    prose = "".join(f"<p>{text}</p>" for text in PROSE)
    source = (
        f"<html><head><title>Harbour Post: {HEADLINE}</title></head><body><table><tr><td><a href='/'>Home</a></td></tr>"
        f"<tr><td><table><tr><td>{prose}</td><td><a href='/b'>Bridge</a></td></tr></table></td></tr></table>"
    )
    assert article_of(source).text == "\n\n".join(PROSE)


@pytest.mark.parametrize("title", ["Harbour Post: {}", "Harbour Post — {}", "{} | Harbour Post", "{}"])
@pytest.mark.parametrize("listed", [True, False], ids=["in the feed", "no longer in the feed"])
def test_a_headline_is_the_same_without_the_outlet_and_without_the_feed(title: str, listed: bool) -> None:
    source = f"<html><head><title>{title.format(HEADLINE)}</title></head><body><p>{'</p><p>'.join(PROSE)}</p></body>"
    entry = FeedEntry(feed_id="f", entry_id="1", url=URL, title=HEADLINE) if listed else None
    assert article_of(source, name="Harbour Post", entry=entry).title == HEADLINE


def test_a_headline_about_the_outlet_itself_keeps_its_name() -> None:
    source = f"<html><head><title>A day at Harbour Post</title></head><body><p>{'</p><p>'.join(PROSE)}</p></body>"
    assert article_of(source, name="Harbour Post").title == "A day at Harbour Post"


def test_a_table_of_figures_keeps_its_figures() -> None:
    table = "<table><tr><th>Ship</th><th>Waiting</th></tr><tr><td>Nordic Star</td><td>340</td></tr></table>"
    source = html().replace("</p></div>", f"</p>{table}</div>", 1)
    assert "340" in article_of(source).text.split(PROSE[-1])[1]
