"""One event, one alert: those who tell what it tells are carriers of it, a wire text's prints are one voice."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from extractors.claims import Reader
from extractors.values import Band, Claim, Modality
from flows.alerts.carriers import chain_of
from flows.collection.runs import new_run
from flows.judging.events import carriers, tells
from flows.outlets.network import Network, loopback
from tests.builders import figure, status
from tests.flows.collection.newsstand import (
    COURIER,
    FILLER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    SEOUL_FR,
    Desk,
    Newsstand,
    a_feed,
    feed_url,
    host_of,
    page_url,
    rss,
    tagged,
    watch_of,
)
from warehouse import connect
from warehouse.events import Carrier, carriers_of, origins_of

HERALD, PLAINS, COAST = "herald", "plains", "coast"
OUTLETS = (COURIER, LEDGER, RIVE, HERALD, PLAINS, COAST)
NIS = figure("killed", 1500, source="nis")
OWN = (
    "At the market in Sumy the traders have stopped counting the sirens. One of them, who sells honey and candles, "
    "keeps a notebook of the nights in which the windows shook. She says that January was quieter than December, and "
    "that nobody in the queue believes that it will stay so. A school has moved underground."
)


class Wires(Newsstand):
    """A newsstand with more outlets, all of them in English but one."""

    def network(self) -> Network:
        return loopback(self.server_port, [host_of(outlet) for outlet in OUTLETS])

    def print(self, outlet: str, slug: str, *paragraphs: str, at: datetime = MONDAY) -> None:
        """Put an article of these paragraphs, and the feed that names it alone."""
        title = f"North Korean soldiers in Kursk: {slug}"
        said = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        body = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta property="article:published_time" content="{at.isoformat()}"></head>'
            f"<body><article><h1>{title}</h1>{said}</article></body></html>"
        )
        self.answers[page_url(outlet, slug)] = tagged(body.encode())
        feed = rss(outlet, (slug,)).replace(format_datetime(MONDAY).encode(), format_datetime(at).encode())
        self.answers[feed_url(outlet)] = tagged(feed, "application/rss+xml")


@pytest.fixture
def stand() -> Iterator[Wires]:
    with Wires() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for outlet in OUTLETS:
            running.feed(outlet, "off-topic")
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def office(stand: Wires, tmp_path: Path) -> Desk:
    """A desk whose first, silent run is over."""
    watch = replace(watch_of(), feeds=tuple(a_feed(outlet) for outlet in OUTLETS))
    office = Desk(watch=watch, home=tmp_path / "home", stand=stand)
    office.collect(MONDAY - 2 * HOUR)
    return office


def carried(office: Desk, number: int = 0) -> tuple[Carrier, ...]:
    key = str(office.alerts()[number]["key"])
    with connect.reader(office.home) as con:
        return carriers_of(con, [key]).get(key, ())


def shown(office: Desk, number: int = 0) -> list[tuple[str, str, float]]:
    """Side, outlet and hours behind the first, of each carrier of an alert."""
    return [(one.side, one.outlet, one.lag_s / 3600) for one in carried(office, number)]


def test_outlets_that_make_the_same_edit_later_are_carriers_and_no_alerts(office: Desk, stand: Wires) -> None:
    for outlet, filler in ((COURIER, FILLER), (LEDGER, OWN)):
        stand.print(outlet, "toll", filler, SEOUL.format("1,000"))
    assert office.collect(MONDAY).told == []
    stand.print(COURIER, "toll", FILLER, SEOUL.format("1,500"))
    assert office.collect(MONDAY + 2 * HOUR).told == [("raised", "revisions")]
    assert shown(office) == [("after", COURIER, 0)]
    stand.print(LEDGER, "toll", OWN, SEOUL.format("1,500"))
    ended = office.collect(MONDAY + 5 * HOUR)
    assert ended.told == []
    assert shown(office) == [("after", COURIER, 0), ("after", LEDGER, 3)]
    reasons = office.rows("select decision_reason from changes where seen_at = (select max(seen_at) from changes)")
    assert ("the same event has been alerted before",) in reasons


def test_an_outlet_that_had_the_figure_before_the_edit_is_the_first_of_its_carriers(office: Desk, stand: Wires) -> None:
    stand.print(COURIER, "toll", FILLER, SEOUL.format("1,000"))
    office.collect(MONDAY)
    stand.feed(RIVE, "bilan")
    stand.article(RIVE, "bilan", SEOUL_FR.format("1 500"))
    stand.print(COURIER, "toll", FILLER, SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    edits = [number for number, alert in enumerate(office.alerts()) if alert["across"] == "revisions"]
    assert shown(office, edits[0]) == [("after", RIVE, 0), ("after", COURIER, 2)]


def test_a_wire_text_in_four_outlets_is_one_alert_with_its_carriers_and_one_origin(office: Desk, stand: Wires) -> None:
    stand.print(LEDGER, "own", OWN, SEOUL.format("1,000"), at=MONDAY)
    office.collect(MONDAY)
    wire = (FILLER, SEOUL.format("1,900"))
    for hours, outlet in enumerate((COURIER, HERALD, PLAINS, COAST)):
        stand.print(outlet, "wire", *wire, at=MONDAY + hours * HOUR)
    ended = office.collect(MONDAY + 6 * HOUR)
    assert [str(alert.finding) for alert in ended.stored.alerts] == ["misquotation"]
    assert shown(office) == [
        ("after", COURIER, 0),
        ("after", HERALD, 1),
        ("after", PLAINS, 2),
        ("after", COAST, 3),
        ("before", LEDGER, 0),
    ]
    after = [one for one in carried(office) if one.side == "after"]
    assert [one.copy_of for one in after] == [None, COURIER, COURIER, COURIER]
    assert chain_of(after).count_origins == 1


def test_a_print_with_another_figure_is_one_alert_of_that_outlet_and_not_one_for_each_print(
    office: Desk, stand: Wires
) -> None:
    for hours, outlet in enumerate((COURIER, HERALD, PLAINS)):
        stand.print(outlet, "wire", FILLER, SEOUL.format("1,900"), at=MONDAY + hours * HOUR)
    stand.print(COAST, "wire", FILLER, SEOUL.format("9,100"), at=MONDAY + 3 * HOUR)
    ended = office.collect(MONDAY + 5 * HOUR)
    assert [str(alert.finding) for alert in ended.stored.alerts] == ["misquotation"]
    (alert,) = ended.stored.alerts
    assert alert.before is not None
    assert alert.after is not None
    assert (alert.before.outlet, alert.after.outlet) == (COURIER, COAST)
    sides = sorted((side, outlet) for side, outlet, _ in shown(office))
    assert sides == [("after", COAST), ("before", COURIER), ("before", HERALD), ("before", PLAINS)]
    assert "The Coast prints the text of The Courier, with another figure in it." in alert.reasons


def test_a_text_that_came_out_earlier_is_the_original_though_it_was_found_later(office: Desk, stand: Wires) -> None:
    stand.print(HERALD, "wire", FILLER, SEOUL.format("1,900"), at=MONDAY)
    office.collect(MONDAY)
    stand.print(COURIER, "wire", FILLER, SEOUL.format("1,900"), at=MONDAY - HOUR)
    office.collect(MONDAY + 2 * HOUR)
    with connect.reader(office.home) as con:
        origins = origins_of(con, [1, 2])
    assert origins[1] == origins[2]
    assert office.rows("select version_id, of_version_id from marks") == [(1, 2)]


def test_an_outlet_that_takes_up_its_own_words_again_copies_nobody(office: Desk, stand: Wires) -> None:
    for slug in ("morning", "evening"):
        stand.print(COURIER, slug, FILLER, SEOUL.format("1,900"))
        office.collect(MONDAY + (1 + 4 * (slug == "evening")) * HOUR)
    assert office.rows("select count(*) from versions") == [(2,)]
    assert office.rows("select * from marks") == []


@pytest.mark.parametrize(
    ("claim", "told", "same"),
    [
        pytest.param(NIS, NIS, True, id="the same words"),
        pytest.param(replace(NIS, where=NIS.where, quote="fifteen hundred"), NIS, True, id="other words"),
        pytest.param(figure("killed", 1600, source="nis"), NIS, False, id="another number"),
        pytest.param(replace(NIS, source="uk_mod"), NIS, False, id="another source"),
        pytest.param(replace(NIS, metric="wounded"), NIS, False, id="another thing"),
        pytest.param(replace(NIS, modality=Modality.DENIED), NIS, False, id="denied"),
        pytest.param(replace(NIS, band=Band.C), NIS, False, id="hardly read"),
        pytest.param(replace(NIS, is_given=True), NIS, False, id="taken as known"),
        pytest.param(replace(NIS, source=None), replace(NIS, source=None), False, id="nobody is named"),
        pytest.param(replace(NIS, period="P1D"), NIS, False, id="of one day"),
        pytest.param(
            status("withdrawn_from_front", source="nis"),
            status("withdrawn_from_front", source="nis"),
            True,
            id="a status",
        ),
        pytest.param(
            status("withdrawn_from_front", Modality.HEDGED, source="nis"),
            status("withdrawn_from_front", source="nis"),
            False,
            id="a status, hedged",
        ),
    ],
)
def test_who_tells_the_same_of_the_same_source_carries_it(claim: Claim, told: Claim, *, same: bool) -> None:
    assert tells(claim, told) is same


def test_a_run_of_the_past_makes_nobody_a_carrier(office: Desk, stand: Wires) -> None:
    run = new_run(office.watch, office.home, MONDAY + timedelta(days=1), is_past=True)
    with connect.reader(office.home) as con:
        assert carriers(con, run, Reader(office.watch.story).rules_version, [], [], [], []) == ()
