"""What a model says counts only as far as the article and our own scanner bear it out."""

from dataclasses import replace

import pytest

from extractors.claims import Reader
from extractors.grounding import AGREED, FIGURES, LONGEST, MOST, PROPOSED, Drop, Grounder, Proposal, ours
from extractors.lexicon import STATUSES
from extractors.values import Band, Bound, Claim, Field, Kind, Modality, Reading
from tests.builders import article
from tests.extractors.stories import small_story

READER = Reader(small_story())
GROUNDER = Grounder(READER)

LEAD = "South Korea's National Intelligence Service said that about 300 North Korean soldiers had been killed in Kursk."
UNREAD = "Of the North Korean men, some 2,700 more will never walk unaided again."
TEXT = f"{LEAD}\n{UNREAD}\nRussia sent 111,000 shells and 48 guns on 11 January 2025."


def figure(quote: str, number_text: str, metric: str = "killed") -> Proposal:
    return Proposal(kind=Kind.FIGURE, metric=metric, quote=quote, number_text=number_text)


def event(quote: str, metric: str) -> Proposal:
    return Proposal(kind=Kind.STATUS, metric=metric, quote=quote)


def only_proposed(text: str, *proposals: Proposal, language: str = "en", title: str = "") -> list[Claim]:
    """Return what a model alone found where our rules have read nothing."""
    told = article(text, title, language=language)
    return list(GROUNDER.ground(told, Reading(claims=()), proposals).reading.claims)


def dropped(text: str, *proposals: Proposal, language: str = "en") -> dict[str, int]:
    told = article(text, language=language)
    grounded = GROUNDER.ground(told, Reading(claims=()), proposals)
    assert grounded.reading.claims == ()
    return dict(grounded.dropped)


def test_a_claim_that_only_a_model_found_has_our_number_our_offsets_and_band_c() -> None:
    told = article(TEXT)
    reading = READER.read(told)
    grounded = GROUNDER.ground(told, reading, [figure("some 2,700 more will never walk", "2,700", "wounded")])
    assert (grounded.count_added, grounded.count_agreed, dict(grounded.dropped)) == (1, 0, {})
    claim = grounded.reading.claims[-1]
    assert (claim.low, claim.high, claim.bound, claim.unit) == (2700, 2700, Bound.APPROX, "persons")
    assert (claim.metric, claim.subject, claim.band) == ("wounded", "north_korea", Band.C)
    assert PROPOSED in claim.reasons
    assert told.text[claim.start : claim.end] == claim.quote
    assert claim.sentence == UNREAD
    assert grounded.reading.claims[:-1] == reading.claims
    assert ours(grounded.reading) == reading


def test_a_claim_of_ours_that_a_model_found_too_says_so_and_keeps_its_band() -> None:
    told = article(TEXT)
    reading = READER.read(told)
    grounded = GROUNDER.ground(told, reading, [figure("about 300 North Korean soldiers had been killed", "300")])
    before, after = reading.claims[0], grounded.reading.claims[0]
    assert (grounded.count_agreed, grounded.count_added) == (1, 0)
    assert AGREED in after.reasons
    assert replace(after, reasons=before.reasons) == before


@pytest.mark.parametrize(
    ("name_it", "added"),
    [pytest.param("troops_at_front", 0, id="one family"), pytest.param("killed", 1, id="another metric")],
)
def test_troops_sent_and_troops_at_the_front_are_one_finding(name_it: str, added: int) -> None:
    told = article("The Pentagon said that 11,000 North Korean soldiers had been sent to Russia.")
    reading = READER.read(told)
    assert [claim.metric for claim in reading.claims] == ["troops_deployed"]
    proposed = [figure("11,000 North Korean soldiers", "11,000", name_it)]
    assert GROUNDER.ground(told, reading, proposed).count_added == added


def test_the_same_number_of_another_side_is_another_claim() -> None:
    text = (
        "The Pentagon said that 300 North Korean soldiers had been killed.\nSome 300 Ukrainian men fell there as well."
    )
    told = article(text)
    reading = READER.read(told)
    korean = [claim for claim in reading.claims if claim.subject == "north_korea"]
    grounded = GROUNDER.ground(told, Reading(claims=tuple(korean)), [figure("Some 300 Ukrainian men fell", "300")])
    assert [claim.subject for claim in grounded.reading.claims if PROPOSED in claim.reasons] == ["ukraine"]


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        pytest.param(figure("about 30,000 soldiers had been killed", "30,000"), Drop.QUOTE_NOT_FOUND, id="invented"),
        pytest.param(figure("About 300 North Korean", "300"), Drop.QUOTE_NOT_FOUND, id="another letter"),
        pytest.param(figure("about 300 North Korean", "400"), Drop.NUMBER_NOT_IN_QUOTE, id="another number"),
        pytest.param(figure("about 300 North Korean", ""), Drop.NUMBER_NOT_IN_QUOTE, id="no number"),
        pytest.param(figure("11,000 shells", "11,000"), Drop.NUMBER_CUT, id="cut out of a longer number"),
        pytest.param(figure("111,000 shells", "111"), Drop.NUMBER_CUT, id="half a number"),
        pytest.param(figure("had been killed in Kursk", "killed"), Drop.NUMBER_NOT_READ, id="words for a number"),
        pytest.param(figure("on 11 January 2025", "11"), Drop.NUMBER_NOT_READ, id="a date"),
        pytest.param(figure("111,000 shells", "111,000"), Drop.COUNTS_SOMETHING_ELSE, id="shells"),
        pytest.param(figure("about 300 North Korean", "300", "share_lost"), Drop.COUNTS_SOMETHING_ELSE, id="no share"),
        pytest.param(figure("111,000 shells and 48", "111,000 shells and 48"), Drop.SEVERAL_NUMBERS, id="two numbers"),
        pytest.param(figure(LEAD + "\nOf the North", "300"), Drop.QUOTE_OVER_SENTENCES, id="two sentences"),
        pytest.param(figure("x" * (LONGEST + 1), "300"), Drop.QUOTE_TOO_LONG, id="a page"),
        pytest.param(figure(" ", "300"), Drop.QUOTE_NOT_FOUND, id="nothing"),
        pytest.param(figure("about 300 North Korean", "300", "eaten"), Drop.UNKNOWN_METRIC, id="unknown metric"),
        pytest.param(event("had been killed", "killed"), Drop.UNKNOWN_METRIC, id="a figure's name for an event"),
        pytest.param(event("withdrew from the front", "withdrawn_from_front"), Drop.QUOTE_NOT_FOUND, id="event"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_and_counted(proposal: Proposal, reason: Drop) -> None:
    assert dropped(TEXT, proposal) == {reason: 1}


def test_a_quote_cut_from_a_longer_number_is_found_where_it_stands_whole() -> None:
    text = "Some 111,000 men of Russia fell.\nSome 11,000 men of North Korea fell."
    (claim,) = only_proposed(text, figure("11,000 men of", "11,000"))
    assert (claim.low, claim.subject) == (11_000, "north_korea")


@pytest.mark.parametrize(
    ("language", "text", "quote", "number_text", "low", "high", "bound"),
    [
        pytest.param(
            "en", "More than 3,000 North Koreans fell.", "3,000 North Koreans", "3,000", 3000, None, "more_than"
        ),
        pytest.param("en", "Hundreds of North Korean men fell.", "Hundreds of North", "Hundreds", None, None, "vague"),
        pytest.param(
            "en",
            "North Korea lost 10 to 12 thousand men.",
            "10 to 12 thousand",
            "10 to 12 thousand",
            10000,
            12000,
            "range",
        ),
        pytest.param(
            "de", "Rund 1.100 nordkoreanische Soldaten fielen.", "1.100 nordkoreanische", "1.100", 1100, 1100, "approx"
        ),
        pytest.param("fr", "Environ 11 000 soldats nord-coréens.", "11 000 soldats", "11 000", 11000, 11000, "approx"),
        pytest.param("ko", "북한군 1만1천여 명이 러시아에 있다.", "1만1천여 명", "1만1천", 11000, 11000, "approx"),
        pytest.param(
            "uk",
            "Понад 4 тисячі північнокорейських військових.",
            "4 тисячі північнокорейських",
            "4 тисячі",
            4000,
            None,
            "more_than",
        ),
        pytest.param(
            "ru",
            "Около 1,1 тыс. северокорейских военных.",
            "1,1 тыс. северокорейских",
            "1,1 тыс.",
            1100,
            1100,
            "approx",
        ),
        pytest.param("zh", "约1.1万名朝鲜士兵。", "1.1万名朝鲜士兵", "1.1万", 11000, 11000, "approx"),
        pytest.param("ja", "北朝鮮兵約1万人が", "1万人", "1万", 10000, 10000, "approx"),
        pytest.param("es", "Más de 2.500 soldados norcoreanos.", "2.500 soldados", "2.500", 2500, None, "more_than"),
    ],
)
def test_our_scanner_reads_the_number_with_the_bound_that_the_quote_left_out(
    language: str, text: str, quote: str, number_text: str, low: float, high: float, bound: str
) -> None:
    (claim,) = only_proposed(text, figure(quote, number_text), language=language)
    assert (claim.low, claim.high, claim.bound) == (low, high, bound)
    assert text[claim.start : claim.end] == claim.quote
    assert quote in claim.quote


def test_speaker_and_mood_are_those_of_our_own_steps() -> None:
    text = "The Pentagon said that 48 North Korean men had perhaps fallen, it denied that any had withdrawn."
    (claim,) = only_proposed(text, figure("48 North Korean men had perhaps fallen", "48"))
    assert (claim.source, claim.modality) == ("pentagon", Modality.HEDGED)


def test_an_event_is_taken_by_its_quote_alone_and_the_number_text_does_not_matter() -> None:
    text = "North Korean units were nowhere to be found in the trenches any more."
    proposal = replace(event("nowhere to be found in the trenches", "not_seen"), number_text="12")
    (claim,) = only_proposed(text, proposal)
    assert (claim.kind, claim.metric, claim.band) == (Kind.STATUS, "not_seen", Band.C)
    assert (claim.low, claim.high, claim.bound, claim.interval) == (None, None, None, None)


def test_a_quote_of_the_title_has_the_offsets_of_the_title() -> None:
    title = "A thousand and 700 more: 4,000 North Korean men lost"
    (claim,) = only_proposed("Nothing else is known.", figure("4,000 North Korean men", "4,000"), title=title)
    assert claim.where is Field.TITLE
    assert title[claim.start : claim.end] == claim.quote


def test_a_proposal_made_twice_is_one_claim() -> None:
    proposal = figure("some 2,700 more", "2,700", "wounded")
    assert len(only_proposed(TEXT, proposal, proposal)) == 1


def test_more_proposals_than_an_article_can_hold_are_cut_off() -> None:
    proposals = [figure("invented", "1")] * (MOST + 7)
    assert dropped(TEXT, *proposals) == {Drop.TOO_MANY: 7, Drop.QUOTE_NOT_FOUND: MOST}


def test_an_article_of_a_language_without_a_lexicon_gets_nothing_from_a_model() -> None:
    assert dropped("300 menn falt.", figure("300 menn", "300"), language="no") == {Drop.NO_LEXICON: 1}


def test_no_proposals_leave_the_reading_as_it_is() -> None:
    told = article(TEXT)
    reading = READER.read(told)
    assert GROUNDER.ground(told, reading, ()).reading == reading


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("300" * 60_000, id="digits without end"),
        pytest.param("300 men " * 25_000, id="no sentence mark"),
        pytest.param("\u202e300\x00 men\ud800 of \u200fNorth Korea", id="marks and lone halves"),
        pytest.param("", id="empty"),
    ],
)
def test_no_text_and_no_proposal_makes_grounding_fail(text: str) -> None:
    names = [(Kind.FIGURE, name) for name in FIGURES] + [(Kind.STATUS, name) for name in STATUSES]
    quotes = ("300", "300\x00 men")
    proposals = [Proposal(kind=k, metric=m, quote=quote, number_text="300") for k, m in names for quote in quotes]
    told = article(text)
    grounded = GROUNDER.ground(told, Reading(claims=()), proposals)
    assert 0 < sum(grounded.dropped.values()) + len(grounded.reading.claims) <= len(proposals)
    assert all(text[claim.start : claim.end] == claim.quote for claim in grounded.reading.claims)


def test_without_proposals_our_part_is_the_very_same_claims() -> None:
    """Stored ids are found by the claim itself, so an equal copy would not do."""
    reading = READER.read(article(TEXT))
    assert reading.claims
    assert all(kept is own for kept, own in zip(ours(reading).claims, reading.claims, strict=True))
