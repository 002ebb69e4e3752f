"""Hits of one section: which of them lie within a stretch of the text, and in which sentence."""

import pytest

from extractors.lexicon import load_lexicon
from extractors.phrases import Hit
from extractors.reading.marks import Hits, Passage, compile_cast, filed
from extractors.reading.scenes import scenes
from extractors.texts import Span
from extractors.values import Field
from tests.extractors.stories import small_story

LONG, SHORT, LAST = Hit(2, 9, "long"), Hit(4, 6, "short"), Hit(12, 15, "last")


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        pytest.param(0, 20, [LONG, SHORT, LAST], id="all"),
        pytest.param(2, 9, [LONG, SHORT], id="exactly"),
        pytest.param(0, 8, [SHORT], id="the-first-reaches-beyond-a-later-one"),
        pytest.param(3, 20, [SHORT, LAST], id="begins-behind-the-first"),
        pytest.param(10, 15, [LAST], id="one"),
        pytest.param(10, 14, [], id="the-only-one-reaches-beyond"),
        pytest.param(9, 12, [], id="between"),
        pytest.param(15, 20, [], id="behind"),
        pytest.param(0, 2, [], id="before"),
    ],
)
def test_hits_within_a_stretch_lie_wholly_in_it(start: int, end: int, found: list[Hit]) -> None:
    hits = Hits([LONG, SHORT, LAST])
    assert hits.within(start, end) == found
    assert hits.any_within(start, end) is bool(found)


def test_no_hits_are_within_nothing() -> None:
    assert Hits([]).within(0, 9) == []
    assert not Hits([]).any_within(0, 9)


def test_hits_are_filed_under_the_sentence_that_holds_them_whole() -> None:
    passage = _passage("It was late, the mayor said.\n\nTwo soldiers left. Two more had said nothing.")
    words = [[passage.text[h.start : h.end] for h in one.get("reporting.said", [])] for one in passage.filed]
    assert words == [["said"], [], ["said"]]
    assert ["person" in one for one in passage.filed] == [False, True, False]


def test_a_hit_that_reaches_into_the_next_sentence_is_filed_under_none() -> None:
    inside, across = Hit(2, 4, ""), Hit(6, 12, "")
    sentences = [Span(0, 8), Span(8, 20)]
    assert filed({"one": [inside, across], "none": []}, sentences) == ({"one": [inside]}, {})


def test_a_sentence_knows_its_sections_and_their_hits_in_order() -> None:
    passage = _passage("The mayor said that two soldiers, he said, had left.")
    (scene,) = scenes(passage)
    said, person = passage.hits("reporting.said"), passage.hits("person")
    assert list(scene.hits("reporting.said")) == list(said)
    assert list(scene.together(("person", "reporting.said"))) == sorted([*said, *person])
    assert list(scene.together(("person", "weapon"))) == list(person)
    assert list(scene.together(("weapon",))) == list(scene.hits("weapon")) == []
    assert [scene.has(section) for section in ("person", "weapon")] == [True, False]
    assert scene.has_any({"weapon", "person"})
    assert not scene.has_any({"weapon"})


def _passage(text: str) -> Passage:
    lexicon = load_lexicon("en")
    return Passage(Field.TEXT, text, lexicon, compile_cast(small_story(), lexicon))
