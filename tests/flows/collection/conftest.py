"""A newsstand and desks that read it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.collection.newsstand import COURIER, SEOUL, Desk, Newsstand, open_stand, watch_of

MakeDesk = Callable[..., Desk]


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        yield running


@pytest.fixture
def desk(stand: Newsstand, tmp_path: Path) -> MakeDesk:
    """Makes a desk that watches the named outlets, in a home of its own."""

    def make(*outlets: str) -> Desk:
        return Desk(watch=watch_of(*outlets), home=tmp_path / "home", stand=stand)

    return make


@pytest.fixture
def office(desk: MakeDesk, stand: Newsstand) -> Desk:
    """A desk that watches one outlet, whose feed names one article with one figure. Nothing is collected yet."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    return desk(COURIER)
