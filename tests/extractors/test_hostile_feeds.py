"""Feeds that are broken, huge or meant to hurt: each ends soon, with entries or with an issue, never with an error."""

import json
import time
from datetime import UTC, datetime

import pytest

from extractors.feeds import MAX_ENTRIES, read_feed
from extractors.values import Issue, Page

LIMIT_S = 10.0
HEAD = '<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title>'
TAIL = "</channel></rss>"


def item(number: int = 1, title: str = "Ferry is late") -> str:
    return f"<item><title>{title}</title><link>https://harbour-post.example/{number}</link></item>"


def rss(*parts: str, doctype: str = "") -> bytes:
    return (doctype + HEAD + "".join(parts) + TAIL).encode()


def laughs(levels: int) -> str:
    deeper = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<!DOCTYPE rss [<!ENTITY e0 "ha">{deeper}]>'


GOOD = rss(*(item(number) for number in range(20)))
ONE, ALL, MOST = 1, 20, MAX_ENTRIES

HOSTILE = [
    pytest.param(GOOD[: len(GOOD) // 2], range(5, 12), id="cut-off"),
    pytest.param(GOOD.replace(b"late", b"late & wet"), range(ALL, ALL + 1), id="bare-ampersand"),
    pytest.param(GOOD.replace(b"late", b"\x01late\x0b"), range(ONE, ALL + 1), id="control-characters"),
    pytest.param(GOOD.replace(b"late", b"l\xe4te"), range(ALL, ALL + 1), id="not-the-declared-encoding"),
    pytest.param(GOOD.decode().encode("utf-16-le"), range(ALL + 1), id="utf-16-without-a-mark"),
    pytest.param(GOOD.replace(b"<item>", b"<item><x:y>1</x:y>"), range(ALL, ALL + 1), id="undeclared-namespace"),
    pytest.param(rss(*(item(n).replace("</item>", "") for n in range(20))), range(ONE, ALL + 1), id="unclosed-items"),
    pytest.param(rss(item(), "<![CDATA[", item(2)), range(ONE, 3), id="unclosed-cdata"),
    pytest.param(rss(item(), "<!--", item(2)), range(ONE, 3), id="unclosed-comment"),
    pytest.param(rss(item(title="&e9;"), doctype=laughs(10)), range(2), id="billion-laughs"),
    pytest.param(
        rss(item(title="&a;" * 20_000), doctype=f'<!DOCTYPE rss [<!ENTITY a "{"a" * 20_000}">]>'),
        range(2),
        id="quadratic-entity",
    ),
    pytest.param(
        rss(item(title="&f;"), doctype='<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname">]>'),
        range(2),
        id="external-entity",
    ),
    pytest.param(rss("<a>" * 20_000, item(), "</a>" * 20_000), range(2), id="deep-nesting"),
    pytest.param(rss(item(), "<" * 200_000), range(2), id="many-opening-signs"),
    pytest.param(rss(item(title="&" * 200_000)), range(2), id="many-ampersands"),
    pytest.param(rss(*(item(number) for number in range(50_000))), range(MOST, MOST + 1), id="an-archive"),
    pytest.param(rss(item(title="a" * 5_000_000)), range(2), id="an-endless-title"),
    pytest.param(rss(f'<item x="{"a" * 5_000_000}">', item()), range(3), id="an-endless-attribute"),
    pytest.param(rss("<?x y?>" * 100_000, item()), range(2), id="many-instructions"),
    pytest.param(b"\x00" * 1_000_000, range(1), id="nothing-but-zeros"),
    pytest.param(b"[" * 100_000, range(1), id="json-too-deep"),
    pytest.param(b'{"items": ' + b"[" * 100_000, range(1), id="json-feed-too-deep"),
    pytest.param(
        json.dumps({"items": [{"id": n, "url": f"https://a.example/{n}"} for n in range(50_000)]}).encode(),
        range(MOST, MOST + 1),
        id="json-archive",
    ),
    pytest.param(
        b"<urlset>" + b"<url><loc>https://a.example/1</loc></url>" * 50_000 + b"</urlset>", range(1), id="plain-sitemap"
    ),
]


@pytest.mark.parametrize(("body", "count"), HOSTILE)
def test_a_hostile_feed_ends_soon_with_entries_or_an_issue(body: bytes, count: range) -> None:
    page = Page(
        url="https://harbour-post.example/rss",
        final_url="https://harbour-post.example/rss",
        status=200,
        content_type="application/rss+xml",
        body=body,
        fetched_at=datetime(2024, 11, 5, tzinfo=UTC),
    )
    started = time.process_time()
    found = read_feed(page, "harbour-post")
    assert time.process_time() - started < LIMIT_S
    assert (0 if isinstance(found, Issue) else len(found)) in count
    titles = [] if isinstance(found, Issue) else [entry.title for entry in found]
    assert not any("hahaha" in title or title.count("a") > 10_000_000 for title in titles)
