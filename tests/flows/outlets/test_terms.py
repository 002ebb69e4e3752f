"""Contact, opt-out list, cookies: what the operator says is kept to, hop by hop."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.outlets import terms as terms_module
from flows.outlets.client import Client, Kind
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.network import loopback
from flows.outlets.terms import Terms, as_host, shipped_opt_out
from tests.flows.outlets.server import HOSTS, Played, playing

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
SITE, QUAI = "http://harbour-post.example", "http://le-quai.example"
SECRET = "reader=8c1f; tier=full"
COOKIES = Terms(cookies={"harbour-post.example": SECRET})


def ask(terms: Terms, *urls: str, kind: Kind = "page", in_clear: bool = True) -> tuple[list[Fetched], Played, Client]:
    async def whole() -> tuple[list[Fetched], Played, Client]:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), secrets_in_clear=in_clear)
            async with Client(network, now=lambda: NOW, terms=terms) as client:
                return [await client.get(url, kind=kind) for url in urls], played, client

    return asyncio.run(whole())


def cookies_seen(requests: Iterable[object]) -> list[str | None]:
    return [request.headers.get("cookie") for request in requests]  # type: ignore[attr-defined]


def test_the_contact_of_the_watch_stands_in_the_user_agent() -> None:
    _, played, _ = ask(Terms(contact="desk@harbour.example"), f"{SITE}/page")
    for request in (*played.seen, *played.robots_seen):
        assert request.headers["user-agent"].startswith("claimwatch/")
        assert "(+desk@harbour.example;" in request.headers["user-agent"]


@pytest.mark.parametrize("url", [f"{SITE}/page", "http://HARBOUR-POST.example./page", f"{SITE}:8080/page"])
@pytest.mark.parametrize("named", ["harbour-post.example", "example"])
def test_who_opted_out_is_not_asked_not_even_for_robots_txt(url: str, named: str) -> None:
    (fetched,), played, client = ask(Terms(opted_out=frozenset({named})), url)
    assert (fetched.outcome, fetched.fault) == (Outcome.BLOCKED, Fault.OPT_OUT)
    assert "opt-out" in fetched.error
    assert (played.seen, played.robots_seen, client.ledger) == ([], [], [])


def test_a_host_that_only_ends_alike_has_not_opted_out() -> None:
    (fetched,), _, _ = ask(Terms(opted_out=frozenset({"post.example", "arbour-post.example"})), f"{SITE}/page")
    assert fetched.outcome is Outcome.OK


def test_a_redirect_to_who_opted_out_is_not_followed() -> None:
    (fetched,), played, _ = ask(Terms(opted_out=frozenset({"le-quai.example"})), f"{SITE}/other-host")
    assert fetched.fault is Fault.OPT_OUT
    assert [request.path for request in played.seen] == ["/other-host"]


def test_the_shipped_list_holds_for_every_client(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shipped_opt_out() == frozenset()  # nobody has asked yet
    monkeypatch.setattr(terms_module, "shipped_opt_out", lambda: frozenset({"harbour-post.example"}))
    (closed, other), _, _ = ask(Terms(), f"{SITE}/page", f"{QUAI}/page")
    assert (closed.fault, other.outcome) == (Fault.OPT_OUT, Outcome.OK)


@pytest.mark.parametrize(
    ("written", "host"),
    [
        ("Harbour-Post.example.", "harbour-post.example"),
        ("한겨레.example", "xn--h89at9srwx.example"),
        *((wrong, None) for wrong in ("", ".", "localhost", ".example", "http://a.example", "a.example/x")),
        *((wrong, None) for wrong in ("a.example:80", "a..example", "*.example")),
        *((wrong, None) for wrong in ("a@b.example", "a b.example", "a.example?x", "[::1]", "a.example" + "x" * 300)),
    ],
)  # fmt: skip
def test_a_host_is_written_bare(written: str, host: str | None) -> None:
    assert as_host(written) == host


def test_a_subscribers_cookie_goes_to_its_host_alone_and_not_with_robots_txt() -> None:
    _, played, _ = ask(COOKIES, f"{SITE}/page", f"{QUAI}/page")
    assert cookies_seen(played.seen) == [SECRET, None]
    assert cookies_seen(played.robots_seen) == [None, None]


def test_a_cookie_follows_no_redirect_to_another_host_and_from_none() -> None:
    _, played, _ = ask(Terms(cookies={"le-quai.example": SECRET}), f"{SITE}/other-host")
    assert cookies_seen(played.seen) == [None, None]
    _, played, _ = ask(COOKIES, f"{SITE}/other-host")
    assert cookies_seen(played.seen) == [SECRET, None]


def test_a_cookie_stays_with_its_host_from_one_address_to_the_next() -> None:
    _, played, _ = ask(COOKIES, f"{SITE}/moved")
    assert cookies_seen(played.seen) == [SECRET, SECRET]


def test_a_cookie_never_goes_in_clear() -> None:
    _, played, _ = ask(COOKIES, f"{SITE}/page", in_clear=False)
    assert cookies_seen(played.seen) == [None]
    assert COOKIES.cookie(("https://harbour-post.example/page",)) == SECRET
    assert COOKIES.cookie(("http://harbour-post.example/", "https://harbour-post.example/page")) == SECRET
    assert COOKIES.cookie(("https://www.harbour-post.example/page",)) is None


def test_a_cookie_that_the_server_sets_is_not_kept_beside_ours() -> None:
    _, played, _ = ask(COOKIES, f"{SITE}/cookie", f"{SITE}/page")
    assert cookies_seen(played.seen) == [SECRET, SECRET]


def test_no_secret_is_shown() -> None:
    fetched, _, client = ask(COOKIES, f"{SITE}/page", f"{SITE}/forbidden", f"{SITE}/no-http")
    assert SECRET not in repr((COOKIES, fetched, client.ledger, client.robots_seen))
