"""The daily digest of channels that want it: once a day, nothing twice, nothing left out."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from flows.alerts.digests import MOST_LINES, last_hour
from flows.alerts.outbox import deliver
from flows.keepers import Secrets
from flows.records import Record
from flows.watching.rules import AlertRules, QuietHours
from flows.watching.values import Channel, ChannelKind, Watch
from tests.flows.alerts.test_channels import WATCH, payload
from tests.warehouse import examples
from warehouse import connect, people, write
from warehouse.people import CorrectionAction, CorrectionRow
from warehouse.rows import AlertRow

SEOUL = replace(WATCH, time_zone="Asia/Seoul")
MONDAY = datetime(2025, 1, 27, 20, 59, tzinfo=UTC)  # a minute before six in the morning there
MINUTE, HOUR_LONG, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TO_PEOPLE = Channel(id="desk", kind=ChannelKind.APPRISE, digest=True)
PLAIN = Channel(id="plain", kind=ChannelKind.APPRISE)


@dataclass(frozen=True, slots=True)
class Desk:
    """A home, and what each channel was given."""

    home: Path
    got: dict[str, list[Record]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, key: str, at: datetime, route: str = "digest", **told: object) -> None:
        row = AlertRow(
            alert_key=key,
            watch=WATCH.id,
            question="dead",
            series="killed",
            kind="raised",
            severity="normal",
            raised_at=at,
            run_id="a run",
            headline=f"headline {key}",
            event_key=key,
            payload=json.dumps(payload(key, f"headline {key}") | told),
            finding="contradiction",
            route=route,
        )
        with connect.writer(self.home) as con, connect.transaction(con):
            write.add_alerts(con, [row])

    def deliver(self, at: datetime, *channels: Channel, watch: Watch = SEOUL) -> int:
        watch = replace(watch, delivery=channels or (TO_PEOPLE,))
        secrets = Secrets(environment={})
        return deliver(watch, self.home, at, stream=io.StringIO(), secrets=secrets, clock=lambda: at).count_sent


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    desk: Desk

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        self.desk.got.setdefault(self.id, []).extend(payloads)
        return tuple(self.desk.errors.pop(0) if self.desk.errors else None for _ in payloads)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = Desk(tmp_path / "home")
    ours = lambda watch, _folder, **_: tuple(Line(channel.id, desk) for channel in watch.delivery)  # noqa: E731
    monkeypatch.setattr("flows.alerts.outbox.senders", ours)
    return desk


def test_the_day_ends_at_six_where_the_watchs_people_are() -> None:
    assert last_hour(SEOUL, MONDAY) == MONDAY + MINUTE - DAY
    assert last_hour(SEOUL, MONDAY + MINUTE) == MONDAY + MINUTE


def test_once_a_day_the_channels_that_want_it_get_what_was_not_told_and_what_was(desk: Desk) -> None:
    desk.add("quiet", MONDAY)
    desk.add("loud", MONDAY, "now")
    desk.add("later", MONDAY + MINUTE)
    assert desk.deliver(MONDAY, TO_PEOPLE, PLAIN) == 2, "the loud one, to both"
    assert desk.deliver(MONDAY + MINUTE, TO_PEOPLE, PLAIN) == 1
    digest = desk.got["desk"][-1]
    assert digest["lines"] == ["For the digest:", "- headline quiet (quiet)", "Told at once:", "- headline loud (loud)"]
    assert digest["headline"] == "A flood: 1 finding for the digest, 1 alert told"
    assert [one["key"] for one in desk.got["plain"]] == ["loud"]
    assert desk.deliver(MONDAY + DAY - MINUTE) == 0
    assert desk.deliver(MONDAY + DAY + MINUTE) == 1
    assert desk.got["desk"][-1]["alerts"] == ["later"]


def test_a_digest_that_did_not_go_out_is_tried_again_under_its_key(desk: Desk) -> None:
    desk.add("quiet", MONDAY)
    desk.errors.append("busy")
    assert desk.deliver(MONDAY + MINUTE) == 0
    assert desk.deliver(MONDAY + 2 * MINUTE) == 1
    first, second = desk.got["desk"]
    assert first == second


def test_days_without_a_run_are_in_the_next_digest(desk: Desk) -> None:
    desk.add("first", MONDAY)
    desk.deliver(MONDAY + MINUTE)
    desk.add("missed", MONDAY + DAY)
    desk.deliver(MONDAY + 4 * DAY)
    assert desk.got["desk"][-1]["alerts"] == ["missed"]


def test_a_digest_waits_for_the_end_of_quiet_hours_and_is_not_put_among_their_alerts(desk: Desk) -> None:
    quiet = replace(SEOUL, rules=AlertRules(quiet=QuietHours(start=time(22), end=time(7))))
    people = replace(TO_PEOPLE, keeps_quiet=True)
    for key, route in (("a", "now"), ("b", "now"), ("c", "digest")):
        desk.add(key, MONDAY - HOUR_LONG, route)
    assert desk.deliver(MONDAY + MINUTE, people, watch=quiet) == 0
    assert desk.deliver(MONDAY + MINUTE + HOUR_LONG, people, watch=quiet) == 3
    assert [one["headline"] for one in desk.got["desk"]] == [
        "2 alerts from the quiet hours",
        "A flood: 1 finding for the digest, 2 alerts told",
    ]


def test_a_day_without_alerts_has_no_digest(desk: Desk) -> None:
    assert [desk.deliver(MONDAY + number * DAY) for number in range(3)] == [0, 0, 0]
    assert desk.got == {}


def test_a_storm_is_one_message_of_bounded_length(desk: Desk) -> None:
    for number in range(500):
        desk.add(f"{number:032}", MONDAY)
    assert desk.deliver(MONDAY + MINUTE) == 1
    (digest,) = desk.got["desk"]
    lines = digest["lines"]
    assert isinstance(lines, list)
    assert (len(lines), lines[-1]) == (MOST_LINES + 2, "- and 460 more: claimwatch alerts")


def test_a_digest_says_which_alerts_were_found_to_be_misread_since(desk: Desk) -> None:
    desk.add("loud", MONDAY, "now", after={"claim_id": 1})
    desk.deliver(MONDAY + MINUTE)
    with connect.writer(desk.home) as con, connect.transaction(con):
        write.add_readings(con, [examples.reading(watch=WATCH.id)], [examples.claim(watch=WATCH.id)])
        row = CorrectionRow(
            watch=WATCH.id,
            claim_id=1,
            action=CorrectionAction.WITHDRAWN,
            author="Ada",
            corrected_at=MONDAY + 2 * MINUTE,
        )
        people.add_correction(con, row)
    assert desk.deliver(MONDAY + DAY + MINUTE) == 1
    said = ["Misread, as people found since:", "- a claim was withdrawn: headline loud (loud)"]
    assert desk.got["desk"][-1]["lines"] == said
    assert desk.deliver(MONDAY + 2 * DAY + MINUTE) == 0
