import pytest

from extractors.sitemaps import MAX_PAGES, NewsPage, kind_of, read_news_sitemap

NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
ROOT = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{NEWS}">'


def url(number: int, title: str = "Ferry is late", more: str = "") -> str:
    return (
        f"<url><loc>https://harbour-post.example/{number}</loc>{more}<news:news><news:publication>"
        f"<news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>2024-11-04T18:00:00+09:00</news:publication_date>"
        f"<news:title>{title}</news:title></news:news></url>"
    )


def sitemap(*urls: str) -> bytes:
    return f"{ROOT}{''.join(urls)}</urlset>".encode()


def test_a_page_of_a_news_sitemap_is_told_in_its_own_words() -> None:
    changed = "<lastmod>2024-11-04T20:00:00Z</lastmod>"
    assert read_news_sitemap(sitemap(url(1, "Ice &amp; fog", changed))) == [
        NewsPage(
            url="https://harbour-post.example/1",
            title="Ice & fog",
            language="en",
            published="2024-11-04T18:00:00+09:00",
            modified="2024-11-04T20:00:00Z",
        )
    ]


def test_a_page_without_a_title_is_no_news() -> None:
    bare = "<url><loc>https://harbour-post.example/about</loc></url>"
    assert [page.url for page in read_news_sitemap(sitemap(bare, url(2)))] == ["https://harbour-post.example/2"]


def test_the_extension_may_have_any_prefix() -> None:
    body = sitemap(url(1)).replace(b"news:", b"n:").replace(b"xmlns:n:", b"xmlns:").replace(b"xmlns:news", b"xmlns:n")
    assert [page.title for page in read_news_sitemap(body)] == ["Ferry is late"]


def test_what_stands_before_a_cut_is_read() -> None:
    body = sitemap(*(url(number) for number in range(5)))
    assert len(read_news_sitemap(body[: len(body) * 3 // 5])) >= 2


def test_a_long_sitemap_is_cut() -> None:
    assert len(read_news_sitemap(sitemap(*(url(number) for number in range(MAX_PAGES + 50))))) == MAX_PAGES


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE urlset [<!ENTITY e0 "ha"><!ENTITY file SYSTEM "file:///etc/hostname">{bomb}]>'
    body = sitemap(url(1, "a &e9; b"), url(2, "&file;")).replace(b'<?xml version="1.0"?>', head.encode())
    assert sum(len(page.title) for page in read_news_sitemap(body)) < 100


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        pytest.param(sitemap(url(1)), "urlset", id="news"),
        pytest.param(b"<sitemapindex><sitemap/></sitemapindex>", "sitemapindex", id="index"),
        pytest.param(b"<s:urlset xmlns:s='x'>", "urlset", id="prefix"),
        pytest.param(b"<rss><channel/></rss>", None, id="feed"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_sitemap_is_told_by_its_root(body: bytes, kind: str | None) -> None:
    assert kind_of(body) == kind
