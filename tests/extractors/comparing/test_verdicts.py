"""Tests of extractors/comparing/verdicts.py: who speaks, what is denied, how sure, and what only the reader did."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.values import (
    Article,
    Bound,
    Claim,
    Field,
    Modality,
)
from tests.builders import article, figure, reading, status, told
from tests.extractors.revisions import FILLER, GONE, NIS_2000, NIS_2300, SENT, WOUNDED, K, changes, summary, worded

UNSAID = replace(NIS_2000, source_text=None)
BY_NATO = replace(UNSAID, source="nato")
CONTEXT = "The spy agency spoke on Monday."


def between(before: Claim, after: Claim, *, first: str = "", second: str = "") -> list[tuple[str, str, bool]]:
    """The changes between two texts that differ in their one claim and in the sentence before it."""
    old, new = (article(f"{lead} {claim.sentence} {FILLER}") for lead, claim in ((first, before), (second, after)))
    return summary(between_revisions(old, reading(_set(before, old)), new, reading(_set(after, new))))


def _set(claim: Claim, text: Article) -> Claim:
    start = text.text.index(claim.quote)
    return replace(claim, start=start, end=start + len(claim.quote))


SPEAKERS = {
    "the sentence before it was edited": (
        UNSAID,
        BY_NATO,
        CONTEXT,
        "The alliance spoke on Monday.",
        [("killed", "reattributed", True)],
    ),
    "the sentence before it was cut": (UNSAID, BY_NATO, CONTEXT, "", []),
    "another sentence was put before it": (UNSAID, BY_NATO, CONTEXT, "Snow fell in the hills, the alliance said.", []),
    "one word of its own was exchanged": (
        UNSAID,
        worded(UNSAID, "About 2,000 soldiers have died, the spy agency told members.", source=None),
        "",
        "",
        [],
    ),
    "the words for the speaker are gone": (
        UNSAID,
        worded(UNSAID, "About 2,000 soldiers have died by now.", source=None),
        "",
        "",
        [("killed", "reattributed", True)],
    ),
    "the words for the speaker are gone, and its outlet is still quoted": (
        replace(UNSAID, via="nyt"),
        replace(worded(UNSAID, "About 2,000 soldiers have died by now.", source=None), via="nyt"),
        "",
        "",
        [("killed", "reattributed", False)],
    ),
    "another speaker joins": (
        UNSAID,
        worded(UNSAID, "About 2,000 soldiers have died, NATO and the spy agency said.", source="nato+south_korea_nis"),
        "",
        "",
        [("killed", "reattributed", False)],
    ),
}


@pytest.mark.parametrize(("before", "after", "first", "second", "expected"), SPEAKERS.values(), ids=SPEAKERS)
def test_another_speaker_must_stand_in_the_words(
    before: Claim, after: Claim, first: str, second: str, expected: list[tuple[str, str, bool]]
) -> None:
    assert between(before, after, first=first, second=second) == expected


def test_speaker_still_heard_beside_a_claim_was_not_dropped_from_it() -> None:
    beside = replace(WOUNDED, source_text=None)
    silent = worded(UNSAID, "About 2,000 soldiers have died by now.", source=None)
    assert changes([UNSAID, beside], [silent, beside]) == ()


def test_text_that_only_moved_or_lost_its_marks_has_no_change_whatever_the_reader_makes_of_it() -> None:
    doubtful = replace(GONE, source="nato", source_text=None, modality=Modality.HEDGED, place="kursk:own_sector")
    old, old_reading = told(replace(GONE, source_text=None), NIS_2000, filler=FILLER)
    new, new_reading = told(NIS_2000, doubtful, filler=FILLER)
    assert between_revisions(old, old_reading, new, new_reading) == ()
    spaced = replace(old, text=old.text.replace(". ", ".\n\n"))
    assert between_revisions(old, old_reading, spaced, reading(replace(doubtful, start=0))) == ()


def test_status_whose_sentence_was_only_edited_goes_without_alarm() -> None:
    new = article(f"The units have been taken from the front line, the ISW wrote. {FILLER}")
    found = between_revisions(*told(GONE, filler=FILLER), new, reading())
    assert summary(found) == [("withdrawn_from_front", "removed", False)]


DENIALS = {
    "nobody can confirm it": (
        status("confirmed_deployment", Modality.DENIED, source="nato", sentence="NATO cannot."),
        K.ADDED,
    ),
    "a bare denial is a claim": (status("denial", Modality.DENIED, source="kremlin", sentence="Nonsense."), K.ADDED),
    "the withdrawal is denied": (
        status("withdrawn_from_front", Modality.DENIED, source="kremlin", sentence="Nobody left."),
        K.DENIED,
    ),
}


@pytest.mark.parametrize(("claim", "kind"), DENIALS.values(), ids=DENIALS)
def test_new_claim_in_the_negative_denies_only_what_can_be_denied(claim: Claim, kind: K) -> None:
    confirmed = status("confirmed_deployment", source="pentagon", sentence="The Pentagon confirmed it.")
    assert [c.change for c in changes([GONE, confirmed], [GONE, confirmed, claim])] == [kind]


def test_denial_marked_as_said_or_as_denied_is_one_denial() -> None:
    denial = status("denial", source="kremlin", sentence="The Kremlin called it an invention.")
    after = worded(denial, "It was an invention, the Kremlin said.", modality=Modality.DENIED)
    assert changes([denial], [after]) == ()


SURENESS = [Modality.CONDITIONAL, Modality.HEDGED, Modality.PLANNED, Modality.ASSERTED]


@pytest.mark.parametrize("step", range(3), ids=["condition, likely", "likely, planned", "planned, fact"])
def test_sureness_grows_from_condition_to_fact(step: int) -> None:
    less, more = (
        worded(GONE, f"The units {verb} withdrawn from the front.", modality=modality)
        for verb, modality in (("are said to be", SURENESS[step]), ("are to be", SURENESS[step + 1]))
    )
    assert [c.change for c in changes([less], [more])] == [K.FIRMED]
    assert [c.change for c in changes([more], [less])] == [K.HEDGED]


def test_casualties_told_as_dead_in_a_sentence_written_anew_are_a_note() -> None:
    before = worded(
        NIS_2000, "Casualties have reached about 2,000, the spy agency told lawmakers.", metric="casualties"
    )
    after = worded(NIS_2000, "In Seoul lawmakers heard of some 2,000 who fell in these months, all told by the agency.")
    assert summary(changes([before], [after])) == [("casualties", "drifted", False)]


def test_figure_that_moves_and_is_hedged_tells_both_and_alerts_once() -> None:
    after = worded(
        NIS_2300, "About 2,300 soldiers may have died, the spy agency told lawmakers.", modality=Modality.HEDGED
    )
    assert summary(changes([NIS_2000], [after])) == [("killed", "raised", True), ("killed", "hedged", False)]


def test_status_limited_and_firmed_at_once_tells_both_and_alerts_once() -> None:
    before = worded(GONE, "The units have probably been withdrawn, the ISW wrote.", modality=Modality.HEDGED)
    after = worded(GONE, "The units have been withdrawn here, the ISW wrote.", place="kursk:own_sector")
    expected = [("withdrawn_from_front", "rescoped", True), ("withdrawn_from_front", "firmed", False)]
    assert summary(changes([before], [after])) == expected


def test_sentence_that_now_counts_something_else_lets_its_figure_go_without_alarm() -> None:
    after = worded(
        NIS_2300, "About 2,300 soldiers have arrived, the spy agency told lawmakers.", metric="troops_deployed"
    )
    assert summary(changes([NIS_2000], [after])) == [("killed", "removed", False), ("troops_deployed", "added", False)]


def test_range_read_as_its_two_ends_is_no_change() -> None:
    before = worded(SENT, "Between 8,000 and 12,000 troops are there, NATO said.")
    split = [
        worded(SENT, "NATO said that 8,000 or 12,000 troops were there.", low=n, high=n, bound=Bound.EXACT)
        for n in (8000, 12000)
    ]
    found = changes([before], split)
    assert [c for c in found if c.change is not K.ADDED] == []


def test_figure_limited_to_a_new_place_is_a_note() -> None:
    after = worded(
        NIS_2000, "About 2,000 soldiers have died at Sudzha alone, the spy agency told lawmakers.", place="sudzha"
    )
    assert summary(changes([NIS_2000], [after])) == [("killed", "rescoped", False)]
    elsewhere = replace(WOUNDED, place="sudzha")
    assert changes([NIS_2000, elsewhere], [after, elsewhere]) == ()


def test_builders_told_as_more_troops_are_a_note() -> None:
    words = "About 25,000 {} could go to a plant in the east of the country, NATO said on Monday."
    before = figure("workers_sent", 25000, sentence=words.format("workers"), source="nato")
    after = figure("reinforcements", 25000, sentence=words.format("more men"), source="nato")
    assert [(c.change, c.alert) for c in changes([before], [after])] == [(K.RESCOPED, False)]


def test_small_number_cut_from_a_sentence_that_has_it_twice_is_removed() -> None:
    lost = figure(
        "missing", 3, source="nato", sentence="Near 3 villages 30 men were hurt and 3 went missing, NATO said."
    )
    old, old_reading = told(lost, filler=FILLER)
    new = article(f"Near 3 villages 30 men were hurt, NATO said. {FILLER}")
    assert summary(between_revisions(old, old_reading, new, reading())) == [("missing", "removed", True)]


def test_what_another_source_could_not_confirm_is_gone_where_this_one_tells_another_status() -> None:
    doubt = status(
        "confirmed_deployment",
        Modality.DENIED,
        sentence="The ministry in Seoul said it could not confirm whether the soldiers had joined the battle again.",
        source="south_korea_mod",
    )
    sure = status(
        "returned_to_front",
        sentence="The ministry in Seoul said it knows that soldiers are back in battle.",
        source="nato",
    )
    assert ("confirmed_deployment", "removed", True) in between(doubt, sure)


PLACES = {
    "a place comes": (None, "sudzha", "The troops have not been seen around Sudzha since January, NATO said.", True),
    "a place goes": ("sudzha", None, "The troops have not been seen since January, NATO said.", True),
    "another sentence": (None, "sudzha", "NATO knows of nobody who met them near the town in all these weeks.", False),
}


@pytest.mark.parametrize(("place", "later", "sentence", "told"), PLACES.values(), ids=PLACES)
def test_status_told_of_a_place_and_of_none_is_a_note_where_its_sentence_was_edited(
    place: str | None, later: str | None, sentence: str, told: bool
) -> None:
    words = "The troops have not been seen around Sudzha since January, NATO said."
    unsaid = "The troops have not been seen since January, NATO said."
    before = status("not_seen", source="nato", place=place, sentence=words if place else unsaid)
    after = worded(before, sentence, place=later)
    assert summary(changes([before], [after])) == ([("not_seen", "rescoped", False)] if told else [])


def test_speaker_whom_nothing_in_an_unchanged_sentence_names_goes_without_alarm() -> None:
    silent = replace(UNSAID, source=None)
    found = between(UNSAID, silent, first=CONTEXT, second="The alliance spoke on Monday.")
    assert found == [("killed", "reattributed", False)]


@pytest.mark.parametrize(("where", "alert"), [(Field.TEXT, True), (Field.TITLE, False)], ids=["text", "headline"])
def test_a_headline_without_the_speaker_of_the_text_does_not_alert(where: Field, alert: bool) -> None:
    named = figure(
        "killed", 400, sentence="About 400 of the men died there, the agency told the deputies.", source="nis"
    )
    bare = figure("killed", 400, sentence="About 400 of the men have died there", where=where)
    (change,) = between_revisions(*told(named, filler=FILLER), *told(bare, filler=FILLER))
    assert (str(change.change), change.alert) == ("reattributed", alert)


@pytest.mark.parametrize(("metric", "alert"), [("no_comment", False), ("not_seen", True)])
def test_a_refusal_of_nobody_does_not_alert(metric: str, alert: bool) -> None:
    named = status(metric, source="ministry", sentence="Of that, the ministry had not a word to say.")
    bare = status(metric, sentence="Not a word was to be had on that.")
    (change,) = between_revisions(*told(named, filler=FILLER), *told(bare, filler=FILLER))
    assert (str(change.change), change.alert) == ("reattributed", alert)
