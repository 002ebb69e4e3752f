"""The network as the client sees it: names, addresses that may be reached, pace and limits.

`PUBLIC` is what every installed command uses. Another network is put in its place by code alone,
for the demo and the tests (`use_network`); no configuration key and no environment variable
reaches this choice.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from flows.outlets.addresses import is_public

Resolve = Callable[[str, int], Awaitable[tuple[tuple[str, int], ...]]]
"""Host and port asked for -> (address, port) pairs; raises OSError for an unknown name."""

MayConnect = Callable[[str, int], bool]
"""Whether a socket may be opened to this literal address and port."""

LOOPBACK = "127.0.0.1"

_NAMES = ThreadPoolExecutor(max_workers=32, thread_name_prefix="names")
"""Threads of their own: a name server that hangs holds up neither the reading of pages nor many other names."""


def user_agent(contact: str = "") -> str:
    """How we introduce ourselves, so that a publisher can tell us apart, reach the operator, and refuse us."""
    try:
        release = version("claimwatch")
    except PackageNotFoundError:
        release = "0"
    who = contact or "contact: the operator of this watch"
    return f"claimwatch/{release} (+{who}; reads feeds and articles)"


async def system_addresses(host: str, port: int) -> tuple[tuple[str, int], ...]:
    """The operating system's answer for a name, in its order, without repeats."""
    loop = asyncio.get_running_loop()
    found = await loop.run_in_executor(_NAMES, partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM))
    return tuple(dict.fromkeys((str(address[0]), port) for *_, address in found))


def public_only(address: str, port: int) -> bool:  # noqa: ARG001  the port is for narrower networks
    """May connect to public addresses, and to nothing else."""
    return is_public(address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network to fetch from. Times in seconds, sizes in bytes (bodies: after decompression).

    `spacing_s` is the least time between two requests to one host, and by chance up to `jitter` of it more; the first
    of a client that spreads waits up to `spread_s`. `per_host` and `in_all` how
    many may be under way. `total_s` is the time for one get, over all its redirects and retries,
    waiting in our own queue apart, `silence_s` the longest without a byte; a host that does not answer `silences` times
    in a row is not asked again by the same client. `patience_s` is the longest Retry-After that is waited for at
    once; a longer one is reported, at most `retry_after_cap_s`, and the host is left alone
    meanwhile. `minds_robots`: whether robots.txt is asked for; put off by code alone, for tests of other things,
    as is `secrets_in_clear`: whether cookies go over http.
    """

    resolve: Resolve = system_addresses
    resolve_proxy: Resolve = system_addresses
    may_connect: MayConnect = public_only
    spacing_s: float = 1.0
    jitter: float = 0.25
    spread_s: float = 10.0
    secrets_in_clear: bool = False
    per_host: int = 2
    in_all: int = 128
    connect_s: float = 10.0
    silence_s: float = 15.0
    silences: int = 3
    total_s: float = 30.0
    redirects: int = 5
    retries: int = 1
    retry_pause_s: float = 1.0
    patience_s: float = 5.0
    retry_after_cap_s: float = 86_400.0
    feed_bytes: int = 10_000_000
    page_bytes: int = 8_000_000
    header_bytes: int = 16_380
    headers: int = 128
    minds_robots: bool = True


PUBLIC = Network()

current_network: ContextVar[Network] = ContextVar("current_network", default=PUBLIC)
"""The network that a client takes when it is given none."""


@contextmanager
def use_network(network: Network) -> Iterator[Network]:
    """Put a network in place of the current one for a `with` block, in this context only."""
    token = current_network.set(network)
    try:
        yield network
    finally:
        current_network.reset(token)


def loopback(port: int, hosts: Iterable[str]) -> Network:
    """A network whose only hosts are those named, all one http server on 127.0.0.1 at `port`.

    Whatever port a URL names, `port` is connected to; any other address, also another port of this
    machine, is refused. There is no pause between requests.
    """
    known = frozenset(host.lower() for host in hosts)

    async def resolve(host: str, asked_port: int) -> tuple[tuple[str, int], ...]:  # noqa: ARG001
        if host.lower() not in known:
            message = f"{host} is not one of the hosts played here"
            raise socket.gaierror(socket.EAI_NONAME, message)
        return ((LOOPBACK, port),)

    def only_here(address: str, connected_port: int) -> bool:
        return (address, connected_port) == (LOOPBACK, port)

    return Network(
        resolve=resolve,
        may_connect=only_here,
        spacing_s=0.0,
        spread_s=0.0,
        per_host=8,
        connect_s=5.0,
        retry_pause_s=0.0,
    )
