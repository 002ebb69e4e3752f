"""The shipped week, collected from its first morning to its last evening: exactly the planned alerts, and only once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from flows.alerts.verdicts import Finding, Route
from flows.collection.here import collect_here
from flows.collection.runs import new_run
from flows.collection.store import Stored
from flows.coverage.expected import compare_alerts, expected_alerts
from flows.coverage.press import Press
from flows.coverage.server import PressServer
from flows.demo import instants, stored_alerts, stored_carriers
from flows.outlets.network import loopback, use_network
from flows.watching.known import DEMO, find_watch
from warehouse.rows import RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A home in which the week was collected, twice; `first` and `second` hold how the runs ended."""

    home: Path
    first: tuple[Stored, ...]
    second: tuple[Stored, ...]
    sent: tuple[str, ...]


@pytest.fixture(scope="module")
def week(shipped: Press, tmp_path_factory: pytest.TempPathFactory) -> Week:
    home = tmp_path_factory.mktemp("week") / "home"
    with PressServer(shipped, at=instants()[0]) as server, use_network(loopback(server.port, shipped.hosts)):
        first = _play(server, home)
        sent = _sent(home)
        second = _play(server, home)
    return Week(home=home, first=first, second=second, sent=sent)


def _play(server: PressServer, home: Path) -> tuple[Stored, ...]:
    watch, ended = find_watch(DEMO), []
    for at in instants():
        server.at = at
        stored, _ = collect_here(new_run(watch, home, at), finished_at=lambda at=at: at)  # type: ignore[misc]
        ended.append(stored)
    return tuple(ended)


def _sent(home: Path) -> tuple[str, ...]:
    return tuple((home / "watches" / DEMO / "alerts.jsonl").read_text("utf-8").splitlines())


def test_the_week_gives_the_planned_alerts_and_no_others(week: Week, shipped: Press) -> None:
    alerts = stored_alerts(week.home)
    assert compare_alerts(alerts, stored_carriers(week.home, alerts), shipped) == ()


def test_a_correction_is_told_in_the_words_of_the_outlet_and_a_silent_edit_has_none(week: Week, shipped: Press) -> None:
    printed = {
        text for title in shipped.titles for article in title.articles for text in article.revisions[-1].paragraphs
    }
    for alert in stored_alerts(week.home):
        if alert["finding"] == Finding.OPEN_EDIT:
            assert any(str(alert["notice"]) in text for text in printed), alert["headline"]
        else:
            assert not alert["notice"], alert["headline"]


def test_a_wire_text_is_carried_in_the_order_in_which_its_papers_changed_it(week: Week) -> None:
    alerts = stored_alerts(week.home)
    [alert] = [one for one in alerts if "workers sent" in str(one["headline"]) and one["finding"] == "silent_edit"]
    carriers = stored_carriers(week.home, alerts)[str(alert["key"])]
    assert carriers == ("en-prairie-ledger", "en-baltic-monitor", "en-islands-gazette", "en-northern-courier")


def test_what_goes_to_the_digest_is_not_sent_on_its_own(week: Week) -> None:
    at_once = [one for one in expected_alerts() if one.told.route == Route.NOW]
    assert len(week.sent) == len(at_once) < len(expected_alerts())


def test_every_run_reaches_somebody(week: Week) -> None:
    states = [stored.state for stored in week.first]
    assert RunState.FAILED not in states
    assert states[0] is RunState.COMPLETED


def test_a_second_pass_over_the_week_adds_nothing(week: Week) -> None:
    for stored in week.second:
        assert {name: stored.counts[name] for name in ("articles", "versions", "claims", "changes", "alerts")} == {
            "articles": 0,
            "versions": 0,
            "claims": 0,
            "changes": 0,
            "alerts": 0,
        }
    assert _sent(week.home) == week.sent
