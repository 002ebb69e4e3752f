"""Sources that contradict each other are told once, in the digest: flows/judging/sources.py."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Desk,
    Newsstand,
    open_stand,
    watch_of,
)
from tests.flows.judging.late import publish

KYIV = "Ukraine's General Staff said that about {} North Korean soldiers had been killed in Kursk."


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        for outlet in (COURIER, LEDGER):
            running.feed(outlet, "toll")
            running.article(outlet, "toll", SEOUL.format("1,000"))
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    office = Desk(watch=watch_of(COURIER, LEDGER), home=tmp_path / "home", stand=stand)
    office.collect(MONDAY)
    return office


def contradictions(office: Desk) -> list[tuple[object, ...]]:
    return office.rows("select route, headline from alerts where finding = 'contradiction' order by raised_at")


def test_a_second_source_that_leaves_no_room_is_told_once_in_the_digest(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "kyiv", KYIV.format("3,000"), 5 * HOUR)
    office.collect(MONDAY + 6 * HOUR)
    told = [
        (
            "digest",
            "South Korea NIS and Ukraine General Staff contradict each other: about 1,000 against about 3,000 killed",
        ),
    ]
    assert contradictions(office) == told
    publish(stand, COURIER, "kyiv", KYIV.format("3,000"), 7 * HOUR)
    publish(stand, LEDGER, "again", KYIV.format("3,000"), 24 * 16 * HOUR)
    office.collect(MONDAY + 8 * HOUR)
    publish(stand, COURIER, "again", SEOUL.format("1,000"), 24 * 17 * HOUR)
    office.collect(MONDAY + timedelta(days=17, hours=1))
    assert contradictions(office) == told


def test_a_second_source_that_leaves_room_contradicts_nobody(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "kyiv", KYIV.format("1,000"), 5 * HOUR)
    office.collect(MONDAY + 6 * HOUR)
    assert contradictions(office) == []
