"""First reports: what is news, since when a warehouse can know, and who tells it as a second mention."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.grounding import PROPOSED
from extractors.values import Aggregation, Band, Bound, Claim, Modality
from flows.alerts.verdicts import Finding
from flows.collection.runs import new_run
from flows.judging.firsts import LEARNING, Topic, is_new, is_news, topic_of
from flows.watching.rules import DEFAULT_ROUTES, AlertRules, Handling
from tests.builders import figure, status
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    Desk,
    Newsstand,
    open_stand,
    watch_of,
)
from tests.flows.judging.late import publish

DAY = timedelta(days=1)
DEAD = figure("killed", 1000, source="south_korea_nis")
WORKERS = "South Korea's National Intelligence Service said that about {} North Korean workers had been sent to Russia."
WITHDRAWN = "South Korea's National Intelligence Service said that North Korean troops had withdrawn from the front."


@pytest.mark.parametrize(
    ("claim", "news"),
    [
        pytest.param(DEAD, True, id="a source's figure"),
        pytest.param(replace(DEAD, source=None), False, id="nobody's figure"),
        pytest.param(replace(DEAD, source="courier"), False, id="the outlet's own"),
        pytest.param(replace(DEAD, band=Band.C), False, id="doubtful"),
        pytest.param(replace(DEAD, is_given=True), False, id="taken as known"),
        pytest.param(replace(DEAD, reasons=("recap",)), False, id="a recap"),
        pytest.param(replace(DEAD, reasons=(PROPOSED,)), False, id="only a model found it"),
        pytest.param(replace(DEAD, modality=Modality.DENIED), False, id="denied"),
        pytest.param(replace(DEAD, modality=Modality.PLANNED), False, id="planned"),
        pytest.param(replace(DEAD, bound=Bound.VAGUE), False, id="hundreds"),
        pytest.param(status("withdrawn_from_front"), True, id="a status, whoever says it"),
        pytest.param(status("withdrawn_from_front", Modality.DENIED), False, id="a status denied"),
    ],
)
def test_a_first_report_is_said_now_as_a_fact_by_a_source(claim: Claim, news: bool) -> None:
    assert is_news(claim, "courier", "courier") is news


def test_a_figure_is_a_sources_and_of_a_kind_a_status_is_anybodys() -> None:
    sent, front = (figure(metric, 9, source="nato") for metric in ("troops_deployed", "troops_at_front"))
    assert topic_of(sent) == topic_of(front)
    assert topic_of(DEAD) != topic_of(replace(DEAD, source="nato"))
    assert topic_of(DEAD) != topic_of(replace(DEAD, subject="russia"))
    assert topic_of(DEAD) == topic_of(replace(DEAD, aggregation=Aggregation.CUMULATIVE))
    assert topic_of(DEAD) != topic_of(replace(DEAD, aggregation=Aggregation.INCIDENT))
    assert topic_of(status("not_seen", source="isw")) == topic_of(status("not_seen")) == Topic(metric="not_seen")


@pytest.mark.parametrize(
    ("first_told", "watched_since", "new"),
    [
        pytest.param(MONDAY, MONDAY - 9 * DAY, True, id="told just now"),
        pytest.param(MONDAY - 3 * DAY, MONDAY - 9 * DAY, True, id="told within the time of a second mention"),
        pytest.param(MONDAY - 3 * DAY - HOUR, MONDAY - 9 * DAY, False, id="told before"),
        pytest.param(MONDAY, MONDAY - LEARNING, True, id="a warehouse that has listened"),
        pytest.param(MONDAY, MONDAY - LEARNING + HOUR, False, id="a young warehouse does not know"),
        pytest.param(MONDAY, None, False, id="an empty one even less"),
    ],
)
def test_new_is_what_a_warehouse_that_has_listened_hears_these_days(
    tmp_path: Path, first_told: object, watched_since: object, new: bool
) -> None:
    run = new_run(watch_of(COURIER), tmp_path, MONDAY)
    assert is_new(run, first_told, watched_since) is new  # type: ignore[arg-type]


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        for outlet in (COURIER, LEDGER, RIVE):
            running.feed(outlet, "toll")
            running.article(outlet, "toll", SEOUL.format("1,000"))
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    """A desk that has read for three days, and is told of first reports at once."""
    rules = AlertRules(routes=dict(DEFAULT_ROUTES) | {Finding.FIRST_REPORT: Handling.NOW})
    office = Desk(watch=replace(watch_of(COURIER, LEDGER), rules=rules), home=tmp_path / "home", stand=stand)
    office.collect(MONDAY)
    return office


def firsts(office: Desk) -> list[tuple[object, ...]]:
    return office.rows(
        "select v.outlet, c.decision, c.event_key from changes as c "
        "join versions as v on v.version_id = c.after_version_id where c.finding = 'first_report' order by c.change_id"
    )


def test_a_sources_first_figure_of_a_kind_is_told_once_whoever_follows(office: Desk, stand: Newsstand) -> None:
    publish(stand, COURIER, "workers", WORKERS.format("4,000"), 3 * DAY)
    office.collect(MONDAY + 3 * DAY + HOUR)
    publish(stand, COURIER, "again", WORKERS.format("4,000"), 3 * DAY + 2 * HOUR)
    publish(stand, LEDGER, "workers", WORKERS.format("4,100"), 3 * DAY + 2 * HOUR)
    office.collect(MONDAY + 3 * DAY + 4 * HOUR)
    (alert,) = [alert for alert in office.alerts() if alert["finding"] == "first_report"]
    assert alert["headline"] == "First report, in The Courier: North Korea about 4,000 workers sent, South Korea NIS"
    assert alert["reasons"] == [
        "No text that we hold from before has a figure of workers sent (North Korea) by South Korea NIS.",
        "The Courier told it first, at 2025-01-30 08:00 UTC.",
    ]
    assert (alert["kind"], alert["across"], alert["before"]) == ("first_report", "series", None)
    found = firsts(office)
    assert [(outlet, decision) for outlet, decision, _ in found] == [(COURIER, "alerted"), (LEDGER, "suppressed")]
    assert len({event for *_, event in found}) == 1


def test_what_was_there_when_we_began_to_look_is_known(office: Desk, stand: Newsstand) -> None:
    publish(stand, LEDGER, "more", SEOUL.format("1,400"), 3 * DAY)
    office.collect(MONDAY + 3 * DAY + HOUR)
    assert firsts(office) == []


def test_an_old_article_found_late_is_no_first_report(office: Desk, stand: Newsstand) -> None:
    publish(stand, COURIER, "workers", WORKERS.format("4,000"), -20 * DAY)
    office.collect(MONDAY + 3 * DAY + HOUR)
    assert firsts(office) == []


def test_an_edit_that_adds_it_is_a_first_report(office: Desk, stand: Newsstand) -> None:
    stand.article(COURIER, "toll", f"{SEOUL.format('1,000')} {WITHDRAWN}")
    office.collect(MONDAY + 3 * DAY + HOUR)
    assert [(outlet, decision) for outlet, decision, _ in firsts(office)] == [(COURIER, "alerted")]


def test_a_feed_that_is_new_to_the_watch_tells_no_first_report(office: Desk, stand: Newsstand) -> None:
    stand.article(
        RIVE,
        "toll",
        "Le Service national de renseignement sud-coréen a déclaré qu'environ 4 000 ouvriers "
        "nord-coréens avaient été envoyés en Russie.",
    )
    wider = replace(office, watch=replace(office.watch, feeds=watch_of(COURIER, LEDGER, RIVE).feeds))
    wider.collect(MONDAY + 3 * DAY + HOUR)
    publish(stand, COURIER, "workers", WORKERS.format("4,000"), 3 * DAY + 2 * HOUR)
    wider.collect(MONDAY + 3 * DAY + 4 * HOUR)
    assert office.rows("select count(distinct outlet) from claims where metric = 'workers_sent'") == [(2,)]
    assert firsts(office) == []
