"""An HTTP proxy of the operator: used for all, private only where named as such, and no way around the guard."""

import asyncio
import socket
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flows.outlets.client import Client
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.network import PUBLIC, Network
from flows.outlets.terms import Proxy, Terms
from tests.flows.outlets.server import Played, playing

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
PAGE = "http://harbour-post.example/page"
PUBLIC_ADDRESS, PRIVATE_ADDRESS = "93.184.215.14", "10.0.0.7"
PASSWORD = "s3cr3t"


async def names(host: str, port: int) -> tuple[tuple[str, int], ...]:
    """The names of a made-up internet, in which no address is ever connected to."""
    known = {
        "harbour-post.example": PUBLIC_ADDRESS,
        "inside.example": PRIVATE_ADDRESS,
        PRIVATE_ADDRESS: PRIVATE_ADDRESS,
    }
    if host not in known:
        raise socket.gaierror(socket.EAI_NONAME, host)
    return ((known[host], port),)


INTERNET = replace(PUBLIC, resolve=names, spacing_s=0.0, retry_pause_s=0.0, minds_robots=False)
"""As installed, but for the names."""


def through(url: str, *, private: bool, network: Network = INTERNET, proxy: str = "") -> tuple[Fetched, Played]:
    """Ask for a URL by a proxy on loopback, played by the server, which takes absolute addresses for their paths."""

    async def whole() -> tuple[Fetched, Played]:
        async with playing() as played:
            at = Proxy(url=proxy or f"http://desk:{PASSWORD}@127.0.0.1:{played.port}", private=private)
            async with Client(network, now=lambda: NOW, terms=Terms(proxy=at)) as client:
                return await client.get(url), played

    return asyncio.run(whole())


def test_a_proxy_in_our_own_network_is_asked_where_it_is_named_as_private() -> None:
    fetched, played = through(PAGE, private=True)
    assert fetched.outcome is Outcome.OK
    assert [request.path for request in played.seen] == [PAGE]
    assert "proxy-authorization" in played.seen[0].headers


@pytest.mark.parametrize("proxy", ["", "http://inside.example:3128"])
def test_a_proxy_in_our_own_network_is_not_asked_where_it_is_not(proxy: str) -> None:
    network = replace(INTERNET, resolve_proxy=names) if proxy else INTERNET
    fetched, played = through(PAGE, private=False, network=network, proxy=proxy)
    assert (fetched.fault, played.seen) == (Fault.REFUSED, [])
    assert "private = true" in fetched.error


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://10.0.0.7/admin", Fault.REFUSED),
        ("http://inside.example/admin", Fault.REFUSED),
        ("http://127.0.0.1/admin", Fault.DNS),
        ("http://nobody.example/", Fault.DNS),
        ("file:///etc/hostname", Fault.REFUSED),
    ],
)
def test_the_proxy_opens_no_door_to_what_is_not_public(url: str, fault: Fault) -> None:
    fetched, played = through(url, private=True)
    assert (fetched.outcome, played.seen) == (Outcome.FAILED, [])
    assert fetched.fault is fault


def test_a_literal_address_is_judged_as_on_the_internet() -> None:
    network = replace(PUBLIC, spacing_s=0.0, minds_robots=False)
    fetched, played = through("http://169.254.169.254/latest/meta-data", private=True, network=network)
    assert (fetched.fault, played.seen) == (Fault.REFUSED, [])


def test_a_redirect_by_way_of_the_proxy_is_judged_too() -> None:
    fetched, played = through("http://harbour-post.example/to-private", private=True)
    assert fetched.fault is Fault.REFUSED
    assert [request.path for request in played.seen] == ["http://harbour-post.example/to-private"]


@pytest.mark.parametrize("url", [PAGE, PAGE.replace("http:", "https:")])
def test_a_proxy_that_is_not_there_is_told_without_its_password(url: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    fetched, _ = through(url, private=True, proxy=f"http://desk:{PASSWORD}@127.0.0.1:{port}")
    assert (fetched.fault, "proxy" in fetched.error) == (Fault.PROXY, True)
    assert PASSWORD not in repr(fetched)


def test_a_proxy_that_refuses_a_tunnel_is_told_as_the_proxys_fault() -> None:
    fetched, played = through("https://harbour-post.example/page", private=True)
    assert (fetched.fault, PASSWORD in repr(fetched)) == (Fault.PROXY, False)
    assert [request.path for request in played.seen] == ["harbour-post.example:443"]


def test_the_proxys_password_is_in_no_repr() -> None:
    assert PASSWORD not in repr(Terms(proxy=Proxy(url=f"http://desk:{PASSWORD}@proxy.example", private=False)))
