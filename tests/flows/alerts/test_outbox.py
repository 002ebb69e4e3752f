"""Alerts go out at least once on each channel, under their key, and what fails is tried again ever more slowly."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from flows.alerts.apprised import NOT_TRIED
from flows.alerts.channels import Sender
from flows.alerts.outbox import (
    FIRST_PAUSE,
    KEPT,
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    Deliveries,
    deliver,
    is_dead,
    is_due,
    resend,
)
from flows.errors import ConfigError
from flows.keepers import Keeper, Secrets
from flows.records import Record
from flows.watching.rules import AlertRules, QuietHours
from flows.watching.values import Channel, ChannelKind, Watch
from tests.flows.alerts.test_channels import WATCH, payload
from warehouse import connect, write
from warehouse.outbox import Letter, dead_letters
from warehouse.rows import AlertRow

NOW = datetime(2025, 1, 28, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
PHONE = Channel(id="phone", kind=ChannelKind.JSONL)
DESK = Channel(id="desk", kind=ChannelKind.JSONL)


class Killed(BaseException):
    """What a kill between sending and recording looks like from inside."""


@dataclass(slots=True)
class Line:
    """A channel that the test holds: answers with the next of `errors`, remembers the keys it was given."""

    id: str
    errors: list[str | None] = field(default_factory=list)
    got: list[str] = field(default_factory=list)
    dies: bool = False

    def send(self, payloads: Sequence[Record]) -> tuple[str | None, ...]:
        self.got += [str(one["key"]) for one in payloads]
        if self.dies:
            raise Killed
        return tuple(self.errors.pop(0) if self.errors else None for _ in payloads)


@dataclass(frozen=True, slots=True)
class Outbox:
    """A home with alerts in it, and the channels that a delivery uses."""

    home: Path
    lines: dict[str, Line]

    def add(self, key: str, raised_at: datetime = NOW, severity: str = "high") -> None:
        row = AlertRow(
            alert_key=key,
            watch=WATCH.id,
            question="dead",
            series="killed",
            kind="raised",
            severity=severity,
            raised_at=raised_at,
            run_id="a run",
            headline="The Courier raised killed",
            event_key=key,
            payload=json.dumps({**payload(key), "severity": severity}),
        )
        with connect.writer(self.home) as con, connect.transaction(con):
            write.add_alerts(con, [row])

    def deliver(self, at: datetime, *channels: Channel, watch: Watch = WATCH) -> Deliveries:
        watch = replace(watch, delivery=channels or (PHONE,))
        return deliver(watch, self.home, at, stream=io.StringIO(), secrets=Secrets(environment={}), clock=lambda: at)

    def dead(self) -> list[tuple[str, str, str]]:
        with connect.reader(self.home) as con:
            return [(dead.alert_key, dead.channel, dead.reason) for dead in dead_letters(con, WATCH.id)]

    def states(self) -> list[tuple[object, ...]]:
        with connect.reader(self.home) as con:
            return con.execute("select channel, attempt, state from deliveries order by all").fetchall()


@pytest.fixture
def outbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outbox:
    lines = {name: Line(name) for name in ("phone", "desk")}

    def ours(watch: Watch, folder: Path, **_: object) -> tuple[Sender, ...]:
        return tuple(lines[channel.id] for channel in watch.delivery)

    monkeypatch.setattr("flows.alerts.outbox.senders", ours)
    return Outbox(tmp_path / "home", lines)


def test_each_channel_gets_each_alert_once(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.add("b")
    first = outbox.deliver(NOW, PHONE, DESK)
    again = outbox.deliver(NOW + MINUTE, PHONE, DESK)
    assert (first.count_sent, again) == (4, Deliveries())
    assert {name: line.got for name, line in outbox.lines.items()} == {"phone": ["a", "b"], "desk": ["a", "b"]}


def test_a_death_between_sending_and_recording_sends_once_more_under_the_same_key(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.lines["phone"].dies = True
    with pytest.raises(Killed):
        outbox.deliver(NOW)
    outbox.lines["phone"].dies = False
    assert outbox.deliver(NOW).count_sent == 1
    assert outbox.deliver(NOW + MINUTE).count_sent == 0
    assert outbox.lines["phone"].got == ["a", "a"]


def test_a_channel_that_fails_is_tried_again_with_growing_pauses_and_left_alone_after_success(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.lines["phone"].errors = ["busy", "busy", "busy"]
    minutes = [number for number in range(20) if outbox.deliver(NOW + number * MINUTE) != Deliveries()]
    assert minutes == [0, 1, 3, 7]
    assert outbox.states() == [
        ("phone", 1, "failed"),
        ("phone", 2, "failed"),
        ("phone", 3, "failed"),
        ("phone", 4, "sent"),
    ]


def test_a_failing_channel_does_not_keep_the_others_waiting(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.lines["phone"].errors = ["out of paper"]
    ended = outbox.deliver(NOW, PHONE, DESK)
    assert (ended.count_sent, ended.count_failed, ended.errors) == (1, 1, ("phone: out of paper",))
    assert outbox.lines["desk"].got == ["a"]


@pytest.mark.parametrize(
    ("attempts", "pause"),
    [(1, MINUTE), (2, 2 * MINUTE), (3, 4 * MINUTE), (9, 256 * MINUTE), (10, LONGEST_PAUSE), (10_000, LONGEST_PAUSE)],
)
def test_the_pause_doubles_up_to_a_cap(attempts: int, pause: timedelta) -> None:
    assert not is_due(attempts, NOW, NOW + pause - timedelta(seconds=1))
    assert is_due(attempts, NOW, NOW + pause)
    assert FIRST_PAUSE <= pause <= LONGEST_PAUSE


def test_a_new_channel_gets_no_more_than_the_last_thirty_days(outbox: Outbox) -> None:
    outbox.add("old", NOW - KEPT - MINUTE)
    outbox.add("recent", NOW - KEPT + MINUTE)
    outbox.deliver(NOW, DESK)
    assert outbox.lines["desk"].got == ["recent"]


def test_files_hold_the_alert_and_the_feed_keeps_the_earlier_ones(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "home", {})
    feeds = (DESK, Channel(id="atom", kind=ChannelKind.ATOM))
    outbox.add("a", NOW - timedelta(hours=1))
    outbox.deliver(NOW - timedelta(hours=1), *feeds)
    outbox.add("b")
    outbox.deliver(NOW, *feeds)
    folder = outbox.home / "watches" / WATCH.id
    assert [json.loads(line)["key"] for line in (folder / "alerts.jsonl").read_text().splitlines()] == ["a", "b"]
    feed = (folder / "alerts.atom").read_text("utf-8")
    assert feed.count("<entry>") == 2


@pytest.mark.parametrize("environment", [{}, {"DESK_URL": ""}])
def test_a_webhook_without_its_secret_is_a_configuration_error_that_names_the_variable(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    outbox = Outbox(tmp_path / "home", {})
    outbox.add("a")
    hook = Channel(id="hook", kind=ChannelKind.WEBHOOK, url=Keeper(name="DESK_URL"))
    watch = replace(WATCH, delivery=(hook,))
    with pytest.raises(ConfigError, match=r"delivery.toml: channel.hook.url_env: .*DESK_URL is not set"):
        deliver(
            watch, outbox.home, NOW, stream=io.StringIO(), secrets=Secrets(environment=environment), clock=lambda: NOW
        )
    assert outbox.states() == []


def test_an_alert_that_its_receiver_refuses_does_not_hold_the_later_ones(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.add("b")
    phone = outbox.lines["phone"]
    phone.errors = ["the webhook answered 400", NOT_TRIED]
    assert outbox.deliver(NOW).count_failed == 1
    phone.got.clear()
    ended = outbox.deliver(NOW + MINUTE / 2)
    assert (ended.count_sent, phone.got) == (1, ["b"])
    assert outbox.states() == [("phone", 1, "failed"), ("phone", 1, "sent")]


def test_a_bug_in_one_channel_is_a_failed_attempt_and_the_others_send(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    outbox.add("a")
    phone = outbox.lines["phone"]
    monkeypatch.setattr(type(phone), "send", _sent)
    ended = outbox.deliver(NOW, PHONE, DESK)
    assert (ended.count_sent, ended.count_failed) == (1, 1)
    assert "KeyError" in ended.errors[0]


def _sent(line: Line, payloads: Sequence[Record]) -> tuple[str | None, ...]:
    return (None,) * len(payloads) if line.id == "desk" else (str({}["key"]),)


def test_a_letter_that_nobody_took_for_a_month_is_dead_and_may_be_sent_once_more(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.lines["phone"].errors = ["busy", "busy"]
    outbox.deliver(NOW)
    assert outbox.deliver(NOW + KEPT).count_failed == 1
    late = NOW + KEPT + MINUTE
    assert outbox.deliver(late) == Deliveries(count_dead=1)
    assert outbox.deliver(late + MINUTE) == Deliveries()
    assert outbox.dead() == [("a", "phone", "busy")]
    both = replace(WATCH, delivery=(PHONE, DESK))
    assert resend(both, outbox.home, "a", late + MINUTE, ["phone"]) == ("phone",)
    assert outbox.dead() == []
    assert outbox.deliver(late + MINUTE).count_sent == 1
    assert outbox.states()[-1] == ("phone", 3, "sent")


@pytest.mark.parametrize(
    ("attempts", "age", "dead"),
    [
        (0, 2 * KEPT, False),
        (1, KEPT, False),
        (1, KEPT + MINUTE, True),
        (MOST_ATTEMPTS - 1, MINUTE, False),
        (MOST_ATTEMPTS, MINUTE, True),
    ],
    ids=["never tried", "a month", "longer", "often", "too often"],
)
def test_a_letter_is_given_up_when_it_is_old_or_was_refused_too_often(
    attempts: int, age: timedelta, dead: bool
) -> None:
    letter = Letter(alert_key="a", payload="{}", waits_since=NOW - age, count_attempts=attempts)
    assert is_dead(letter, NOW) is dead


def test_what_was_sent_is_sent_again_when_asked_for(outbox: Outbox) -> None:
    outbox.add("a")
    outbox.deliver(NOW)
    resend(replace(WATCH, delivery=(PHONE,)), outbox.home, "a", NOW + MINUTE)
    assert (outbox.deliver(NOW + MINUTE).count_sent, outbox.deliver(NOW + 2 * MINUTE).count_sent) == (1, 0)
    assert outbox.lines["phone"].got == ["a", "a"]


def test_a_channel_gets_only_what_it_takes(outbox: Outbox) -> None:
    outbox.add("a", severity="high")
    outbox.add("b", severity="normal")
    outbox.deliver(NOW, replace(PHONE, severities=frozenset({"high"})), DESK)
    assert (outbox.lines["phone"].got, outbox.lines["desk"].got) == (["a"], ["a", "b"])


QUIET = replace(WATCH, rules=AlertRules(quiet=QuietHours(start=time(22), end=time(7), high_passes=True)))
NIGHT = datetime(2025, 1, 28, 23, tzinfo=UTC)
MORNING = datetime(2025, 1, 29, 7, tzinfo=UTC)


def test_quiet_hours_hold_alerts_back_and_let_high_ones_pass(outbox: Outbox) -> None:
    outbox.add("a", NIGHT, severity="normal")
    outbox.add("b", NIGHT, severity="high")
    quiet = replace(PHONE, keeps_quiet=True)
    outbox.deliver(NIGHT, quiet, DESK, watch=QUIET)
    assert (outbox.lines["phone"].got, outbox.lines["desk"].got) == (["b"], ["a", "b"])
    outbox.deliver(MORNING - MINUTE, quiet, watch=QUIET)
    assert outbox.lines["phone"].got == ["b"]
    outbox.deliver(MORNING, quiet, watch=QUIET)
    assert outbox.lines["phone"].got == ["b", "a"]


def test_a_person_gets_what_the_night_held_back_as_one_message(outbox: Outbox) -> None:
    for key in ("a", "b"):
        outbox.add(key, NIGHT, severity="normal")
    outbox.add("c", MORNING, severity="normal")
    person = replace(PHONE, kind=ChannelKind.APPRISE, keeps_quiet=True)
    outbox.lines["phone"].errors = ["busy", NOT_TRIED]
    outbox.deliver(MORNING, person, watch=QUIET)
    assert outbox.deliver(MORNING + MINUTE, person, watch=QUIET).count_sent == 3
    bundle, again, alone = (outbox.lines["phone"].got[at] for at in (0, 2, 3))
    assert bundle == again, "the same alerts are the same message"
    assert alone == "c"
    assert outbox.deliver(MORNING + 2 * MINUTE, person, watch=QUIET) == Deliveries()
