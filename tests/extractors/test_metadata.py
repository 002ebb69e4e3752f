import json
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from extractors.metadata import Metadata, read_metadata

NOON = datetime(2024, 11, 4, 12, 0, tzinfo=UTC)


def of(head: str, body: str = "") -> Metadata:
    return read_metadata(LexborHTMLParser(f"<html><head>{head}</head><body>{body}</body></html>"))


def ld(*values: object) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


NEWS = {
    "@type": "NewsArticle",
    "headline": "Ferry &amp; ice",
    "datePublished": "2024-11-04T14:00:00+02:00",
    "dateModified": "2024-11-05T12:00:00Z",
    "author": [
        {"@type": "Person", "name": "Ada Brook"},
        "Jo Quay",
        "https://harbour-post.example/team",
        {"name": "Ada Brook"},
    ],
    "isAccessibleForFree": "False",
}


def test_json_ld_of_an_article_is_read() -> None:
    found = of(ld({"@type": "WebSite", "headline": "no"}, NEWS))
    assert found.title == "Ferry & ice"
    assert found.published_at == NOON
    assert found.modified_at == datetime(2024, 11, 5, 12, 0, tzinfo=UTC)
    assert found.authors == ("Ada Brook", "Jo Quay")
    assert found.is_paid


@pytest.mark.parametrize(
    "value",
    [[NEWS], {"@graph": [{"@type": "Organization"}, NEWS]}, {"@type": "WebPage", "mainEntity": NEWS},
     NEWS | {"@type": ["Article", "AnalysisNewsArticle"]}, NEWS | {"@type": "https://schema.org/ReportageNewsArticle"}],
    ids=["list", "graph", "main-entity", "two-types", "full-name"],
)  # fmt: skip
def test_an_article_is_found_where_outlets_put_it(value: object) -> None:
    assert of(ld(value)).published_at == NOON


@pytest.mark.parametrize("kind", ["WebSite", "Product", "Organization", "VideoObject"])
def test_dates_of_other_things_are_not_the_articles(kind: str) -> None:
    assert of(ld(NEWS | {"@type": kind})).published_at is None


@pytest.mark.parametrize(
    "source",
    ['{"@type":"NewsArticle","headline":"Ferry",}', '<!-- {"@type":"NewsArticle","headline":"Ferry"} -->',
     '{"@type":"NewsArticle","headline":"Ferry","articleBody":"two\nlines"}'],
    ids=["trailing-comma", "comment", "raw-newline"],
)  # fmt: skip
def test_careless_json_ld_is_read(source: str) -> None:
    assert of(f'<script type="application/ld+json">{source}</script>').title == "Ferry"


@pytest.mark.parametrize("source", ['{"@type":"NewsArticle"', "[" * 200_000, "null", "7", '{"@type":7}', ""])
def test_broken_json_ld_is_passed_over(source: str) -> None:
    found = of(f'<title>Ferry late</title><script type="application/ld+json">{source}</script>')
    assert found.title == "Ferry late"


SITE = '<meta property="og:site_name" content="Harbour Post">'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (SITE + '<meta property="og:title" content="Ferry late - Harbour Post">', "<h1>Other</h1>", "Ferry late"),
        (SITE + "<title>Ferry late | Harbour Post</title>", "<h1>Harbour Post</h1>", "Ferry late"),
        (SITE, "<header><h1>Harbour Post</h1></header><article><h1>Ferry <b>late</b></h1></article>", "Ferry late"),
        ("<title>Ferry is late again – Harbour Post</title>", "", "Ferry is late again"),
        ("<title>Sea – sick</title>", "", "Sea – sick"),
        (ld({"@type": "NewsArticle", "headline": "Ferry is…"}), "<h1>Ferry is late again</h1>", "Ferry is late again"),
        ("", "", ""),
    ],
    ids=["og", "title", "article-h1", "tail", "short", "cut-headline", "none"],
)
def test_the_title_is_the_best_headline(head: str, body: str, title: str) -> None:
    assert of(head, body).title == title


def test_meta_tags_stand_in_for_json_ld() -> None:
    found = of(
        '<meta property="article:published_time" content="2024-11-04T12:00:00Z">'
        '<meta name="author" content="Ada Brook">'
        '<link rel="canonical" href="/a/1">'
    )
    assert (found.published_at, found.authors, found.canonical) == (NOON, ("Ada Brook",), "/a/1")
    assert not found.is_paid


def test_a_day_without_time_or_zone_is_unknown() -> None:
    assert of(ld(NEWS | {"datePublished": "2024-11-04", "dateModified": "2024-11-04T12:00:00"})).published_at is None


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ('<html lang="de-AT"><meta property="og:locale" content="en_US">', "de"),
        ('<html xml:lang="KO">', "ko"),
        ('<html lang=""><meta property="og:locale" content="uk_UA">', "uk"),
        ('<meta http-equiv="Content-Language" content="fr, en">', "fr"),
        ('<html lang="kr">', "ko"),
        (ld(NEWS | {"inLanguage": "ja-JP"}), "ja"),
        ('<html lang="unknown">', ""),
        ("", ""),
    ],
)
def test_the_language_is_what_the_page_says(source: str, language: str) -> None:
    assert read_metadata(LexborHTMLParser(source)).language == language
