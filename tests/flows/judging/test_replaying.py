"""A replay of the policy that was in force changes nothing; of another it tells what would have been otherwise."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from flows.alerts.verdicts import Finding
from flows.judging.replaying import Effect, Replayed, replay
from flows.watching.rules import DEFAULT_ROUTES, AlertRules, Handling, StormSizes, Threshold
from flows.watching.values import Watch
from tests.flows.collection.newsstand import (
    COURIER,
    HOUR,
    LEDGER,
    MONDAY,
    RIVE,
    SEOUL,
    Desk,
    open_stand,
    watch_of,
)
from tests.flows.judging.tolls import OUTLETS, tell
from warehouse import connect, read
from warehouse.rows import AlertRow

DAY = timedelta(days=1)
STEPS = (
    {COURIER: 1000, LEDGER: 1000, RIVE: 1000},
    {COURIER: 1500},
    {RIVE: 1500},
    {LEDGER: 1510, COURIER: 1565},
    {RIVE: 2200},
    {COURIER: 2600},
)
"""The figures that the outlets give, four hours after one another."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk after a day of edits in three outlets, with a page taken down at its end."""
    with open_stand() as stand:
        desk = Desk(watch=watch_of(*OUTLETS), home=tmp_path_factory.mktemp("replay") / "home", stand=stand)
        for outlet in OUTLETS:
            stand.feed(outlet, "toll")
        for step, figures in enumerate(STEPS):
            tell(stand, figures)
            desk.collect(MONDAY + 4 * step * HOUR)
        gone = f"http://{LEDGER}.example/toll"
        for hour in (24, 44):
            stand.fault(gone, 410)
            desk.collect(MONDAY + hour * HOUR)
        return desk


def replayed(office: Desk, rules: AlertRules, since: timedelta = timedelta(0)) -> Replayed:
    return of_watch(office, replace(office.watch, rules=rules), since)


def of_watch(office: Desk, watch: Watch, since: timedelta = timedelta(0)) -> Replayed:
    with connect.reader(office.home) as con:
        return replay(con, office.home, watch, MONDAY + since)


def stored(office: Desk) -> tuple[AlertRow, ...]:
    with connect.reader(office.home) as con:
        return read.alerts_since(con, office.watch.id)


def test_the_day_has_alerts_of_edits_and_of_a_page_that_is_gone(office: Desk) -> None:
    findings = {row.finding for row in stored(office)}
    assert {Finding.SILENT_EDIT, Finding.TAKEDOWN} <= findings


@pytest.mark.parametrize("since", [0, 6, 11, 30], ids="from hour {}".format)
def test_the_unchanged_policy_changes_nothing_from_wherever_it_begins(office: Desk, since: int) -> None:
    found = replayed(office, AlertRules(), since=since * HOUR)
    assert found.differences == ()
    assert found.count_alerts == sum(row.raised_at >= MONDAY + since * HOUR for row in stored(office))


def test_a_finding_that_goes_to_the_digest_is_rerouted(office: Desk) -> None:
    found = replayed(office, AlertRules(routes={**DEFAULT_ROUTES, Finding.SILENT_EDIT: Handling.DIGEST}))
    edits = [row.alert_key for row in stored(office) if row.finding == Finding.SILENT_EDIT]
    assert [(one.effect, one.was, one.would_be) for one in found.differences] == [
        (Effect.REROUTED, "now", "digest")
    ] * len(edits)
    assert [one.alert.alert_key for one in found.differences] == edits


def test_a_finding_that_is_never_told_is_lost(office: Desk) -> None:
    found = replayed(office, AlertRules(routes={**DEFAULT_ROUTES, Finding.TAKEDOWN: Handling.NEVER}))
    (lost,) = found.differences
    assert (lost.effect, lost.alert.finding, lost.was, lost.would_be) == (Effect.LOST, "takedown", "now", None)
    assert lost.reason == "the policy never tells of takedown"


def test_a_lower_threshold_gains_what_moved_too_little_and_says_why_it_was_not_told(office: Desk) -> None:
    found = replayed(office, AlertRules(thresholds={"losses": Threshold(absolute=1, relative=0)}))
    gained = [one for one in found.differences if one.effect is Effect.GAINED]
    assert {one.reason for one in gained} == {"it moves less than the question's threshold"}
    assert any("1,565" in one.alert.headline for one in gained)
    assert all(one.was is None and one.would_be == "now" for one in gained)


def test_a_higher_threshold_loses_the_small_moves(office: Desk) -> None:
    found = replayed(office, AlertRules(thresholds={"losses": Threshold(absolute=600)}))
    lost = [one for one in found.differences if one.effect is Effect.LOST]
    assert "it moves less than the question's threshold" in {one.reason for one in lost}
    assert {one.would_be for one in lost} == {None}


def test_what_would_wait_for_a_second_mention_is_let_out_where_there_was_one(office: Desk) -> None:
    found = replayed(office, AlertRules(routes={**DEFAULT_ROUTES, Finding.SILENT_EDIT: Handling.SECOND_MENTION}))
    lost = [one.alert for one in found.differences if one.effect is Effect.LOST]
    assert [row.raised_at for row in lost] == [MONDAY + 16 * HOUR, MONDAY + 20 * HOUR], "nobody told 2,200 or 2,600 too"


def test_a_smaller_storm_holds_alerts_and_tells_one(office: Desk) -> None:
    found = replayed(office, AlertRules(storm=StormSizes(day=1)))
    assert Finding.STORM in {one.alert.finding for one in found.differences if one.effect is Effect.GAINED}
    assert "a storm of its outlet holds it for the digest" in {one.reason for one in found.differences}


def test_a_storm_that_would_be_none_is_lost_and_lets_its_alerts_out(tmp_path: Path) -> None:
    rules = AlertRules(storm=StormSizes(run=1))
    with open_stand() as stand:
        desk = Desk(watch=replace(watch_of(COURIER), rules=rules), home=tmp_path / "home", stand=stand)
        stand.feed(COURIER, "toll", "wards")
        for hour, figures in enumerate(((1000, 400), (1500, 900))):
            for slug, figure in zip(("toll", "wards"), figures, strict=True):
                stand.article(COURIER, slug, SEOUL.format(f"{figure:,}"))
            desk.collect(MONDAY + hour * 2 * HOUR)
    assert Finding.STORM in {row.finding for row in stored(desk)}
    assert {one.reason for one in replayed(desk, AlertRules()).differences} == {
        "what goes out of its outlet is no storm",
        "no storm of its outlet holds it any more",
    }


def test_a_watch_that_asks_less_loses_its_alerts(office: Desk) -> None:
    questions = tuple(replace(question, alert_on=()) for question in office.watch.story.questions)
    watch = replace(office.watch, story=replace(office.watch.story, questions=questions))
    found = of_watch(office, watch)
    assert {one.effect for one in found.differences} == {Effect.LOST}
    assert "the question alerts on nothing" in {one.reason for one in found.differences}


def test_a_replay_writes_nothing_and_is_the_same_each_time(office: Desk) -> None:
    before = _content(office.home)
    rules = AlertRules(thresholds={"losses": Threshold(absolute=600)}, storm=StormSizes(run=1, day=2))
    assert replayed(office, rules) == replayed(office, rules)
    assert _content(office.home) == before


def _content(home: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file()}
