"""Tests of extractors/comparing/unheard.py: a status heard in one version only, though its sentence is in both."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.values import Article, Claim, Modality, Reading
from tests.builders import article, figure, reading, status, told
from tests.extractors.revisions import FILLER, summary

METRIC = "reinforcements_planned"
SAID = "The spy agency said that a fresh batch of troops is in the making."
DOUBTED = "The spy agency said that a fresh batch of troops may be in the making."
DENIED = "The spy agency said that no fresh batch of troops is in the making."
CUT = "The spy agency said that its checks go on, and that there may be more batches to come by summer."


def heard(sentence: str, modality: Modality = Modality.PLANNED) -> Claim:
    return status(METRIC, modality, source="south_korea_nis", sentence=sentence)


def silent(sentence: str) -> tuple[Article, Reading]:
    return article(f"{sentence} {FILLER}"), reading()


EDITS = {
    "doubt comes": (heard(SAID), DOUBTED, "hedged", "firmed"),
    "doubt goes": (heard(DOUBTED, Modality.HEDGED), SAID, "firmed", "hedged"),
    "a denial comes": (heard(SAID), DENIED, "denied", "reversed"),
    "a denial goes": (heard(DENIED, Modality.DENIED), SAID, "reversed", "denied"),
    "no such word": (heard(SAID), SAID.replace("in the making", "in preparation"), "removed", "added"),
    "a denial more where it was denied": (
        heard(DENIED, Modality.DENIED),
        DENIED.replace("said", "never said"),
        "removed",
        "denied",
    ),
    "another sentence": (heard(SAID), CUT, "removed", "added"),
}


@pytest.mark.parametrize(("claim", "sentence", "gone", "come"), EDITS.values(), ids=EDITS)
def test_words_of_an_edit_tell_what_became_of_a_status_that_is_heard_once(
    claim: Claim, sentence: str, gone: str, come: str
) -> None:
    spoken, unspoken = told(claim, filler=FILLER), silent(sentence)
    assert [(m, k) for m, k, _ in summary(between_revisions(*spoken, *unspoken))] == [(METRIC, gone)]
    assert [(m, k) for m, k, _ in summary(between_revisions(*unspoken, *spoken))] == [(METRIC, come)]


def test_it_never_alerts_and_says_that_the_sentence_is_still_there() -> None:
    (change,) = between_revisions(*told(heard(SAID), filler=FILLER), *silent(DOUBTED))
    assert not change.alert
    assert change.why.endswith("its sentence is still there, with more doubt now.")


def test_what_the_sentence_tells_instead_is_what_came_of_it() -> None:
    instead = status("not_seen", source="nato", sentence=DOUBTED)
    found = between_revisions(*told(heard(SAID), filler=FILLER), *told(instead, filler=FILLER))
    assert [change[:2] for change in summary(found)] == [(METRIC, "removed"), ("not_seen", "added")]


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param(figure("killed", 400, sentence="About 400 men have died there."), id="figure"),
        pytest.param(status("no_comment", sentence="The ministry has not replied.", source="kremlin"), id="reply"),
    ],
)
def test_figures_and_replies_only_come_and_go(claim: Claim) -> None:
    doubted = claim.sentence.replace("have", "may have").replace("has", "may have")
    found = between_revisions(*told(replace(claim, start=0), filler=FILLER), *silent(doubted))
    assert all(change[1] == "removed" for change in summary(found))
