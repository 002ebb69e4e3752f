"""Which change becomes an alert, and the reason given for every other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from extractors.values import Actor, Band, Change, ChangeKind, Claim, Modality, Question, Rank, Source, Story
from flows.alerts.alert import Side
from flows.alerts.policy import Decision, Origin, Policy, Verdict
from flows.watching.values import Threshold
from tests.builders import MONDAY, figure, status

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


def decide(found: Change, told: frozenset[str] = frozenset(), origin: Origin = Origin.PUBLISHER) -> Decision:
    return POLICY.decide(found, told=told, events=("event",), origin=origin)


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
            change(OLD, replace(NEW, band=Band.C)), Verdict.DIGEST, "second mention", id="weak evidence on one side"
        ),
        pytest.param(
            change(replace(OLD, band=Band.B, source="a_blogger"), replace(NEW, band=Band.B, source="a_blogger")),
            Verdict.DIGEST,
            "second mention",
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
