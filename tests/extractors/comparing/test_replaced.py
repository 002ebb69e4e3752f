"""Tests of extractors/comparing/replaced.py: what took the place of a claim that has no like one."""

from dataclasses import replace

import pytest

from extractors.comparing.replaced import replacements
from extractors.posts import Posts
from extractors.values import Bound, ChangeKind, Claim, Modality
from tests.builders import figure, status
from tests.extractors.revisions import K, changes, summary

LOSSES = figure(
    "casualties", 1100, bound=Bound.APPROX, source="nato", sentence="By the alliance's reckoning it is about 1,100 men."
)
DEAD = figure(
    "killed", 1200, 1300, bound=Bound.RANGE, source="nato", sentence="By the alliance's reckoning it is 1,200 to 1,300."
)
GROUND = replace(DEAD, metric="area_km2", unit="km2", subject="ukraine")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(
            LOSSES, DEAD, [("casualties", "raised", False)], id="heard of the dead once the text speaks of them"
        ),
        pytest.param(LOSSES, GROUND, [("area_km2", "raised", False)], id="heard of what has a unit of its own"),
        pytest.param(GROUND, LOSSES, [("area_km2", "lowered", False)], id="the other way"),
        pytest.param(
            LOSSES,
            replace(
                DEAD, low=1100, high=None, bound=Bound.MORE_THAN, sentence=LOSSES.sentence.replace("about", "over")
            ),
            [("casualties", "drifted", False)],
            id="the same number heard of the dead",
        ),
        pytest.param(
            LOSSES,
            replace(DEAD, sentence="In Kyiv the papers now speak of 1,200 to 1,300.", source="papers"),
            [("casualties", "removed", True), ("killed", "added", False)],
            id="behind other words",
        ),
        pytest.param(
            LOSSES,
            replace(
                LOSSES, metric="troops_deployed", low=9, high=9, sentence="By that reckoning it is nine men.", start=90
            ),
            [("casualties", "removed", False), ("troops_deployed", "added", False)],
            id="a number in words has no frame",
        ),
    ],
)
def test_number_behind_the_same_words_is_one_claim_edited(
    before: Claim, after: Claim, expected: list[tuple[str, str, bool]]
) -> None:
    first, second = (replace(claim, quote=claim.sentence) for claim in (before, after))
    assert summary(changes([first], [second])) == expected


DOUBT = status(
    "confirmed_deployment",
    Modality.DENIED,
    sentence="The ministry in Seoul said it could not confirm whether the soldiers had joined the battle again.",
    source="south_korea_mod",
)
SURE = status(
    "returned_to_front",
    sentence="The ministry in Seoul said it knows that soldiers are back in battle.",
    source="south_korea_mod",
)


def test_what_a_source_could_not_confirm_it_tells_now_or_the_other_way() -> None:
    assert summary(changes([DOUBT], [SURE])) == [("returned_to_front", "firmed", False)]
    assert summary(changes([SURE], [DOUBT])) == [("returned_to_front", "hedged", False)]


PLANNED = status(
    "reinforcements_planned",
    Modality.HEDGED,
    sentence="A new batch may arrive by spring, the spy agency does not rule out.",
    source="south_korea_nis",
)
DENIED = status(
    "denial", Modality.DENIED, sentence="Will others follow? The spy agency says no.", source="south_korea_nis"
)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(PLANNED, DENIED, [(PLANNED.metric, K.DENIED)], id="told, then denied"),
        pytest.param(DENIED, PLANNED, [(PLANNED.metric, K.REVERSED)], id="denied, then told"),
        pytest.param(PLANNED, replace(DENIED, source="kremlin"), [], id="another one denies"),
        pytest.param(replace(PLANNED, metric="no_comment"), DENIED, [], id="no comment, then a denial"),
        pytest.param(PLANNED, replace(DENIED, start=900), [], id="far behind"),
    ],
)
def test_source_that_denies_in_a_word_what_it_told_denies_that(
    before: Claim, after: Claim, expected: list[tuple[str, ChangeKind]]
) -> None:
    found = replacements([before], [after], Posts("", ""))
    assert [(one.meant.metric, one.change) for one in found] == expected


def test_claim_takes_the_place_of_one_other_at_most() -> None:
    twice = replacements([PLANNED, replace(PLANNED, start=50)], [DENIED], Posts("", ""))
    assert [one.gone for one in twice] == [PLANNED]
