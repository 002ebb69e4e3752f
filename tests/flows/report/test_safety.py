"""Which addresses may be links, and what becomes of characters that no page can hold."""

import pytest

from flows.report.safety import clean, content_policy, web_link


@pytest.mark.parametrize("url", ["https://a.example/x?y=1&z=2#f", "http://a.example", "HTTPS://a.example/"])
def test_an_address_of_the_web_stays(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//a.example/x",
        "https:///nohost",
        "https:\\\\a.example",
        "http://[broken",
        "https://a.example/\nx",
    ],
)
def test_any_other_address_is_no_link(url: str | None) -> None:
    assert web_link(url) is None


def test_unprintable_and_direction_turning_characters_do_no_harm() -> None:
    assert clean("a\x00b\ud800c\u202ed\u2066e\nf") == "a\ufffdb\ufffdcde\nf"
    assert clean("1만2000 · 約\u200d🙂").encode()


def test_the_policy_names_the_hash_of_the_very_text() -> None:
    policy = content_policy(styles=[""], scripts=[""])
    assert "style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
