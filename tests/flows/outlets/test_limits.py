"""Hosts that hang, bodies without end, feeds without measure: bounded in time and memory, and the rest goes on."""

import asyncio
import socket
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from extractors.feeds import read_feed
from flows.outlets.client import Client
from flows.outlets.fetched import Fault, Fetched, Outcome
from flows.outlets.network import Network, loopback, system_addresses
from tests.flows.outlets.server import HOSTS, PAGE, answer, playing

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=UTC)
SITE = "http://harbour-post.example"
ALIVE = "http://alive.example/page"


@dataclass(slots=True)
class Crowd:
    """A server of many hosts: `alive.example` answers, all others take the request and say nothing till we hang up."""

    port: int = 0
    count_open: int = 0
    most_open: int = 0
    count_silent: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.count_open += 1
        self.most_open = max(self.most_open, self.count_open)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"Host: alive.example" in head:
                writer.write(answer("200 OK", PAGE))
            else:
                self.count_silent += 1
                await reader.read()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.count_open -= 1
            writer.close()


@asynccontextmanager
async def crowd() -> AsyncIterator[Crowd]:
    """The crowd's server, for the length of the block."""
    played = Crowd()
    server = await asyncio.start_server(played.serve, "127.0.0.1", 0, backlog=512)
    played.port = server.sockets[0].getsockname()[1]
    try:
        yield played
    finally:
        server.close()


def meet(hosts: list[str], urls: list[str], **limits: float) -> tuple[list[Fetched], Crowd, float]:
    """Ask for all URLs at once; return the answers, the crowd, and the seconds that it took."""

    async def whole() -> tuple[list[Fetched], Crowd, float]:
        async with crowd() as played:
            network: Network = replace(loopback(played.port, [*hosts, "alive.example"]), **limits)  # type: ignore[arg-type]
            began = time.monotonic()
            async with Client(network, now=lambda: NOW) as client:
                fetched = await asyncio.gather(*(client.get(url) for url in urls))
            return list(fetched), played, time.monotonic() - began

    return asyncio.run(whole())


def test_a_thousand_hosts_that_hang_cost_a_bounded_time_and_keep_nobody_else_from_being_read() -> None:
    hosts = [f"mute-{number}.example" for number in range(1_000)]
    fetched, played, seconds = meet(hosts, [*(f"http://{host}/page" for host in hosts), ALIVE], silence_s=0.2)
    assert {(one.outcome, one.fault) for one in fetched[:-1]} == {(Outcome.FAILED, Fault.TIMEOUT)}
    assert fetched[-1].outcome is Outcome.OK
    assert played.most_open <= 128
    assert seconds < 15  # 1,000 / 128 waits of 0.2 s, and what 1,000 requests cost; one after another it were 200 s


def test_a_host_that_hangs_is_given_up_for_the_run_and_not_asked_for_each_of_its_articles() -> None:
    urls = [f"http://mute.example/{number}" for number in range(200)]
    fetched, played, seconds = meet(["mute.example"], urls, silence_s=0.2, per_host=2, minds_robots=False)
    assert {one.fault for one in fetched} == {Fault.TIMEOUT}
    assert played.count_silent <= 4
    assert "left alone for this run" in fetched[-1].error
    assert seconds < 5


def test_who_answers_again_is_not_given_up() -> None:
    async def whole() -> list[Fetched]:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), retries=0, minds_robots=False)
            async with Client(network, now=lambda: NOW) as client:
                return [await client.get(SITE + path) for path in ("/cut-short", "/cut-short", "/page") * 3]

    # two broken connections in a row, never three
    assert [one.outcome for one in asyncio.run(whole())][2::3] == [Outcome.OK] * 3


def test_what_waits_for_its_turn_when_the_host_asks_for_patience_is_not_sent() -> None:
    async def whole() -> tuple[list[Fetched], int]:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), per_host=1, spacing_s=0.05, minds_robots=False)
            async with Client(network, now=lambda: NOW) as client:
                fetched = await asyncio.gather(*(client.get(f"{SITE}/too-many") for _ in range(20)))
            return list(fetched), len(played.seen)

    fetched, count_seen = asyncio.run(whole())
    assert {one.fault for one in fetched} == {Fault.STATUS, Fault.WAIT}
    assert count_seen == 1


def test_bodies_without_end_are_dropped_at_the_cap_each() -> None:
    async def whole() -> list[Fetched]:
        async with playing() as played:
            network = replace(loopback(played.port, HOSTS), page_bytes=200_000, in_all=8, minds_robots=False)
            async with Client(network, now=lambda: NOW) as client:
                return list(await asyncio.gather(*(client.get(f"{SITE}/endless") for _ in range(40))))

    tracemalloc.start()
    try:
        fetched = asyncio.run(whole())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert {one.outcome for one in fetched} == {Outcome.TOO_LARGE}
    assert peak < 8 * 10 * 200_000  # eight under way; kept whole, forty endless bodies had no bound


def test_a_feed_of_fifty_thousand_items_is_read_in_a_moment_and_gives_its_newest() -> None:
    items = b"".join(
        b"<item><title>Item %d</title><link>%s/%d</link></item>" % (n, SITE.encode(), n) for n in range(50_000)
    )
    body = b'<?xml version="1.0"?><rss version="2.0"><channel><title>All</title>' + items + b"</channel></rss>"

    async def one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer("200 OK", body, "Content-Type: application/rss+xml"))
        await writer.drain()
        writer.close()

    fetched = asyncio.run(_from(one, f"{SITE}/feed"))
    assert fetched.page is not None
    began = time.monotonic()
    entries = read_feed(fetched.page, "all")
    assert time.monotonic() - began < 5
    assert isinstance(entries, tuple)
    assert (entries[0].url, len(entries) <= 1_000) == (f"{SITE}/0", True)


def test_names_that_are_not_answered_hold_up_no_work_of_other_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_: object, **__: object) -> list[object]:
        time.sleep(0.5)
        return []

    async def whole() -> float:
        lookups = [asyncio.ensure_future(system_addresses(f"mute-{number}.example", 80)) for number in range(32)]
        await asyncio.sleep(0)
        began = time.monotonic()
        await asyncio.to_thread(time.monotonic)
        took = time.monotonic() - began
        await asyncio.gather(*lookups)
        return took

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    assert asyncio.run(whole()) < 0.4


async def _from(serve: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], url: str) -> Fetched:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    network = replace(loopback(server.sockets[0].getsockname()[1], HOSTS), minds_robots=False)
    async with Client(network, now=lambda: NOW) as client:
        fetched = await client.get(url, kind="feed")
    server.close()
    return fetched
