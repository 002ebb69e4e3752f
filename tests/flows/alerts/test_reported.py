"""A stored alert becomes the one that the report and the Atom feed show, with nothing lost on the way."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from extractors.values import Bound, Claim, Modality
from flows.alerts.alert import Alert, Side
from flows.alerts.reported import reported
from flows.alerts.verdicts import Finding, Route
from flows.report.content import Across, Severity
from tests.builders import figure
from tests.flows.alerts.test_policy import side

RAISED_AT = datetime(2025, 1, 28, 10, tzinfo=UTC)
BEFORE = figure("killed", 1_000, bound=Bound.APPROX, source="south_korea_nis", sentence="So many fell.", period="P3M")
AFTER = figure("killed", 1_500, bound=Bound.MORE_THAN, source_text="a soldier", modality=Modality.HEDGED)


def an_alert(before: Claim | None, after: Claim | None, across: str = "revisions") -> Alert:
    def told(claim: Claim | None, hours: int) -> Side | None:
        if claim is None:
            return None
        return replace(side(claim), outlet_name="The Courier", seen_at=RAISED_AT - timedelta(hours=hours))

    return Alert(
        key="k",
        event_key="e",
        watch="w",
        question="losses",
        series="killed",
        kind="raised",
        across=across,
        severity="high",
        raised_at=RAISED_AT,
        headline="The Courier raised killed",
        lines=(),
        why="because",
        before=told(before, 2),
        after=told(after, 0),
        finding=Finding.SILENT_EDIT,
    )


def test_both_sides_come_back_from_the_stored_text() -> None:
    shown = reported(json.loads(an_alert(BEFORE, AFTER).payload_json()))
    assert (shown.key, shown.event, shown.severity, shown.across) == ("k", "e", Severity.HIGH, Across.REVISIONS)
    assert shown.before is not None
    assert shown.after is not None
    assert shown.before.gloss is not None
    assert shown.after.gloss is not None
    assert (shown.before.outlet, shown.before.sentence) == ("The Courier", "So many fell.")
    assert (shown.before.gloss.low, shown.before.gloss.bound, shown.before.gloss.period) == (
        1000.0,
        Bound.APPROX,
        "P3M",
    )
    assert (shown.after.gloss.source, shown.after.gloss.modality) == ("a soldier", Modality.HEDGED)


def test_the_window_of_an_edit_is_from_the_last_sight_of_the_old_text_to_the_first_of_the_new() -> None:
    window = reported(an_alert(BEFORE, AFTER).payload()).window
    assert window is not None
    assert window.closed_at - window.opened_at == timedelta(hours=2)


def test_the_old_text_may_have_been_seen_again_since() -> None:
    alert = an_alert(BEFORE, AFTER)
    assert alert.before is not None
    seen_again = replace(alert, before=replace(alert.before, last_seen_at=RAISED_AT - timedelta(minutes=30)))
    window = reported(seen_again.payload()).window
    assert window is not None
    assert window.closed_at - window.opened_at == timedelta(minutes=30)


def test_between_outlets_there_is_no_window() -> None:
    assert reported(an_alert(BEFORE, AFTER, "outlets").payload()).window is None


def test_a_page_that_went_away_has_a_before_without_claim_and_no_after() -> None:
    alert = an_alert(BEFORE, None, "visits")
    assert alert.before is not None
    shown = reported(replace(alert, before=replace(alert.before, claim=None)).payload())
    assert shown.after is None
    assert shown.before is not None
    assert shown.before.gloss is None
    assert shown.window is None, "the alert's own words say since when it is gone"


def test_finding_reasons_and_notice_come_back_as_sentences() -> None:
    told = replace(
        an_alert(BEFORE, AFTER), finding=Finding.OPEN_EDIT, reasons=("a notice came with it",), notice="Correction: x"
    )
    shown = reported(told.payload())
    assert (shown.finding, shown.reasons, shown.notice) == ("open_edit", ("A notice came with it.",), "Correction: x")
    assert not shown.is_quiet


def test_an_alert_for_the_digest_is_quiet() -> None:
    assert reported(replace(an_alert(BEFORE, AFTER), route=Route.DIGEST).payload()).is_quiet


def test_a_storm_shows_what_it_holds_and_no_other_alert_has_members() -> None:
    lines = ("The Courier raised killed", "and 3 more, in the digest", "why: 5 alerts in one run")
    storm = replace(an_alert(None, None, "polls"), finding=Finding.STORM, lines=lines)
    assert reported(storm.payload()).members == lines[:2]
    assert reported(replace(storm, finding=Finding.SILENCE).payload()).members == ()


def test_two_texts_by_turns_have_no_window() -> None:
    assert reported(replace(an_alert(BEFORE, AFTER), finding=Finding.UNSTABLE).payload()).window is None
