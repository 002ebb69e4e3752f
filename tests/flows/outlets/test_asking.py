"""The table `[asking]` of watch.toml, and the secrets that it names."""

import tomllib
from textwrap import dedent

import pytest

from flows.errors import ConfigError, Problem
from flows.keepers import Keeper
from flows.outlets.asking import Asking, read_asking, terms_of
from flows.outlets.terms import Proxy
from flows.watching.tables import Table

FULL = """
    [asking]
    contact = "desk@paper.example"
    opt_out = ["Never.example"]
    [[asking.cookie]]
    host = "harbour-post.example"
    env = "HARBOUR_COOKIE"
    [asking.proxy]
    url_env = "DESK_PROXY"
    private = true
"""
SET = {"HARBOUR_COOKIE": " reader=8c1f\n", "DESK_PROXY": "http://desk:pass@10.0.0.7:3128"}


def read(text: str) -> tuple[Asking, list[tuple[str, str]]]:
    problems: list[Problem] = []
    head = Table(tomllib.loads(dedent(text)), "w/watch.toml", "", problems)
    asking = read_asking(head)
    head.end()
    return asking, [(problem.key, problem.message) for problem in problems]


def test_a_watch_that_says_nothing_asks_plainly() -> None:
    assert read("") == (Asking(), [])


def test_what_a_watch_says_becomes_terms_with_their_secrets() -> None:
    asking, problems = read(FULL)
    terms = terms_of(asking, "w", SET)
    assert problems == []
    assert (terms.contact, terms.opted_out) == ("desk@paper.example", frozenset({"never.example"}))
    assert terms.cookies == {"harbour-post.example": "reader=8c1f"}
    assert terms.proxy == Proxy(url=SET["DESK_PROXY"], private=True)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('contact = "ask for Ann"', "asking.contact"),
        ('contact = "a@b.example\\r\\nX-Evil: 1"', "asking.contact"),
        ('opt_out = ["https://never.example/"]', "asking.opt_out[0]"),
        ('opt_out = []', "asking.opt_out"),
        ('cookies = "x"', "asking.cookies"),
        ('[[asking.cookie]]\nhost = "a.example"\nenv = "reader=8c1f"', "asking.cookie[0].env"),
        ('[[asking.cookie]]\nhost = "*.example/"\nenv = "A"', "asking.cookie[0].host"),
        ('[[asking.cookie]]\nhost = "a.example"\nenv = "A"\n[[asking.cookie]]\nhost = "A.example"\nenv = "B"',
         "asking.cookie[1].host"),
        ('[[asking.cookie]]\nhost = "a.example"\nsecret = "reader=8c1f"', "asking.cookie[0].secret"),
        ('[[asking.cookie]]\nhost = "a.example"\nsecret = "a"\nenv = "A"', "asking.cookie[0].env"),
        ('[asking.proxy]\nurl = "http://proxy.example"', "asking.proxy.url"),
        ('[asking.proxy]\nurl_env = "http://me:pass@proxy.example"', "asking.proxy.url_env"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_key_and_no_value_of_a_secret_is_shown(line: str, key: str) -> None:
    _, problems = read(f"[asking]\n{line}")
    assert key in [where for where, _ in problems]
    assert not any("8c1f" in message or "pass@" in message for _, message in problems)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"HARBOUR_COOKIE": ""}, "asking.cookie[0]"),
        ({"HARBOUR_COOKIE": "reader=sec\r\nX: 1"}, "asking.cookie[0]"),
        ({"DESK_PROXY": "socks5://sec:ret@10.0.0.7"}, "asking.proxy"),
        ({"DESK_PROXY": "http://sec:ret@["}, "asking.proxy"),
    ],
)
def test_a_secret_that_cannot_be_used_ends_the_run_before_it_begins(change: dict[str, str], key: str) -> None:
    asking, _ = read(FULL)
    with pytest.raises(ConfigError) as caught:
        terms_of(asking, "w", SET | change)
    assert caught.value.key == key
    assert "sec" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_proxy_outside_our_own_network_is_spoken_to_by_https_only() -> None:
    asking, _ = read('[asking.proxy]\nurl_env = "DESK_PROXY"')
    with pytest.raises(ConfigError, match="private = true") as caught:
        terms_of(asking, "w", SET)
    assert "pass" not in str(caught.value)
    public = "https://desk:pass@proxy.example:3128"
    assert terms_of(asking, "w", {"DESK_PROXY": public}).proxy == Proxy(url=public, private=False)


def test_a_secret_may_be_kept_in_prefect() -> None:
    asking, problems = read('[[asking.cookie]]\nhost = "a.example"\nsecret = "harbour-cookie"')
    assert (problems, asking.blocks) == ([], ("harbour-cookie",))
    assert asking.cookies[0].kept == Keeper(name="harbour-cookie", is_block=True)
    assert terms_of(asking, "w", {}, {"harbour-cookie": "reader=1"}).cookies == {"a.example": "reader=1"}
    with pytest.raises(ConfigError, match="the Prefect Secret harbour-cookie is not set"):
        terms_of(asking, "w", {"harbour-cookie": "x"}, {})
    with pytest.raises(ConfigError, match="only runs by Prefect"):
        terms_of(asking, "w", {"harbour-cookie": "x"})
