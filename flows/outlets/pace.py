"""How fast hosts are asked: so many at a time, so much between, none while a host rests."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from flows.outlets.network import Network


class Pace:
    """Keeps one client's requests apart, by host. Times are of the running loop's own clock."""

    def __init__(self, network: Network, *, spreads: bool = False, chance: Callable[[], float] = random.random) -> None:
        """Keep the network's pace; `chance` gives numbers from 0 to 1, for the jitter."""
        self._spacing_s = network.spacing_s
        self._jitter = network.jitter
        self._spread_s = network.spread_s if spreads else 0.0
        self._chance = chance
        self._slow: dict[str, float] = {}
        self._per_host = network.per_host
        self._all = asyncio.Semaphore(network.in_all)
        self._hosts: dict[str, asyncio.Semaphore] = {}
        self._next_at: dict[str, float] = {}
        self._rest_until: dict[str, float] = {}
        self._silences: dict[str, int] = {}
        self._patience = network.silences

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for this host's next turn, and hold it for the length of the block."""
        places = self._hosts.setdefault(host, asyncio.Semaphore(self._per_host))
        async with places:
            if not self.is_away(host):
                await asyncio.sleep(self._claim_start(host))
            async with self._all:  # taken last: who waits for a slow host keeps nobody else waiting
                yield

    def slow(self, host: str, spacing_s: float) -> None:
        """Keep a host's requests at least so far apart from now on, as it asked."""
        self._slow[host] = max(spacing_s, self._slow.get(host, 0.0))

    def rest(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long, as it asked."""
        until = asyncio.get_running_loop().time() + seconds
        self._rest_until[host] = max(until, self._rest_until.get(host, 0.0))

    def resting_s(self, host: str) -> float:
        """Seconds for which the host is still to be left alone; 0.0 if it may be asked."""
        until = self._rest_until.get(host)
        if until is None:
            return 0.0
        return max(0.0, until - asyncio.get_running_loop().time())

    def heard(self, host: str, *, answered: bool) -> None:
        """Take note that a host has answered, with whatever, or that it has not."""
        self._silences[host] = 0 if answered else self._silences.get(host, 0) + 1

    def is_silent(self, host: str) -> bool:
        """Whether a host has not answered so often in a row that it is not asked again by this client."""
        return self._silences.get(host, 0) >= self._patience

    def is_away(self, host: str) -> bool:
        """Whether a host is not to be asked now, because it rests or is silent."""
        return self.is_silent(host) or self.resting_s(host) > 0

    def _claim_start(self, host: str) -> float:
        now = asyncio.get_running_loop().time()
        start = max(now, self._next_at[host]) if host in self._next_at else now + self._spread_s * self._chance()
        spacing_s = max(self._spacing_s, self._slow.get(host, 0.0))
        self._next_at[host] = start + spacing_s * (1.0 + self._jitter * self._chance())
        return start - now
