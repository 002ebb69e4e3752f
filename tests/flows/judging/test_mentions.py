"""What the policy lets wait goes out when another publisher tells the same, in words of its own and in time."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.alerts.verdicts import Finding
from flows.watching.rules import DEFAULT_ROUTES, AlertRules, Handling
from tests.flows.collection.conftest import MakeDesk
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    SEOUL_FR,
    Desk,
    Newsstand,
    a_feed,
)
from tests.flows.judging.late import publish

WAITING = AlertRules(routes={**DEFAULT_ROUTES, Finding.SILENT_EDIT: Handling.SECOND_MENTION})


def edited(desk: MakeDesk, stand: Newsstand, *, rules: AlertRules = WAITING, **feeds: str) -> Desk:
    """Return a desk of three outlets after an edit of the Courier, 1,000 to 1,500, two hours after the first run."""
    made = desk(COURIER, LEDGER, RIVE)
    named = tuple(
        a_feed(outlet, **feeds) if outlet != COURIER else a_feed(outlet) for outlet in (COURIER, LEDGER, RIVE)
    )
    office = replace(made, watch=replace(made.watch, rules=rules, feeds=named))
    for outlet in (COURIER, LEDGER, RIVE):
        stand.feed(outlet)
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    return office


def tell(stand: Newsstand, outlet: str, figure: str, slug: str = "seoul") -> None:
    """Put a new article that tells the source's figure."""
    stand.feed(outlet, slug)
    stand.article(outlet, slug, (SEOUL_FR if outlet == RIVE else SEOUL).format(figure), at=MONDAY + 3 * HOUR)


def test_the_first_mention_waits_and_the_second_lets_the_alert_out_with_both(desk: MakeDesk, stand: Newsstand) -> None:
    office = edited(desk, stand)
    assert office.alerts() == []
    assert office.rows("select decision, finding from changes") == [("waiting", "silent_edit")]
    tell(stand, RIVE, "1 500")
    later = office.collect(MONDAY + 5 * HOUR)
    assert later.told == [("raised", "revisions")]
    (alert,) = office.alerts()
    assert alert["after"]["outlet"] == COURIER  # type: ignore[index]
    assert "The La-Rive tells it too, since 2025-01-27 08:00 UTC." in str(alert["reasons"])
    assert sorted(office.rows("select outlet from carriers where side = 'after'")) == [(COURIER,), (RIVE,)]
    assert len(office.sent()) == 1


def test_what_was_let_out_is_not_told_again_by_a_third(desk: MakeDesk, stand: Newsstand) -> None:
    office = edited(desk, stand)
    tell(stand, RIVE, "1 500")
    office.collect(MONDAY + 5 * HOUR)
    tell(stand, LEDGER, "1,500")
    assert office.collect(MONDAY + 7 * HOUR).told == []


@pytest.mark.parametrize(
    ("outlet", "figure", "feeds"),
    [
        pytest.param(RIVE, "1 400", {}, id="another figure"),
        pytest.param(RIVE, "1 500", {"publisher": COURIER}, id="a sister title"),
        pytest.param(LEDGER, "1,500", {}, id="a print of the same text"),
    ],
)
def test_what_is_no_second_mention_lets_nothing_out(
    desk: MakeDesk, stand: Newsstand, outlet: str, figure: str, feeds: dict[str, str]
) -> None:
    routes = dict.fromkeys(Finding, Handling.NEVER) | {Finding.SILENT_EDIT: Handling.SECOND_MENTION}
    office = edited(desk, stand, rules=AlertRules(routes=routes), **feeds)
    tell(stand, outlet, figure)
    later = office.collect(MONDAY + 5 * HOUR)
    assert later.counts["versions"] == 1
    assert later.told == []


def test_who_told_it_before_is_a_second_mention_at_once(desk: MakeDesk, stand: Newsstand) -> None:
    tell(stand, RIVE, "1 500")
    made = desk(COURIER, RIVE)
    office = replace(made, watch=replace(made.watch, rules=WAITING))
    stand.feed(COURIER, "toll")
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office.collect(MONDAY + 4 * HOUR)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    assert ("raised", "revisions") in office.collect(MONDAY + 6 * HOUR).told


@pytest.mark.parametrize(
    ("ending", "told"),
    [
        pytest.param(".", [("raised", "revisions")], id="on its own"),
        pytest.param(", rapporte la BBC.", [], id="through the first outlet"),
    ],
)
def test_who_has_it_from_the_first_outlet_is_no_second_mention(
    desk: MakeDesk, stand: Newsstand, ending: str, told: list[tuple[str, str]]
) -> None:
    made = desk(COURIER, RIVE)
    feeds = (replace(a_feed(COURIER), outlet="bbc", publisher="bbc"), a_feed(RIVE))
    office = replace(made, watch=replace(made.watch, rules=WAITING, feeds=feeds))
    stand.feed(COURIER, "toll")
    stand.feed(RIVE)
    stand.article(COURIER, "toll", SEOUL.format("1,000"))
    office.collect(MONDAY)
    stand.article(COURIER, "toll", SEOUL.format("1,500"))
    office.collect(MONDAY + 2 * HOUR)
    stand.feed(RIVE, "seoul")
    stand.article(RIVE, "seoul", SEOUL_FR.format("1 500").removesuffix(".") + ending)
    assert office.collect(MONDAY + 5 * HOUR).told == told


def test_nothing_waits_for_longer_than_the_policy_says(desk: MakeDesk, stand: Newsstand) -> None:
    office = edited(desk, stand, rules=replace(WAITING, second_mention_within=timedelta(hours=6)))
    tell(stand, RIVE, "1 500")
    assert office.collect(MONDAY + 9 * HOUR).told == []


def test_a_first_report_goes_out_with_the_second_publisher_that_tells_it(desk: MakeDesk, stand: Newsstand) -> None:
    office = desk(COURIER, RIVE)
    for outlet in (COURIER, RIVE):
        stand.feed(outlet, "toll")
        stand.article(outlet, "toll", "...")
    office.collect(MONDAY)
    publish(stand, COURIER, "seoul", SEOUL.format("1,000"), 72 * HOUR)
    assert office.collect(MONDAY + 73 * HOUR).told == []
    assert office.rows("select decision, finding from changes") == [("waiting", "first_report")]
    publish(stand, RIVE, "bilan", SEOUL_FR.format("1 000"), 80 * HOUR)
    (alert,) = office.collect(MONDAY + 81 * HOUR).stored.alerts
    assert (alert.finding, alert.route, alert.before) == (Finding.FIRST_REPORT, "now", None)
    assert alert.after is not None
    assert alert.after.outlet == COURIER
    assert alert.reasons[-1] == "The La-Rive tells it too, since 2025-01-30 16:00 UTC."
    assert sorted(office.rows("select outlet from carriers")) == [(COURIER,), (RIVE,)]
