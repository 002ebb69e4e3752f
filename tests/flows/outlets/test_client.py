import asyncio
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from flows.outlets.client import Client, Kind
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.network import PUBLIC, Network, loopback, use_network
from tests.flows.outlets.server import (
    ETAG,
    HOSTS,
    LAST_MODIFIED,
    PAGE,
    Played,
    playing,
)

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
SITE = "http://harbour-post.example"


def get(path: str, kind: Kind = "page", **limits: Any) -> tuple[Fetched, Played]:
    """Ask the played server for one path, under the limits named."""
    fetched, played = get_all((path,), kind, **limits)
    return fetched[0], played


def get_all(paths: tuple[str, ...], kind: Kind = "page", **limits: Any) -> tuple[list[Fetched], Played]:
    """Ask one client for several paths, one after another."""

    async def whole() -> tuple[list[Fetched], Played]:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), **limits)
            async with Client(network, now=lambda: NOW) as client:
                return [await client.get(SITE + path, kind=kind) for path in paths], played

    return asyncio.run(whole())


def ask(network: Network, url: str, **validators: str) -> Fetched:
    """Ask one network for one URL, with no server of ours behind it."""

    async def whole() -> Fetched:
        async with Client(network, now=lambda: NOW) as client:
            return await client.get(url, **validators)

    return asyncio.run(whole())


def test_a_page_comes_with_its_bytes_and_what_was_said_of_them() -> None:
    fetched, played = get("/page#second-paragraph")
    assert fetched.outcome is Outcome.OK
    assert fetched.page is not None
    assert fetched.page.body == PAGE
    assert fetched.page.final_url == SITE + "/page"
    assert fetched.page.content_type == "text/html; charset=utf-8"
    assert fetched.page.fetched_at == NOW
    assert played.seen[0].path == "/page"


def test_we_say_who_we_are_and_what_we_accept() -> None:
    _, played = get("/page", kind="feed")
    headers = played.seen[0].headers
    assert headers["user-agent"].startswith("claimwatch/")
    assert "contact" in headers["user-agent"]
    assert "rss" in headers["accept"]
    assert headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("path", ["/gzip", "/deflate"])
def test_a_compressed_page_is_unpacked(path: str) -> None:
    fetched, _ = get(path)
    assert fetched.page is not None
    assert fetched.page.body == PAGE


@pytest.mark.parametrize("sent", [{"etag": ETAG}, {"last_modified": LAST_MODIFIED}], ids=["etag", "last-modified"])
def test_a_validator_sent_back_brings_not_modified_and_stays(sent: dict[str, str]) -> None:
    async def whole() -> tuple[Fetched, Fetched]:
        async with playing() as played, Client(loopback(played.port, HOSTS), now=lambda: NOW) as client:
            first = await client.get(SITE + "/validated")
            return first, await client.get(SITE + "/validated", **sent)

    first, second = asyncio.run(whole())
    assert (first.etag, first.last_modified) == (ETAG, LAST_MODIFIED)
    assert second.outcome is Outcome.NOT_MODIFIED
    assert second.page is None
    assert {"etag": second.etag, "last_modified": second.last_modified}.items() >= sent.items()


def test_a_validator_that_cannot_be_a_header_is_not_sent() -> None:
    async def whole() -> tuple[Fetched, Played]:
        async with playing() as played, Client(loopback(played.port, HOSTS), now=lambda: NOW) as client:
            return await client.get(SITE + "/page", etag='"a"\r\nX-Evil: 1'), played

    fetched, played = asyncio.run(whole())
    assert fetched.outcome is Outcome.OK
    assert "if-none-match" not in played.seen[0].headers
    assert "x-evil" not in played.seen[0].headers


def test_headers_that_are_not_text_are_never_handed_on() -> None:
    fetched, _ = get("/odd-etag")
    assert fetched.page is not None
    assert fetched.etag is None
    fetched.page.content_type.encode("utf-8")  # a lone surrogate would raise


@pytest.mark.parametrize(
    ("path", "outcome", "fault"),
    [
        ("/gone", Outcome.GONE, None),
        ("/missing", Outcome.NOT_FOUND, None),
        ("/forbidden", Outcome.BLOCKED, Fault.STATUS),
        ("/login", Outcome.BLOCKED, Fault.STATUS),
        ("/law", Outcome.BLOCKED, Fault.STATUS),
        ("/challenge", Outcome.BLOCKED, Fault.STATUS),
        ("/teapot", Outcome.FAILED, Fault.STATUS),
        ("/nothing", Outcome.FAILED, Fault.STATUS),
        ("/unasked-304", Outcome.FAILED, Fault.STATUS),
        ("/to-nowhere", Outcome.FAILED, Fault.STATUS),
        ("/no-http", Outcome.FAILED, Fault.PROTOCOL),
        ("/long-header", Outcome.FAILED, Fault.PROTOCOL),
        ("/many-headers", Outcome.FAILED, Fault.PROTOCOL),
        ("/cut-short", Outcome.FAILED, Fault.CONNECTION),
        ("/not-gzip", Outcome.FAILED, Fault.ENCODING),
        ("/brotli", Outcome.FAILED, Fault.ENCODING),
        ("/stacked", Outcome.FAILED, Fault.ENCODING),
        ("/stacked-twice", Outcome.FAILED, Fault.ENCODING),
        ("/loop", Outcome.FAILED, Fault.REDIRECTS),
        ("/to-private", Outcome.FAILED, Fault.REFUSED),
        ("/to-loopback", Outcome.FAILED, Fault.REFUSED),
        ("/to-loopback-6", Outcome.FAILED, Fault.REFUSED),
        ("/to-mapped", Outcome.FAILED, Fault.REFUSED),
        ("/to-file", Outcome.FAILED, Fault.REFUSED),
        ("/to-userinfo", Outcome.FAILED, Fault.REFUSED),
        ("/to-nonsense", Outcome.FAILED, Fault.PROTOCOL),
    ],
)
def test_an_answer_without_a_page_is_told_apart(path: str, outcome: Outcome, fault: Fault | None) -> None:
    fetched, _ = get(path)
    assert (fetched.outcome, fetched.fault) == (outcome, fault), fetched.error
    assert fetched.page is None
    assert bool(fetched.error) == (fault is not None)


@pytest.mark.parametrize("kind", ["feed", "page"])
@pytest.mark.parametrize("path", ["/endless", "/announced-large", "/bomb"])
def test_a_body_over_the_cap_is_dropped_while_it_comes(path: str, kind: Kind) -> None:
    fetched, _ = get(path, kind=kind, feed_bytes=200_000, page_bytes=100_000)
    assert fetched.outcome is Outcome.TOO_LARGE
    assert fetched.page is None
    assert ("200,000" if kind == "feed" else "100,000") in fetched.error


@pytest.mark.parametrize("path", ["/drip", "/silent"])
def test_the_time_for_one_get_is_a_total(path: str) -> None:
    fetched, played = get(path, total_s=0.3)
    assert (fetched.outcome, fetched.fault) == (Outcome.FAILED, Fault.TIMEOUT)
    assert played.asked(path) == 1


@pytest.mark.parametrize("path", ["/503-then-well", "/reset-once"])
def test_a_passing_fault_is_tried_once_more(path: str) -> None:
    fetched, played = get(path)
    assert fetched.outcome is Outcome.OK
    assert played.asked(path) == 2


def test_a_lasting_server_error_is_tried_twice_and_no_more() -> None:
    fetched, played = get("/always-500")
    assert (fetched.outcome, fetched.fault) == (Outcome.FAILED, Fault.SERVER)
    assert played.asked("/always-500") == 2


@pytest.mark.parametrize(
    ("path", "seconds", "outcome"),
    [("/always-503", 120.0, Outcome.FAILED), ("/too-many", 90.0, Outcome.BLOCKED)],
)
def test_a_host_that_asks_for_patience_is_left_alone(path: str, seconds: float, outcome: Outcome) -> None:
    (first, second), played = get_all((path, "/page"))
    assert (first.outcome, first.retry_after_s) == (outcome, seconds)
    assert (second.outcome, second.fault) == (Outcome.BLOCKED, Fault.WAIT)
    assert second.retry_after_s == pytest.approx(seconds, abs=2)
    assert [request.path for request in played.seen] == [path]


def test_no_cookie_is_kept() -> None:
    _, played = get_all(("/cookie", "/page"))
    assert "cookie" not in played.seen[1].headers


@pytest.mark.parametrize(
    ("path", "moved_to"),
    [("/moved", SITE + "/page"), ("/found", None), ("/moved-then-found", None), ("/page", None)],
)
def test_only_permanent_redirects_give_a_new_address(path: str, moved_to: str | None) -> None:
    fetched, _ = get(path)
    assert fetched.outcome is Outcome.OK
    assert fetched.page is not None
    assert fetched.page.final_url == SITE + "/page"
    assert fetched.moved_to == moved_to


def test_a_redirect_to_another_known_host_is_followed() -> None:
    fetched, played = get("/other-host")
    assert fetched.page is not None
    assert fetched.page.final_url == "http://le-quai.example/page"
    assert [request.headers["host"] for request in played.seen] == list(HOSTS)


def test_requests_to_one_host_keep_their_distance() -> None:
    async def whole() -> float:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), spacing_s=0.1)
            async with Client(network, now=lambda: NOW) as client:
                start = asyncio.get_running_loop().time()
                await asyncio.gather(*(client.get(SITE + "/page") for _ in range(4)))
                return asyncio.get_running_loop().time() - start

    assert asyncio.run(whole()) >= 0.3


INSIDE = [
    "http://127.0.0.1:9/",
    "http://127.0.0.1.:9/",
    "http://[::1]:9/",
    "http://[::]:9/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://[::ffff:7f00:1]:9/",
    "http://[::127.0.0.1]:9/",
    "http://[64:ff9b::7f00:1]:9/",
    "http://[2002:7f00:1::]:9/",
    "http://[fe80::1]:9/",
    "http://[fd00::1]:9/",
    "http://0.0.0.0:9/",
    "http://0:9/",
    "http://127.1:9/",
    "http://0x7f000001:9/",
    "http://2130706433:9/",
    "http://017700000001:9/",
    "http://10.1.2.3:9/",
    "http://172.16.0.1:9/",
    "http://192.168.1.1:9/",
    "http://100.64.0.1:9/",
    "http://169.254.169.254/latest/",
    "http://168.63.129.16/",
    "http://localhost:9/",
    "http://127。0。0。1:9/",
    "http://\uff11\uff12\uff17.0.0.1:9/",
    "http://①②⑦.0.0.1:9/",
    "http://harbour-post.example@127.0.0.1:9/",
    "http://127.0.0.1\\@harbour-post.example/",
    "http://127.0.0.1:9\\@harbour-post.example/",
    "ftp://harbour-post.example/feed",
    "file:///etc/hostname",
    "gopher://127.0.0.1/",
    "//127.0.0.1/",
    "http://",
    "",
]


@pytest.mark.parametrize("url", INSIDE)
def test_the_public_network_refuses_what_is_inside(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused before any connection: a socket asked to connect anywhere fails the test."""
    connected: list[object] = []

    async def no_connection(_: object, __: object, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.SelectorEventLoop, "sock_connect", no_connection)
    fetched = ask(PUBLIC, url)
    assert connected == []
    assert fetched.outcome is Outcome.FAILED
    assert fetched.fault is Fault.REFUSED, fetched


def test_the_guard_is_on_where_nothing_is_injected() -> None:
    """A live server on this machine is not reached by a client that was given no network."""

    async def whole() -> tuple[Fetched, Played]:
        async with playing() as played, Client(now=lambda: NOW) as client:
            return await client.get(f"http://127.0.0.1:{played.port}/page"), played

    fetched, played = asyncio.run(whole())
    assert fetched.fault is Fault.REFUSED
    assert played.seen == []


def test_an_injected_network_holds_for_its_block_only() -> None:
    async def ask_inside(network: Network) -> Fetched:
        with use_network(network):
            async with Client(now=lambda: NOW) as client:
                return await client.get(SITE + "/page")

    async def whole() -> tuple[Fetched, Played]:
        async with playing() as played:
            return await ask_inside(loopback(played.port, HOSTS)), played

    inside, played = asyncio.run(whole())
    assert inside.outcome is Outcome.OK
    outside = ask_default(f"http://127.0.0.1:{played.port}/page")
    assert outside.fault is Fault.REFUSED


def ask_default(url: str) -> Fetched:
    async def whole() -> Fetched:
        async with Client(now=lambda: NOW) as client:
            return await client.get(url)

    return asyncio.run(whole())


def test_a_name_that_turns_inside_at_the_second_look_up_is_refused_then() -> None:
    """Rebinding: the first answer may be connected to, the second is a private address."""

    async def whole() -> tuple[list[Fetched], Played]:
        async with playing() as played:
            answers = iter(["127.0.0.1", "10.0.0.7"])

            async def resolve(_: str, __: int) -> tuple[tuple[str, int], ...]:
                return ((next(answers), played.port),)

            network = replace(loopback(played.port, HOSTS), resolve=resolve, minds_robots=False)
            async with Client(network, now=lambda: NOW) as client:
                return [await client.get(SITE + "/page") for _ in range(2)], played

    (first, second), played = asyncio.run(whole())
    assert first.outcome is Outcome.OK
    assert second.fault is Fault.REFUSED
    assert len(played.seen) == 1


def test_one_private_address_among_public_ones_spoils_the_answer() -> None:
    async def resolve(_: str, __: int) -> tuple[tuple[str, int], ...]:
        return (("93.184.215.14", 80), ("192.168.0.9", 80))

    fetched = ask(replace(PUBLIC, resolve=resolve), "http://mixed.example/")
    assert fetched.fault is Fault.REFUSED
    assert "192.168.0.9" in fetched.error


def test_another_port_of_this_machine_is_not_the_played_one() -> None:
    async def whole() -> tuple[Fetched, Played]:
        async with (
            playing() as other,
            playing() as played,
            Client(loopback(played.port, HOSTS), now=lambda: NOW) as client,
        ):
            return await client.get(f"http://127.0.0.1:{other.port}/page"), other

    fetched, other = asyncio.run(whole())
    assert fetched.fault is Fault.REFUSED
    assert other.seen == []


def test_a_name_that_nobody_knows_is_a_dns_fault_and_not_tried_again() -> None:
    asked: list[str] = []

    async def resolve(host: str, _: int) -> tuple[tuple[str, int], ...]:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    fetched = ask(replace(PUBLIC, resolve=resolve), "http://nowhere.example/")
    assert (fetched.outcome, fetched.fault) == (Outcome.FAILED, Fault.DNS)
    assert asked == ["nowhere.example"]


def test_a_client_outside_its_block_says_how_it_is_used() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        asyncio.run(Client(PUBLIC, now=lambda: NOW).get("http://harbour-post.example/"))


def test_a_host_that_an_earlier_run_was_told_to_leave_alone_is_left_alone() -> None:
    async def whole() -> tuple[Fetched, Played]:
        async with playing() as played:
            resting = {"harbour-post.example": NOW + timedelta(seconds=90)}
            async with Client(loopback(played.port, HOSTS), now=lambda: NOW, resting=resting) as client:
                return await client.get(f"{SITE}/page"), played

    fetched, played = asyncio.run(whole())
    assert (fetched.outcome, fetched.fault) == (Outcome.BLOCKED, Fault.WAIT)
    assert (played.seen, played.robots_seen) == ([], [])
