"""What people say of alerts and of claims that were misread, and what follows from it in the views."""

import json

import pytest

from tests.warehouse.examples import NOON, RULES, WATCH, after, alert, article, claim, delivery, reading, version
from warehouse import people, read, write
from warehouse.people import AlertMark, AlertMarkRow, CorrectionAction, CorrectionRow

NEW_RULES = "rules-2"
CORRECTED, WITHDRAWN, RESTORED = CorrectionAction.CORRECTED, CorrectionAction.WITHDRAWN, CorrectionAction.RESTORED


def mark(said: str, *, hours: float = 1, key: str = "key-1", **given) -> AlertMarkRow:
    common = {"watch": WATCH, "alert_key": key, "mark": AlertMark(said), "author": "Ada", "marked_at": after(hours)}
    return AlertMarkRow(**{**common, **given})


def correction(claim_id: int, action: CorrectionAction = CORRECTED, *, hours: float = 1, **given) -> CorrectionRow:
    common = {"watch": WATCH, "claim_id": claim_id, "action": action, "author": "Ada", "corrected_at": after(hours)}
    return CorrectionRow(**{**common, **given})


def fourteen(claim_id: int, **given) -> CorrectionRow:
    value = {"low": 14.0, "high": 14.0, "bound": "exact", "interval_low": 14.0, "interval_high": 14.0}
    return correction(claim_id, **{"fields": ("value",), **value, **given})


def tell(con, *, seen: float = 0, rules: str = RULES, **given) -> int:
    """Store one more version of the article with one claim; return the claim's id."""
    (article_id,) = write.add_articles(con, [article()]).values()
    row = version(article_id=article_id, seen_at=after(seen), content_hash=str(seen))
    (stored,) = write.add_versions(con, [row])
    return read_again(con, stored.version_id, article_id, rules, **given)


def read_again(con, version_id: int, article_id: int, rules: str, **given) -> int:
    row = claim(version_id=version_id, article_id=article_id, rules_version=rules, **given)
    hours = 0 if rules == RULES else 5
    read_by = reading(version_id=version_id, rules_version=rules, read_at=after(hours))
    (number,) = write.add_readings(con, [read_by], [row])[version_id]
    return number


def latest(con) -> list[tuple[object, ...]]:
    return con.execute("select metric, subject, low, source, band, is_corrected from latest_claims").fetchall()


def standing(con) -> list[str]:
    return [made.standing for made in people.corrections_made(con, WATCH)]


def test_a_corrected_claim_is_what_the_views_and_the_tellings_tell(con):
    number = tell(con)
    people.add_correction(con, fourteen(number))
    assert latest(con) == [("killed", "residents", 14, "officials", "A", True)]
    assert [(told.claim.low, told.claim.reasons) for told in read.recent_tellings(con, WATCH, NOON)] == [
        (14, ("corrected_by_person",))
    ]
    assert con.execute("select low from figure_timeline").fetchall() == [(14,)]
    assert read.claims_by_id(con, [number])[number].low == 12  # the reading itself stays


def test_only_what_was_corrected_changes(con):
    number = tell(con, band="B")
    people.add_correction(con, correction(number, fields=("source", "metric"), metric="wounded"))
    assert latest(con) == [("wounded", "residents", 12, None, "A", True)]


def test_a_withdrawn_claim_is_told_nowhere_until_it_is_restored(con):
    number = tell(con)
    people.add_correction(con, correction(number, WITHDRAWN))
    assert latest(con) == []
    assert read.recent_tellings(con, WATCH, NOON) == ()
    people.add_correction(con, correction(number, RESTORED, hours=2))
    assert latest(con) == [("killed", "residents", 12, "officials", "A", False)]


def test_the_latest_correction_counts(con):
    number = tell(con)
    people.add_correction(con, correction(number, WITHDRAWN))
    people.add_correction(con, fourteen(number, hours=2))
    people.add_correction(con, fourteen(number, hours=2))
    assert latest(con)[0][2] == 14
    assert standing(con) == ["past", "held"]


def test_a_correction_holds_for_the_same_place_as_new_rules_read_it(con):
    number = tell(con)
    people.add_correction(con, fourteen(number))
    read_again(con, 1, 1, NEW_RULES, quote="12 people", end_offset=23, low=120.0, high=120.0, source="mayor")
    assert latest(con) == [("killed", "residents", 14, "mayor", "A", True)]
    assert standing(con) == ["held"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        pytest.param({"low": 14.0, "high": 14.0}, "agreed", id="the new rules read it right"),
        pytest.param({"low": 15.0, "high": 15.0}, "held", id="the new rules read it wrong in another way"),
        pytest.param({"start_offset": 0, "end_offset": 9}, "unread", id="the new rules read nothing there"),
    ],
)
def test_how_a_correction_stands_to_new_rules_is_told(con, said, told):
    people.add_correction(con, fourteen(tell(con)))
    assert standing(con) == ["held"]
    read_again(con, 1, 1, NEW_RULES, **said)
    assert standing(con) == [told]


def test_a_withdrawal_agrees_with_rules_that_no_longer_read_the_claim(con):
    people.add_correction(con, correction(tell(con), WITHDRAWN))
    write.add_readings(con, [reading(rules_version=NEW_RULES, read_at=after(5), count_claims=0)], [])
    assert standing(con) == ["agreed"]


def test_a_correction_of_one_claim_leaves_its_sibling_in_the_same_words_alone(con):
    (article_id,) = write.add_articles(con, [article()]).values()
    write.add_versions(con, [version(article_id=article_id)])
    ours, other = write.add_readings(con, [reading()], [claim(), claim(subject="soldiers")])[1]
    people.add_correction(con, correction(other, WITHDRAWN))
    assert [row[1] for row in latest(con)] == ["residents"]
    assert ours < other


TWO_FIGURES = (
    {"quote": "from 800", "start_offset": 14, "end_offset": 22, "low": 800.0, "high": 800.0},
    {"quote": "from 800 to 1,100", "start_offset": 14, "end_offset": 31, "low": 1100.0, "high": 1100.0},
)


def test_a_correction_of_one_of_two_figures_in_shared_words_spares_the_other_through_new_rules(con):
    (article_id,) = write.add_articles(con, [article()]).values()
    write.add_versions(con, [version(article_id=article_id)])
    old, _ = write.add_readings(con, [reading(count_claims=2)], [claim(**given) for given in TWO_FIGURES])[1]
    people.add_correction(con, correction(old, WITHDRAWN))
    again = [claim(**given, rules_version=NEW_RULES) for given in TWO_FIGURES]
    write.add_readings(con, [reading(rules_version=NEW_RULES, read_at=after(5), count_claims=2)], again)
    assert [row[2] for row in latest(con)] == [1100]
    assert standing(con) == ["held"]


def test_what_another_claim_of_the_same_words_says_is_no_agreement(con):
    (article_id,) = write.add_articles(con, [article()]).values()
    write.add_versions(con, [version(article_id=article_id)])
    _, number = write.add_readings(con, [reading(count_claims=2)], [claim(**given) for given in TWO_FIGURES])[1]
    value = {"low": 800.0, "high": 800.0, "interval_low": 800.0, "interval_high": 800.0}
    people.add_correction(con, fourteen(number, **value))
    assert standing(con) == ["held"]


@pytest.mark.parametrize(
    ("given", "low"),
    [
        pytest.param({"start_offset": 30, "end_offset": 44}, 14, id="the same words further down"),
        pytest.param({"sentence": "The mayor says 12 people died."}, 12, id="another sentence"),
        pytest.param({"source": "mayor"}, 12, id="another speaker"),
        pytest.param({"metric": "wounded"}, 12, id="another thing counted"),
    ],
)
def test_a_correction_holds_for_the_same_words_in_another_version(con, given, low):
    people.add_correction(con, fourteen(tell(con)))
    tell(con, seen=3, **given)
    assert latest(con)[0][2] == low


def test_corrections_of_names_the_claims_that_it_holds_for(con):
    first = tell(con)
    people.add_correction(con, fourteen(first))
    second = tell(con, seen=3)
    assert sorted(people.corrections_of(con, [first, second, 999])) == [first, second]
    assert people.corrections_of(con, []) == {}


def test_an_alert_shows_the_last_verdict_of_a_person(con):
    write.add_alerts(con, [alert()])
    write.add_deliveries(con, [delivery()])
    assert people.alert_standings(con, WATCH)["key-1"].is_acknowledged is False
    for row in (mark("wrong"), mark("right", hours=2, author="Bo", note="checked"), mark("seen", hours=3)):
        people.add_alert_mark(con, row)
        people.add_alert_mark(con, row)
    told = people.alert_standings(con, WATCH)["key-1"]
    assert (told.mark, told.marked_by, told.mark_note, told.marked_at) == ("right", "Bo", "checked", after(2))
    assert (told.is_acknowledged, told.sent_by, told.correction) == (True, ("webhook",), None)
    assert [row.mark for row in people.alert_marks(con, "key-1")] == ["wrong", "right", "seen"]


def test_an_alert_whose_claim_was_corrected_afterwards_says_so(con):
    number = tell(con)
    payload = json.dumps({"before": None, "after": {"claim_id": number, "language": "en"}})
    write.add_alerts(con, [alert(payload=payload), alert(alert_key="other")])
    assert people.alerts_of_claim(con, number) == {"key-1": alert().headline}
    told = []
    for n, action in enumerate((CORRECTED, WITHDRAWN, RESTORED), start=1):
        people.add_correction(con, correction(number, action, hours=n))
        told.append(people.alert_standings(con, WATCH)["key-1"].correction)
    assert told == ["corrected", "withdrawn", None]


def test_a_reread_claim_still_shows_its_correction_on_the_alert_of_the_old_reading(con):
    number = tell(con)
    write.add_alerts(con, [alert(payload=json.dumps({"before": {"claim_id": number}, "after": None}))])
    again = read_again(con, 1, 1, NEW_RULES)
    people.add_correction(con, correction(again, WITHDRAWN, hours=6))
    assert people.alert_standings(con, WATCH)["key-1"].correction == "withdrawn"


def test_precision_is_told_by_language_finding_and_question_with_its_interval(con):
    verdicts = ["right"] * 9 + ["wrong"] + ["unsure", None]
    for n, said in enumerate(verdicts):
        payload = json.dumps({"before": None, "after": {"language": "ko" if n < 6 else "fr"}})
        write.add_alerts(con, [alert(alert_key=f"key-{n}", payload=payload, finding="silent_edit")])
        if said:
            people.add_alert_mark(con, mark(said, key=f"key-{n}"))
    told = {(row.grouped_by, row.value): row for row in people.alert_precision(con, WATCH)}
    assert sorted(told) == [
        ("all", "all"),
        ("finding", "silent_edit"),
        ("language", "fr"),
        ("language", "ko"),
        ("question", "deaths"),
    ]
    every = told["all", "all"]
    assert (every.count_right, every.count_wrong, every.count_unsure, every.count_unmarked) == (9, 1, 1, 1)
    assert every.precision == 0.9
    assert (round(every.precision_low or 0, 3), round(every.precision_high or 0, 3)) == (0.596, 0.982)
    assert (told["language", "fr"].precision, told["language", "ko"].precision) == (0.75, 1.0)


def test_without_marks_there_is_no_precision(con):
    write.add_alerts(con, [alert()])
    assert {row.precision for row in people.alert_precision(con, WATCH)} == {None}
    assert {row.precision_low for row in people.alert_precision(con, WATCH)} == {None}


def test_an_alert_is_found_by_the_beginning_of_its_key(con):
    write.add_alerts(con, [alert(), alert(alert_key="key-2"), alert(alert_key="other")])
    assert [row.alert_key for row in people.alerts_by_prefix(con, "key")] == ["key-1", "key-2"]
    write.add_deliveries(con, [delivery(), delivery(attempt=2)])
    assert [row.attempt for row in people.deliveries_of(con, "key-1")] == [1, 2]
