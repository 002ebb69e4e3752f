"""Jitter: requests are never closer than the pace says, and not in step with the clock."""

import asyncio
from dataclasses import replace

import pytest

from flows.outlets.network import PUBLIC
from flows.outlets.pace import Pace


def starts(chance: float, *, spreads: bool = False, requests: int = 3, slow_s: float = 0.0) -> list[float]:
    """When requests to one host begin, in seconds, as the pace asks for them."""

    async def whole() -> list[float]:
        loop = asyncio.get_running_loop()
        clock = 0.0
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loop, "time", lambda: clock)
            pace = Pace(replace(PUBLIC, spread_s=8.0), spreads=spreads, chance=lambda: chance)
            pace.slow("a.example", slow_s)
            return [pace._claim_start("a.example") for _ in range(requests)]

    return asyncio.run(whole())


def test_the_space_between_requests_is_what_the_network_says_and_by_chance_a_quarter_more() -> None:
    assert starts(0.0) == [0.0, 1.0, 2.0]
    assert starts(1.0) == [0.0, 1.25, 2.5]


def test_a_crawl_delay_is_never_cut_short() -> None:
    assert starts(0.0, slow_s=30.0) == [0.0, 30.0, 60.0]
    assert starts(1.0, slow_s=30.0) == [0.0, 37.5, 75.0]


def test_a_run_asks_each_host_first_at_a_moment_of_its_own() -> None:
    assert starts(0.5, spreads=True) == [4.0, 5.125, 6.25]
