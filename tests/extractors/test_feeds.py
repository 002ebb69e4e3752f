import json
from datetime import UTC, datetime

import pytest

from extractors.feeds import MAX_ENTRIES, read_feed
from extractors.values import FeedEntry, Issue, Page

NOW = datetime(2024, 11, 5, 9, 0, tzinfo=UTC)
SITE = "https://harbour-post.example"


def entries_of(body: str | bytes, content_type: str = "application/rss+xml") -> tuple[FeedEntry, ...]:
    found = read(body, content_type)
    assert not isinstance(found, Issue), found
    return found


def issue_of(body: str | bytes, content_type: str = "text/html") -> Issue:
    found = read(body, content_type)
    assert isinstance(found, Issue), found
    return found


def read(body: str | bytes, content_type: str) -> tuple[FeedEntry, ...] | Issue:
    data = body.encode() if isinstance(body, str) else body
    page = Page(
        url=f"{SITE}/rss",
        final_url=f"{SITE}/feeds/rss.xml",
        status=200,
        content_type=content_type,
        body=data,
        fetched_at=NOW,
    )
    return read_feed(page, "harbour-post")


def rss(*items: str, language: str = "en-GB") -> str:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><language>{language}</language>'
        f"{''.join(items)}</channel></rss>"
    )


def item(number: int = 1, *, title: str = "Ferry is late", date: str = "Mon, 04 Nov 2024 18:00:00 +0900") -> str:
    return (
        f"<item><title>{title}</title><link>{SITE}/news/{number}?utm_source=rss</link><guid>id-{number}</guid>"
        f"<pubDate>{date}</pubDate><description>Ice &lt;b&gt;again&lt;/b&gt;.</description></item>"
    )


def test_an_rss_item_becomes_an_entry() -> None:
    (entry,) = entries_of(rss(item()))
    assert entry == FeedEntry(
        feed_id="harbour-post",
        entry_id="id-1",
        url=f"{SITE}/news/1",
        title="Ferry is late",
        summary="Ice again.",
        language="en",
        published_at=datetime(2024, 11, 4, 9, 0, tzinfo=UTC),
        updated_at=None,
    )


def test_an_atom_entry_keeps_publication_and_update_apart() -> None:
    (entry,) = entries_of(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ko"><title>x</title><entry><id>tag:1</id>'
        f'<link rel="enclosure" href="{SITE}/sound.mp3"/><link rel="alternate" href="/a/1?id=5"/>'
        '<title type="html">&lt;b&gt;Ferry&lt;/b&gt; &amp;amp; ice</title>'
        "<published>2024-11-04T10:00:00Z</published><updated>2024-11-04T12:30:00Z</updated></entry></feed>",
        "application/atom+xml",
    )
    assert entry.url == f"{SITE}/a/1?id=5"
    assert entry.title == "Ferry & ice"
    assert entry.published_at == datetime(2024, 11, 4, 10, 0, tzinfo=UTC)
    assert entry.updated_at == datetime(2024, 11, 4, 12, 30, tzinfo=UTC)


def test_an_atom_update_alone_is_no_publication() -> None:
    (entry,) = entries_of(
        f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><link href="{SITE}/1"/><title>x</title>'
        "<updated>2024-11-04T12:30:00Z</updated></entry></feed>"
    )
    assert entry.published_at is None
    assert entry.updated_at is not None


def test_an_rdf_item_is_dated_by_dublin_core() -> None:
    (entry,) = entries_of(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>x</title></channel>'
        f'<item rdf:about="{SITE}/1"><title>Ferry</title><link>{SITE}/1</link>'
        "<dc:date>2024-11-04T18:00:00+09:00</dc:date></item></rdf:RDF>"
    )
    assert entry.published_at == datetime(2024, 11, 4, 9, 0, tzinfo=UTC)


def test_a_json_feed_is_read() -> None:
    items = [
        {
            "id": 7,
            "url": "/a/7",
            "title": "Ferry",
            "content_html": "<p>Ice</p>",
            "date_published": "2024-11-04T09:00:00Z",
        },
        {"id": "8", "external_url": f"{SITE}/b", "language": "fr-FR"},
        {"id": "9", "url": "javascript:alert(1)"},
        "no item",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "language": "en", "items": items}
    seven, eight = entries_of(json.dumps(feed), "application/feed+json")
    assert (seven.entry_id, seven.url, seven.summary) == ("7", f"{SITE}/a/7", "Ice")
    assert seven.published_at == datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
    assert (eight.url, eight.language) == (f"{SITE}/b", "fr")


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Ferry &amp;amp; ice", "Ferry & ice"),
        ("<![CDATA[Ferry <i>late</i>]]>", "Ferry late"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Ferry", "Ferry"),
        ("Fewer than 5 &lt; 7 ferries", "Fewer than 5 < 7 ferries"),
        ("\n  Ferry\n  late ", "Ferry late"),
        ("Ferry&amp;nbsp;late", "Ferry late"),
    ],
)
def test_a_title_is_plain_text(written: str, read_as: str) -> None:
    (entry,) = entries_of(rss(item(title=written)))
    assert entry.title == read_as


@pytest.mark.parametrize(
    "date", ["2024-11-04 18:00:00", "Mon, 04 Nov 2024 17:00:00 CST", "Fri, 04 Nov 2033 09:00:00 GMT", ""]
)
def test_a_date_that_is_not_sure_is_unknown(date: str) -> None:
    (entry,) = entries_of(rss(item(date=date)))
    assert entry.published_at is None
    assert entry.updated_at is None


def test_a_news_sitemap_is_a_feed() -> None:
    (entry,) = entries_of(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="https://news.example/0.9"><url>'
        f"<loc>{SITE}/news/7?utm_source=map</loc><lastmod>2024-11-04T10:00:00Z</lastmod><news:news><news:publication>"
        "<news:language>ko</news:language></news:publication>"
        "<news:publication_date>2024-11-04T18:00:00+09:00</news:publication_date>"
        "<news:title>Ferry &amp; ice</news:title></news:news></url></urlset>",
        "application/xml",
    )
    assert (entry.url, entry.title, entry.language) == (f"{SITE}/news/7", "Ferry & ice", "ko")
    assert entry.published_at == datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
    assert entry.updated_at == datetime(2024, 11, 4, 10, 0, tzinfo=UTC)


def test_an_index_of_sitemaps_says_what_to_name_instead() -> None:
    issue = issue_of("<sitemapindex><sitemap><loc>https://a.example/n.xml</loc></sitemap></sitemapindex>", "text/xml")
    assert issue.kind == "not_a_feed"
    assert "news sitemap" in issue.text


def test_one_address_is_one_entry() -> None:
    found = entries_of(rss(item(1), item(1, title="Ferry is very late"), item(2)))
    assert [entry.url for entry in found] == [f"{SITE}/news/1", f"{SITE}/news/2"]
    assert found[0].title == "Ferry is late"


def test_one_id_for_all_entries_loses_none() -> None:
    same = [item(number).replace(f"id-{number}", "harbour-post") for number in range(3)]
    found = entries_of(rss(*same))
    assert len({entry.entry_id for entry in found}) == 3


def test_an_entry_without_a_web_address_is_left_out() -> None:
    odd = "<item><title>x</title><link>javascript:alert(1)</link></item><item><title>y</title></item>"
    assert [entry.entry_id for entry in entries_of(rss(odd, item()))] == ["id-1"]


@pytest.mark.parametrize("root", ["rss", "atom", "rdf"])
def test_an_archive_is_cut_to_its_first_entries(root: str) -> None:
    many = range(MAX_ENTRIES + 300)
    atom = "".join(f'<entry><id>{n}</id><link href="{SITE}/{n}"/><title>t</title></entry>' for n in many)
    items = "".join(f"<item><title>t</title><link>{SITE}/{n}</link></item>" for n in many)
    bodies = {
        "rss": rss(items),
        "atom": f'<feed xmlns="http://www.w3.org/2005/Atom">{atom}</feed>',
        "rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        f"<channel><title>x</title></channel>{items}</rdf:RDF>",
    }
    found = entries_of(bodies[root])
    assert [entry.url for entry in found] == [f"{SITE}/{n}" for n in range(MAX_ENTRIES)]


def test_a_feed_cut_in_the_middle_gives_what_is_whole() -> None:
    body = rss(*(item(number) for number in range(1, 6)))
    found = entries_of(body[: body.index("id-5")])
    assert [entry.entry_id for entry in found][:4] == ["id-1", "id-2", "id-3", "id-4"]


def test_a_feed_in_an_undeclared_encoding_is_read() -> None:
    body = rss(item(title="Паром опоздал"), language="ru").replace('"1.0"?', '"1.0" encoding="windows-1251"?')
    (entry,) = entries_of(body.encode("cp1251"), "text/xml")
    assert (entry.title, entry.language) == ("Паром опоздал", "ru")


def test_entities_are_never_expanded_from_outside_or_without_end() -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    declared = f'<!DOCTYPE rss [<!ENTITY a0 "ha"><!ENTITY f SYSTEM "file:///etc/hostname">{bomb}]>'
    body = rss(item(title="&a11;&f;Ferry")).replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{declared}')
    (entry,) = entries_of(body)
    assert len(entry.title) < 200


HTML = "<!DOCTYPE html><html><head><title>Harbour Post</title></head><body><p>News of the harbour.</p></body></html>"
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head>"
    "<body><script>window._cf_chl_opt={}</script></body></html>"
)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        (rss(), "empty"),
        (rss("<item><title>no address</title></item>"), "empty"),
        (HTML, "not_a_feed"),
        (CHALLENGE, "blocked"),
        ("The feed has moved.", "not_a_feed"),
        ('{"error": "no such feed"}', "not_a_feed"),
        ("{" * 100_000, "not_a_feed"),
        ('{"items":' + "[" * 100_000, "not_a_feed"),
        (b"\x00\xff\xfe\x89PNG", "not_a_feed"),
    ],
    ids=[
        "nothing",
        "white-space",
        "no-items",
        "no-addresses",
        "page",
        "challenge",
        "words",
        "json",
        "braces",
        "deep-json",
        "binary",
    ],
)
def test_what_is_no_feed_is_an_issue_and_not_no_news(body: str | bytes, kind: str) -> None:
    issue = issue_of(body)
    assert (issue.where, issue.kind) == ("harbour-post", kind)
    assert issue.text
