"""Tests of extractors/comparing/evidence.py: what the texts themselves say against a difference of two readings."""

from dataclasses import replace

import pytest

from extractors.changes import between_revisions
from extractors.second.reader import DIFFERS
from extractors.values import SOURCE_IN_GENERAL, Article, Bound, Claim, Field, Modality, Reading
from tests.builders import article, figure, reading, status, told

ANALYSIS = "An analysis by ISW puts the dead at about 400."
ISW_SAYS = "The dead are about 400, ISW analyses."
CLOSING = "Snow fell in the hills."


def changes(before: tuple[Article, Reading], after: tuple[Article, Reading]) -> list[tuple[str, str]]:
    return [(c.metric, str(c.change)) for c in between_revisions(*before, *after)]


def by_isw(sentence: str, source: str | None) -> tuple[Article, Reading]:
    """A text in which the outlet names the institute, whatever the reader made of it."""
    text, reading = told(figure("killed", 400, sentence=sentence, source=source), filler=CLOSING)
    return text, replace(reading, names=(("isw", text.text.index("ISW")),) if "ISW" in text.text else ())


def test_who_is_still_named_in_the_sentence_has_not_been_replaced() -> None:
    assert changes(by_isw(ANALYSIS, "isw"), by_isw(ISW_SAYS, None)) == []


def test_who_is_named_no_more_has_been_replaced() -> None:
    without = by_isw("The dead are about 400 by all accounts.", None)
    assert changes(by_isw(ANALYSIS, "isw"), without) == [("killed", "reattributed")]


def by_papers(source: str, sentence: str, *names: str) -> tuple[Article, Reading]:
    """A text whose first sentence names the minister, whoever is heard in the second."""
    text, reading = told(figure("killed", 400, sentence=sentence, source=source), filler=CLOSING)
    opening = "The minister met reporters. "
    moved = tuple(replace(c, start=c.start + len(opening), end=c.end + len(opening)) for c in reading.claims)
    return replace(text, text=opening + text.text), replace(
        reading, claims=moved, names=tuple((name, 4) for name in names)
    )


@pytest.mark.parametrize(("names", "alert"), [(("minister",), False), ((), True)], ids=["named before", "not named"])
def test_another_speaker_does_not_alert_while_the_old_one_is_named_right_before(
    names: tuple[str, ...], alert: bool
) -> None:
    before = by_papers("minister", "He told them that about 400 of the men had died there by the end of the year.")
    after = by_papers(
        "papers", "The papers told that about 400 of the men had died there by the end of the year.", *names
    )
    (change,) = between_revisions(*before, *after)
    assert (str(change.change), change.alert) == ("reattributed", alert)


def test_another_speaker_does_not_alert_where_it_was_named_all_along() -> None:
    sentence = "{} told that about 400 of the men had died there by the end of the year."
    text, heard = by_papers("minister", sentence.format("He"))
    after = by_papers("papers", sentence.format("She"))
    for names, alert in ((), True), ((("papers", 4),), False):
        (change,) = between_revisions(text, replace(heard, names=names), *after)
        assert (str(change.change), change.alert) == ("reattributed", alert)


@pytest.mark.parametrize(("reasons", "alert"), [((), True), ((SOURCE_IN_GENERAL,), False)], ids=["name", "capital"])
def test_a_capital_may_be_whoever_spoke_before(reasons: tuple[str, ...], alert: bool) -> None:
    sentence = "{} spoke of about 400 of the men who had been killed there by the end of the year."
    office = figure("killed", 400, sentence=sentence.format("The president"), source="president")
    capital = figure("killed", 400, sentence=sentence.format("The capital"), source="spies", reasons=reasons)
    for before, after in ((office, capital), (capital, office)):
        (change,) = between_revisions(*told(before, filler=CLOSING), *told(after, filler=CLOSING))
        assert (str(change.change), change.alert) == ("reattributed", alert)


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_number_of_another_kind_does_not_alert_where_the_two_readers_differ(side: str) -> None:
    sentence = "By the agency's count 15,000 of the men {} to Russia and one in three of them was killed or wounded."
    old = figure("casualties", 15_000, sentence=sentence.format("went"))
    new = figure("troops_deployed", 15_000, sentence=sentence.format("travelled"))
    (sure,) = between_revisions(*told(old, filler=CLOSING), *told(new, filler=CLOSING))
    doubtful = {"before": old, "after": new} | {side: replace({"before": old, "after": new}[side], reasons=(DIFFERS,))}
    (change,) = between_revisions(*(part for claim in doubtful.values() for part in told(claim, filler=CLOSING)))
    assert [(str(one.change), one.alert) for one in (sure, change)] == [("rescoped", True), ("rescoped", False)]


@pytest.mark.parametrize(("names", "alert"), [((("north_korea", 0),), False), ((), True)], ids=["named", "not named"])
def test_another_side_alerts_only_where_the_old_one_is_not_named_any_more(
    names: tuple[tuple[str, int], ...], alert: bool
) -> None:
    sentence = "By the agency's count about 400 of the men had been killed in the {} of Kursk by the end of the year."
    before = told(figure("killed", 400, sentence=sentence.format("north")), filler=CLOSING)
    text, reading = told(figure("killed", 400, sentence=sentence.format("south"), subject="russia"), filler=CLOSING)
    (change,) = between_revisions(*before, text, replace(reading, names=names))
    assert (str(change.change), change.alert) == ("rescoped", alert)


OPENING = "Reporters were called to the ministry on Monday."
REFUSED = "The ministry could give no confirmation of the soldiers' return to the region."
ASKED = "Whether soldiers had returned to that region, the ministry was unable to confirm."
COUNTED = "The ministry counted 400 soldiers at the border of the region."
AT_BORDER = "At the region's border the soldiers are {}, counting by the ministry."


@pytest.mark.parametrize(
    ("claim", "after", "alert"),
    [
        (status("not_seen", source="ministry", sentence=REFUSED), ASKED, False),
        (status("not_seen", source="ministry", sentence=REFUSED), "The minister then left for talks abroad.", True),
        (status("not_seen", source="ministry", sentence=REFUSED), "", True),
        (figure("troops_at_front", 400, sentence=COUNTED), AT_BORDER.format("400"), False),
        (figure("troops_at_front", 400, sentence=COUNTED), AT_BORDER.format("many"), True),
        (figure("troops_at_front", 400, sentence=COUNTED), "In the first wave, it is said, were 400.", False),
        (figure("troops_at_front", 40, sentence=COUNTED.replace("400", "40")), "Snow lay in 40 villages.", True),
    ],
    ids=[
        "reworded",
        "another sentence",
        "cut",
        "reworded number",
        "number cut",
        "large number in other words",
        "small number in other words",
    ],
)
def test_a_claim_is_not_gone_while_its_words_stand_in_its_place(claim: Claim, after: str, alert: bool) -> None:
    old, new = (article(" ".join(filter(None, (OPENING, middle, CLOSING)))) for middle in (claim.sentence, after))
    assert _gone(claim, old, new) == ("removed", alert)


def _gone(claim: Claim, old: Article, new: Article) -> tuple[str, bool]:
    """The change, and whether it alerts, where the later version is read without the claim."""
    start = old.text.index(claim.quote)
    placed = replace(claim, start=start, end=start + len(claim.quote))
    (change,) = between_revisions(old, reading(placed), new, reading())
    return str(change.change), change.alert


SEEN = "Analysts reported on Monday that soldiers had returned to that region."
UNSURE = "The ministry was not in a position to confirm the soldiers' return to the region."


@pytest.mark.parametrize(
    ("earlier", "alert"),
    [(UNSURE, False), ("The ministry confirmed the soldiers' return to the region.", True), ("", True)],
    ids=["reworded", "confirmed before", "nothing before"],
)
def test_a_denial_whose_words_stood_there_negated_already_does_not_alert(earlier: str, alert: bool) -> None:
    denial = status("returned_to_front", source="ministry", sentence=ASKED, modality=Modality.DENIED)
    said = status("returned_to_front", source="analysts", sentence=SEEN)
    old, new = (article(" ".join(filter(None, (SEEN, middle, CLOSING)))) for middle in (earlier, ASKED))
    start = new.text.index(ASKED)
    placed = replace(denial, start=start, end=start + len(denial.quote))
    (change,) = between_revisions(old, reading(said), new, reading(said, placed))
    assert (str(change.change), change.alert) == ("denied", alert)


ZH = ("记者们星期一来到那座大楼。", "山里下起了雪。")
JA = ("記者団は月曜に庁舎へ集まった。", "山では雪が降った。")
KO = ("기자들은 월요일 청사로 모였다.", "산에는 눈이 내렸다.")
DENSE = {
    "Chinese, reworded": (
        "zh",
        ZH,
        status("withdrawn_from_front", source="ministry", sentence="该部官员说，增援的士兵已经撤离前线阵地。"),
        "增援的士兵撤出前线阵地了，该部官员说。",
        False,
    ),
    "Chinese, another sentence": (
        "zh",
        ZH,
        status("withdrawn_from_front", source="ministry", sentence="该部官员说，增援的士兵已经撤离前线阵地。"),
        "该部官员随后乘车去了机场。",
        True,
    ),
    "Japanese, reworded": (
        "ja",
        JA,
        status("no_comment", source="ministry", sentence="同省の報道官は、増援部隊の人数を明かさなかった。"),
        "増援部隊の人数について、同省の報道官は口を閉ざした。",
        False,
    ),
    "Japanese, told now": (
        "ja",
        JA,
        status("no_comment", source="ministry", sentence="同省の報道官は、増援部隊の人数を明かさなかった。"),
        "増援部隊の人数は500人だと、同省の報道官は述べた。",
        True,
    ),
    "Korean, reworded": (
        "ko",
        KO,
        status(
            "returned_to_front", source="ministry", sentence="병사들이 전선 지역에 복귀했다고 부처 관계자가 전했다."
        ),
        "부처 관계자의 전언은 전선 지역에 병사들이 다시 나타났다는 것이다.",
        False,
    ),
    "Korean, cut": (
        "ko",
        KO,
        status(
            "returned_to_front", source="ministry", sentence="병사들이 전선 지역에 복귀했다고 부처 관계자가 전했다."
        ),
        "",
        True,
    ),
}


@pytest.mark.parametrize(("language", "frame", "claim", "after", "alert"), DENSE.values(), ids=DENSE)
def test_words_of_two_or_three_signs_are_known_again_in_another_order(
    language: str, frame: tuple[str, str], claim: Claim, after: str, alert: bool
) -> None:
    old, new = (article(f"{frame[0]}{middle}{frame[1]}", language=language) for middle in (claim.sentence, after))
    assert _gone(claim, old, new) == ("removed", alert)


LEAVING = "The soldiers have been withdrawn from the front line, the two governments' officials told papers."
TOLD_THERE = "All those men had gone, a brigade wrote on its page."
ELSEWHERE = "A spokesman of the special forces said so too."


@pytest.mark.parametrize(("there", "alert"), [(TOLD_THERE, False), (ELSEWHERE, True)], ids=["there", "elsewhere"])
def test_a_status_told_in_its_place_of_another_voice_has_not_been_removed(there: str, alert: bool) -> None:
    gone = status("withdrawn_from_front", source="officials", sentence=LEAVING)
    new = status("withdrawn_from_front", source="special_forces", sentence=there)
    texts = [
        " ".join((OPENING, LEAVING, CLOSING)),
        f"{OPENING} {TOLD_THERE if not alert else ''} {CLOSING} {ELSEWHERE}",
    ]
    placed = [
        replace(c, start=text.index(c.quote), end=text.index(c.quote) + len(c.quote))
        for c, text in zip((gone, new), texts, strict=True)
    ]
    found = between_revisions(article(texts[0]), reading(placed[0]), article(texts[1]), reading(placed[1]))
    assert [(str(change.change), change.alert) for change in found] == [("removed", alert), ("added", False)]


@pytest.mark.parametrize(
    ("below", "alert"), [("withdrawn_from_front", False), ("treaty", True)], ids=["told", "not told"]
)
def test_a_headlines_status_that_the_text_below_tells_has_not_been_removed(below: str, alert: bool) -> None:
    headline = status("withdrawn_from_front", sentence="Off the line", source="officials", where=Field.TITLE)
    text = status(below, sentence=LEAVING, source="papers")
    before, after = told(headline, text, filler=CLOSING), told(text, filler=CLOSING)
    found = between_revisions(*before, replace(after[0], title="Snow in the hills"), after[1])
    assert [(str(change.change), change.alert) for change in found] == [("removed", alert)]


HEADLINES = {
    "another particle": (
        "ja",
        "北朝鮮兵の戦死300人　シルスキー氏は断言",
        "シルスキー氏「北朝鮮兵300人が戦死」",
        "シルスキー氏は",
        False,
    ),
    "all its signs": (
        "ja",
        "北朝鮮兵の戦死300人か　軍側は「半分以下」",
        "北朝鮮兵300人戦死か　「半分以下」と軍側",
        None,
        False,
    ),
    "lost": ("ja", "北朝鮮兵300人が戦死　シルスキー氏は断言", "北朝鮮兵300人が戦死した", "シルスキー氏は", True),
    "lost, without a name": ("ja", "北朝鮮兵300人が戦死　大佐は断言", "北朝鮮兵300人が戦死した", None, True),
}


@pytest.mark.parametrize(("language", "title", "later", "name", "alert"), HEADLINES.values(), ids=HEADLINES)
def test_a_headlines_speaker_who_stands_in_the_later_headline_has_not_been_lost(
    language: str, title: str, later: str, name: str | None, alert: bool
) -> None:
    old = figure("killed", 300, sentence=title, source="colonel", source_text=name, where=Field.TITLE)
    new = figure("killed", 300, sentence=later, where=Field.TITLE)
    found = between_revisions(*(told(c, filler=CLOSING, language=language)[i] for c in (old, new) for i in (0, 1)))
    assert [(str(change.change), change.alert) for change in found] == ([("reattributed", True)] if alert else [])


@pytest.mark.parametrize(
    ("later", "alert"), [((1_000, 3_000), False), ((4_000, 9_000), True)], ids=["an end", "no end"]
)
def test_a_number_that_ends_a_range_now_has_not_been_removed(later: tuple[int, int], alert: bool) -> None:
    old = figure("reinforcements", 3_000, sentence="About 3,000 more were sent, the army said.", source="army")
    low, high = later
    ranged = "By the paper's sources it was from one group to another that went in spring."
    new = figure(
        "reinforcements", low, high, bound=Bound.RANGE, sentence=ranged, source="papers", modality=Modality.PLANNED
    )
    removed = [c for c in between_revisions(*told(old, filler=CLOSING), *told(new, filler=CLOSING)) if c.before]
    assert [(str(change.change), change.alert) for change in removed] == [("removed", alert)]


def pair(sentence: str, **numbers: tuple[int, str]) -> tuple[Article, Reading]:
    claims: list[Claim] = []
    for metric, (value, quote) in numbers.items():
        claims.append(replace(figure(metric, value, sentence=sentence, source="south_korea_nis"), quote=quote))
    return told(*claims, filler=CLOSING)


@pytest.mark.parametrize(
    ("after", "quote", "expected"),
    [
        pytest.param("It put the injured at 2,700 today and the dead at 300.", "dead at 300", [], id="only moved"),
        pytest.param("It put the slain at 300 today.", "slain at 300", [("wounded", "drifted")], id="another word"),
    ],
)
def test_a_number_drifts_only_where_another_word_stands_for_it(
    after: str, quote: str, expected: list[tuple[str, str]]
) -> None:
    before = pair("It put the dead and the injured at 300.", wounded=(300, "injured at 300"))
    assert changes(before, pair(after, killed=(300, quote))) == expected
