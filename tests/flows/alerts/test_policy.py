"""Which change becomes an alert, and the reason given for every other."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.values import Actor, Band, Change, ChangeKind, Claim, Modality, Question, Rank, Source, Story
from flows.alerts.alert import Side
from flows.alerts.policy import Decision, Origin, Policy, Verdict, held_until, takes
from flows.alerts.takedown import takedown_alert
from flows.alerts.verdicts import Finding, Route
from flows.records import Record
from flows.watching.rules import DEFAULT_ROUTES, AlertRules, Handling, QuietHours, Threshold
from flows.watching.values import Channel, ChannelKind, Watch
from tests.builders import MONDAY, figure, status
from warehouse.rows import VisitOutcome

STORY = Story(
    id="test",
    main_actor="north_korea",
    actors=(Actor(id="north_korea", names={}),),
    sources=(
        Source(id="uk_mod", rank=Rank.OFFICIAL, names={}),
        Source(id="a_blogger", rank=Rank.ANONYMOUS, names={}),
    ),
    questions=(
        Question(
            id="dead",
            metrics=("killed",),
            subjects=("north_korea",),
            alert_on=(ChangeKind.RAISED, ChangeKind.LOWERED),
        ),
        Question(
            id="front", metrics=("withdrawn_from_front",), subjects=("north_korea",), alert_on=(ChangeKind.HEDGED,)
        ),
    ),
)
POLICY = Policy(story=STORY, thresholds={"dead": Threshold(absolute=10)})


def change(
    before: Claim | None, after: Claim | None, kind: ChangeKind = ChangeKind.RAISED, alert: bool = True
) -> Change:
    known = after or before
    assert known is not None
    return Change(metric=known.metric, change=kind, before=before, after=after, alert=alert, why="because")


def side(claim: Claim) -> Side:
    return Side(
        outlet="courier",
        publisher="courier",
        language="en",
        url="https://courier.example/a",
        title="A title",
        seen_at=MONDAY + timedelta(days=1),
        published_at=MONDAY,
        version_id=2,
        claim=claim,
    )


def ruled(routes: Mapping[Finding, Handling], question: str = "") -> Policy:
    """Return the policy with some findings handled otherwise, everywhere or for one question."""
    changed = (
        AlertRules(by_question={question: routes}) if question else AlertRules(routes={**DEFAULT_ROUTES, **routes})
    )
    return replace(POLICY, rules=changed)


def decide(found: Change, told: frozenset[str] = frozenset(), origin: Origin = Origin.PUBLISHER) -> Decision:
    return POLICY.decide(found, finding=Finding.SILENT_EDIT, told=told, events=("event",), origin=origin)


OLD = figure("killed", 1000, source="uk_mod")
NEW = figure("killed", 1500, source="uk_mod")


def test_a_figure_that_moved_alerts_under_its_question() -> None:
    assert decide(change(OLD, NEW)) == Decision(verdict=Verdict.ALERTED, reason="because", question="dead")


@pytest.mark.parametrize(
    ("found", "verdict", "reason"),
    [
        pytest.param(
            change(figure("weapons", 5), figure("weapons", 9)), Verdict.SUPPRESSED, "no question", id="nobody asks"
        ),
        pytest.param(
            change(replace(OLD, subject="russia"), replace(NEW, subject="russia")),
            Verdict.SUPPRESSED,
            "no question",
            id="another side",
        ),
        pytest.param(change(OLD, None, ChangeKind.REMOVED), Verdict.DIGEST, "does not alert on removed", id="kind"),
        pytest.param(change(OLD, NEW, alert=False), Verdict.DIGEST, "because", id="the comparer advises against it"),
        pytest.param(
            change(OLD, figure("killed", 1005, source="uk_mod")), Verdict.DIGEST, "threshold", id="moves too little"
        ),
        pytest.param(
            change(OLD, replace(NEW, band=Band.C)), Verdict.DIGEST, "evidence is weak", id="weak evidence on one side"
        ),
        pytest.param(
            change(replace(OLD, band=Band.B, source="a_blogger"), replace(NEW, band=Band.B, source="a_blogger")),
            Verdict.DIGEST,
            "evidence is weak",
            id="one mention of an unnamed source",
        ),
    ],
)
def test_a_change_that_does_not_alert_has_its_reason(found: Change, verdict: Verdict, reason: str) -> None:
    decision = decide(found)
    assert (decision.verdict, reason in decision.reason) == (verdict, True), decision


def test_one_mention_of_a_registered_source_is_enough() -> None:
    assert decide(change(replace(OLD, band=Band.B), replace(NEW, band=Band.B))).verdict is Verdict.ALERTED


def test_the_first_run_of_a_feed_is_silent() -> None:
    assert "baseline" in decide(change(OLD, NEW), origin=Origin.BASELINE).reason


def test_our_own_upgrade_is_never_news() -> None:
    assert decide(change(OLD, NEW), origin=Origin.TECHNICAL).verdict is Verdict.SUPPRESSED


def test_what_an_archive_tells_is_stored_and_alerts_nobody() -> None:
    decided = decide(change(OLD, NEW), origin=Origin.ARCHIVE)
    assert (decided.verdict, decided.question) == (Verdict.SUPPRESSED, "dead")
    assert "archive" in decided.reason


def test_an_event_is_told_once() -> None:
    assert decide(change(OLD, NEW), told=frozenset({"event"})).verdict is Verdict.SUPPRESSED


def test_a_status_is_asked_for_whatever_its_subject() -> None:
    before = status("withdrawn_from_front", source="uk_mod", subject="other")
    after = replace(before, modality=Modality.HEDGED)
    assert decide(change(before, after, ChangeKind.HEDGED)).question == "front"


@pytest.mark.parametrize(
    ("handling", "is_confirmed", "verdict", "route"),
    [
        pytest.param(Handling.NOW, False, Verdict.ALERTED, Route.NOW, id="now"),
        pytest.param(Handling.DIGEST, False, Verdict.ALERTED, Route.DIGEST, id="digest"),
        pytest.param(Handling.NEVER, False, Verdict.SUPPRESSED, Route.NOW, id="never"),
        pytest.param(Handling.SECOND_MENTION, False, Verdict.WAITING, Route.NOW, id="first mention"),
        pytest.param(Handling.SECOND_MENTION, True, Verdict.ALERTED, Route.NOW, id="second mention"),
    ],
)
def test_the_policy_says_what_becomes_of_a_finding(
    handling: Handling, verdict: Verdict, route: Route, *, is_confirmed: bool
) -> None:
    decided = ruled({Finding.SILENT_EDIT: handling}).decide(
        change(OLD, NEW), finding=Finding.SILENT_EDIT, told=(), events=("event",), is_confirmed=is_confirmed
    )
    assert (decided.verdict, decided.route, decided.question) == (verdict, route, "dead")


def test_a_question_may_handle_a_finding_in_its_own_way() -> None:
    policy = ruled({Finding.SILENT_EDIT: Handling.NEVER}, question="dead")
    for finding, verdict in ((Finding.SILENT_EDIT, Verdict.SUPPRESSED), (Finding.OPEN_EDIT, Verdict.ALERTED)):
        assert policy.decide(change(OLD, NEW), finding=finding, told=(), events=("event",)).verdict is verdict
    assert policy.rules.handling(Finding.SILENT_EDIT, "front") is Handling.NOW


@pytest.mark.parametrize(
    ("threshold", "verdict"),
    [
        pytest.param(Threshold(), Verdict.ALERTED, id="none given: that of the question"),
        pytest.param(Threshold(absolute=501), Verdict.DIGEST, id="a higher one"),
        pytest.param(Threshold(relative=0.6), Verdict.DIGEST, id="another beside it"),
        pytest.param(Threshold(absolute=0), Verdict.ALERTED, id="none any more"),
    ],
)
def test_the_policy_overrules_the_threshold_of_a_question(threshold: Threshold, verdict: Verdict) -> None:
    policy = replace(POLICY, rules=AlertRules(thresholds={"dead": threshold}))
    assert policy.decide(change(OLD, NEW), finding=Finding.OPEN_EDIT, told=(), events=("event",)).verdict is verdict


def test_a_question_that_alerts_on_edits_hears_of_first_reports_as_the_policy_says() -> None:
    first = change(None, NEW, ChangeKind.ADDED)
    decided = POLICY.decide(first, finding=Finding.FIRST_REPORT, told=(), events=("event",))
    assert decided.verdict is Verdict.WAITING


def test_a_question_that_alerts_on_nothing_hears_of_no_finding() -> None:
    silent = replace(STORY, questions=(replace(STORY.questions[0], alert_on=()),))
    for finding in (Finding.FIRST_REPORT, Finding.SILENT_EDIT):
        decided = replace(POLICY, story=silent).decide(change(OLD, NEW), finding=finding, told=(), events=("event",))
        assert decided.reason == "the question alerts on nothing"


@pytest.mark.parametrize(
    ("handling", "route"),
    [
        pytest.param(Handling.NOW, Route.NOW, id="now"),
        pytest.param(Handling.DIGEST, Route.DIGEST, id="digest"),
        pytest.param(Handling.NEVER, None, id="never"),
    ],
)
def test_an_alert_that_no_change_made_is_routed_by_the_policy(handling: Handling, route: Route | None) -> None:
    alert = takedown_alert("test", side(NEW), VisitOutcome.GONE, MONDAY, MONDAY)
    routed = ruled({Finding.TAKEDOWN: handling}).route(alert)
    assert (routed and routed.route) == route


def test_by_default_the_doubtful_findings_wait_or_go_to_the_digest() -> None:
    assert {finding: way for finding, way in DEFAULT_ROUTES.items() if way is not Handling.NOW} == {
        Finding.CONTRADICTION: Handling.DIGEST,
        Finding.STALE_CARRIER: Handling.DIGEST,
        Finding.UNSTABLE: Handling.DIGEST,
        Finding.FIRST_REPORT: Handling.SECOND_MENTION,
    }


DESK = Channel(id="desk", kind=ChannelKind.WEBHOOK)
TOLD: Record = {
    "finding": "silent_edit",
    "question": "dead",
    "severity": "medium",
    "before": None,
    "after": {"language": "ko"},
}


@pytest.mark.parametrize(
    ("channel", "taken"),
    [
        pytest.param(DESK, True, id="no rule takes all"),
        pytest.param(replace(DESK, findings=frozenset({Finding.SILENT_EDIT})), True, id="its finding"),
        pytest.param(replace(DESK, findings=frozenset({Finding.TAKEDOWN})), False, id="another finding"),
        pytest.param(replace(DESK, questions=frozenset({"front"})), False, id="another question"),
        pytest.param(replace(DESK, severities=frozenset({"high"})), False, id="not severe enough"),
        pytest.param(replace(DESK, languages=frozenset({"ko", "ja"})), True, id="one of its languages"),
        pytest.param(replace(DESK, languages=frozenset({"ja"})), False, id="another language"),
        pytest.param(
            replace(DESK, findings=frozenset({Finding.SILENT_EDIT}), languages=frozenset({"ja"})),
            False,
            id="each rule must let it through",
        ),
    ],
)
def test_a_channel_takes_what_its_rules_let_through(channel: Channel, *, taken: bool) -> None:
    assert takes(channel, TOLD) is taken


def test_an_alert_without_sides_has_no_language() -> None:
    silence: Record = {"finding": "silence", "before": None, "after": None}
    assert takes(DESK, silence)
    assert not takes(replace(DESK, languages=frozenset({"ko"})), silence)


QUIET_DESK = replace(DESK, keeps_quiet=True)


def in_seoul(quiet: QuietHours | None, zone: str = "Asia/Seoul") -> Watch:
    return Watch(id="w", title="W", time_zone=zone, story=STORY, feeds=(), rules=AlertRules(quiet=quiet))


NIGHT = QuietHours(start=time(23), end=time(7))


@pytest.mark.parametrize(
    ("hour", "until"),
    [
        pytest.param(datetime(2025, 3, 3, 13, 59, tzinfo=UTC), None, id="a minute before"),
        pytest.param(
            datetime(2025, 3, 3, 14, 0, tzinfo=UTC), datetime(2025, 3, 3, 22, 0, tzinfo=UTC), id="from the first minute"
        ),
        pytest.param(
            datetime(2025, 3, 3, 18, 0, tzinfo=UTC), datetime(2025, 3, 3, 22, 0, tzinfo=UTC), id="after midnight there"
        ),
        pytest.param(datetime(2025, 3, 3, 22, 0, tzinfo=UTC), None, id="at their end"),
    ],
)
def test_quiet_hours_hold_in_the_time_zone_of_the_watch(hour: datetime, until: datetime | None) -> None:
    assert held_until(QUIET_DESK, TOLD, in_seoul(NIGHT), hour) == until


def test_quiet_hours_that_do_not_cross_midnight_end_on_the_same_day() -> None:
    noon = QuietHours(start=time(12), end=time(13))
    found = held_until(QUIET_DESK, TOLD, in_seoul(noon), datetime(2025, 3, 3, 3, 30, tzinfo=UTC))
    assert found == datetime(2025, 3, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "quiet", "severity", "is_held"),
    [
        pytest.param(QUIET_DESK, NIGHT, "high", True, id="high waits like all"),
        pytest.param(QUIET_DESK, replace(NIGHT, high_passes=True), "high", False, id="high passes"),
        pytest.param(QUIET_DESK, replace(NIGHT, high_passes=True), "medium", True, id="the rest waits"),
        pytest.param(DESK, NIGHT, "medium", False, id="a channel without quiet hours"),
        pytest.param(QUIET_DESK, None, "medium", False, id="a watch without quiet hours"),
    ],
)
def test_what_quiet_hours_hold(channel: Channel, quiet: QuietHours | None, severity: str, *, is_held: bool) -> None:
    midnight = datetime(2025, 3, 3, 15, tzinfo=UTC)
    assert (held_until(channel, {**TOLD, "severity": severity}, in_seoul(quiet), midnight) is not None) is is_held


@given(
    minute=st.integers(0, 366 * 24 * 60),
    start=st.integers(0, 23),
    length=st.integers(1, 23),
    zone=st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "UTC"]),
)
def test_what_is_held_is_held_for_less_than_a_day_and_goes_out_then(
    minute: int, start: int, length: int, zone: str
) -> None:
    now = MONDAY + timedelta(minutes=minute)
    quiet = QuietHours(start=time(start), end=time((start + length) % 24))
    until = held_until(QUIET_DESK, TOLD, in_seoul(quiet, zone), now)
    if until is not None:
        assert now < until <= now + timedelta(hours=25)
        assert held_until(QUIET_DESK, TOLD, in_seoul(quiet, zone), until) is None
        assert until.astimezone(ZoneInfo(zone)).time() >= quiet.end  # later only where the clock skips that hour
