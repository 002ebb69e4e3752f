"""A desk with one alert, and its proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.proof.bundle import Written, write_proof
from tests.flows.collection.newsstand import COURIER, HOUR, MONDAY, SEOUL, Desk, Newsstand, open_stand, watch_of

LATER = MONDAY + 2 * HOUR


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        yield running


@pytest.fixture(scope="module")
def office(stand: Newsstand, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that has told of one edited figure."""
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    desk = Desk(watch=watch_of(COURIER), home=tmp_path_factory.mktemp("office") / "home", stand=stand)
    desk.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    desk.collect(LATER)
    assert len(desk.alerts()) == 1
    return desk


@pytest.fixture(scope="module")
def key(office: Desk) -> str:
    return str(office.alerts()[0]["key"])


@pytest.fixture
def written(office: Desk, key: str, tmp_path: Path) -> Written:
    return write_proof(office.watch, office.home, key, tmp_path, now=LATER)
