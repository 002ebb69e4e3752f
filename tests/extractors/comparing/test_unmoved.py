"""Tests of extractors/comparing/unmoved.py: what both wordings hold alike is no edit, whatever was heard in them."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.comparing.evidence import texts_of
from extractors.comparing.unmoved import denied_already
from extractors.reading.sides import SIDE_FROM_AFAR
from extractors.second.attributor import LEARNT
from extractors.values import Article, Bound, Claim, Field, Modality, Reading
from tests.builders import article, figure, reading, status, told

CLOSING = "Snow fell in the hills."
Version = tuple[Article, Reading]


def alerts(before: Version, after: Version) -> list[tuple[str, bool]]:
    return [(str(change.change), change.alert) for change in between_revisions(*before, *after)]


def told_in(language: str, claim: Claim) -> Version:
    return told(claim, filler=CLOSING, language=language)


HEARD = "By the end of that winter about 400 of the men had been killed there, {}."


def heard(source: str, verb: str, *named: str) -> Version:
    """A text in which some speakers are named far from the claim, whoever is heard to make it."""
    text, claims = told(figure("killed", 400, sentence=HEARD.format(verb), source=source), filler=CLOSING)
    return text, replace(claims, names=tuple((name, len(text.text)) for name in named))


@pytest.mark.parametrize(
    ("names", "later", "alert"),
    [
        (("agency", "ministry"), ("agency", "ministry"), False),
        (("agency", "ministry"), ("ministry",), False),
        (("agency",), ("agency", "ministry"), False),
        (("agency",), ("ministry",), True),
        ((), (), True),
    ],
    ids=["both all along", "only the old one less", "only the new one more", "one for the other", "neither is known"],
)
def test_another_speaker_alerts_only_where_a_name_went_and_a_name_came(
    names: tuple[str, ...], later: tuple[str, ...], alert: bool
) -> None:
    found = alerts(heard("agency", "it said", *names), heard("ministry", "it added", *later))
    assert found == [("reattributed", alert)]


@pytest.mark.parametrize(("names", "alert"), [(("nis",), False), ((), True)], ids=["named", "not named"])
def test_a_speaker_named_elsewhere_is_not_lost_with_a_sentence_of_other_words(
    names: tuple[str, ...], alert: bool
) -> None:
    old = told(status("not_seen", source="nis", sentence="Nobody has met them since January, spies say."))
    text, claims = told(status("not_seen", sentence="Of these units there was no trace any more in that place."))
    later = text, replace(claims, names=tuple((name, len(text.text)) for name in names))
    assert alerts(old, later) == [("reattributed", alert)]


@pytest.mark.parametrize(("names", "alert"), [(("staff",), False), ((), True)], ids=["named before", "not named"])
def test_who_is_named_right_before_a_sentence_need_not_be_named_in_it_again(
    names: tuple[str, ...], alert: bool
) -> None:
    opening = "The staff met reporters."
    old = told(figure("killed", 400, sentence="In its report it counts 400 dead, says the staff.", source="staff"))
    text, known = told(
        status("treaty", sentence=opening), figure("killed", 400, sentence="Counted are 400 dead there.")
    )
    later = replace(known, claims=known.claims[1:], names=tuple((name, 4) for name in names))
    assert alerts(old, (text, later)) == [("reattributed", alert)]


def test_a_speaker_is_not_lost_where_that_nobody_speaks_was_only_guessed() -> None:
    words = "Two prisoners are in the hands of the army, {}."
    old = told(figure("captured", 2, source="army", sentence=words.format("which says so")))
    said = figure("captured", 2, sentence=words.format("as it says"))
    guessed = replace(said, reasons=(LEARNT,))
    assert [alerts(old, told(new)) for new in (said, guessed)] == [[("reattributed", True)], [("reattributed", False)]]


KINDS = {
    "the same words of loss in both": (
        "en",
        "By winter 1,000 of the soldiers sent had died, and casualties reached 4,000, the officials said.",
        "By winter 1,000 of the soldiers sent had been killed, and casualties reached 4,000, the officials said.",
        False,
    ),
    "in French": (
        "fr",
        "Le général évalue les pertes russes à environ 5 000 soldats, dont plus de 1 000 tués.",
        "Le général évalue à environ 5 000 soldats, dont plus de 1 000 morts, les pertes russes.",
        False,
    ),
    "dead and wounded for losses": (
        "es",
        "Elevó a más de 1.000 los soldados muertos o heridos en la región, dijo el portavoz.",
        "Más de 1.000 soldados han muerto o han sido heridos en la región, dijo el portavoz.",
        False,
    ),
    "dead and wounded for losses, with a number more": (
        "en",
        "The officials said that casualties of 1,000 soldiers had been counted there.",
        "The officials said that 1,000 soldiers dead and 3,000 wounded had been counted there.",
        True,
    ),
    "a word of another loss": (
        "en",
        "By winter 1,000 of the soldiers sent had died in that region, the officials said.",
        "By winter 1,000 of the soldiers sent were casualties in that region, the officials said.",
        True,
    ),
}


@pytest.mark.parametrize(("language", "before", "after", "alert"), KINDS.values(), ids=KINDS)
def test_dead_told_as_losses_alert_only_where_the_words_for_them_changed(
    language: str, before: str, after: str, alert: bool
) -> None:
    old = figure("killed", 1_000, source="pentagon", sentence=before, quote=before)
    new = figure("casualties", 1_000, source="pentagon", sentence=after, quote=after)
    assert alerts(told_in(language, old), told_in(language, new)) == [("drifted", alert)]


SECTORS = {
    "another verb in what limits it": ("де працюють наші підрозділи", False),
    "nothing limits it": ("які обороняють захід області", True),
}


@pytest.mark.parametrize(("words", "alert"), SECTORS.values(), ids=SECTORS)
def test_a_limit_whose_words_stand_in_both_is_no_new_limit(words: str, alert: bool) -> None:
    sentence = "На ділянках, {}, корейців не бачили вже три тижні, розповів речник."
    old = status("not_seen", source="nis", sentence=sentence.format(words))
    new = status(
        "not_seen", source="nis", sentence=sentence.format("де діють наші підрозділи"), place="kursk:own_sector"
    )
    assert alerts(told_in("uk", old), told_in("uk", new)) == [("rescoped", alert)]


LEAD = "The men are being led to the front line in that region anew, the president said on Friday."


@pytest.mark.parametrize(("body", "alert"), [(LEAD, False), ("", True)], ids=["stood in the text", "came"])
def test_the_opposite_of_a_status_is_no_turn_where_its_words_stood_in_the_text_before(body: str, alert: bool) -> None:
    back = status(
        "returned_to_front", source="president", sentence="The men are back at the front, the president said."
    )
    gone = status("withdrawn_from_front", source="president", sentence=LEAD, quote="men are being led")
    old, known = told(back, filler=f"{body} {CLOSING}")
    found = alerts((old, known), told(gone, filler=CLOSING))
    assert found == [("reversed", alert)]


def headline(words: str, number: int | None) -> Version:
    """A text whose headline a number may have been read in."""
    body = figure("captured", 2, source="president", sentence="Two prisoners are held, the president said.")
    text, known = told(body, filler=CLOSING)
    claims = known.claims
    if number is not None:
        claims += (figure("captured", number, sentence=words, quote=words, where=Field.TITLE),)
    return replace(text, title=words), replace(known, claims=claims)


@pytest.mark.parametrize(
    ("earlier", "alert"),
    [("On the prisoners: four questions", False), ("On the prisoners of the war", True)],
    ids=["the number stood there", "it is new"],
)
def test_a_number_that_the_headline_had_before_has_not_moved(earlier: str, alert: bool) -> None:
    old, new = headline(earlier, None), headline("Four questions about the prisoners", 4)
    assert alerts(old, new) == [("raised" if alert else "added", alert)]
    assert alerts(new, old) == [("removed", alert)]


@pytest.mark.parametrize(("number", "alert"), [("hundreds", False), ("many", True)], ids=["stands", "cut"])
def test_a_number_in_words_that_stands_in_its_sentence_reworded_has_not_been_removed(number: str, alert: bool) -> None:
    lost = figure(
        "casualties",
        100,
        source="president",
        sentence="The invaders, the president said, lost hundreds of their soldiers in that region.",
        quote="lost hundreds of their soldiers",
        bound=Bound.VAGUE,
    )
    after = article(f"As the president said, invaders lost {number} of their soldiers there. {CLOSING}")
    assert alerts(told(lost, filler=CLOSING), (after, reading())) == [("removed", alert)]


@pytest.mark.parametrize(("name", "alert"), [("russia", False), ("nobody", True)], ids=["named before", "new"])
def test_another_side_that_the_sentence_named_before_does_not_alert(name: str, alert: bool) -> None:
    sentence = "By the count of the general about 400 of the men had given themselves up to {} by the end of the year."
    text, known = told(figure("captured", 400, sentence=sentence.format("them")), filler=CLOSING)
    after = told(figure("captured", 400, sentence=sentence.format("us"), subject="russia"), filler=CLOSING)
    assert alerts((text, replace(known, names=((name, 0),))), after) == [("rescoped", alert)]


SURE = status("withdrawn_from_front", source="president", sentence="They were withdrawn, the president said.")
UNSURE = status(
    "withdrawn_from_front",
    Modality.DENIED,
    source="pentagon",
    sentence="Officers of the Pentagon could not say for sure that the Koreans have been withdrawn.",
)
PLACES = {
    "unsure before, in words that nobody heard": ("That they had pulled out was not clear to Washington.", None, True),
    "told before": ("They had pulled out, though not all of them.", "withdrawn_from_front", False),
    "silent before": ("On their pullout the Pentagon did not comment.", "no_comment", False),
    "of something else before": ("Snow was not expected in Washington.", None, False),
    "without a not": ("They had pulled out, it was clear to Washington.", None, False),
}


@pytest.mark.parametrize(("place", "metric", "already"), PLACES.values(), ids=PLACES)
def test_a_denial_is_no_news_where_its_place_held_an_unheard_one(place: str, metric: str | None, already: bool) -> None:
    heard_there = [status(metric, sentence=place)] if metric else []
    old, new = (told(*heard_there, filler=f"{place if not metric else ''} {CLOSING}"), told(UNSURE, filler=CLOSING))
    assert denied_already(new[1].claims[0], texts_of(*old, *new)) is already


def test_a_denial_reworded_beside_what_it_denies_does_not_alert() -> None:
    words = "That they had pulled out was not clear to Washington."
    old, new = told(SURE, filler=f"{words} {CLOSING}"), told(SURE, UNSURE, filler=CLOSING)
    assert alerts(old, new) == [("denied", False)]
    assert alerts(told(SURE, filler=CLOSING), new) == [("denied", True)]


@pytest.mark.parametrize(
    ("language", "place", "alert"),
    [
        pytest.param("en", "Additional troops, the president went on, cannot be excluded either.", False, id="en"),
        pytest.param(
            "en", "Of other matters, the president went on, he knew as little.", True, id="en, another matter"
        ),
        pytest.param("zh", "至于再次增兵，总统说眼下没有消息。", False, id="zh"),
        pytest.param("zh", "至于天气，总统说眼下没有消息。", True, id="zh, another matter"),
    ],
)
def test_a_status_whose_place_still_has_words_for_it_has_not_been_removed(
    language: str, place: str, alert: bool
) -> None:
    sentence = {"en": "More may come, he said when he was asked about it.", "zh": "总统称可能会有。"}[language]
    lost = status("reinforcements_planned", Modality.HEDGED, source="president", sentence=sentence)
    old = told(lost, filler=CLOSING, language=language)
    assert alerts(old, (article(f"{place} {CLOSING}", language=language), reading())) == [("removed", alert)]


@pytest.mark.parametrize(("reasons", "alert"), [((), True), ((SIDE_FROM_AFAR,), False)], ids=["near", "from afar"])
def test_another_side_alerts_only_where_the_sentences_themselves_tell_whose(
    reasons: tuple[str, ...], alert: bool
) -> None:
    words = "The ministry counts more than 6,000 killed and wounded, {} half of those whom the leader sent."
    old, new = (
        told(replace(figure("casualties", 6_000, source="ministry", sentence=words.format(more)), subject=side))
        for more, side in (("more than", "north_korea"), ("over", "russia"))
    )
    later = new[0], replace(new[1], claims=tuple(replace(c, reasons=reasons) for c in new[1].claims))
    assert alerts(old, later) == [("rescoped", alert)]
