"""A newsstand and desks that read it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.collection.newsstand import Desk, Newsstand, open_stand, watch_of

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
