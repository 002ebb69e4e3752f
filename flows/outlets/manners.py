"""Asks each host for its robots.txt once, keeps the rules for the client's life, and says which URLs they close."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

from flows.outlets.fetched import Fetched
from flows.outlets.robots import Robots, RobotsCopy, holding_copy, origin_of, speaking_copy


class Manners:
    """The rules of the hosts that one client meets. `seen` holds the copies that it fetched itself, to be stored."""

    def __init__(
        self,
        known: Iterable[RobotsCopy],
        *,
        ask: Callable[[str], Awaitable[Fetched]],
        slow: Callable[[str, float], None],
        now: Callable[[], datetime],
    ) -> None:
        """Begin with the copies `known` from earlier runs.

        `ask` gets a robots.txt, following redirects; `slow` is told a host and the seconds it wants between requests.
        """
        self.seen: list[RobotsCopy] = []
        self._known: dict[str, tuple[RobotsCopy, ...]] = {}
        for copy in known:
            self._known[copy.origin] = (*self._known.get(copy.origin, ()), copy)
        self._rules: dict[str, Robots] = {}
        self._turns: dict[str, asyncio.Lock] = {}
        self._ask = ask
        self._slow = slow
        self._now = now

    async def refusal(self, url: str) -> str | Fetched | None:
        """Return why a URL is not to be asked; None if it may be.

        Where nobody answered at all, the failed request for robots.txt is returned: the URL would end the same way.
        """
        origin = origin_of(url)
        async with self._turns.setdefault(origin, asyncio.Lock()):
            if origin not in self._rules:
                failed = await self._learn(origin, url)
                if failed is not None:
                    return failed
        return self._rules[origin].refusal(url)

    async def _learn(self, origin: str, url: str) -> Fetched | None:
        copies = self._known.get(origin, ())
        holding = speaking_copy(copies, self._now())
        if holding is None:
            fetched = await self._ask(f"{origin}/robots.txt")
            if fetched.http_status is None and fetched.page is None:
                return fetched
            copy = _copy_of(origin, fetched, self._now())
            self.seen.append(copy)
            holding = holding_copy(copy, copies)
        self._rules[origin] = rules = Robots(holding)
        if rules.delay_s > 0:
            self._slow(url, rules.delay_s)
        return None


def _copy_of(origin: str, fetched: Fetched, now: datetime) -> RobotsCopy:
    if fetched.page is None:
        return RobotsCopy(origin=origin, fetched_at=now, status=fetched.http_status)
    body = fetched.page.body.decode("utf-8-sig", "replace")
    return RobotsCopy(origin=origin, fetched_at=now, status=fetched.page.status, body=body)
