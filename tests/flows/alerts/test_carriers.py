"""The chain of citation: who has it from whom, in circles too, and how many origins that leaves."""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from flows.alerts.carriers import Chain, Citation, Via, carrier_record, chain_of, chain_record
from warehouse.events import Carrier

NOON = datetime(2025, 1, 27, 12, tzinfo=UTC)


def told(outlet: str, hours: float = 0, **given: object) -> Carrier:
    common: dict[str, object] = {
        "alert_key": "alert",
        "side": "after",
        "outlet": outlet,
        "publisher": outlet,
        "language": "en",
        "url": f"http://{outlet}.example/1",
        "version_id": 1,
        "claim_id": 1,
        "carried_at": NOON + timedelta(hours=hours),
        "lag_s": hours * 3600,
        "source": "nis",
    }
    return Carrier(**(common | given))  # type: ignore[arg-type]


def drawn(chain: Chain) -> list[tuple[str, str, str]]:
    return [(one.from_, str(one.via), one.to) for one in chain.citations]


def test_a_chain_leads_from_the_outlet_over_the_one_it_quotes_to_who_is_nearest_to_the_fact() -> None:
    chain = chain_of([told("courier", via="reuters", source="zelensky", chain=("syrskyi", "zelensky", "reuters"))])
    assert drawn(chain) == [
        ("courier", "quotes", "reuters"),
        ("reuters", "names", "zelensky"),
        ("zelensky", "names", "syrskyi"),
    ]


def test_citations_are_in_the_order_of_time_and_each_is_drawn_once() -> None:
    chain = chain_of([told("ledger", 5, via="wire"), told("courier", 1, via="wire"), told("courier", 1, via="wire")])
    assert drawn(chain) == [
        ("courier", "quotes", "wire"),
        ("wire", "names", "nis"),
        ("ledger", "quotes", "wire"),
    ]
    assert [one.at for one in chain.citations] == sorted(one.at for one in chain.citations)


def test_a_copy_has_it_from_its_original_whatever_it_names() -> None:
    chain = chain_of([told("courier"), told("ledger", 1, copy_of="courier")])
    assert drawn(chain) == [("courier", "names", "nis"), ("ledger", "copies", "courier")]


def test_those_who_quote_each_other_are_a_circle() -> None:
    chain = chain_of([told("a", via="b"), told("b", 1, via="c"), told("c", 2, via="a"), told("d", 3, via="a")])
    assert chain.circles == (("a", "b", "c"),)


def test_a_family_that_is_quoted_by_its_name_closes_a_circle_too() -> None:
    chain = chain_of([told("yonhap_en", publisher="yonhap", via="bbc"), told("bbc", 1, via="yonhap")])
    assert chain.circles == (("bbc", "yonhap_en"),)
    assert chain.count_origins == 0


@pytest.mark.parametrize(
    ("carriers", "count"),
    [
        pytest.param([told("a"), told("b")], 2, id="each names the source"),
        pytest.param([told("a"), told("b", publisher="a")], 1, id="sisters"),
        pytest.param([told("a"), told("b", copy_of="a"), told("c", copy_of="a")], 1, id="one text in three"),
        pytest.param([told("b", copy_of="a"), told("c", copy_of="a")], 0, id="copies of one who does not tell it now"),
        pytest.param([told("a"), told("b", via="a")], 1, id="one quotes the other"),
        pytest.param([told("a", via="wire"), told("b", via="wire")], 1, id="both quote a wire"),
        pytest.param([told("a", via="wire"), told("b", via="herald")], 2, id="each quotes another"),
        pytest.param([told("a", via="wire"), told("b")], 2, id="a wire and one who asked itself"),
        pytest.param([told("a", via="b"), told("b", via="a")], 0, id="they quote each other"),
        pytest.param([told("a", via="b"), told("b", via="a"), told("c")], 1, id="a circle and one who asked itself"),
        pytest.param([told("a", source=None)], 0, id="nobody is named"),
        pytest.param([told("a", source=None), told("b")], 1, id="nobody is named, and one who names"),
        pytest.param([], 0, id="nobody tells it"),
    ],
)
def test_only_origins_that_can_be_shown_are_counted(carriers: Sequence[Carrier], count: int) -> None:
    assert chain_of(carriers).count_origins == count
    assert chain_of(tuple(reversed(carriers))) == chain_of(carriers)


def test_records_are_json_and_leave_nothing_out() -> None:
    carrier = told("a", 1.5, via="wire", copy_of=None, chain=("nis", "wire"), quote="about 300")
    record = carrier_record(carrier)
    assert set(record) == {field.name for field in fields(Carrier)} - {"alert_key", "chain"}
    assert (record["lag_s"], record["carried_at"]) == (5400, "2025-01-27T13:30:00Z")
    chain = Chain(citations=(Citation(from_="a", to="b", via=Via.QUOTES, at=NOON),), circles=(), count_origins=1)
    assert json.loads(json.dumps(chain_record(chain))) == {
        "citations": [{"from": "a", "to": "b", "via": "quotes", "at": "2025-01-27T12:00:00Z"}],
        "circles": [],
        "count_origins": 1,
    }
