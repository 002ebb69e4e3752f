import tomllib

import pytest

from flows.errors import FlowError
from flows.watching.known import find_watch
from flows.watching.opml import Outline, opml_of, read_opml, tables_of

LIST = b"""<?xml version="1.0"?><opml version="1.0"><body><outline text="Papers">
<outline type="rss" text="Harbour Post" xmlUrl="https://harbour-post.example/rss" language="en-GB"/>
<outline type="rss" title="Le Phare &amp; la Rade" xmlUrl="https://phare.example/rss?a=1&amp;b=2" language="fr"/>
<outline type="rss" text="Again" xmlUrl="https://harbour-post.example/rss"/>
<outline type="link" text="no feed" url="https://a.example/"/>
<outline text="\xec\x97\xb0\xed\x95\xa9" xmlUrl="https://b.example/rss"/>
<outline text="not ours" xmlUrl="file:///etc/passwd"/></outline></body></opml>"""


def test_each_feed_of_a_list_is_read_once() -> None:
    assert read_opml(LIST) == (
        Outline(name="Harbour Post", url="https://harbour-post.example/rss", language="en"),
        Outline(name="Le Phare & la Rade", url="https://phare.example/rss?a=1&b=2", language="fr"),
        Outline(name="연합", url="https://b.example/rss", language=""),
    )


def test_a_list_becomes_tables_that_a_watch_can_hold() -> None:
    text = "\n".join(tables_of(read_opml(LIST), language="ko", seen_at='"papers".opml'))
    feeds = tomllib.loads(text)["feed"]
    assert [(feed["id"], feed["language"]) for feed in feeds] == [
        ("harbour-post", "en"),
        ("le-phare-la-rade", "fr"),
        ("feed", "ko"),
    ]
    assert feeds[0]["seen_at"] == '"papers".opml'


def test_two_feeds_of_one_name_have_two_ids() -> None:
    outlines = [Outline(name="Post", url=f"https://post.example/{n}", language="en") for n in range(3)]
    feeds = tomllib.loads("\n".join(tables_of(outlines, language="en", seen_at="here")))["feed"]
    assert [feed["id"] for feed in feeds] == ["post", "post-2", "post-3"]


def test_a_watch_goes_out_and_comes_back() -> None:
    watch = find_watch("north-korea-in-russia")
    back = read_opml(opml_of(watch.title, watch.feeds).encode())
    assert {outline.url for outline in back} == {feed.url for feed in watch.feeds}
    assert {(outline.url, outline.language) for outline in back} == {(feed.url, feed.language) for feed in watch.feeds}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(b"", "no OPML list", id="nothing"),
        pytest.param(b"<rss><channel/></rss>", "no OPML list", id="a feed"),
        pytest.param(b"<opml><body/></opml>", "names no feed", id="no feeds"),
        pytest.param(b"\x00\x01", "no OPML list", id="binary"),
    ],
)
def test_what_is_no_list_is_told(body: bytes, said: str) -> None:
    with pytest.raises(FlowError, match=said):
        read_opml(body)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = f'{bomb}<opml><body><outline text="x" xmlUrl="https://a.example/&f;"/></body></opml>'
    try:
        outlines = read_opml(body.encode())
    except FlowError:
        return
    assert [outline.url for outline in outlines] == ["https://a.example/"]
