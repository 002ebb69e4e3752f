"""Hits of one section: which of them lie within a stretch of the text; which sections a passage holds."""

import pytest

from extractors.lexicon import load_lexicon
from extractors.phrases import Hit
from extractors.reading.marks import Hits, Passage, compile_cast
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


@pytest.mark.parametrize(
    ("sections", "held"),
    [
        pytest.param(("reporting.said",), True, id="one"),
        pytest.param(("reporting.said", "person"), True, id="both-in-two-sentences"),
        pytest.param(("reporting.said", "weapon"), False, id="one-of-two"),
        pytest.param(("weapon",), False, id="none"),
    ],
)
def test_a_passage_holds_sections_that_all_have_a_hit_anywhere(sections: tuple[str, ...], held: bool) -> None:
    lexicon = load_lexicon("en")
    text = "It was late, the mayor said.\n\nTwo soldiers left."
    passage = Passage(Field.TEXT, text, lexicon, compile_cast(small_story(), lexicon))
    assert passage.holds(sections) is held
    assert passage.holds(sections) is held, "the second answer is remembered"
