import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.urls import canonical_url, is_front_page, is_same_site

SITE = "https://harbour-post.example"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (f"{SITE}/news/ferry?utm_source=rss&utm_medium=feed", f"{SITE}/news/ferry"),
        (f"{SITE}/view?id=1234&utm_source=rss", f"{SITE}/view?id=1234"),
        (f"{SITE}/articleView.html?idxno=99&fbclid=Iw0&page=2", f"{SITE}/articleView.html?idxno=99&page=2"),
        (f"{SITE}/a?b=2&a=1", f"{SITE}/a?b=2&a=1"),
        (f"{SITE}/a#comments", f"{SITE}/a"),
        ("HTTPS://Harbour-Post.EXAMPLE:443/A", f"{SITE}/A"),
        ("http://harbour-post.example:8080/a", "http://harbour-post.example:8080/a"),
        (SITE, f"{SITE}/"),
        (f"{SITE}/기사/1?제목=파병", f"{SITE}/%EA%B8%B0%EC%82%AC/1?%EC%A0%9C%EB%AA%A9=%ED%8C%8C%EB%B3%91"),
        (f"{SITE}/%EA%B8%B0", f"{SITE}/%EA%B8%B0"),
        (f"  {SITE}/a\n", f"{SITE}/a"),
        (f"{SITE}/story?clid=5&camp=ukraine", f"{SITE}/story?clid=5&camp=ukraine"),
    ],
)
def test_an_address_has_one_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "mailto:desk@harbour-post.example", "ftp://harbour-post.example/a", "/a", "", "http://[", "https://",
     "data:text/html,x", "http://editor:key@harbour-post.example/a", "http://10.0.0.1\\@harbour-post.example/a",
     "http://harbour-post.example:port/"],
)  # fmt: skip
def test_what_is_no_web_address_is_none(url: str) -> None:
    assert canonical_url(url) is None


def test_a_relative_link_is_joined_to_its_page() -> None:
    assert canonical_url("../a?id=1", f"{SITE}/rss/feed.xml") == f"{SITE}/a?id=1"


@given(st.text(max_size=60))
def test_canonical_twice_is_canonical_once(tail: str) -> None:
    once = canonical_url(f"{SITE}/{tail}")
    assert once is None or canonical_url(once) == once


def test_mobile_and_amp_hosts_are_the_same_site() -> None:
    assert is_same_site("https://m.harbour-post.example/a", "https://www.harbour-post.example/b")
    assert not is_same_site(SITE, "https://le-quai.example/")
    assert not is_same_site("", "")


def test_only_a_page_without_path_and_query_is_the_front() -> None:
    assert is_front_page(f"{SITE}/")
    assert not is_front_page(f"{SITE}/?p=81")
    assert not is_front_page(f"{SITE}/news")
