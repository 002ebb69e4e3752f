"""A model on loopback, a newsstand, and desks that read it with or without the model."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.proposals.settings import ModelSettings
from tests.flows.collection.newsstand import COURIER, Desk, Newsstand, open_stand, watch_of
from tests.flows.proposals.stub import Stub, open_stub

MakeDesk = Callable[..., Desk]


@pytest.fixture
def stub() -> Iterator[Stub]:
    with open_stub() as running:
        yield running


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        yield running


@pytest.fixture
def desk(stand: Newsstand, tmp_path: Path) -> MakeDesk:
    """Makes a desk that watches the courier, with the model it is given, in the home of that name."""

    def make(model: ModelSettings | None, home: str = "home") -> Desk:
        return Desk(watch=replace(watch_of(COURIER), model=model), home=tmp_path / home, stand=stand)

    return make
