"""Tests of extractors/changes.py: two versions of one article."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.values import (
    Aggregation,
    Band,
    Bound,
    Claim,
    Field,
    Modality,
)
from tests.builders import article, figure, reading, status, told
from tests.extractors.revisions import FILLER, GONE, NIS_2000, NIS_2300, SENT, WOUNDED, K, changes, summary, worded

EDITS = {
    "a figure is raised": ([NIS_2000], [NIS_2300], [("killed", "raised", True)]),
    "a figure is lowered": ([NIS_2300], [NIS_2000], [("killed", "lowered", True)]),
    "a range is narrowed": (
        [SENT],
        [
            worded(
                SENT,
                "Between 10,000 and 11,000 troops are in Russia, NATO said.",
                low=10000,
                high=11000,
            )
        ],
        [("troops_deployed", "narrowed", True)],
    ),
    "a range is widened, which is a note": (
        [
            worded(
                SENT,
                "Between 10,000 and 11,000 troops are in Russia, NATO said.",
                low=10000,
                high=11000,
            )
        ],
        [SENT],
        [("troops_deployed", "widened", False)],
    ),
    "only the word of the limit goes": (
        [worded(SENT, "Up to 8,000 are there, NATO said.", low=None, high=8000, bound=Bound.AT_MOST)],
        [worded(SENT, "8,000 are there, NATO said.", low=8000, high=8000, bound=Bound.EXACT)],
        [("troops_deployed", "narrowed", False)],
    ),
    "a status is hedged": (
        [GONE],
        [
            worded(
                GONE,
                "The units may have been withdrawn from the front, the ISW wrote.",
                modality=Modality.HEDGED,
            )
        ],
        [("withdrawn_from_front", "hedged", True)],
    ),
    "a status is firmed": (
        [
            worded(
                GONE,
                "The units may have been withdrawn from the front, the ISW wrote.",
                modality=Modality.HEDGED,
            )
        ],
        [GONE],
        [("withdrawn_from_front", "firmed", True)],
    ),
    "a figure is hedged, which is a note": (
        [NIS_2000],
        [
            worded(
                NIS_2000,
                "About 2,000 soldiers are believed to have died, the spy agency told lawmakers.",
                modality=Modality.HEDGED,
            )
        ],
        [("killed", "hedged", False)],
    ),
    "a claim is denied by the one who made it": (
        [GONE],
        [
            worded(
                GONE,
                "The ISW wrote that it was wrong to speak of a withdrawal.",
                modality=Modality.DENIED,
            )
        ],
        [("withdrawn_from_front", "denied", True)],
    ),
    "a denial is dropped for its opposite": (
        [
            worded(
                GONE,
                "The ISW wrote that it was wrong to speak of a withdrawal.",
                modality=Modality.DENIED,
            )
        ],
        [GONE],
        [("withdrawn_from_front", "reversed", True)],
    ),
    "another speaker denies what the text keeps saying": (
        [GONE],
        [
            GONE,
            status(
                "withdrawn_from_front",
                Modality.DENIED,
                source="kremlin",
                sentence="The Kremlin called such talk an invention.",
            ),
        ],
        [("withdrawn_from_front", "denied", True)],
    ),
    "a denial of what the text never said": (
        [NIS_2000],
        [
            NIS_2000,
            status(
                "withdrawn_from_front",
                Modality.DENIED,
                source="kremlin",
                sentence="The Kremlin called such talk an invention.",
            ),
        ],
        [("withdrawn_from_front", "denied", False)],
    ),
    "no comment gives way to a denial": (
        [GONE, status("no_comment", source="kremlin", sentence="The Kremlin kept silent.")],
        [
            GONE,
            status(
                "withdrawn_from_front",
                Modality.DENIED,
                source="kremlin",
                sentence="On Monday Moscow flatly rejected reports of a pullback.",
            ),
        ],
        [("no_comment", "removed", True), ("withdrawn_from_front", "denied", True)],
    ),
    "withdrawn becomes returned": (
        [GONE],
        [
            worded(
                GONE,
                "The units have come back to the front, the ISW wrote.",
                metric="returned_to_front",
            )
        ],
        [("withdrawn_from_front", "reversed", True)],
    ),
    "withdrawn becomes returned, and nobody is heard to say it": (
        [GONE],
        [
            worded(
                GONE,
                "The units have come back to the front, the ISW wrote.",
                metric="returned_to_front",
                source=None,
            )
        ],
        [("withdrawn_from_front", "reversed", False)],
    ),
    "a return is added to a withdrawal": (
        [GONE],
        [
            GONE,
            worded(
                GONE,
                "But on Friday they went into battle again, according to the ISW.",
                metric="returned_to_front",
            ),
        ],
        [("withdrawn_from_front", "reversed", True)],
    ),
    "a return that somebody else told before is a note": (
        [GONE, worded(GONE, "They are back, NATO said.", metric="returned_to_front", source="nato")],
        [
            GONE,
            worded(GONE, "They are back, NATO said.", metric="returned_to_front", source="nato"),
            worded(GONE, "On Friday they went into battle again, the ISW wrote.", metric="returned_to_front"),
        ],
        [("withdrawn_from_front", "reversed", False)],
    ),
    "a possible return beside a withdrawal is only added": (
        [GONE],
        [
            GONE,
            worded(
                GONE,
                "They might fight again after training, according to the ISW.",
                metric="returned_to_front",
                modality=Modality.CONDITIONAL,
            ),
        ],
        [("returned_to_front", "added", False)],
    ),
    "a status is limited to the speaker's sector": (
        [replace(GONE, place="kursk")],
        [
            worded(
                GONE,
                "The units have been withdrawn from the front in our sector, the ISW wrote.",
                place="kursk:own_sector",
            )
        ],
        [("withdrawn_from_front", "rescoped", True)],
    ),
    "another speaker for one number": (
        [NIS_2000],
        [
            worded(
                NIS_2000,
                "About 2,000 soldiers have died, Budanov told lawmakers.",
                source="budanov",
                source_text="Budanov",
            )
        ],
        [("killed", "reattributed", True)],
    ),
    "an attribution is dropped": (
        [NIS_2000],
        [
            worded(
                NIS_2000,
                "About 2,000 soldiers have died by now.",
                source=None,
                source_text=None,
            )
        ],
        [("killed", "reattributed", True)],
    ),
    "an attribution is added, which is a note": (
        [
            worded(
                NIS_2000,
                "About 2,000 soldiers have died by now.",
                source=None,
                source_text=None,
            )
        ],
        [NIS_2000],
        [("killed", "reattributed", False)],
    ),
    "casualties become dead": (
        [worded(NIS_2000, "About 2,000 casualties, the agency said.", metric="casualties")],
        [worded(NIS_2000, "About 2,000 were killed, the agency said.")],
        [("casualties", "drifted", True)],
    ),
    "a figure leaves the lead": ([NIS_2000], [], [("killed", "removed", True)]),
    "a claim is added": ([], [NIS_2000], [("killed", "added", False)]),
    "one number of troops, sent and then at the front": (
        [worded(SENT, "NATO said 8,000 are there.", low=8000, high=8000, bound=Bound.EXACT)],
        [
            worded(
                SENT,
                "NATO said 8,000 fight there.",
                low=8000,
                high=8000,
                bound=Bound.EXACT,
                metric="troops_at_front",
            )
        ],
        [("troops_deployed", "rescoped", False)],
    ),
    "the outlet corrects itself and says so": (
        [SENT],
        [
            worded(
                SENT,
                "Between 14,000 and 15,000 troops are in Russia, NATO said.",
                low=14000,
                high=15000,
            ),
            worded(
                SENT,
                "We earlier wrote of 8,000 to 12,000; that was an error.",
                modality=Modality.DENIED,
                source=None,
                source_text=None,
            ),
        ],
        [("troops_deployed", "raised", True)],
    ),
}


@pytest.mark.parametrize(("before", "after", "expected"), EDITS.values(), ids=EDITS)
def test_each_real_difference_is_one_change(
    before: list[Claim], after: list[Claim], expected: list[tuple[str, str, bool]]
) -> None:
    assert summary(changes(before, after)) == expected


NOISE = {
    "the same text": ([NIS_2000, GONE], [NIS_2000, GONE]),
    "a sentence is reworded": (
        [NIS_2000],
        [worded(NIS_2000, "Lawmakers were told by the spy agency that some 2,000 have died.")],
    ),
    "the number is written otherwise": (
        [NIS_2000],
        [
            worded(
                NIS_2000,
                "Two thousand soldiers have died, the spy agency told lawmakers.",
                bound=Bound.EXACT,
            )
        ],
    ),
    "paragraphs change places": ([NIS_2000, GONE, WOUNDED], [WOUNDED, NIS_2000, GONE]),
    "more than becomes at least": (
        [worded(NIS_2000, "More than 2,000 died.", high=None, bound=Bound.MORE_THAN)],
        [worded(NIS_2000, "At least 2,000 died.", high=None, bound=Bound.AT_LEAST)],
    ),
    "another outlet is quoted for the same source": (
        [replace(NIS_2000, via="bbc")],
        [worded(NIS_2000, NIS_2000.sentence + " ", via="kbs")],
    ),
    "two speakers with one number change places": (
        [NIS_2000, worded(NIS_2000, "So says Budanov.", source="budanov")],
        [worded(NIS_2000, "So says Budanov.", source="budanov"), NIS_2000],
    ),
}


@pytest.mark.parametrize(("before", "after"), NOISE.values(), ids=NOISE)
def test_rewording_and_reordering_are_no_change(before: list[Claim], after: list[Claim]) -> None:
    assert changes(before, after) == ()


def test_claim_whose_sentence_is_still_there_was_missed_by_the_reader_and_not_removed() -> None:
    old, old_reading = told(NIS_2000, GONE, filler=FILLER)
    new = replace(old, text=old.text + " A paragraph more.")
    assert between_revisions(old, old_reading, new, reading(GONE)) == ()
    assert between_revisions(new, reading(GONE), old, old_reading) == ()


REWRITTEN = {
    "with a space": "Some 15 000 soldiers were sent in two waves, NATO has said.",
    "with a scale": "Some 15 thousand soldiers were sent in two waves, NATO has said.",
    "bare": "15000 soldiers were sent in two waves, NATO has said.",
}


@pytest.mark.parametrize("sentence", REWRITTEN.values(), ids=REWRITTEN)
def test_number_that_the_reader_misses_in_the_edited_sentence_is_neither_gone_nor_new(
    sentence: str,
) -> None:
    claim = figure(
        "troops_deployed",
        15000,
        source="nato",
        sentence="About 15,000 soldiers were sent in two waves, NATO said.",
    )
    old, old_reading = told(claim, filler=FILLER)
    new = article(f"{sentence} {FILLER}")
    assert between_revisions(old, old_reading, new, reading()) == ()
    assert between_revisions(new, reading(), old, old_reading) == ()


def test_number_cut_from_its_sentence_is_removed_though_others_stay() -> None:
    claim = figure(
        "killed",
        600,
        source="nato",
        sentence="About 4,700 soldiers were hurt, 600 of them fatally, NATO said.",
    )
    old, old_reading = told(claim, filler=FILLER)
    new = article(f"About 4,700 soldiers were hurt, NATO said. {FILLER}")
    assert summary(between_revisions(old, old_reading, new, reading())) == [("killed", "removed", True)]


OTHER_SIDES = {
    "one word exchanged": ("About 2,000 Russians have died, the spy agency told lawmakers.", "russia", True),
    "a sentence written anew": ("The spy agency has told lawmakers: some 2,000 have died.", "russia", False),
    "a side that is not clear": ("About 2,000 people have died, the spy agency told lawmakers.", "other", False),
}


@pytest.mark.parametrize(("sentence", "side", "alert"), OTHER_SIDES.values(), ids=OTHER_SIDES)
def test_number_told_of_another_side_is_rescoped_and_alerts_where_only_that_was_edited(
    sentence: str, side: str, *, alert: bool
) -> None:
    after = worded(NIS_2000, sentence, subject=side)
    assert summary(changes([NIS_2000], [after])) == [("killed", "rescoped", alert)]


def test_two_numbers_of_one_sentence_bound_otherwise_are_no_change() -> None:
    before = figure("killed", 600, source="nato", sentence="Of 4,700 lost, 600 died, NATO said.")
    after = worded(before, "NATO said 600 died of 4,700 lost.", low=4700, high=4700)
    assert changes([before], [after]) == ()


def test_speaker_lost_by_the_reader_alone_is_no_new_attribution() -> None:
    old, old_reading = told(NIS_2000, filler=FILLER)
    new = worded(NIS_2000, "About 2,000 have died. That is what the spy agency told lawmakers.")
    doubt = replace(new, source="us_officials", source_text="lawmakers")
    text, new_reading = told(doubt, filler=FILLER)
    assert between_revisions(old, old_reading, text, new_reading) == ()


def test_readings_of_one_text_by_two_rules_are_compared_whatever_the_text_says() -> None:
    text, old_reading = told(NIS_2000, GONE, filler=FILLER)
    found = between_revisions(text, old_reading, text, reading(old_reading.claims[0]))
    assert summary(found) == [("withdrawn_from_front", "removed", True)]


TITLE_20 = figure(
    "captured",
    20,
    source="syrskyi",
    where=Field.TITLE,
    sentence="Syrskyi: 20 soldiers taken prisoner",
)
TITLE_12 = worded(TITLE_20, "Syrskyi: 12 soldiers taken prisoner", low=12, high=12)


def test_silent_headline_edit_is_found_though_the_body_stays() -> None:
    assert summary(changes([TITLE_20, GONE], [TITLE_12, GONE])) == [("captured", "lowered", True)]


def test_headline_that_leaves_its_own_body_behind_is_found() -> None:
    """The reader merges both mentions before, and finds two figures after."""
    body = worded(TITLE_20, "Twenty were taken prisoner, Syrskyi said.", where=Field.TEXT)
    assert summary(changes([body], [TITLE_12, body])) == [("captured", "lowered", True)]


QUIET = {
    "a given": {"is_given": True},
    "a weak reading": {"band": Band.C},
    "a recap": {"reasons": ("recap",)},
}


@pytest.mark.parametrize("mark", QUIET.values(), ids=QUIET)
def test_givens_recaps_and_weak_readings_never_advise_an_alert(mark: dict[str, object]) -> None:
    after = replace(NIS_2300, **mark)  # type: ignore[arg-type]
    assert summary(changes([NIS_2000], [after])) == [("killed", "raised", False)]
    assert summary(changes([after], [])) == [("killed", "removed", False)]


def test_older_figure_that_takes_the_place_of_a_newer_one_is_history() -> None:
    today = replace(NIS_2300, as_of="2025-09")
    assert summary(changes([today], [replace(NIS_2000, as_of="2025-04")])) == [("killed", "lowered", False)]


def test_claim_that_left_with_everything_around_it_was_not_taken_back() -> None:
    found = between_revisions(*told(NIS_2000, filler=FILLER), article("Subscribe to read on."), reading())
    assert summary(found) == [("killed", "removed", False)]


def test_claim_far_down_the_text_is_removed_without_alarm() -> None:
    opening = status("treaty", sentence="Moscow and Pyongyang signed a treaty. " * 12)
    assert summary(changes([opening, NIS_2000], [opening])) == [("killed", "removed", False)]


UNLIKE = {
    "a rate beside a total": {"aggregation": Aggregation.RATE},
    "another side": {"subject": "russia"},
    "brigades": {"unit": "brigades"},
}


@pytest.mark.parametrize("other", UNLIKE.values(), ids=UNLIKE)
def test_different_things_are_never_one_figure_that_moved(other: dict[str, object]) -> None:
    found = changes([NIS_2000], [replace(NIS_2300, **other)])  # type: ignore[arg-type]
    assert [change.change for change in found] == [K.REMOVED, K.ADDED]


def test_earlier_figure_in_the_same_sentence_is_not_taken_for_the_edited_one() -> None:
    one, two = "2,000 died, up from 600 in April.", "2,300 died, up from 600 in April."
    past = figure("killed", 600, source="south_korea_nis", as_of="2025-04", sentence=one)
    found = changes([worded(NIS_2000, one), past], [worded(NIS_2300, two), worded(past, two)])
    assert summary(found) == [("killed", "raised", True)]


def test_title_and_body_edited_together_are_one_change() -> None:
    heads = [
        worded(c, f"{c.low:,.0f} dead, says Seoul", where=Field.TITLE, source=None, source_text=None)
        for c in (NIS_2000, NIS_2300)
    ]
    assert summary(changes([heads[0], NIS_2000], [heads[1], NIS_2300])) == [("killed", "raised", True)]


def test_reason_is_a_sentence_with_both_values_and_the_speaker() -> None:
    assert [change.why for change in changes([NIS_2000], [NIS_2300])] == [
        "killed (North Korea), according to South Korea NIS: about 2,000 before, about 2,300 now (raised)."
    ]


def german(claim: Claim, sentence: str, **more: object) -> Claim:
    return worded(claim, sentence, **more)


def test_translated_self_advises_no_alert() -> None:
    after = [
        german(NIS_2000, "Rund 2.000 Soldaten sind tot.", modality=Modality.HEDGED),
        german(WOUNDED, "2.700 wurden verwundet.", source=None),
    ]
    found = changes([NIS_2000, WOUNDED, GONE], after, language="de")
    assert [change.alert for change in found] == [False] * len(found)


def test_power_of_ten_lost_in_translation_is_drift() -> None:
    after = german(NIS_2000, "Rund 200 Soldaten sind tot.", low=200, high=200)
    assert summary(changes([NIS_2000], [after], language="de")) == [("killed", "drifted", True)]


def test_power_of_ten_lost_in_a_sentence_that_stayed_is_drift_too() -> None:
    after = worded(NIS_2000, "About 200 soldiers have died, the spy agency said.", low=200, high=200)
    assert summary(changes([NIS_2000], [after])) == [("killed", "drifted", True)]


TENFOLD = {
    "the sentence is another one": {"sentence": "Ministers gave 200 for those who fell.", "low": 200, "high": 200},
    "the digits are others": {"low": 210, "high": 210},
    "the limit is another one": {"low": None, "high": 200, "bound": Bound.AT_MOST},
}


@pytest.mark.parametrize("after", TENFOLD.values(), ids=TENFOLD)
def test_tenth_of_a_figure_is_lowered_where_it_is_no_slip(after: dict[str, object]) -> None:
    sentence = str(after.get("sentence", "About 200 soldiers have died, the spy agency told lawmakers."))
    more = {name: value for name, value in after.items() if name != "sentence"}
    assert summary(changes([NIS_2000], [worded(NIS_2000, sentence, **more)])) == [("killed", "lowered", True)]


def test_text_without_sentence_marks_is_compared_in_bounded_time() -> None:
    """Forty claims whose sentence is the whole text of 200,000 characters."""
    whole = "no marks here " * 14_000
    claims = [figure("killed", 10 + i, source="nato", sentence=whole, quote=f"{10 + i} died") for i in range(40)]
    old, new = article(whole), article(whole + "more")
    assert between_revisions(old, reading(*claims), new, reading(*claims)) == ()
    edited = [replace(claims[0], low=99, high=99, quote="99 died"), *claims[1:]]
    found = between_revisions(old, reading(*claims), new, reading(*edited))
    assert summary(found) == [("killed", "raised", True)]


def test_unattributed_figures_in_unlike_sentences_are_two_figures() -> None:
    before = figure("killed", 12, sentence="A shell killed 12 men near the river on Sunday.")
    after = figure("killed", 300, sentence="Losses: 300 dead since October, by every account.")
    assert [c.change for c in changes([before], [after])] == [K.REMOVED, K.ADDED]


@pytest.mark.parametrize(
    "other",
    [{"role": "officer"}, {"period": "P3M"}, {"modality": Modality.PLANNED}],
    ids=["officers", "three months", "a plan"],
)
def test_figures_of_one_source_in_unlike_sentences_are_one_only_in_one_circle(
    other: dict[str, object],
) -> None:
    before = figure("killed", 12, source="nato", sentence="NATO counts 12 dead near the river.")
    after = figure("killed", 300, source="nato", sentence="Losses: 300, the alliance thinks.")
    assert [c.change for c in changes([before], [after])] == [K.RAISED]
    apart = replace(after, **other)  # type: ignore[arg-type]
    assert [c.change for c in changes([before], [apart])] == [K.REMOVED, K.ADDED]


def test_sentence_that_stayed_is_not_hedged_because_the_reader_wavers() -> None:
    old, old_reading = told(GONE, filler=FILLER)
    new = replace(old, text=old.text + " A paragraph more.")
    doubt = replace(old_reading.claims[0], modality=Modality.HEDGED)
    assert between_revisions(old, old_reading, new, reading(doubt)) == ()
    by_new_rules = between_revisions(old, old_reading, old, reading(doubt))
    assert summary(by_new_rules) == [("withdrawn_from_front", "hedged", True)]


@pytest.mark.parametrize("given_first", [True, False])
def test_figure_repeated_as_a_given_does_not_silence_its_own_change(*, given_first: bool) -> None:
    pairs = [
        (NIS_2000, NIS_2300),
        tuple(worded(c, f"Of the {c.low:,.0f}, most were young.", is_given=True) for c in (NIS_2000, NIS_2300)),
    ]
    before, after = zip(*(pairs[::-1] if given_first else pairs), strict=True)
    assert summary(changes(list(before), list(after))) == [("killed", "raised", True)]
