import pytest

from flows.outlets.addresses import MAX_URL_LENGTH, is_public, refusal


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "1.1.1.1", "223.255.255.1", "2606:2800:21f:cb07::1", "::ffff:93.184.215.14"],
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_a_public_address_behind_nat64_is_public() -> None:
    assert is_public("64:ff9b::5db8:d70e")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "0.0.0.0",
        "10.255.0.1",
        "172.31.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.127.255.254",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::10.0.0.1",
        "2002:a00:1::",
        "2001::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:21f:cb07::1%eth0",
        "fc00::1",
        "ff02::1",
        "harbour-post.example",
        "",
    ],
)
def test_any_other_address_is_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour-post.example/a?id=7",
        "http://harbour-post.example:8080/a",
        "https://신문.example/기사/1",
        "https://xn--9d0bm53a.example/",
        "HTTPS://Harbour-Post.Example/A",
    ],
)
def test_an_ordinary_address_may_be_tried(url: str) -> None:
    assert refusal(url) is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("ftp://harbour-post.example/", "only http and https"),
        ("/feed.xml", "without scheme"),
        ("http://editor:key@harbour-post.example/", "user name"),
        ("http://10.0.0.1\\@harbour-post.example/", "backslash"),
        ("http://harbour-post.example/\r\nHost: x", "control character"),
        ("http://①②⑦.0.0.1/", "other characters"),
        ("http://127。0。0。1/", "other characters"),
        ("http://harbour-post.example:99999/", "cannot be parsed"),
        ("http://harbour-post.example/" + "a" * MAX_URL_LENGTH, "longer than"),
    ],
)
def test_an_address_that_is_not_tried_says_why(url: str, told: str) -> None:
    assert told in (refusal(url) or "")
