"""Storms: one outlet's many alerts are one message, and a breaker holds the rest until a day without storm."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from extractors.claims import Reader
from extractors.texts import content_hash
from extractors.values import Article
from flows.alerts.alert import Alert, Side
from flows.alerts.verdicts import Finding, Route
from flows.collection.harvest import Harvest, Visit
from flows.collection.runs import Run, new_run
from flows.collection.store import store_harvests
from flows.judging.storms import SHOWN, Raised, calm, is_storm
from flows.translate import alert_row
from flows.watching.rules import DEFAULT_ROUTES, AlertRules, Handling, StormSizes
from tests.flows.collection.newsstand import (
    COURIER,
    FILLER,
    HOUR,
    LEDGER,
    MONDAY,
    SEOUL,
    Desk,
    Newsstand,
    open_stand,
    page_url,
    watch_of,
)
from warehouse import connect
from warehouse.rows import AlertRow, VisitOutcome

DAY = timedelta(days=1)
SIZES = StormSizes(run=5, day=20)


@pytest.fixture
def stand() -> Iterator[Newsstand]:
    with open_stand() as running:
        yield running


@pytest.fixture
def office(stand: Newsstand, tmp_path: Path) -> Desk:
    return Desk(watch=watch_of(COURIER, LEDGER), home=tmp_path / "home", stand=stand)


def raised(*runs: tuple[float, int]) -> list[Raised]:
    """So many alerts in each of these runs, a run an hour given."""
    return [Raised(at=MONDAY + hour * HOUR, run_id=f"run {hour}") for hour, count in runs for _ in range(count)]


@pytest.mark.parametrize(
    ("runs", "storms"),
    [
        pytest.param([(0, 5)], False, id="five in a run"),
        pytest.param([(0, 6)], True, id="six in a run"),
        pytest.param([(0, 5), (1, 5), (2, 5), (3, 5)], False, id="twenty in a day"),
        pytest.param([(0, 5), (1, 5), (2, 5), (3, 5), (4, 1)], True, id="one more"),
        pytest.param([(0, 5), (1, 5), (2, 5), (3, 5), (24, 1)], False, id="one more when the first five are a day old"),
        pytest.param([(0, 6), (1, 1)], False, id="one, after a run that was a storm"),
    ],
)
def test_a_storm_is_many_in_a_run_or_many_in_a_day(runs: Sequence[tuple[float, int]], *, storms: bool) -> None:
    assert is_storm(raised(*runs), SIZES) is storms


def an_alert(number: int, outlet: str = COURIER, finding: Finding = Finding.SILENT_EDIT) -> Alert:
    side = Side(
        outlet=outlet,
        publisher=outlet,
        language="en",
        url=page_url(outlet, str(number)),
        title=f"Page {number}",
        seen_at=MONDAY,
        published_at=MONDAY,
        version_id=number,
        claim=None,
    )
    return Alert(
        key=f"{outlet} {finding} {number}",
        event_key=f"event {number}",
        watch="desk",
        question="toll",
        series="killed",
        kind="raised",
        across="revisions",
        severity="high",
        raised_at=MONDAY,
        headline=f"{outlet} raised {number}",
        lines=(),
        why="",
        before=None,
        after=side,
        finding=finding,
    )


class Watchers:
    """Runs that raise alerts one after the other, and what has been stored of them."""

    def __init__(self, home: Path, rules: AlertRules | None = None) -> None:
        self.watch = replace(watch_of(COURIER, LEDGER), rules=rules or AlertRules())
        self.home = home
        self.rows: list[AlertRow] = []

    def run(self, at: datetime) -> Run:
        return new_run(self.watch, self.home, at)

    def told(self, at: datetime, *alerts: Alert, run: Run | None = None) -> Counter[tuple[str, str]]:
        """Raise alerts in a run; return how many of each finding go which way."""
        run = run or self.run(at)
        found = calm(run, [replace(alert, raised_at=at) for alert in alerts], self.rows)
        self.rows += [alert_row(alert, run.run_id) for alert in found]
        return Counter((str(alert.finding), str(alert.route)) for alert in found)


EDIT, EDIT_HELD, STORM = ("silent_edit", "now"), ("silent_edit", "digest"), ("storm", "now")


def some(first: int, count: int, outlet: str = COURIER) -> list[Alert]:
    return [an_alert(number, outlet) for number in range(first, first + count)]


def test_five_alerts_go_out_and_six_are_one(tmp_path: Path) -> None:
    assert Watchers(tmp_path).told(MONDAY, *some(0, 5)) == {EDIT: 5}
    assert Watchers(tmp_path).told(MONDAY, *some(0, 6)) == {EDIT_HELD: 6, STORM: 1}


def test_a_storm_of_one_outlet_holds_nothing_of_another(tmp_path: Path) -> None:
    assert Watchers(tmp_path).told(MONDAY, *some(0, 6), an_alert(1, LEDGER)) == {EDIT_HELD: 6, STORM: 1, EDIT: 1}


def test_the_breaker_holds_what_follows_until_a_day_without_storm(tmp_path: Path) -> None:
    watchers = Watchers(tmp_path)
    watchers.told(MONDAY, *some(0, 6))
    assert watchers.told(MONDAY + 3 * HOUR, *some(10, 1)) == {EDIT_HELD: 1}
    assert watchers.told(MONDAY + 20 * HOUR, *some(20, 7)) == {EDIT_HELD: 7}
    assert watchers.told(MONDAY + 40 * HOUR, *some(30, 1)) == {EDIT_HELD: 1}
    assert watchers.told(MONDAY + 45 * HOUR, *some(40, 1)) == {EDIT: 1}
    assert watchers.told(MONDAY + 46 * HOUR, *some(50, 6)) == {EDIT_HELD: 6, STORM: 1}


def test_many_small_runs_are_a_storm_from_the_twenty_first_alert_of_a_day_on(tmp_path: Path) -> None:
    watchers = Watchers(tmp_path)
    for hour in range(5):
        assert watchers.told(MONDAY + hour * HOUR, *some(10 * hour, 4)) == {EDIT: 4}
    assert watchers.told(MONDAY + 5 * HOUR, *some(90, 1)) == {EDIT_HELD: 1, STORM: 1}


def test_batches_of_one_run_are_counted_together(tmp_path: Path) -> None:
    watchers = Watchers(tmp_path)
    run = watchers.run(MONDAY)
    assert watchers.told(MONDAY, *some(0, 4), run=run) == {EDIT: 4}
    assert watchers.told(MONDAY, *some(4, 2), run=run) == {EDIT_HELD: 2, STORM: 1}
    assert watchers.told(MONDAY, *some(6, 1), run=run) == {EDIT_HELD: 1}


def test_a_batch_that_is_stored_a_second_time_is_no_storm(tmp_path: Path) -> None:
    watchers = Watchers(tmp_path)
    run = watchers.run(MONDAY)
    watchers.told(MONDAY, *some(0, 4), run=run)
    assert watchers.told(MONDAY, *some(0, 4), run=run) == {EDIT: 4}


def test_what_goes_to_the_digest_anyway_or_is_told_of_an_outlet_once_makes_no_storm(tmp_path: Path) -> None:
    quiet = [replace(alert, route=Route.DIGEST) for alert in some(0, 9)]
    silences = [an_alert(number, finding=Finding.SILENCE) for number in range(9)]
    told = Watchers(tmp_path).told(MONDAY, *quiet, *silences)
    assert told == {EDIT_HELD: 9, ("silence", "now"): 9}


def test_a_policy_that_never_tells_of_storms_still_holds_them(tmp_path: Path) -> None:
    rules = AlertRules(routes={**DEFAULT_ROUTES, Finding.STORM: Handling.NEVER}, storm=StormSizes(run=2, day=20))
    assert Watchers(tmp_path, rules).told(MONDAY, *some(0, 3)) == {EDIT_HELD: 3}


def test_a_storm_lists_its_first_alerts_and_names_its_outlet_and_those_it_holds_name_it(tmp_path: Path) -> None:
    run = Watchers(tmp_path).run(MONDAY)
    storm, *held = calm(run, some(0, 500), [])
    assert (storm.headline, storm.severity) == ("courier: 500 alerts at once, told as one", "high")
    assert len(storm.lines) == SHOWN + 2
    assert storm.lines[SHOWN] == f"and {500 - SHOWN} more, in the digest"
    assert storm.after is not None
    assert storm.after.url == page_url(COURIER, "0")
    assert {alert.held_by for alert in held} == {storm.key}
    assert storm.payload()["held_by"] is None


def harvest(reader: Reader, office: Desk, count: int, first: int, at: datetime) -> Harvest:
    """So many articles of the Courier, each with a figure of its own."""
    feed = office.watch.feeds[0]
    visits = []
    for number in range(count):
        article = Article(
            url=page_url(COURIER, str(number)),
            outlet=COURIER,
            language="en",
            title=f"Losses, part {number}",
            text=f"{FILLER}\n{SEOUL.format(first + 7 * number)}",
            published_at=MONDAY,
            extractor="test",
        )
        visits.append(
            Visit(
                url=article.url,
                origin=feed,
                visited_at=at,
                outcome=VisitOutcome.OK,
                is_first=first == 1000,
                article=article,
                reading=reader.read(article),
                content_hash=content_hash(article.title, article.text),
            )
        )
    return Harvest(visits=tuple(visits))


def test_five_hundred_pages_that_change_at_once_are_one_message(office: Desk) -> None:
    reader = Reader(office.watch.story)
    for first, hours in ((1000, 0), (9000, 2)):
        at = MONDAY + hours * HOUR
        stored = store_harvests(
            new_run(office.watch, office.home, at), [harvest(reader, office, 500, first, at)], reader
        )
    assert stored.counts["changes"] >= 500
    with connect.writer(office.home) as con:
        found = con.execute("select finding, route, count(*) from alerts group by all order by all").fetchall()
    assert found == [("silent_edit", "digest", 500), ("storm", "now", 1)]


def test_a_storm_over_many_runs_is_one_message_on_the_channel(office: Desk, stand: Newsstand) -> None:
    """An outlet's pages are looked at again a dozen a run, so that a redesign comes to light in pieces."""
    slugs = tuple(f"part-{number}" for number in range(30))
    stand.feed(COURIER, *slugs)
    stand.feed(LEDGER)
    for number, slug in enumerate(slugs):
        stand.article(COURIER, slug, SEOUL.format(f"{1000 + 7 * number:,}"), title=slug)
    office.collect(MONDAY)
    assert office.sent() == []
    for number, slug in enumerate(slugs):
        stand.article(COURIER, slug, SEOUL.format(f"{9000 + 7 * number:,}"), title=slug)
    for hours in (2, 4, 6):
        office.collect(MONDAY + hours * HOUR)
    found = Counter((str(alert["finding"]), str(alert["route"])) for alert in office.alerts())
    assert found == {EDIT_HELD: 30, STORM: 1}
    assert len(office.sent()) == 1
