"""Tests of extractors/comparing/moods.py: words of doubt that came or went while the reader heard one mood."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.values import Claim, Modality
from tests.builders import figure, status, told
from tests.extractors.revisions import FILLER, GONE, K, changes, summary, worded

HEARD = {
    "a hedge of two goes": (
        "en",
        "It is believed that about 400 men may have died.",
        "It is believed that about 400 men died.",
        K.FIRMED,
    ),
    "a hedge comes": ("en", "By its count about 400 men died.", "By its count about 400 men possibly died.", K.HEDGED),
    "thought, then said": (
        "en",
        "The colonel thought that about 400 of the men had died there in the first weeks.",
        "The colonel said that about 400 of the men had died there in the first weeks.",
        K.FIRMED,
    ),
    "one hedge for another": ("en", "About 400 men probably died there.", "About 400 men possibly died there.", None),
    "a hedge moves": ("en", "Perhaps about 400 men died there.", "About 400 men died there, perhaps.", None),
    "a sentence written anew": (
        "en",
        "About 400 men may have died there.",
        "The agency wrote of some 400 fallen in its report.",
        None,
    ),
    "in German": (
        "de",
        "Nach Schätzungen sollen dort etwa 400 Mann gefallen sein.",
        "Nach Schätzungen sind dort etwa 400 Mann gefallen.",
        K.FIRMED,
    ),
    "in Russian": (
        "ru",
        "По его оценке, там погибли около 400 человек.",
        "По его оценке, там, вероятно, погибли около 400 человек.",
        K.HEDGED,
    ),
    "in Chinese": ("zh", "據他們估計，陣亡的可能已接近四百人。", "據他們估計，陣亡的已接近四百人。", K.FIRMED),
    "in Korean": (
        "ko",
        "국정원은 4백 명이 숨졌다고 밝혔다.",
        "국정원은 4백 명이 숨진 것으로 추정된다고 밝혔다.",
        K.HEDGED,
    ),
}


def heard(sentence: str, *, mood: Modality = Modality.HEDGED, quote: str | None = None) -> Claim:
    return figure("killed", 400, source="nato", sentence=sentence, quote=quote or sentence, modality=mood)


@pytest.mark.parametrize(("language", "before", "after", "expected"), HEARD.values(), ids=HEARD)
def test_word_of_doubt_tells_what_the_mood_that_was_read_does_not(
    language: str, before: str, after: str, expected: K | None
) -> None:
    old, new = (told(heard(sentence), filler=FILLER, language=language) for sentence in (before, after))
    assert summary(between_revisions(*old, *new)) == ([("killed", expected, False)] if expected else [])


def test_word_of_doubt_belongs_to_the_claim_next_to_it() -> None:
    sentences = ("About 400 men died and 90 were hurt.", "About 400 men died and 90 were possibly hurt.")
    claims = [
        [
            heard(s, mood=Modality.ASSERTED, quote="About 400 men died"),
            figure("wounded", 90, source="nato", sentence=s, quote="90 were"),
        ]
        for s in sentences
    ]
    assert summary(changes(*claims)) == [("wounded", "hedged", False)]


def test_word_of_doubt_is_explained_by_the_claim_whose_mood_it_changed() -> None:
    sentences = ("About 400 men died and the units left.", "About 400 men died and the units possibly left.")
    claims = [
        [
            heard(s, mood=Modality.ASSERTED, quote="About 400 men died"),
            status("withdrawn_from_front", mood, source="nato", sentence=s),
        ]
        for s, mood in zip(sentences, (Modality.ASSERTED, Modality.HEDGED), strict=True)
    ]
    assert [change[0] for change in summary(changes(*claims))] == ["withdrawn_from_front"]


def test_reason_does_not_say_one_mood_twice() -> None:
    after = worded(GONE, "The units have possibly been withdrawn from the front, the ISW wrote.")
    (change,) = changes([GONE], [after])
    assert change.why.endswith("told with more doubt now.")


def test_language_without_a_lexicon_has_no_words_of_doubt() -> None:
    old, new = (
        told(replace(GONE, sentence=s, quote=s), filler=FILLER, language="xx")
        for s in ("The units may have been withdrawn.", "The units have been withdrawn.")
    )
    assert between_revisions(*old, *new) == ()


NOT_SEEN_LEAVING = "El NIS dice no tener pruebas de que el contingente entero haya abandonado el frente."
LEFT_UNPROVEN = "El NIS dice que no tiene pruebas de que el contingente entero haya dejado el frente."
NO_REASON = "El NIS niega tener pruebas y no sabe por qué el contingente entero haya dejado el frente."
PROVEN = "El NIS dice que tiene pruebas de que el contingente entero ha dejado el frente."


@pytest.mark.parametrize(
    ("sentence", "alert"),
    [(LEFT_UNPROVEN, False), (NO_REASON, False), (PROVEN, True)],
    ids=["a not in both", "a denial of another kind", "the not went"],
)
@pytest.mark.parametrize("backwards", [False, True], ids=["then asserted", "then denied"])
def test_denial_that_the_reader_heard_in_one_wording_only_alerts_where_a_word_of_it_went(
    sentence: str, alert: bool, backwards: bool
) -> None:
    not_so = status("withdrawn_from_front", Modality.DENIED, source="nis", sentence=NOT_SEEN_LEAVING)
    so = status("withdrawn_from_front", source="nis", sentence=sentence)
    old, new = (told(claim, filler=FILLER, language="es") for claim in ((so, not_so) if backwards else (not_so, so)))
    assert summary(between_revisions(*old, *new)) == [
        ("withdrawn_from_front", K.DENIED if backwards else K.REVERSED, alert)
    ]


def test_two_verbs_of_denial_are_one_mood_though_only_one_was_heard_as_such() -> None:
    words = "Berichten über einen Abzug der letzten Soldaten von der Front {} Präsident am Montag in Kiew {}."
    denied = words.format("hat der", "widersprochen")
    not_so = status("withdrawn_from_front", Modality.DENIED, source="president", sentence=denied)
    so = status("withdrawn_from_front", source="president", sentence=words.format("ist der", "entgegengetreten"))
    old, new = (told(claim, filler=FILLER, language="de") for claim in (not_so, so))
    assert summary(between_revisions(*old, *new)) == [("withdrawn_from_front", K.REVERSED, False)]


def test_a_not_beside_what_is_told_leaves_a_plain_denial_a_denial() -> None:
    words = "Der Präsident hat am Montag in Kiew {}."
    so = status(
        "withdrawn_from_front", source="president", sentence=words.format("den Abzug, nicht aber den Grund genannt")
    )
    denied = words.format("dem Abzug der letzten Soldaten widersprochen")
    not_so = status("withdrawn_from_front", Modality.DENIED, source="president", sentence=denied)
    old, new = (told(claim, filler=FILLER, language="de") for claim in (so, not_so))
    assert summary(between_revisions(*old, *new)) == [("withdrawn_from_front", K.DENIED, True)]


OPINION = "The colonel considers that the units of the second wave will go back to the front before spring."
UNSURE = {
    "a word of doubt in both": ("returned_to_front", OPINION.replace("considers", "believes"), False),
    "no word of doubt left": ("returned_to_front", OPINION.replace("considers", "said"), True),
    "what is only said": ("treaty", OPINION.replace("considers", "said"), False),
}


@pytest.mark.parametrize(("metric", "sentence", "alert"), UNSURE.values(), ids=UNSURE)
def test_status_told_more_surely_alerts_where_its_words_show_it(metric: str, sentence: str, alert: bool) -> None:
    unsure = status(metric, Modality.HEDGED, source="colonel", sentence=OPINION)
    sure = status(metric, source="colonel", sentence=sentence)
    assert summary(changes([unsure], [sure])) == [(metric, K.FIRMED, alert)]
