"""A watch of ten thousand feeds: its shards are read one after another, in bounded time and flat memory."""

import asyncio
import gc
import time
from dataclasses import replace
from pathlib import Path

from extractors.claims import Reader
from flows.collect import MAX_TASKS, OTHER_TASKS, shards
from flows.collection.gather import Gatherer
from flows.collection.plan import Topic
from flows.outlets.client import Client
from flows.outlets.network import loopback
from flows.watching.values import Feed
from tests.flows.collection.newsstand import HOUR, MONDAY, a_feed, rss, watch_of
from warehouse.answers import FeedState
from warehouse.rows import PollOutcome

COUNT_FEEDS, COUNT_HOSTS = 10_000, 200
HOSTS = [f"paper-{number}.example" for number in range(COUNT_HOSTS)]
MUTE = "mute.example"
BODY = rss("paper", ("weather",)).replace(b"North Korean soldiers in Russia", b"Rain at noon")


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer every address of every host with one feed, keeping the connection, or 304; `MUTE` says nothing."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            if MUTE.encode() in head:
                await reader.read()
                break
            if b"If-None-Match" in head:
                writer.write(b"HTTP/1.1 304 Not Modified\r\n\r\n")
                continue
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: %d\r\n\r\n%s"
                % (len(BODY), BODY)
            )
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


def feed(number: int) -> Feed:
    host = MUTE if number % 100 == 0 else HOSTS[number % COUNT_HOSTS]
    return a_feed(f"paper-{number}", url=f"http://{host}/{number}.xml")


def state(feed: Feed) -> FeedState | None:
    """Return that of a feed which was read before; every tenth is new."""
    if feed.id.endswith("7"):
        return None
    return FeedState(
        feed_id=feed.id,
        last_polled_at=MONDAY - HOUR,
        last_outcome=PollOutcome.OK,
        last_ok_at=MONDAY - HOUR,
        etag='"one"',
        last_modified=None,
        body_sha256=None,
        count_failed=0,
        last_error=None,
    )


def resident_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def test_ten_thousand_feeds_of_which_a_hundred_hang() -> None:
    groups = shards([feed(number) for number in range(COUNT_FEEDS)])
    assert 2 * len(groups) + OTHER_TASKS <= MAX_TASKS

    async def whole() -> tuple[dict[PollOutcome, int], list[float]]:
        server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
        port = server.sockets[0].getsockname()[1]
        network = replace(loopback(port, [*HOSTS, MUTE]), minds_robots=False, silence_s=0.5)
        watch = watch_of()
        outcomes: dict[PollOutcome, int] = {}
        resident = []
        async with Client(network, now=lambda: MONDAY) as client:
            gatherer = Gatherer(
                client=client, reader=Reader(watch.story), topic=Topic(watch.topic), articles={}, now=MONDAY
            )
            for group in groups:
                for harvest in await asyncio.gather(*(gatherer.feed(one, state(one)) for one in group)):
                    assert harvest.poll is not None
                    outcomes[harvest.poll.outcome] = outcomes.get(harvest.poll.outcome, 0) + 1
                resident.append(resident_mb())
        server.close()
        return outcomes, resident

    began = time.monotonic()
    outcomes, resident = asyncio.run(whole())
    assert outcomes == {PollOutcome.OK: 1_000, PollOutcome.NOT_MODIFIED: 8_900, PollOutcome.FAILED: 100}
    assert time.monotonic() - began < 200  # 9 s on a quiet machine
    assert resident[-1] - resident[2] < 40  # what stays is the ledger of requests, 20 MB
